/// Follows HTML from tag to tag, and tells of the rows and cells of its tables (HTML Standard, 13.2.6.4.9). Elements that should end and do not
/// end where the next one begins. A table ends at its tag alone: where it is missing, the page was cut off.
struct HTMLTables: ~Copyable {
    /// A table that is open.
    private struct Open {
        let number: Int
        var isInRow = false
        var isInCell = false
    }

    /// What a token means for the innermost table.
    enum Event {
        case rowBegins(HTMLTag?)
        case cellBegins(HTMLTag)
        case text(UnsafeBufferPointer<UInt8>)
        /// A line ends, or a block of text does.
        case lineEnds
        case link(HTMLTag)
        case cellEnds
        case rowEnds
    }

    private var tokenizer: HTMLTokenizer
    private let limits: ReadLimits
    private var open: [Open] = []
    /// How many tables have begun.
    private(set) var count = 0

    init(_ part: consuming XMLPartReader, limits: ReadLimits) {
        tokenizer = HTMLTokenizer(part, limits: limits)
        self.limits = limits
    }

    var fractionRead: Double { tokenizer.fractionRead }

    /// Whether a table is open, or has not begun.
    func mayHaveMore(of table: Int) -> Bool { table >= count || open.contains { $0.number == table } }

    /// Takes the next token. `body` gets each event with the number of its table.
    ///
    /// - Returns: false at the end.
    /// - Throws: `xml.malformed` where the page ends within a table; `limit.sheets`, `xml.depth`, or an error in the file.
    mutating func step(_ body: (Int, Event) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) -> Bool {
        var open = self.open
        var count = self.count
        let limits = limits
        let goesOn = try tokenizer.next { (token) throws(SpreadsheetError) in
            switch token {
            case .text(let text):
                if let table = open.last, table.isInCell { try body(table.number, .text(text)) }
            case .start(let tag): try Self.start(tag, &open, &count, limits, body)
            case .end(let tag): try Self.end(tag, &open, body)
            case .other: break
            }
        }
        guard goesOn || open.isEmpty else { throw SpreadsheetError(.malformedXML, "the page ends within a table") }
        self.open = open
        self.count = count
        return goesOn
    }

    private static func start(
        _ tag: HTMLTag, _ open: inout [Open], _ count: inout Int, _ limits: ReadLimits,
        _ body: (Int, Event) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        if tag.is("table") {
            guard open.count < limits.depth else {
                throw SpreadsheetError(.tooDeep, exceeds: limits.depth, measured: open.count + 1, "tables are nested too deep")
            }
            open.append(Open(number: count))
            count += 1
            try limits.checkSheets(count)
        }
        guard let table = open.last else { return }
        let last = open.count - 1
        if tag.is("tr") {
            try endRow(&open[last], body)
            open[last].isInRow = true
            try body(table.number, .rowBegins(tag))
        } else if tag.is("td") || tag.is("th") {
            try endCell(&open[last], body)
            if !open[last].isInRow {
                open[last].isInRow = true
                try body(table.number, .rowBegins(nil))
            }
            open[last].isInCell = true
            try body(table.number, .cellBegins(tag))
        } else if tag.is("tbody") || tag.is("thead") || tag.is("tfoot") || tag.is("caption") || tag.is("colgroup") {
            try endRow(&open[last], body)
        } else if table.isInCell {
            if isBlock(tag) { try body(table.number, .lineEnds) } else if tag.is("a") { try body(table.number, .link(tag)) }
        }
    }

    private static func end(
        _ tag: HTMLTag, _ open: inout [Open], _ body: (Int, Event) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        guard let table = open.last else { return }
        let last = open.count - 1
        if tag.is("table") {
            try endTable(&open, body)
        } else if tag.is("tr") || tag.is("tbody") || tag.is("thead") || tag.is("tfoot") {
            try endRow(&open[last], body)
        } else if tag.is("td") || tag.is("th") {
            try endCell(&open[last], body)
        } else if table.isInCell, isBlock(tag) {
            try body(table.number, .lineEnds)
        }
    }

    private static func isBlock(_ tag: HTMLTag) -> Bool { blocks.contains { tag.is($0) } }

    private static let blocks: [StaticString] = ["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"]

    private static func endTable(
        _ open: inout [Open], _ body: (Int, Event) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        guard var table = open.popLast() else { return }
        try endRow(&table, body)
    }

    private static func endRow(_ table: inout Open, _ body: (Int, Event) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
        try endCell(&table, body)
        guard table.isInRow else { return }
        table.isInRow = false
        try body(table.number, .rowEnds)
    }

    private static func endCell(_ table: inout Open, _ body: (Int, Event) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
        guard table.isInCell else { return }
        table.isInCell = false
        try body(table.number, .cellEnds)
    }
}
