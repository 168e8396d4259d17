final class StylesHandler: XMLHandler {
    private enum State {
        case outside, styleSheet, numberFormats, cellFormats, cellStyleFormats
    }

    private let limits: ReadLimits
    private var state = State.outside
    private var codes: [Int: String] = [:]
    private var formatIDs: [Int] = []
    private var formatCount = 0

    init(limits: ReadLimits) { self.limits = limits }

    func styles() -> Styles { Styles(codes: codes, identifiers: formatIDs) }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside where element.isMain("styleSheet"): state = .styleSheet
        case .styleSheet where element.isMain("numFmts"): state = .numberFormats
        case .styleSheet where element.isMain("cellXfs"): state = .cellFormats
        case .styleSheet where element.isMain("cellStyleXfs"): state = .cellStyleFormats
        case .numberFormats where element.isMain("numFmt"):
            skippedDepth = 1
            if let id = element.integer("numFmtId"), let code = element.string("formatCode") { codes[id] = code }
            try limits.checkStyles(codes.count)
        case .cellFormats where element.isMain("xf"), .cellStyleFormats where element.isMain("xf"):
            skippedDepth = 1
            formatCount += 1
            try limits.checkStyles(formatCount)
            if state == .cellFormats { formatIDs.append(element.integer("numFmtId") ?? 0) }
        default: skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) {
        state = state == .styleSheet ? .outside : .styleSheet
    }
}
