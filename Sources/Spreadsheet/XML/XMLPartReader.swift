internal import ZipContainer

/// Reads an XML part as UTF-8 without a byte order mark.
///
/// Encodings other than UTF-8 and UTF-16 (ECMA-376 part 2, 8.1.3.3) are refused, so that no two readers can
/// read a part differently. A file that is one document may also declare another that web pages have.
struct XMLPartReader: ~Copyable {
    private var entry: ZipEntryReader?
    /// A file that is the part, and how much of it has been read.
    private var file: (source: ByteSource, offset: UInt64)?
    private var encoding: DocumentEncoding?
    /// Bytes that have been read and not returned yet: the first ones, or those of another encoding than UTF-8.
    private var held: [UInt8] = []
    private var feed: PieceFeed?

    init(_ entry: consuming ZipEntryReader, pieces: ReadingWay.Pieces = .whole) {
        self.entry = consume entry
        feed = PieceFeed(pieces)
    }

    /// A reader of a file that is one XML document.
    ///
    /// - Throws: `limit.file-size`.
    init(_ source: ByteSource, limits: ReadLimits, pieces: ReadingWay.Pieces = .whole) throws(SpreadsheetError) {
        guard source.count <= limits.zip.archiveSize else {
            throw SpreadsheetError(.fileTooLarge, "the file is too large", measured: source.count, limit: limits.zip.archiveSize)
        }
        file = (source, 0)
        feed = PieceFeed(pieces)
    }

