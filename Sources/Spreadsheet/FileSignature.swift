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
            self = try Self.text(head, source)
        }
    }

    /// Tells markup from other text, and refuses what is neither.
    private static func text(_ head: [UInt8], _ source: ByteSource) throws(SpreadsheetError) -> FileSignature {
        var start = plain(head)
        if start.first == UInt8(ascii: "<") {
            // Comments may stand ahead of everything.
            let count = Int(min(source.count, UInt64(markupSize)))
            start = withoutComments(plain(try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: 0, count: count) } ?? []))
        }
        func begins(_ prefixes: String...) -> Bool { prefixes.contains { start.starts(with: $0.utf8) } }
        func holds(_ words: String...) -> Bool { words.contains { start.contains(Array($0.utf8)) } }
        let isTag = start.count > 1 && start.first == UInt8(ascii: "<") && start[start.startIndex + 1] &- UInt8(ascii: "a") < 26
        if begins("<?xml", "<office:document") || isTag && rootName(start).elementsEqual("workbook".utf8) {
            if holds("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet") {
                return .xml2003
            }
            if holds("urn:oasis:names:tc:opendocument") { return .openDocument }
            if holds("<html") { return .html }
            throw SpreadsheetError(.unknownFormat, "it is XML, but not a workbook")
        }
        // Pages of exports may begin with any element, and have a table soon.
        if begins("<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style") || isTag && holds("<table", "<tr") {
            return .html
        }
        if begins("{\\rtf", "%pdf-", "mime-version:") { throw SpreadsheetError(.unknownFormat, "it is a document of another kind") }
        if isSYLK(start) { throw SpreadsheetError(.sylk, "it is a file of SYLK") }
        if isDIF(start) { throw SpreadsheetError(.dif, "it is a file of the Data Interchange Format") }
        let isWide = head.withUnsafeBufferPointer { (TextEncoding(markIn: $0) ?? TextEncoding(zerosIn: $0)).map { $0 != .utf8 } ?? false }
        // Other control characters are valid in cells.
        if !isWide, head.contains(0) {
            throw SpreadsheetError(.unknownFormat, "it is neither a workbook nor text")
        }
        return .text
    }

    /// Whether a text is SYLK. CSV may begin with the titles `ID;P` as well, but then its rows do not begin like SYLK's records.
    private static func isSYLK(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: "id;p".utf8) else { return false }
        let records = lines(text).dropFirst()
        return !records.isEmpty
            && records.allSatisfy { line in
                let type = line.prefix { $0 != UInt8(ascii: ";") }
                return recordTypes.contains { type.elementsEqual($0.utf8) }
            }
    }

    private static let recordTypes = ["b", "c", "e", "f", "nn", "ne", "nu", "nl", "o", "p", "w"]

    /// Whether a text is DIF, which begins with a table's version and a title.
    private static func isDIF(_ text: ArraySlice<UInt8>) -> Bool {
        let lines = lines(text)
        return lines.count > 2 && lines[0].elementsEqual("table".utf8) && lines[1].elementsEqual("0,1".utf8)
            && lines[2].first == UInt8(ascii: "\"")
    }

    /// The first lines, of those that have something.
    private static func lines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        Array(text.split(maxSplits: 6) { $0 == 0x0A || $0 == 0x0D }.prefix(6))
    }

    /// How much of markup is looked at.
    private static let markupSize = 64 << 10

    /// The text in lower case, without the white space before it. Of ASCII in UTF-16 the bytes that are zero are left out.
    private static func plain(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        Array(bytes.lazy.filter { $0 != 0 }.drop { $0 >= 0x80 || isXMLSpace($0) }.map(\.lowercased))[...]
    }

    private static func withoutComments(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = text
        while rest.starts(with: "<!--".utf8) {
            guard let end = rest.firstRange(of: Array("-->".utf8)) else { return [] }
            rest = rest[end.upperBound...].drop(while: isXMLSpace)
        }
        return rest
    }

    /// The name of the first element, without its prefix.
    private static func rootName(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let name = text.dropFirst().prefix { !isXMLSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        return name.firstIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    }
}
