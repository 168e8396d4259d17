/// Whether the calculation chain (ECMA-376 part 1, 18.6) names a cell whose content is edited, and which may have a formula no more.
final class CalculationChain: XMLHandler {
    private let sheets: [SheetEdits]
    private(set) var namesEditedCell = false

    init(_ sheets: [SheetEdits]) { self.sheets = sheets }

    override var isDone: Bool { namesEditedCell }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        // The chain's numbers of sheets are not looked at: without the chain, which a spreadsheet makes anew, nothing is lost.
        guard element.isMain("c"), let cell = element.string("r").flatMap({ CellReference($0) }) else { return }
        let range = CellRange(cell, cell)
        if sheets.contains(where: { $0.contentEdit(in: range, exceptFirst: false) != nil }) { namesEditedCell = true }
    }
}
