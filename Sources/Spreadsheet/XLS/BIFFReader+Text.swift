extension BIFFReader {
    /// Which characters the texts of a workbook have.
    enum TextForm: Sendable {
        /// UTF-16, or its lower bytes alone where they are enough (BIFF8).
        case unicode
        /// One byte a character (BIFF5). Without a page, only ASCII is known.
        case page(CodePage?)
    }

    /// Takes the characters of a text of the current record: their number in one or two bytes, then in BIFF8 whether they are wide.
    ///
    /// - Throws: `biff.malformed` if the text is longer than its records; `encoding.unknown` for a character of a code page that is not known.
    mutating func takeText(_ form: TextForm, hasShortCount: Bool = false, to arena: inout ByteArena) throws(SpreadsheetError) {
        let units = hasShortCount ? Int(try take8()) : Int(try take16())
        switch form {
        case .unicode:
            // Some programs leave the flags out where there are no characters.
            guard units > 0 || taken < count else { return }
            let flags = try take8()
            let runs = flags & 8 != 0 ? 4 * Int(try take16()) : 0
            let phonetic = flags & 4 != 0 ? Int(try take32()) : 0
            try takeUnits(units, isWide: flags & 1 != 0, to: &arena)
            if runs + phonetic > 0 { try skip(runs + phonetic) }
        case .page(let page):
            guard count - taken >= units else { throw Self.malformed("a text is longer than its record") }
            let bytes = UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + units])
            taken += units
            try arena.append(bytes, in: page)
        }
    }

    /// Takes UTF-16 units, or their lower bytes alone. Each record that continues a text says anew which of them it has ([MS-XLS] 2.5.293).
    private mutating func takeUnits(_ units: Int, isWide: Bool, to arena: inout ByteArena) throws(SpreadsheetError) {
        let size = isWide ? 2 &* units : units
        if count &- taken >= size {
            try append(size, isWide, to: &arena)
            taken &+= size
            return
        }
        var gathered = Arena<UInt16>()
        var isWide = isWide
        var rest = units
        while rest > 0 {
            if taken == count {
                try goOn()
                isWide = try take8() & 1 != 0
            }
            let part = min(rest, (count - taken) / (isWide ? 2 : 1))
            guard part > 0 || taken == count else { throw Self.malformed("a character is split between two records") }
            try gathered.reserve(part)
            for index in 0..<part {
                let unit = isWide ? uint16(at: taken + 2 * index) : Int(uint8(at: taken + index))
                gathered.put(UInt16(truncatingIfNeeded: unit).littleEndian)
            }
            taken += isWide ? 2 * part : part
            rest -= part
        }
        try arena.append(utf16: UnsafeRawBufferPointer(gathered.contents))
    }

    @inline(__always)
    private func append(_ size: Int, _ isWide: Bool, to arena: inout ByteArena) throws(SpreadsheetError) {
        let bytes = UnsafeRawBufferPointer(start: data + taken, count: size)
        if isWide { try arena.append(utf16: bytes) } else { try arena.append(latin1: bytes) }
    }

    /// Goes to the record that continues the current one.
    private mutating func goOn() throws(SpreadsheetError) {
        guard try peek() == RecordID.continuation, try advance() else { throw Self.malformed("a text is longer than its records") }
    }

    private mutating func take8() throws(SpreadsheetError) -> UInt8 {
        while taken == count { try goOn() }
        taken += 1
        return uint8(at: taken - 1)
    }

    private mutating func take16() throws(SpreadsheetError) -> UInt16 { try UInt16(take8()) | UInt16(take8()) << 8 }

    private mutating func take32() throws(SpreadsheetError) -> UInt32 { try UInt32(take16()) | UInt32(take16()) << 16 }

    private mutating func skip(_ size: Int) throws(SpreadsheetError) {
        var rest = size
        while rest > count - taken {
            rest -= count - taken
            taken = count
            try goOn()
        }
        taken += rest
    }

    /// Reads the shared strings, of which this is the first record ([MS-XLS] 2.4.265).
    ///
    /// - Throws: `biff.malformed`, `cell.too-long`, `limit.shared-strings`, `memory.exhausted`.
    mutating func sharedStrings(limits: ReadLimits) throws(SpreadsheetError) -> SharedStrings {
        try require(8)
        // The number is wrong in some files. It only tells what may be after the strings.
        let announced = uint32(at: 4)
        taken = 8
        var strings = SharedStringBuilder(limits: limits)
        var found: UInt32 = 0
        while true {
            if taken == count {
                guard try peek() == RecordID.continuation, try advance() else { break }
                continue
            }
            let start = strings.arena.count
            do throws(SpreadsheetError) {
                if !(try takePlainString(to: &strings.arena)) { try takeText(.unicode, to: &strings.arena) }
            } catch {
                guard found >= announced, error.code == .malformedRecords else { throw error }
                strings.arena.truncate(to: start)
                break
            }
            try strings.endString(from: start)
            found &+= 1
        }
        return strings.finish()
    }

    /// Takes a string without formatting, all of which is in the current record; false if it is not one.
    @inline(__always)
    private mutating func takePlainString(to arena: inout ByteArena) throws(SpreadsheetError) -> Bool {
        guard count &- taken >= 3 else { return false }
        let flags = uint8(at: taken &+ 2)
        let isWide = flags & 1 != 0
        let units = uint16(at: taken)
        let size = isWide ? 2 &* units : units
        guard flags & 0x0C == 0, count &- taken &- 3 >= size else { return false }
        taken &+= 3
        try append(size, isWide, to: &arena)
        taken &+= size
        return true
    }
}
