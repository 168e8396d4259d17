/// Passes over the rows of a worksheet part, of which nothing is wanted, at the speed of the memory.
enum RowSkipper {
    /// The prefixes of programs are shorter.
    private static let longestPrefix = 16

    /// Skips the rows at the start of the bytes up to the last one that ends before the end of the rows, a comment or an instruction.
    ///
    /// Nothing is checked in the rows: it is where they are read.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, which ``XMLInputBuffer/padding`` zeros follow.
    ///   - prefix: The prefix of each element, with its colon; empty if they have none.
    /// - Returns: How many bytes are skipped; `unknown` where libxml2 must go on.
    static func skip(_ bytes: UnsafeMutableBufferPointer<UInt8>, prefix: [UInt8]) -> ScanOutcome {
        guard let start = bytes.baseAddress.map({ UnsafePointer($0) }), prefix.count <= longestPrefix else { return .unknown(wasted: 0) }
        let end = stop(start, bytes.count, prefix)
        var place = end ?? bytes.count
        let tag = Array("</".utf8) + prefix + Array("row>".utf8)
        while place > 0 {
            place -= 1
            if start[place] == UInt8(ascii: ">"), place + 1 >= tag.count,
                tag.withUnsafeBufferPointer({ isEqual(start + (place + 1 - tag.count), $0) })
            {
                return .item(length: place + 1)
            }
        }
        return end.map { .unknown(wasted: $0) } ?? .incomplete(wasted: bytes.count)
    }

    private static func isEqual(_ place: UnsafePointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in bytes.indices where place[index] != bytes[index] { return false }
        return true
    }

    /// Where the first end tag that is not a row's or within one, or the first other markup begins; nil if there is none.
    private static func stop(_ start: UnsafePointer<UInt8>, _ count: Int, _ prefix: [UInt8]) -> Int? {
        func all(_ character: Unicode.Scalar) -> SIMD16<UInt8> { SIMD16(repeating: UInt8(ascii: character)) }
        let (opening, slash, exclamation, question, letter) = (all("<"), all("/"), all("!"), all("?"), all("s"))
        let raw = UnsafeRawPointer(start)
        let nameOffset = 2 + prefix.count
        var index = 0
        while index < count {
            let first = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
            let second = raw.loadUnaligned(fromByteOffset: index &+ 1, as: SIMD16<UInt8>.self)
            let name = raw.loadUnaligned(fromByteOffset: index &+ nameOffset, as: SIMD16<UInt8>.self)
            let isEnd = (second .== slash) .& (name .== letter)
            let found = (first .== opening) .& (isEnd .| (second .== exclamation) .| (second .== question))
            let words = unsafeBitCast(found, to: SIMD2<UInt64>.self)
            if words[0] | words[1] != 0 {
                for position in index..<min(index + 16, count) where isStop(start + position, nameOffset) { return position }
            }
            index &+= 16
        }
        return nil
    }

    private static func isStop(_ place: UnsafePointer<UInt8>, _ nameOffset: Int) -> Bool {
        guard place[0] == UInt8(ascii: "<") else { return false }
        return place[1] == UInt8(ascii: "!") || place[1] == UInt8(ascii: "?")
            || place[1] == UInt8(ascii: "/") && matches(place + nameOffset, "sheetData")
    }
}
