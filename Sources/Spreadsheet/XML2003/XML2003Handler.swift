/// Reads an Excel 2003 XML workbook as libxml2 parses it (XML Spreadsheet Reference): its sheets, names and styles, or the rows of one
/// sheet.
final class XML2003Handler: RowsHandler<XML2003Rows> {
    private enum State {
        case outside, workbook, excel, styles, style, names, worksheet, options, table, row, cell, data
    }

    struct Worksheet {
        var name: String
        var visibility = SheetVisibility.visible
    }

    private(set) var worksheets: [Worksheet] = []
    /// Whether the workbook's numbers of days count from 1904. Dates are written as such in any case.
    private(set) var isSince1904 = false

    /// Takes the styles; nil if they are known.
    private let styles: XML2003Styles?

    private var state = State.outside
    private var hadTable = false
    /// How many elements are open within the text.
    private var inlineDepth = 0
    /// What a small element says, which its text tells.
    private var setting: Setting?
    private var content: [UInt8] = []

    private enum Setting {
        case dateSystem, visibility
    }

    /// With `styles` the workbook is only listed.
    init(styles: XML2003Styles?, limits: ReadLimits) {
        self.styles = styles
        super.init(limits: limits)
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside:
            guard element.is(.spreadsheet2003, "Workbook") else {
                throw SpreadsheetError(.malformedXML, "the file is not an Excel 2003 XML workbook")
            }
            state = .workbook
        case .workbook: try beginWorkbookChild(element)
        case .excel: beginSetting(element, "Date1904", .dateSystem)
        case .options: beginSetting(element, "Visible", .visibility)
        case .styles:
            guard let styles, element.is(.spreadsheet2003, "Style") else { return skippedDepth = 1 }
            try styles.begin(element)
            state = .style
        case .style:
            if element.is(.spreadsheet2003, "NumberFormat") { styles?.setFormat(element.string2003("Format")) }
            skippedDepth = 1
        case .names:
            try addName(element)
            skippedDepth = 1
        case .worksheet: try beginWorksheetChild(element)
        case .table:
            guard let rows = wantedRows, element.namespace == .spreadsheet2003 else { return skippedDepth = 1 }
            if element.name == "Row" {
                try rows.beginRow(element)
                state = .row
            } else {
                if element.name == "Column" { try rows.addColumns(element) }
                skippedDepth = 1
            }
        case .row:
            guard let rows = wantedRows, element.is(.spreadsheet2003, "Cell") else { return skippedDepth = 1 }
            try rows.beginCell(element)
            state = .cell
        case .cell:
            // Comments have data as well.
            guard let rows = wantedRows, element.is(.spreadsheet2003, "Data") else { return skippedDepth = 1 }
            try rows.beginData(element)
            inlineDepth = 0
            state = .data
        case .data: inlineDepth += 1
        }
    }

    override func end() throws(SpreadsheetError) {
        if let setting {
            self.setting = nil
            return end(setting)
        }
        switch state {
        case .outside: break
        case .workbook: state = .outside
        case .excel, .styles: state = .workbook
        case .style: state = .styles
        case .names: state = isInTable ? .worksheet : .workbook
        case .worksheet:
            endTable()
            state = .workbook
        case .options, .table: state = .worksheet
        case .row:
            try wantedRows?.endRow()
            state = .table
        case .cell:
            try wantedRows?.endCell()
            state = .row
        case .data:
            guard inlineDepth == 0 else { return inlineDepth -= 1 }
            state = .cell
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if state == .data {
            try wantedRows?.append(bytes)
        } else if setting != nil, content.count < 64 {
            content.append(contentsOf: bytes)
        }
    }

    // MARK: - The workbook

    private func beginWorkbookChild(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        if element.is(.excel2003, "ExcelWorkbook") {
            state = .excel
        } else if element.is(.spreadsheet2003, "Styles"), styles != nil {
            state = .styles
        } else if element.is(.spreadsheet2003, "Names"), styles != nil {
            state = .names
        } else if element.is(.spreadsheet2003, "Worksheet") {
            try beginTable()
            hadTable = false
            worksheets.append(Worksheet(name: element.string2003("Name") ?? ""))
            state = .worksheet
        } else {
            skippedDepth = 1
        }
    }

    private func beginWorksheetChild(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        if element.is(.spreadsheet2003, "Table") {
            guard !hadTable else { throw SpreadsheetError(.duplicateSheetData, "the sheet has two blocks of data") }
            hadTable = true
            guard let rows = wantedRows else { return skippedDepth = 1 }
            rows.beginTable(element)
            state = .table
        } else if element.is(.excel2003, "WorksheetOptions"), styles != nil {
            state = .options
        } else if element.is(.spreadsheet2003, "Names"), styles != nil {
            state = .names
        } else {
            skippedDepth = 1
        }
    }

    private func beginSetting(_ element: borrowing XMLElement, _ name: StaticString, _ setting: Setting) {
        guard element.is(.excel2003, name) else { return skippedDepth = 1 }
        content = []
        self.setting = setting
    }

    private func end(_ setting: Setting) {
        let text = String(decoding: content, as: UTF8.self)
        switch setting {
        // The element is mostly empty, and says so by being there.
        case .dateSystem: isSince1904 = text != "0" && text.lowercased() != "false"
        case .visibility:
            guard !worksheets.isEmpty else { return }
            worksheets[worksheets.count - 1].visibility =
                switch text {
                case "SheetHidden": .hidden
                case "SheetVeryHidden": .veryHidden
                default: .visible
                }
        }
    }

    private func addName(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.is(.spreadsheet2003, "NamedRange"), let name = element.string2003("Name"), let target = element.string2003("RefersTo")
        else { return }
        let isHidden = element.bytes2003("Hidden").flatMap { XMLElement.boolean($0) } ?? false
        try add(
            DefinedName(name, formula: R1C1.absolute(target), sheet: isInTable ? worksheets.last?.name : nil, isHidden: isHidden))
    }
}

extension XMLElement {
    /// An attribute of Excel 2003 XML. Some programs leave out its prefix.
    func bytes2003(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? { bytes(name, .spreadsheet2003) ?? bytes(name) }

    func string2003(_ name: StaticString) -> String? { bytes2003(name).map(Self.text) }
}
