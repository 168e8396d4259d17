/// Gathers the shared strings of a workbook.
struct SharedStringBuilder: ~Copyable {
    /// The bytes of all strings, without gaps.
    var arena = ByteArena()
    private var ends = Arena<UInt32>()
    private let limits: ReadLimits

    init(limits: ReadLimits) { self.limits = limits }

    /// Ends a string at the end of the arena.
    ///
    /// - Throws: `limit.shared-strings`, `memory.exhausted`.
    mutating func endString() throws(SpreadsheetError) {
        guard let end = UInt32(exactly: arena.count) else {
            throw SpreadsheetError(
                .tooManySharedStrings, exceeds: Int(UInt32.max), measured: arena.count, "the shared strings have too many bytes")
        }
        try ends.append(end)
        guard ends.count <= limits.sharedStrings else {
            throw SpreadsheetError(.tooManySharedStrings, exceeds: limits.sharedStrings, measured: ends.count, "too many shared strings")
        }
    }

    /// Ends a string that began at a place in the arena.
    ///
    /// - Throws: `cell.too-long`; as ``endString()``.
    mutating func endString(from start: Int) throws(SpreadsheetError) {
        let text = UnsafeBufferPointer(rebasing: arena.contents[start...])
        try StringGatherer.checkLength(text, limits: limits, at: .init())
        try endString()
    }

    /// Adds a string of UTF-16 units, the lower byte first.
    ///
    /// - Throws: `cell.too-long`; as ``endString()``.
    mutating func append(utf16 units: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        let start = arena.count
        try arena.append(utf16: units)
        try endString(from: start)
    }

    consuming func finish() -> SharedStrings { SharedStrings(arena, ends: ends) }
}
