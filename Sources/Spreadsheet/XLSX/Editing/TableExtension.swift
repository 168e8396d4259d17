/// The columns that the table and the filter take in which end at the left of them.
struct TableExtension: Sendable {
    /// The cell of the first column's title.
    let cell: CellReference
    /// The names of the columns.
    let titles: [String]

    /// The range of a table or a filter with the columns; nil if it has another header, or ends elsewhere.
    func extended(_ range: CellRange) -> CellRange? {
        guard range.first.row == cell.row, range.last.column + 1 == cell.column else { return nil }
        return range.extended(toColumn: range.last.column + titles.count)
    }

    /// The part of a table with the columns (ECMA-376 part 1, 18.5.1.2), beside the ranges of the sheet's other tables; nil if it does not take them in.
    func edited(_ name: String, besides others: [CellRange], in package: OpenPackage) throws(SpreadsheetError) -> [UInt8]? {
        let handler = TableHandler()
        try package.parse(name, into: handler)
        guard let table = handler.table, let wider = extended(table.range), !others.contains(where: { $0.overlaps(wider) }) else {
            return nil
        }
        let known = Set(table.columnNames.map { $0.lowercased() })
        guard !titles.contains(where: { known.contains($0.lowercased()) }) else { return nil }
        var part = try EditedPart(name, of: package)
        var changes: [(range: Range<Int>, bytes: [UInt8])] = []
        var isFree = true
        var lastID = 0
        var columns: EditedPart.Element?
        try part.walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 1):
                // The columns of a query have counterparts in another part.
                isFree = tag.string("tableType").map { $0 == "worksheet" } ?? true && tag.integer("headerRowCount") ?? 1 == 1
                changes.append((tag.token.range, tag.bytes(setting: [("ref", wider.description)])))
            case .start(let tag, depth: 2) where tag.localName.elementsEqual("tableColumns".utf8):
                columns = EditedPart.Element(tag)
                let count = String(table.columnNames.count + titles.count)
                changes.append((tag.token.range, tag.bytes(setting: [("count", count)])))
            case .start(let tag, depth: 2), .start(let tag, depth: 3):
                if tag.localName.elementsEqual("tableColumn".utf8) { lastID = max(lastID, min(tag.integer("id") ?? 0, Int(Int32.max) / 2)) }
                let isSorted = tag.localName.elementsEqual("sortState".utf8)
                guard isSorted || tag.localName.elementsEqual("autoFilter".utf8), let range = tag.string("ref").flatMap({ CellRange($0) }),
                    range.last.column == table.range.last.column
                else { return }
                let ref = range.extended(toColumn: wider.last.column).description
                changes.append((tag.token.range, tag.bytes(setting: [("ref", ref)])))
            case .end(let range, depth: 2): if columns?.contentEnd == 0 { columns?.contentEnd = range.lowerBound }
            default: break
            }
        }
        guard isFree, let columns, !columns.isEmpty else { return nil }
        for change in changes { part.replace(change.range, with: change.bytes) }
        let added = XMLWriter.bytes { stream in
            for (offset, title) in titles.enumerated() {
                stream.raw("<tableColumn")
                stream.attribute("id", lastID + offset + 1)
                stream.attribute("name", title)
                stream.raw("/>")
            }
        }
        part.append(EditedPart.prefixed(added, columns.prefix), to: columns)
        return part.edited
    }
}

extension CellRange {
    /// The range, up to a column on its right.
    func extended(toColumn column: Int) -> CellRange {
        CellRange(first, CellReference(uncheckedRow: last.row, column: max(last.column, min(column, CellReference.lastColumn))))
    }
}
