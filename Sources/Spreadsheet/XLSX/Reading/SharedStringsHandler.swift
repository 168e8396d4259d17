final class SharedStringsHandler: ItemHandler {
    private enum State {
        case outside, table, item, run, text
    }

    private let limits: ReadLimits
    // This handler's callbacks and the scanner never change these at the same time, so the run-time check for each string is
    // disabled.
    @exclusivity(unchecked) private var strings: SharedStringBuilder
    private var gatherer = StringGatherer()
    private var state = State.outside
    private var stateAfterText = State.item
    private var preservesSpace = false

    override var isBetweenItems: Bool { state == .table && skippedDepth == 0 && !preservesSpace }

    private init(limits: ReadLimits) {
        self.limits = limits
        strings = SharedStringBuilder(limits: limits)
    }

    /// Reads a part's strings.
    ///
    /// - Throws: An error in the part.
    static func read(_ part: consuming XMLPartReader, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) -> SharedStrings {
        let handler = SharedStringsHandler(limits: limits)
        let scanner = SharedStringsScanner()
        var parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        while try parser.step({ (bytes) throws(SpreadsheetError) in try handler.scan(bytes, with: scanner) }) {}
        return exchange(&handler.strings, with: SharedStringBuilder(limits: limits)).finish()
    }

    private func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, with scanner: borrowing SharedStringsScanner
    ) throws(SpreadsheetError) -> ScanOutcome {
        let outcome = try scanner.scan(bytes, into: &strings.arena, limits: limits)
        if case .item = outcome { try strings.endString() }
        return outcome
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside where element.isMain("sst"):
            state = .table
            preservesSpace = element.preservesSpace ?? false
            prefix = element.prefix
        case .table where element.isMain("si"):
            state = .item
            gatherer.beginString(strings.arena)
        case .item where element.isMain("r"): state = .run
        case .item where element.isMain("t"), .run where element.isMain("t"):
            stateAfterText = state
            state = .text
            gatherer.beginRun(strings.arena, preservesSpace: element.preservesSpace ?? preservesSpace)
        default: skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) {
        switch state {
        case .outside: break
        case .table: state = .outside
        case .item:
            state = .table
            _ = try gatherer.endString(&strings.arena, limits: limits)
            try strings.endString()
        case .run: state = .item
        case .text:
            state = stateAfterText
            gatherer.endRun(&strings.arena)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard state == .text else { return }
        try strings.arena.append(bytes)
        try gatherer.checkGrowth(strings.arena, limits: limits)
    }
}
