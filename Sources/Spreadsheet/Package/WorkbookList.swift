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
    var names: [(name: DefinedName, sheetIndex: Int?)] = []
    private let limit: Int

    init(limits: ReadLimits) { limit = limits.sheets }

    /// - Throws: `limit.sheets`.
    mutating func append(_ sheet: SheetRecord) throws(SpreadsheetError) {
        sheets.append(sheet)
        guard sheets.count <= limit else {
            throw SpreadsheetError(.tooManySheets, exceeds: limit, measured: sheets.count, "too many sheets")
        }
    }

    var definedNames: [DefinedName] {
        names.map { entry in
            var name = entry.name
            name.sheet = entry.sheetIndex.flatMap { sheets.indices.contains($0) ? sheets[$0].name : nil }
            return name
        }
    }
}
