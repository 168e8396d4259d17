internal import ZipContainer

/// What a file is by its first bytes.
enum FileSignature {
    /// A zip archive.
    case package
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
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            throw try Self.compoundFile(source)
        } else if isText {
            self = .text
        } else if head.count >= 4, head[0] == 9, [0, 2, 4, 8].contains(head[1]), [4, 6, 8, 16].contains(head[2]), head[3] == 0 {
            // A BIFF stream without a compound file begins with its BOF record and the record's length.
            throw SpreadsheetError(.legacyXLS, "it is a legacy .xls workbook")
        } else {
            try Self.checkIsText(head)
            self = .text
        }
    }

    /// Tells an encrypted workbook from a legacy one, by the names in a compound file's directory, which are UTF-16.
    private static func compoundFile(_ source: ByteSource) throws(SpreadsheetError) -> SpreadsheetError {
        let encrypted: [UInt8] = "EncryptedPackage".utf8.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
        var offset: UInt64 = 0
        var tail: [UInt8] = []
        while offset < min(source.count, 64 << 20) {
            let count = Int(min(1 << 16, source.count - offset))
            guard let block = try wrappingZipErrors({ () throws(ZipError) in try source.bytes(at: offset, count: count) }) else { break }
            let window = tail + block
            if window.contains(encrypted) { return SpreadsheetError(.encrypted, "the workbook is protected by a password") }
            tail = Array(window.suffix(encrypted.count))
            offset += UInt64(count)
        }
        return SpreadsheetError(.legacyXLS, "it is a legacy .xls workbook")
    }

    /// Refuses other markup, and bytes that are not text.
    private static func checkIsText(_ head: [UInt8]) throws(SpreadsheetError) {
        let text = head.lazy.filter { $0 != 0 }.drop { $0 >= 0x80 || isXMLSpace($0) }.prefix(2048)
            .map(\.lowercased)
        let start = Array(text)
        func begins(_ prefixes: String...) -> Bool { prefixes.contains { start.starts(with: $0.utf8) } }
        func holds(_ words: String...) -> Bool { words.contains { start.contains(Array($0.utf8)) } }
        if begins("<?xml", "<workbook", "<office:document") {
            if holds("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet") {
                throw SpreadsheetError(.xml2003, "it is an Excel 2003 XML workbook")
            }
            if holds("urn:oasis:names:tc:opendocument") { throw SpreadsheetError(.openDocument, "it is an OpenDocument spreadsheet") }
            if holds("<html") { throw SpreadsheetError(.html, "it is an HTML page") }
            throw SpreadsheetError(.unknownFormat, "it is XML, but not a workbook")
        }
        if begins("<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style") {
            throw SpreadsheetError(.html, "it is an HTML page")
        }
        if begins("{\\rtf", "%pdf-", "mime-version:") { throw SpreadsheetError(.unknownFormat, "it is a document of another kind") }
        let isWide = head.withUnsafeBufferPointer { (TextEncoding(markIn: $0) ?? TextEncoding(zerosIn: $0)).map { $0 != .utf8 } ?? false }
        // Other control characters are valid in cells.
        if !isWide, head.contains(0) {
            throw SpreadsheetError(.unknownFormat, "it is neither a workbook nor text")
        }
    }
}
