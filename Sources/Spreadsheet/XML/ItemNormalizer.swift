/// Copies items to the plain form that scanners know: without the prefix of their list's namespace, and with quotation marks around
/// attributes instead of apostrophes.
///
/// What has neither is copied as it is. Nothing else changes, so that a scanner takes from the copy what libxml2 would from the item.
struct ItemNormalizer: ~Copyable {
    enum Outcome {
        /// The item ends after so many bytes.
        case item(length: Int)
        case incomplete
        /// libxml2 must read the item. That many bytes were examined without a result.
        case unknown(wasted: Int)
    }

    private var copy = ByteArena()

    /// The copy. ``XMLInputBuffer/padding`` zeros follow it.
    var bytes: UnsafeMutableBufferPointer<UInt8> { UnsafeMutableBufferPointer(start: copy.start, count: copy.count) }

    /// Copies the item at the start of the bytes, after any white space.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, which ``XMLInputBuffer/padding`` zeros follow.
    ///   - prefix: The prefix of each element, with its colon; empty if they have none.
    /// - Returns: Whether ``bytes`` is a copy.
    /// - Throws: `memory.exhausted`.
    mutating func normalize(_ bytes: UnsafeMutableBufferPointer<UInt8>, prefix: [UInt8]) throws(SpreadsheetError) -> Outcome {
        copy.truncate(to: 0)
        try copy.reserve(bytes.count + XMLInputBuffer.padding)
        guard let start = bytes.baseAddress.map({ UnsafePointer($0) }) else { return .incomplete }
        let end = start + bytes.count
        var place = skipSpace(start)
        let first = place
        var target = copy.start
        while place < end {
            guard place.pointee == UInt8(ascii: "<") else { return .unknown(wasted: place - start) }
            let tag = place
            let isEnd = place[1] == UInt8(ascii: "/")
            guard isNameByte(place[isEnd ? 2 : 1]) || place + 2 >= end else { return .unknown(wasted: place - start) }
            guard Self.copyTag(&place, end, isEnd: isEnd, prefix: prefix, to: &target) else {
                return Self.hasEnd(tag, end) ? .unknown(wasted: place - start) : .incomplete
            }
            if isEnd ? Self.isEndTag(tag, of: first) : tag == first && place[-2] == UInt8(ascii: "/") {
                copy.advance(by: target - copy.start)
                target.initialize(repeating: 0, count: XMLInputBuffer.padding)
                return .item(length: place - start)
            }
            while place < end, place.pointee != UInt8(ascii: "<") {
                target.pointee = place.pointee
                target += 1
                place += 1
            }
        }
        return .incomplete
    }

    /// Copies a tag; false if it has no end, another prefix, or a quotation mark between apostrophes.
    @inline(__always)
    private static func copyTag(
        _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isEnd: Bool, prefix: [UInt8],
        to target: inout UnsafeMutablePointer<UInt8>
    ) -> Bool {
        func put(_ byte: UInt8) {
            target.pointee = byte
            target += 1
        }
        put(UInt8(ascii: "<"))
        place += 1
        if isEnd {
            put(UInt8(ascii: "/"))
            place += 1
        }
        for byte in prefix {
            guard place.pointee == byte else { return false }
            place += 1
        }
        while place < end {
            let byte = place.pointee
            place += 1
            switch byte {
            case UInt8(ascii: ">"):
                put(byte)
                return true
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                put(UInt8(ascii: "\""))
                while place < end, place.pointee != byte {
                    guard place.pointee != UInt8(ascii: "\"") else { return false }
                    put(place.pointee)
                    place += 1
                }
                guard place < end else { return false }
                place += 1
                put(UInt8(ascii: "\""))
            default: put(byte)
            }
        }
        return false
    }

    /// Whether an end tag has the name of a start tag; both have the same prefix.
    private static func isEndTag(_ tag: UnsafePointer<UInt8>, of start: UnsafePointer<UInt8>) -> Bool {
        var (name, other) = (tag + 2, start + 1)
        while isNameByte(name.pointee), name.pointee == other.pointee {
            name += 1
            other += 1
        }
        return !isNameByte(name.pointee) && !isNameByte(other.pointee)
    }

    /// Whether a tag ends within the bytes, as far as that is plain.
    private static func hasEnd(_ tag: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        UnsafeBufferPointer(start: tag, count: end - tag).contains(UInt8(ascii: ">"))
    }

    /// Whether attributes of the first two tags stand between apostrophes.
    static func hasApostrophes(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        var tags = 0
        var last: UInt8 = 0
        for byte in bytes.prefix(2048) {
            if byte == UInt8(ascii: "'"), last == UInt8(ascii: "=") { return true }
            if byte == UInt8(ascii: ">") {
                tags += 1
                if tags == 2 { return false }
            }
            last = byte
        }
        return false
    }
}
