/// Reads the workbook part of a binary workbook: sheets, date system, defined names ([MS-XLSB] 2.1.7.61).
enum WorkbookRecords {
    /// - Throws: `biff.malformed`, `limit.sheets`, `xml.names`, an error in the part.
    static func read(_ records: inout RecordReader, limits: ReadLimits) throws(SpreadsheetError) -> WorkbookList {
        guard try records.next(), records.type == .beginBook else {
            throw SpreadsheetError(.malformedRecords, "the part is not a workbook")
        }
        var list = WorkbookList(limits: limits)
        var references = SheetReferences()
        while try records.next() {
            let content = records.content
            switch records.type {
            case .workbookProperties:
                // [MS-XLSB] 2.4.822
                if try content.number(UInt32.self, at: 0) & 1 != 0 { list.dateSystem = .since1904 }
            case .sheet: try list.append(sheet(content))
            case .selfReference, .sameSheetReference, .addInReference, .bookReference:
                references.books.append(records.type == .selfReference)
            case .externalSheets: try references.read(content)
            case .name:
                if let found = try name(content, list, references) { try list.append(found.name, sheetIndex: found.sheetIndex) }
            default: break
            }
        }
        return list
    }

    /// [MS-XLSB] 2.4.304
    private static func sheet(_ content: RecordContent) throws(SpreadsheetError) -> WorkbookList.SheetRecord {
        let visibility: SheetVisibility =
            switch try content.number(UInt32.self, at: 0) {
            case 1: .hidden
            case 2: .veryHidden
            default: .visible
            }
        let (relationship, end) = try content.string(at: 8)
        return .init(name: try content.string(at: end).text ?? "", visibility: visibility, relationship: relationship)
    }

    /// A defined name ([MS-XLSB] 2.4.711); nil if its formula is more than one reference to a range, as formulas are not made into text.
    private static func name(
        _ content: RecordContent, _ list: WorkbookList, _ references: SheetReferences
    ) throws(SpreadsheetError) -> (name: DefinedName, sheetIndex: Int?)? {
        let flags = try content.number(UInt32.self, at: 0)
        let sheet = try content.number(UInt32.self, at: 5)
        let (name, start) = try content.string(at: 9)
        let size = Int(try content.number(UInt32.self, at: start))
        try content.require(start + 4 + size)
        guard let name, let formula = references.text(of: content, at: start + 4, count: size, sheets: list.sheets) else { return nil }
        // The formula's two parts have a size each.
        let rest = start + 4 + size
        let extra = Int(try content.number(UInt32.self, at: rest))
        let comment = try content.string(at: rest + 4 + extra).text.flatMap { $0.isEmpty ? nil : $0 }
        let isBuiltIn = flags & 0x20 != 0 && !name.hasPrefix("_xlnm.")
        return (
            DefinedName((isBuiltIn ? "_xlnm." : "") + name, formula: formula, isHidden: flags & 1 != 0, comment: comment),
            sheet == .max ? nil : Int(sheet)
        )
    }
}

/// What the references of formulas to other sheets mean ([MS-XLSB] 2.4.670).
private struct SheetReferences {
    /// Whether each of the workbooks that formulas refer to is this one.
    var books: [Bool] = []
    private var sheets: [(book: UInt32, first: Int32, last: Int32)] = []

    mutating func read(_ content: RecordContent) throws(SpreadsheetError) {
        let count = Int(try content.number(UInt32.self, at: 0))
        try content.require(4 + 12 * count)
        sheets = (0..<count).map { index in
            let start = 4 + 12 * index
            return (
                content.load(UInt32.self, at: start), content.load(Int32.self, at: start + 4), content.load(Int32.self, at: start + 8)
            )
        }
    }

    /// The text of a formula that is one reference to a cell or a range of a sheet of this workbook ([MS-XLSB] 2.5.97); otherwise nil.
    func text(of content: RecordContent, at start: Int, count: Int, sheets list: [WorkbookList.SheetRecord]) -> String? {
        guard count > 0 else { return nil }
        let kind = content.load(UInt8.self, at: start) & 0x1F
        func row(_ offset: Int) -> Int { Int(content.load(UInt32.self, at: start + offset)) + 1 }
        func column(_ offset: Int) -> Int { Int(content.load(UInt16.self, at: start + offset) & 0x3FFF) + 1 }
        let corners: (first: CellReference?, last: CellReference?)
        switch (kind, count) {
        case (0x1A, 9): corners = (CellReference(row: row(3), column: column(7)), nil)
        case (0x1B, 15):
            corners = (CellReference(row: row(3), column: column(11)), CellReference(row: row(7), column: column(13)))
            guard corners.last != nil else { return nil }
        default: return nil
        }
        let index = Int(content.load(UInt16.self, at: start + 1))
        guard let first = corners.first, sheets.indices.contains(index), sheets[index].first == sheets[index].last,
            books.indices.contains(Int(sheets[index].book)), books[Int(sheets[index].book)],
            list.indices.contains(Int(sheets[index].first))
        else { return nil }
        let range = CellRange(first, corners.last ?? first)
            .absoluteDescription(rows: CellReference.lastRow, columns: CellReference.lastColumn)
        return DefinedName.prefix(sheet: list[Int(sheets[index].first)].name) + range
    }
}
