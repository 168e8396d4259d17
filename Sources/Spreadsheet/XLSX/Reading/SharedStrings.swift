/// The shared strings of a workbook: all their bytes in one place, and where each ends (ECMA-376 part 1, 18.4.9).
///
/// Both are complete when it is made, and never changed; so it can be shared.
final class SharedStrings: @unchecked Sendable {
    private let arena: ByteArena
    /// Where each string begins, and where the last one ends.
    private let offsets: UnsafeMutableBufferPointer<UInt32>

    /// Takes an arena's bytes.
    init(_ arena: consuming ByteArena, offsets: [UInt32]) {
        self.arena = arena
        self.offsets = .allocate(capacity: offsets.count)
        _ = self.offsets.initialize(from: offsets)
    }

    deinit {
        offsets.deallocate()
    }

    /// The strings of a workbook that shares none.
    static let none = SharedStrings(ByteArena(capacity: 1), offsets: [0])

    /// The number of strings.
    var count: Int { offsets.count - 1 }

    /// The UTF-8 bytes of the string at an index, which must be less than ``count``.
    @inline(__always)
    func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(offsets[index])
        return UnsafeBufferPointer(start: arena.start + start, count: Int(offsets[index + 1]) - start)
    }
}

/// Reads the shared strings part.
final class SharedStringsHandler: ItemHandler {
    private enum State {
        case outside, table, item, run, text
    }

    private let limits: ReadLimits
    // Changed by this handler's callbacks or by the scanner, and never by both at a time, so that the run time need not look after that for
    // each string.
    @exclusivity(unchecked) private var arena = ByteArena(capacity: 1 << 16)
    @exclusivity(unchecked) private var offsets: [UInt32] = [0]
    private var gatherer = StringGatherer()
    private var state = State.outside
    private var stateAfterText = State.item
    private var skippedDepth = 0
    private var preservesSpace = false
    private var isPlain = false

    override var isBetweenItems: Bool { state == .table && skippedDepth == 0 && isPlain && !preservesSpace }

    private init(limits: ReadLimits) { self.limits = limits }

    /// Reads all strings of a part.
    ///
    /// - Throws: what is wrong with the part.
    static func read(_ part: consuming XMLPartReader, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) -> SharedStrings {
        let handler = SharedStringsHandler(limits: limits)
        let scanner = SharedStringsScanner()
        var parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        while try parser.step({ (bytes) throws(SpreadsheetError) in try handler.scan(bytes, with: scanner) }) {}
        return SharedStrings(exchange(&handler.arena, with: ByteArena(capacity: 1)), offsets: handler.offsets)
    }

    private func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, with scanner: borrowing SharedStringsScanner
    ) throws(SpreadsheetError) -> ScanOutcome {
        let outcome = scanner.scan(bytes, into: &arena, limits: limits)
        if case .item = outcome { try add(arena.count) }
        return outcome
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard skippedDepth == 0 else {
            skippedDepth += 1
            return
        }
        switch state {
        case .outside where element.isMain("sst"):
            state = .table
            preservesSpace = element.preservesSpace ?? false
            isPlain = element.isPlain
        case .table where element.isMain("si"):
            state = .item
            gatherer.beginString(arena)
        case .item where element.isMain("r"): state = .run
        case .item where element.isMain("t"), .run where element.isMain("t"):
            stateAfterText = state
            state = .text
            gatherer.beginRun(arena, preservesSpace: element.preservesSpace ?? preservesSpace)
        default: skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) {
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        switch state {
        case .outside: break
        case .table: state = .outside
        case .item:
            state = .table
            try add(gatherer.endString(&arena, limits: limits).upperBound)
        case .run: state = .item
        case .text:
            state = stateAfterText
            gatherer.endRun(&arena)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard state == .text, skippedDepth == 0 else { return }
        arena.append(bytes)
        try gatherer.checkGrowth(arena, limits: limits)
    }

    private func add(_ end: Int) throws(SpreadsheetError) {
        guard let end = UInt32(exactly: end) else {
            throw SpreadsheetError(
                .tooManySharedStrings, exceeds: Int(UInt32.max), measured: end, "the shared strings have too many bytes")
        }
        offsets.append(end)
        guard offsets.count - 1 <= limits.sharedStrings else {
            throw SpreadsheetError(
                .tooManySharedStrings, exceeds: limits.sharedStrings, measured: offsets.count - 1, "too many shared strings")
        }
    }
}
