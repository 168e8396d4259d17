extension SheetLayoutBuilder {
    /// Reads the layout of a sheet from its records.
    ///
    /// - Throws: `biff.malformed`, `limit.cells`.
    init(_ records: inout BIFFReader, at place: UInt64, form: BIFFReader.TextForm) throws(SpreadsheetError) {
        try records.beginSheet(at: place)
        self.init()
        var depth = 0
        while depth >= 0, try records.advance() {
            switch records.id {
            case RecordID.beginOfSubstream: depth += 1
            case RecordID.endOfSubstream: depth -= 1
            case _ where depth > 0: break
            case RecordID.dimensions: dimension = Self.dimension(records, form)
            case RecordID.mergedCells:
                try records.require(2)
                let count = records.uint16(at: 0)
                try records.require(2 + 8 * count)
                for index in 0..<count { try addMergedCells(Self.range(records, at: 2 + 8 * index)) }
            case RecordID.hyperlink where records.count >= 8:
                if let target = HyperlinkRecord.target(Array(records.bytes.dropFirst(8))) {
                    try addHyperlink(Self.range(records, at: 0), target: target)
                }
            default: break
            }
        }
    }

    /// First and last row and column, from 0; the last ones are after the range, and the rows are longer in BIFF8 ([MS-XLS] 2.4.90).
    private static func dimension(_ records: borrowing BIFFReader, _ form: BIFFReader.TextForm) -> CellRange? {
        let rows: (first: Int, last: Int)
        let columns: Int
        if case .unicode = form {
            guard records.count >= 12 else { return nil }
            (rows, columns) = ((Int(records.uint32(at: 0)), Int(records.uint32(at: 4))), 8)
        } else {
            guard records.count >= 8 else { return nil }
            (rows, columns) = ((records.uint16(at: 0), records.uint16(at: 2)), 4)
        }
        guard rows.first < rows.last, records.uint16(at: columns) < records.uint16(at: columns + 2),
            let first = CellReference(row: rows.first + 1, column: records.uint16(at: columns) + 1),
            let last = CellReference(row: rows.last, column: records.uint16(at: columns + 2))
        else { return nil }
        return CellRange(first, last)
    }

    /// First and last row, first and last column, from 0 ([MS-XLS] 2.5.209).
    private static func range(_ records: borrowing BIFFReader, at offset: Int) -> CellRange? {
        guard let first = CellReference(row: records.uint16(at: offset) + 1, column: records.uint16(at: offset + 4) + 1),
            let last = CellReference(row: records.uint16(at: offset + 2) + 1, column: records.uint16(at: offset + 6) + 1)
        else { return nil }
        return CellRange(first, last)
    }
}
