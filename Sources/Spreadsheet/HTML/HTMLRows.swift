internal import ZipContainer

/// The rows of one table of an HTML page as they are read.
final class HTMLRows: TableRows {
    /// Whether the row is hidden that begins with its first cell; nil if it has begun. Its tag may end the row before it, which is given first.
    private var nextIsHidden: Bool?
    private var row = 0
    private var column = 0
    /// The last row in which each column is covered by a cell above.
    private var coveredUntil: [Int] = []
    /// How many covered cells were passed. They count as cells, so that a short row after a wide one costs no more than the limit allows.
    private var passedCells = 0
    private let limits: ReadLimits
    private var spans = (rows: 1, columns: 1)
    private var number: Double?
    /// Whether the cell's text is a number.
    private var isNumber = false
    private var textStart = 0
    /// Whether white space, or the end of a line, comes before the next character.
    private var pendingSpace = false
    private var pendingLine = false

    init(details: RowDetails?, layout: SheetLayoutBuilder?, size: UInt64, limits: ReadLimits) {
        self.limits = limits
        let builder = RowBuilder(
            OpenBook(styles: .none, sharedStrings: .none, dateSystem: .since1900), partSize: size, cellSize: 1, limits: limits)
        super.init(builder, details: details, layout: layout)
    }

    private var place: SpreadsheetError.Location {
        .init(cell: CellReference(uncheckedRow: max(1, row), column: min(max(1, column), CellReference.lastColumn)))
    }

    func take(_ event: HTMLTables.Event) throws(SpreadsheetError) {
        switch event {
        case .rowBegins(let tag): nextIsHidden = Self.isHidden(tag)
        case .cellBegins(let tag):
            try beginRow()
            try beginCell(tag)
        case .text(let text): try append(text)
        case .lineEnds: pendingLine = true
        case .link(let tag):
            if let target = tag.attribute("href") { try setLink(HTMLReference.string(target), row: row, column: column) }
        case .cellEnds: try endCell()
        case .rowEnds: try endRow()
        }
    }

    // MARK: - Rows

    /// Begins the row whose tag was last, if it has not begun.
    private func beginRow() throws(SpreadsheetError) {
        guard let isHidden = nextIsHidden else { return }
        nextIsHidden = nil
        row += 1
        column = 0
        try builder.beginRow(number: row, isHidden: isHidden)
        beginDetails()
    }

    private static func isHidden(_ tag: HTMLTag?) -> Bool {
        guard let tag else { return false }
        let style = (tag.attribute("style") ?? UnsafeBufferPointer(start: nil, count: 0)).filter { !isXMLSpace($0) }.map(\.lowercased)
        let word = Array("display:none".utf8)
        return tag.attribute("hidden") != nil || style.indices.contains { style[$0...].starts(with: word) }
    }

    private func endRow() throws(SpreadsheetError) {
        try beginRow()
        hasRow = try builder.endRow()
    }

    // MARK: - Cells

    private func beginCell(_ tag: HTMLTag) throws(SpreadsheetError) {
        column += 1
        while column <= coveredUntil.count, coveredUntil[column - 1] >= row {
            column += 1
            passedCells += 1
        }
        guard passedCells <= limits.cells else {
            throw SpreadsheetError(.tooManyCells, exceeds: limits.cells, measured: passedCells, "too many cells", at: place)
        }
        // The standard's own limits (4.9.11).
        spans = (min(max(1, Self.integer(tag, "rowspan")), 65_534), min(max(1, Self.integer(tag, "colspan")), 1000))
        guard column + spans.columns - 1 <= CellReference.lastColumn else {
            throw SpreadsheetError(.badReference, "a row has more cells than a worksheet has columns", at: place)
        }
        if spans.rows > 1 {
            while coveredUntil.count < column + spans.columns - 1 { coveredUntil.append(0) }
            for index in column - 1..<column + spans.columns - 1 { coveredUntil[index] = row + spans.rows - 1 }
        }
        try layout?.addSpan(spans, row: row, column: column)
        // Excel says in this attribute what it shows otherwise, and leaves it empty where it shows the number itself.
        let value = tag.attribute("x:num")
        number = value.flatMap { DecimalNumber.double($0) }
        isNumber = value?.isEmpty == true
        textStart = builder.text.count
        (pendingSpace, pendingLine) = (false, false)
    }

    private static func integer(_ tag: HTMLTag, _ name: StaticString) -> Int {
        tag.attribute(name).flatMap { DecimalNumber.integer($0) } ?? 1
    }

    private func endCell() throws(SpreadsheetError) {
        defer { column += spans.columns - 1 }
        let text = textStart..<builder.text.count
        let column = column
        let bytes = UnsafeBufferPointer(start: UnsafePointer(builder.text.start + textStart), count: text.count)
        if let number = isNumber ? DecimalNumber.double(bytes) : number {
            builder.text.truncate(to: textStart)
            try builder.beginCell(column: column)
            return try builder.append(number, column: column, style: 0, hasFormula: false)
        }
        // A no-break space alone keeps a cell's border, and is no value.
        guard !text.isEmpty, !bytes.elementsEqual([0xC2, 0xA0]) else { return builder.text.truncate(to: textStart) }
        try builder.beginCell(column: column)
        try builder.appendText(text, column: column, style: 0, hasFormula: false)
    }

    /// Appends text, whose white space collapses.
    private func append(_ text: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var index = 0
        while index < text.count {
            if isXMLSpace(text[index]) || text[index] == 0x0C {
                pendingSpace = true
                index += 1
                continue
            }
            let start = index
            while index < text.count, !isXMLSpace(text[index]), text[index] != 0x0C { index += 1 }
            if builder.text.count > textStart {
                if pendingLine { try builder.text.append(0x0A) } else if pendingSpace { try builder.text.append(0x20) }
            }
            (pendingSpace, pendingLine) = (false, false)
            let word = UnsafeBufferPointer(rebasing: text[start..<index])
            guard let base = word.baseAddress, UTF8Check.run(base, from: 0, to: word.count).end == word.count else {
                throw SpreadsheetError(.xmlEncoding, "a text is not valid in the page's encoding", at: place)
            }
            try HTMLReference.append(word, to: &builder.text)
            do throws(SpreadsheetError) {
                try StringGatherer.checkGrowth(builder.text.count - textStart, limits: builder.limits)
            } catch {
                throw error.located(place)
            }
        }
    }
}
