public import Spreadsheet

/// Sets cells of a workbook, and leaves everything else in it as it is.
public struct SetCells {
    private let assignments: [CellAssignment]

    /// Values for cells, of which the last for a cell counts.
    public init(_ assignments: [CellAssignment]) { self.assignments = assignments }

    /// Writes the workbook with its cells set to a file, which is replaced once all is written. The result calls the files `source` and `target`.
    ///
    /// - Throws: what ``WorkbookEditor`` throws.
    public func write(
        _ editor: WorkbookEditor, to path: String, source: String, target: String
    ) throws(SpreadsheetError) -> EditingSummary {
        var editor = editor
        var cells: [EditingSummary.Cell] = []
        for assignment in assignments {
            let sheet = if let name = assignment.sheet { name } else { try firstSheet(of: editor.workbook, source) }
            switch assignment.content {
            case .value(let value): try editor.set(value, at: assignment.cell, of: sheet)
            case .formula(let formula): try editor.setFormula(formula, at: assignment.cell, of: sheet)
            }
            cells.append(.init(sheet: sheet, cell: assignment.cell.description, type: assignment.content.type))
        }
        do throws(SpreadsheetError) {
            try editor.save(to: path)
        } catch {
            throw error.located(.init(file: target))
        }
        return EditingSummary(source: source, target: target, cells: cells)
    }

    private func firstSheet(of workbook: Workbook, _ source: String) throws(SpreadsheetError) -> String {
        guard let first = workbook.sheets.first(where: { $0.kind == .worksheet && $0.visibility == .visible }) else {
            throw SpreadsheetError(.noSheets, "no visible sheet has rows", at: .init(file: source))
        }
        return first.name
    }
}

extension CellAssignment.Content {
    /// What the content is, for programs.
    var type: String {
        switch self {
        case .formula: "formula"
        case .value(.blank): "blank"
        case .value(.number): "number"
        case .value(.date): "date"
        case .value(.text): "text"
        case .value(.boolean): "boolean"
        case .value(.error): "error"
        }
    }
}
