/// What the workbook part of a package lists, in XML or in records.
struct WorkbookList {
    struct SheetRecord {
        var name: String
        var visibility: SheetVisibility
        var relationship: String?
    }

    var dateSystem = DateSystem.since1900
    private(set) var sheets: [SheetRecord] = []
    /// The defined names, with the index of the sheet of each that belongs to one.
    private(set) var names: [(name: DefinedName, sheetIndex: Int?)] = []
    private let limits: ReadLimits

    init(limits: ReadLimits) { self.limits = limits }

    /// - Throws: `limit.sheets`.
    mutating func append(_ sheet: SheetRecord) throws(SpreadsheetError) {
        sheets.append(sheet)
        try limits.checkSheets(sheets.count)
    }

    /// - Throws: `xml.names`.
    mutating func append(_ name: DefinedName, sheetIndex: Int?) throws(SpreadsheetError) {
        names.append((name, sheetIndex))
        try limits.checkNames(names.count)
    }

    mutating func setLastFormula(_ formula: String) {
        guard !names.isEmpty else { return }
        names[names.count - 1].name.formula = formula
    }

    var definedNames: [DefinedName] {
        names.map { entry in
            var name = entry.name
            name.sheet = entry.sheetIndex.flatMap { sheets.indices.contains($0) ? sheets[$0].name : nil }
            return name
        }
    }
}
