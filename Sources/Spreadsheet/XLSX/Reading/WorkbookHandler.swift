/// Reads the workbook part: sheets, date system, defined names (ECMA-376 part 1, 18.2.27).
final class WorkbookHandler: XMLHandler {
    private(set) var list: WorkbookList

    private var depth = 0
    private var listIsOpen = (sheets: false, names: false)
    private var isInName = false
    private var formula: [UInt8] = []

    init(limits: ReadLimits) { list = WorkbookList(limits: limits) }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        if depth == 1 {
            guard element.isMain("workbook") else { throw SpreadsheetError(.malformedXML, "the part is not a workbook") }
        } else if depth == 2 {
            listIsOpen = (element.isMain("sheets"), element.isMain("definedNames"))
            if element.isMain("workbookPr"), element.boolean("date1904") == true { list.dateSystem = .since1904 }
        } else if depth == 3, listIsOpen.sheets, element.isMain("sheet") {
            try addSheet(element)
        } else if depth == 3, listIsOpen.names, element.isMain("definedName") {
            let name = DefinedName(
                element.string("name") ?? "", formula: "", isHidden: element.boolean("hidden") ?? false, comment: element.string("comment"))
            try list.append(name, sheetIndex: element.integer("localSheetId"))
            isInName = true
            formula = []
        }
    }

    override func end() throws(SpreadsheetError) {
        if depth == 3, isInName {
            list.setLastFormula(String(decoding: formula, as: UTF8.self))
            isInName = false
        }
        depth -= 1
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if isInName { formula.append(contentsOf: bytes) }
    }

    private func addSheet(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let state = element.string("state").flatMap { SheetVisibility(rawValue: $0) } ?? .visible
        try list.append(
            .init(
                name: element.string("name") ?? "", visibility: state, relationship: element.relationship("id") ?? element.string("id")))
    }
}
