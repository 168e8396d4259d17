extension ODSScanner {
    /// Skips rows at the start of the bytes, as many as there are, without looking into their cells. It stops ahead of whatever could be
    /// something else than a row: a comment, a table within a cell, the end of the table.
    static func skip(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> ScanOutcome {
        guard let start = bytes.baseAddress else { return .incomplete(wasted: 0) }
        let end = UnsafePointer(start) + bytes.count
        var place = skipSpace(UnsafePointer(start))
        var done = UnsafePointer(start)
        while matches(place, "<table:table-row"), let next = skipRow(place, end) {
            done = next
            place = skipSpace(next)
        }
        let length = done - UnsafePointer(start)
        if length > 0 { return .item(length: length) }
        return scanFailure(bytes, "</table:table-row>", "</table:table>")
    }

    /// Skips a row from its `<table:table-row`; nil if it is cut off, or may be more than a row.
    private static func skipRow(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = start + 16
        // Groups and lists of rows have names that begin so.
        guard isXMLSpace(place.pointee) || place.pointee == UInt8(ascii: ">") || place.pointee == UInt8(ascii: "/") else { return nil }
        while place.pointee != UInt8(ascii: ">") {
            if place.pointee == UInt8(ascii: "\"") {
                place += 1
                while place < end, place.pointee != UInt8(ascii: "\"") { place += 1 }
            }
            guard place < end, place.pointee != UInt8(ascii: "<"), place.pointee != UInt8(ascii: "'") else { return nil }
            place += 1
        }
        place += 1
        if place[-2] == UInt8(ascii: "/") { return place <= end ? place : nil }
        while true {
            place = nextTag(place)
            // Zeros follow the bytes, and then a tag that is none.
            guard place < end else { return nil }
            let raw = UnsafeRawPointer(place)
            let name = raw.word(at: 1)
            if name == Self.word("/table:t") {
                let more = raw.word(at: 9)
                if more == Self.word("able-row"), place[17] == UInt8(ascii: ">") { return place + 18 <= end ? place + 18 : nil }
                guard more == Self.word("able-cel") else { return nil }
                place += 18
            } else if name == Self.word("table:ta") {
                guard raw.word(at: 9) == Self.word("ble-cell") else { return nil }
                place += 17
            } else if place[1] == UInt8(ascii: "!") || place[1] == UInt8(ascii: "?") {
                return nil
            }
            place += 1
        }
    }

    /// Eight bytes of a name.
    @inline(__always)
    private static func word(_ name: StaticString) -> UInt64 { UnsafeRawPointer(name.utf8Start).word(at: 0) }

    /// The next `<` or zero.
    @inline(__always)
    private static func nextTag(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var place = start
        while true {
            let word = UnsafeRawPointer(place).word(at: 0)
            let tags = word ^ 0x3C3C_3C3C_3C3C_3C3C
            // The lowest bit that is set is that of the first byte that is zero.
            let found = ((tags &- 0x0101_0101_0101_0101) & ~tags | (word &- 0x0101_0101_0101_0101) & ~word) & 0x8080_8080_8080_8080
            if found != 0 { return place + found.trailingZeroBitCount / 8 }
            place += 8
        }
    }
}
