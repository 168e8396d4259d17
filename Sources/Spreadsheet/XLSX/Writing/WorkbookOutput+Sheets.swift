extension WorkbookOutput {
    /// Begins a sheet, and ends the previous one. Its tab comes at that place, or last.
    mutating func beginSheet(_ settings: SheetSettings, at tab: Int?) throws(SpreadsheetError) {
        try checkIsOpen()
        try require(
            0...sheets.count ~= tab ?? 0, "There are \(sheets.count) tabs, and no place \(tab ?? 0) among them.", .unwritablePlace,
            at: .init(sheet: settings.name))
        try endSheet()
        try check(settings)
        try stream.check()
        tabs.insert(sheets.count, at: tab ?? sheets.count)
        sheets.append(settings)
        features = settings.features
        isSheetOpen = true
        row = RowState()
        usedCells = nil
        headers = [:]
        arrayRanges = []
        columnStyles = []
        for columns in settings.columns {
            guard let style = columns.style?.index, style != 0 else { continue }
            while columnStyles.count < columns.columns.upperBound { columnStyles.append(0) }
            for column in columns.columns { columnStyles[column - 1] = style }
        }
        stream.begin(
            "xl/worksheets/sheet\(sheets.count).xml",
            contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
        head = stream.sheetHead(settings)
        fittedWidths = FittedWidths(settings.columns)
    }

    /// Checks the features of the open sheet, if there is one, then writes them and the parts of the sheet.
    mutating func endSheet() throws(SpreadsheetError) {
        guard isSheetOpen else { return }
        let tables = try checkFeatures()
        var differentialStyles: [Int?] = []
        for format in features.conditionalFormats {
            differentialStyles.append(try format.style.map { (style) throws(SpreadsheetError) in try styles.differentialIndex(of: style) })
        }
        for table in tables { tableNames.insert(table.table.name.lowercased()) }
        endRow()
        isSheetOpen = false
        row = RowState()
        var relationships = Relationships()
        stream.sheetTail(
            features, pageSetup: sheets.last?.pageSetup, differentialStyles: differentialStyles, tables: tables, sheet: sheets.count,
            relationships: &relationships)
        stream.rewrite(head, usedCells: usedCells, widths: fittedWidths)
        fittedWidths = FittedWidths()
        stream.end()
        if !features.comments.isEmpty {
            let comments = features.comments.sorted { $0.cell < $1.cell }
            stream.comments(comments, sheet: sheets.count)
            noteShapeBlocks = stream.noteShapes(comments, sheet: sheets.count, blocksBefore: noteShapeBlocks)
        }
        for table in tables { stream.table(table) }
        relationships.write(as: "xl/worksheets/_rels/sheet\(sheets.count).xml.rels", to: &stream)
        if var settings = sheets.popLast() {
            // Only this is needed later, for the workbook's names.
            settings.features = SheetFeatures()
            settings.features.autoFilter = features.autoFilter
            sheets.append(settings)
        }
        features = SheetFeatures()
        try stream.check()
    }
}
