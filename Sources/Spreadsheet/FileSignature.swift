internal import ZipContainer

/// What a file is by its first bytes.
enum FileSignature {
    /// A zip archive.
    case package
    /// A compound file.
    case compoundFile
    /// Records of BIFF that are not in a compound file.
    case records
    /// An OpenDocument file in a single XML document.
    case openDocument
    /// An Excel 2003 XML workbook.
    case xml2003
    /// An HTML page.
    case html
    /// Text.
    case text

    /// Looks at a file's first bytes. With `isText` a file without a signature is text.
    ///
    /// - Throws: `file.unreadable`, `format.empty`, or an error that names the format if it is not supported.
    init(source: ByteSource, isText: Bool = false) throws(SpreadsheetError) {
        let count = Int(min(source.count, 8192))
        let head = try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: 0, count: count) } ?? []
        guard !head.isEmpty else { throw SpreadsheetError(.emptyFile, "the file is empty") }
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .package
        } else if head.starts(with: CompoundFile.signature) {
            self = .compoundFile
        } else if isText {
            self = .text
        } else if head.count >= 4, head[0] == 9, [0, 2, 4, 8].contains(head[1]), [4, 6, 8, 16].contains(head[2]), head[3] == 0 {
            // A BIFF stream without a compound file begins with its BOF record and the record's length.
            self = .records
        } else {
            self = try Self.text(head)
        }
    }

    /// Tells markup from other text, and refuses what is neither.
    private static func text(_ head: [UInt8]) throws(SpreadsheetError) -> FileSignature {
        let text = head.lazy.filter { $0 != 0 }.drop { $0 >= 0x80 || isXMLSpace($0) }.prefix(2048)
            .map(\.lowercased)
        let start = Array(text)
        func begins(_ prefixes: String...) -> Bool { prefixes.contains { start.starts(with: $0.utf8) } }
        func holds(_ words: String...) -> Bool { words.contains { start.contains(Array($0.utf8)) } }
        if begins("<?xml", "<workbook", "<office:document") {
            if holds("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet") {
                return .xml2003
            }
            if holds("urn:oasis:names:tc:opendocument") { return .openDocument }
            if holds("<html") { return .html }
            throw SpreadsheetError(.unknownFormat, "it is XML, but not a workbook")
        }
        if begins("<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style") {
            return .html
        }
        if begins("{\\rtf", "%pdf-", "mime-version:") { throw SpreadsheetError(.unknownFormat, "it is a document of another kind") }
        let isWide = head.withUnsafeBufferPointer { (TextEncoding(markIn: $0) ?? TextEncoding(zerosIn: $0)).map { $0 != .utf8 } ?? false }
        // Other control characters are valid in cells.
        if !isWide, head.contains(0) {
            throw SpreadsheetError(.unknownFormat, "it is neither a workbook nor text")
        }
        return .text
    }
}
