internal import Spreadsheet

extension SpreadsheetError {
    /// The same fault, where something cannot be written, at the place that it comes from: that is what the user can correct. Other faults
    /// are of the output itself.
    func inSource(of sheet: Sheet, file: SheetFile, cell: CellReference? = nil, line: Int? = nil) -> SpreadsheetError {
        guard code.rawValue.hasPrefix("write.") else { return self }
        let place =
            file.format == .csv
            ? Location(file: file.name, line: line) : Location(file: file.name, sheet: sheet.name, cell: cell)
        return SpreadsheetError(code, detail, at: place, measured: measured, limit: limit)
    }
}
