/// Collects the text of a shared or an inline string: one `t`, or those of its rich-text runs, but not the phonetic ones
/// (ECMA-376 part 1, 18.4).
struct StringGatherer {
    /// The starts of the string and of the current `t` in the arena.
    private var stringStart = 0
    private var runStart = 0
    private var preservesSpace = false

    mutating func beginString(_ arena: borrowing ByteArena) { stringStart = arena.count }

    /// Begins a `t`; white space around its text counts only if `xml:space` says so, as in Excel.
    mutating func beginRun(_ arena: borrowing ByteArena, preservesSpace: Bool) {
        runStart = arena.count
        self.preservesSpace = preservesSpace
    }

    mutating func endRun(_ arena: inout ByteArena) {
        guard !preservesSpace else { return }
        let run = arena.start + runStart
        let trimmed = UnsafeBufferPointer(start: run, count: arena.count - runStart).trimmedXMLSpace
        if let start = trimmed.baseAddress { run.update(from: start, count: trimmed.count) }
        arena.truncate(to: runStart + trimmed.count)
    }

    /// Ends the string and returns the range of its bytes.
    ///
    /// - Throws: `cell.too-long`.
    mutating func endString(
        _ arena: inout ByteArena, limits: ReadLimits, at place: SpreadsheetError.Location = .init()
    ) throws(SpreadsheetError) -> Range<Int> {
        let count = TextDecoding.unescape(arena.start + stringStart, count: arena.count - stringStart)
        arena.truncate(to: stringStart + count)
        try Self.checkLength(UnsafeBufferPointer(start: arena.start + stringStart, count: count), limits: limits, at: place)
        return stringStart..<stringStart + count
    }

    /// Refuses a text that is too long before it has ended.
    func checkGrowth(_ arena: borrowing ByteArena, limits: ReadLimits) throws(SpreadsheetError) {
        try Self.checkGrowth(arena.count - stringStart, limits: limits)
    }

    static func checkGrowth(_ count: Int, limits: ReadLimits) throws(SpreadsheetError) {
        // An escape of one unit takes seven bytes.
        guard count / 7 <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: count, "a text is too long")
        }
    }

    static func checkLength(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: ReadLimits, at place: @autoclosure () -> SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        guard bytes.count > limits.cellLength else { return }
        let length = bytes.utf16Length
        guard length <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: length, "a text is too long", at: place())
        }
    }
}