    /// A reader of a file in a known encoding, which is no XML.
    ///
    /// - Throws: `limit.file-size`.
    static func page(
        _ source: ByteSource, encoding: DocumentEncoding, limits: ReadLimits, pieces: ReadingWay.Pieces = .whole
    ) throws(SpreadsheetError) -> XMLPartReader {
        var reader = try XMLPartReader(source, limits: limits, pieces: pieces)
        let mark = encoding.byteOrderMark
        let head = try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: 0, count: min(mark.count, Int(source.count))) }
        if head == mark { reader.file?.offset = UInt64(mark.count) }
        reader.encoding = encoding
        return reader
    }

    /// How much has been read, from 0 to 1.
    var fractionRead: Double {
        if let file { return file.source.count == 0 ? 1 : Double(file.offset) / Double(file.source.count) }
        switch entry {
        case .some(let entry): return entry.fractionRead
        case nil: return 1
        }
    }

    /// The largest number of bytes that the part can have.
    var size: UInt64 {
        switch entry {
        case .some(let entry): entry.size
        case nil: file?.source.count ?? 0
        }
    }

    /// Parses all of the part, or so much that the handler has what it wants.
    ///
    /// - Throws: An error in the part, or one of the handler's.
    consuming func parse(into handler: XMLHandler, limits: ReadLimits) throws(SpreadsheetError) {
        let parser = try XMLParser(handler: handler, limits: limits)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer { buffer.deallocate() }
        while !handler.isDone {
            let count = try read(into: buffer)
            guard count > 0 else { return try parser.finish() }
            try parser.parseAll(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Fills the buffer, of at least 1024 bytes, with the next bytes, and returns their number, which is 0 only at the end.
    ///
    /// - Throws: `xml.encoding`, or an error in the entry.
    mutating func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> Int {
        guard feed != nil else { return try readBlock(into: buffer) }
        if feed?.isEmpty == true {
            let count = try readBlock(into: buffer)
            feed?.refill(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
        return feed?.give(to: buffer) ?? 0
    }

    private mutating func readBlock(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> Int {
        guard let encoding else { return try begin(buffer) }
        return try encoding.isUTF8 ? readEntry(into: buffer) : readTranscoded(into: buffer, encoding)
    }

    private mutating func readEntry(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> Int {
        try checkCancellation()
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        return try wrappingZipErrors { () throws(ZipError) in
            if let file {
                let count = try file.source.read(at: file.offset, into: bytes)
                self.file?.offset += UInt64(count)
                return count
            }
            return try entry?.read(into: bytes) ?? 0
        }
    }

    private mutating func begin(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> Int {
        var count = try readEntry(into: buffer)
        let head = Array(buffer[..<min(4, count)])
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0x00]) || head.starts(with: [0xFE, 0xFF])
            || head.starts(with: [0x00, 0x3C])
        {
            guard head != [0xFF, 0xFE, 0, 0], head != [0x3C, 0, 0, 0] else { throw Self.unsupported }
            encoding = .text(head[0] == 0xFF || head[0] == 0x3C ? .utf16LittleEndian : .utf16BigEndian)
            held = Array(buffer[..<count].dropFirst(head[0] == 0xFF || head[0] == 0xFE ? 2 : 0))
            return try readBlock(into: buffer)
        }
        encoding = .utf8
        var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        // Programs that write a file by themselves may begin with space, which XML does not allow ahead of its declaration.
        if file != nil { while start < count, isXMLSpace(buffer[start]) { start += 1 } }
        if start > 0 {
            count -= start
            for index in 0..<count { buffer[index] = buffer[index + start] }
            if count == 0 { return try readBlock(into: buffer) }
        }
        guard let first = buffer[..<count].first(where: { !isXMLSpace($0) }) else { return count }
        guard first == UInt8(ascii: "<") else {
            throw first < 0x20 ? Self.unsupported : SpreadsheetError(.malformedXML, "the part is not XML")
        }
        let declared = try declaredEncoding(UnsafeBufferPointer(rebasing: buffer[..<count]))
        guard !declared.isUTF8 else { return count }
        encoding = declared
        held = Array(buffer[..<count])
        return try readBlock(into: buffer)
    }

    /// The encoding that a part's declaration names (XML 1.0, 4.3.3), which is UTF-8 or ASCII in a package.
    private func declaredEncoding(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) -> DocumentEncoding {
        guard bytes.starts(with: "<?xml".utf8) else { return .utf8 }
        guard let end = bytes.prefix(1024).firstIndex(of: UInt8(ascii: ">")) else {
            // A declaration this long hides something; libxml2 refuses an incomplete one.
            if bytes.count < 1024 { return .utf8 }
            throw Self.unsupported
        }
        let declaration = bytes[..<end]
        let keyword = Array("encoding".utf8)
        guard let start = declaration.indices.first(where: { declaration[$0...].starts(with: keyword) }) else { return .utf8 }
        let value = declaration[(start + keyword.count)...].drop { isXMLSpace($0) || $0 == UInt8(ascii: "=") }
        guard let quote = value.first, let close = value.dropFirst().firstIndex(of: quote) else { return .utf8 }
        let name = value[(value.startIndex + 1)..<close].map(\.lowercased)
        let allowed = ["utf-8", "utf8", "us-ascii", "ascii"]
        if allowed.contains(where: { name.elementsEqual($0.utf8) }) { return .utf8 }
        guard file != nil else { throw Self.unsupported }
        guard let other = DocumentEncoding(webName: name) else {
            throw SpreadsheetError(.unknownEncoding, "the document names an encoding that is not known")
        }
        return other
    }

    private mutating func readTranscoded(
        into buffer: UnsafeMutableBufferPointer<UInt8>, _ encoding: DocumentEncoding
    ) throws(SpreadsheetError) -> Int {
        guard let target = buffer.baseAddress else { return 0 }
        // A unit of UTF-16, or a byte of another encoding, becomes at most three bytes of UTF-8, and a pair of units four.
        let wanted = (encoding.unitSize == 2 ? buffer.count / 3 * 2 : buffer.count / 3) & ~3
        while held.count < wanted {
            var block = [UInt8](repeating: 0, count: wanted)
            let count = try block.withUnsafeMutableBufferPointer { (block) throws(SpreadsheetError) -> Int in try readEntry(into: block) }
            if count == 0 { break }
            held.append(contentsOf: block[..<count])
        }
        // What is cut off at the end is refused before the text ahead of it is parsed, so that the first error is always the same.
        let isLast = held.count < wanted
        let result = held.prefix(wanted).withUnsafeBufferPointer { encoding.transcode($0, to: target) }
        guard !result.isFaulty, !isLast || result.read == held.count else { throw Self.damaged }
        held.removeFirst(result.read)
        return result.written
    }

    private static let unsupported = SpreadsheetError(.xmlEncoding, "the part is neither UTF-8 nor UTF-16")
    private static let damaged = SpreadsheetError(.xmlEncoding, "the part is not valid in its encoding")
}
