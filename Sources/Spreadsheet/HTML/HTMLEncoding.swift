internal import ZipContainer

/// Finds the encoding of a page.
enum HTMLEncoding {
    /// More of a page is not searched for a name. Browsers search less.
    private static let headSize = 64 << 10

    /// The encoding that the page's first bytes show or name (HTML Standard, 13.2.3.2), or that its first text beyond ASCII shows, as in CSV.
    ///
    /// - Throws: `encoding.unknown` where the page names another and is not ASCII, `file.unreadable`.
    static func of(_ source: ByteSource) throws(SpreadsheetError) -> DocumentEncoding {
        let count = Int(min(source.count, UInt64(headSize)))
        let head = try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: 0, count: count) } ?? []
        if let wide = head.withUnsafeBufferPointer({ TextEncoding(markIn: $0) ?? TextEncoding(zerosIn: $0) }) { return .text(wide) }
        let named = name(in: head.map(\.lowercased))
        if let named {
            if let known = DocumentEncoding(webName: named) { return known }
            // Whoever can read the name reads no units of two bytes.
            if named.starts(with: "utf-16".utf8) { return .utf8 }
            if others.contains(where: { named.starts(with: $0.utf8) }) { throw unknown }
        }
        guard let place = try firstBeyondASCII(source) else { return .utf8 }
        guard named == nil else { throw unknown }
        // The letter before shows something as well.
        let start = place - min(place, 1)
        let size = min(source.count - start, UInt64(CSVText.largestBlock))
        let block = try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: start, count: Int(size)) } ?? []
        return block.withUnsafeBufferPointer {
            .text(TextEncoding(evidence: $0, from: Int(place - start), isWhole: start + size == source.count))
        }
    }

    /// Encodings that write other characters in bytes of ASCII.
    private static let others = ["iso-2022", "csiso2022", "hz-", "utf-7", "unicode-1-1-utf-7"]

    private static let unknown = SpreadsheetError(.unknownEncoding, "the page names an encoding that is not known")

    private static func firstBeyondASCII(_ source: ByteSource) throws(SpreadsheetError) -> UInt64? {
        var block = [UInt8](repeating: 0, count: CSVText.largestBlock)
        var place: UInt64 = 0
        while true {
            let (count, ascii) = try block.withUnsafeMutableBufferPointer { (block) throws(SpreadsheetError) -> (Int, Int) in
                let count = try wrappingZipErrors { () throws(ZipError) in try source.read(at: place, into: .init(block)) }
                return (count, block[..<count].firstIndex { $0 >= 0x80 } ?? count)
            }
            if ascii < count { return place + UInt64(ascii) }
            if count == 0 { return nil }
            place += UInt64(count)
        }
    }

    /// The name in a `meta` or an XML declaration, outside of comments; nil if there is none. All is in lower case.
    private static func name(in head: [UInt8]) -> ArraySlice<UInt8>? {
        var rest = head[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            if rest.starts(with: "<!--".utf8) {
                guard let end = rest.indices.first(where: { rest[$0...].starts(with: "-->".utf8) }) else { return nil }
                rest = rest[(end + 3)...]
                continue
            }
            let word = rest.starts(with: "<meta".utf8) ? "charset" : rest.starts(with: "<?xml".utf8) ? "encoding" : nil
            guard let word else {
                rest = rest.dropFirst()
                continue
            }
            let tag = rest.prefix { $0 != UInt8(ascii: ">") }
            if let name = value(of: word, in: tag) { return name }
            rest = rest[tag.endIndex...]
        }
        return nil
    }

    /// What stands after a word and an equals sign.
    private static func value(of word: String, in tag: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        for index in tag.indices where tag[index...].starts(with: word.utf8) {
            let sign = tag[(index + word.utf8.count)...].drop(while: isXMLSpace)
            guard sign.first == UInt8(ascii: "=") else { continue }
            let value = sign.dropFirst().drop { isXMLSpace($0) || quotes.contains($0) }
            return value.prefix { !isXMLSpace($0) && !quotes.contains($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "/") }
        }
        return nil
    }

    private static let quotes = Array("\"'".utf8)
}
