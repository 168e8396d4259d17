extension WorksheetRewriter {
    /// Copies a row with its edits, after the rows that edits make before it.
    mutating func copyRow(_ token: XMLToken) throws(SpreadsheetError) {
        let number = try number(of: tag(token))
        var token = token
        if let next = nextEdit, next.row < number {
            write(upTo: token.range.lowerBound)
            token = token.moved(by: token.range.lowerBound)
            try writeRows(before: number)
        }
        row = number
        let outside = (prefixes, prefix)
        (prefixes, prefix) = (prefixes(in: self.tag(token)), Array(self.tag(token).prefix))
        defer { (prefixes, prefix) = outside }
        if nextEdit?.row == number || edits.shownRows.contains(number) { return try editRow(token) }
        copy(token)
        guard token.kind == .startTag else { return }
        if groups.hasDissolved || prefixes.count != 1 { try copyCells(rowStyle: nil) } else { try passRow() }
    }

    private func number(of tag: XMLTag) throws(SpreadsheetError) -> Int {
        var number = row + 1
        if tag.attribute("r") != nil {
            guard let given = tag.integer("r") else { throw SpreadsheetError(.badReference, "a row's number is not a number") }
            number = given
        }
        guard 1...CellReference.lastRow ~= number else {
            throw SpreadsheetError(.badReference, "a row has a number that no worksheet has")
        }
        guard number > row else {
            throw SpreadsheetError(
                number == row ? .duplicateCell : .badReference, "the rows are not in order",
                at: .init(cell: CellReference(row: number, column: 1)))
        }
        return number
    }

    var nextEdit: SheetEdits.Placed? { done < edits.cells.count ? edits.cells[done] : nil }

    /// Writes the rows that edits make before one that the part has.
    mutating func writeRows(before end: Int) throws(SpreadsheetError) {
        while let first = nextEdit, first.row < end {
            row = first.row
            var hasCells = false
            while let next = nextEdit, next.row == row {
                if next.edit.makesCell {
                    if !hasCells {
                        open("row")
                        output.stream.attribute("r", row)
                        output.stream.raw(">")
                    }
                    hasCells = true
                    try write(next, over: style(ofColumn: next.column))
                }
                done += 1
            }
            if hasCells { close("row") }
        }
    }

    /// The style of a cell that the part does not have, in a row without one.
    private func style(ofColumn column: Int) -> Int {
        columnStyles.first { $0.columns.contains(column) }?.style ?? 0
    }

    private mutating func editRow(_ token: XMLToken) throws(SpreadsheetError) {
        let tag = tag(token)
        let rowStyle = tag.boolean("customFormat") ? tag.integer("s") : nil
        let name = Array(tag.bytes[token.name])
        var changes: [(name: StaticString, value: String?)] = spansHold(tag) ? [] : [("spans", nil)]
        if edits.shownRows.contains(row) {
            changes.append(("hidden", nil))
            let height = tag.value("ht").flatMap { $0.withUnsafeBufferPointer { DecimalNumber.double($0) } }
            if height == 0 { changes += [("ht", nil), ("customHeight", nil)] }
        }
        var bytes = tag.bytes(setting: changes)
        if tag.isEmpty { bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: ">".utf8) }
        let isEmpty = tag.isEmpty
        replace(token, with: bytes)
        guard isEmpty else { return try copyCells(rowStyle: rowStyle) }
        try writeCells(before: .max, rowStyle: rowStyle)
        output.stream.raw("</")
        output.stream.raw(name)
        output.stream.raw(">")
    }

    /// Whether the row's edits are in the columns that it says it has (18.3.1.73), a hint for those who read it.
    private func spansHold(_ tag: XMLTag) -> Bool {
        guard nextEdit?.row == row, let spans = tag.string("spans") else { return true }
        var last = done
        while last + 1 < edits.cells.count, edits.cells[last + 1].row == row { last += 1 }
        let ends = spans.split(separator: ":").compactMap { Int($0) }
        return ends.count == 2 && ends[0] <= edits.cells[done].column && edits.cells[last].column <= ends[1]
    }

    /// Copies the cells of a row with its edits, up to the row's end.
    private mutating func copyCells(rowStyle: Int?) throws(SpreadsheetError) {
        let first = done
        var column = 0
        while true {
            var token = try required()
            switch token.kind {
            case .text, .comment, .cdata, .instruction: copy(token)
            case .endTag:
                if nextEdit?.row == row {
                    write(upTo: token.range.lowerBound)
                    token = token.moved(by: token.range.lowerBound)
                    try writeCells(before: .max, rowStyle: rowStyle)
                }
                return copy(token)
            case .startTag, .emptyTag:
                let tag = tag(token)
                guard isMain(tag, "c") else {
                    try copyElement(token)
                    continue
                }
                let cell = try reference(of: tag, after: column)
                if let next = nextEdit, next.row == row, next.column < cell.column {
                    write(upTo: token.range.lowerBound)
                    token = token.moved(by: token.range.lowerBound)
                    try writeCells(before: cell.column, rowStyle: rowStyle)
                }
                if cell.column <= column, edits.cells[first..<done].contains(where: { $0.column == cell.column }) {
                    throw SpreadsheetError(.duplicateCell, "the row's cells are not in order", at: .init(cell: cell))
                }
                column = cell.column
                if let next = nextEdit, next.row == row, next.column == column {
                    try edit(token, next, at: cell)
                    done += 1
                } else {
                    try copyCell(token, at: cell)
                }
            }
        }
    }

    private func reference(of tag: XMLTag, after column: Int) throws(SpreadsheetError) -> CellReference {
        guard let bytes = tag.value("r") else {
            guard let next = CellReference(row: row, column: column + 1) else {
                throw SpreadsheetError(.badReference, "a row has more cells than a worksheet has columns")
            }
            return next
        }
        guard let cell = bytes.withUnsafeBufferPointer({ CellReference(bytes: $0) }), cell.row == row else {
            throw SpreadsheetError(.badReference, "a cell's reference is not valid", at: .init(cell: .init(row: row, column: column + 1)))
        }
        return cell
    }

    /// Writes the row's cells that edits make before a column.
    private mutating func writeCells(before column: Int, rowStyle: Int?) throws(SpreadsheetError) {
        while let next = nextEdit, next.row == row, next.column < column {
            if next.edit.makesCell { try write(next, over: rowStyle ?? style(ofColumn: next.column)) }
            done += 1
        }
    }
}
