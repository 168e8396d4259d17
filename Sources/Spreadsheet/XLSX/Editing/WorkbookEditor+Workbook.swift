internal import ZipContainer

extension WorkbookEditor {
    /// Whether the file is one of a workbook with macros, whose name ends with `.xlsm`: spreadsheets open it under no other.
    ///
    /// - Throws: An error in the package's list of content types.
    public var isMacroEnabled: Bool {
        get throws(SpreadsheetError) {
            let types = try EditedPart("[Content_Types].xml", of: content.package).bytes
            return types.firstRange(of: "macroEnabled.main+xml".utf8) != nil
        }
    }

    /// Adds a worksheet after the others. Its rows are then set and appended like those of the others.
    ///
    /// - Parameter settings: The sheet's settings. Their columns have no styles. Of its features only merged ranges, rules for input,
    ///   ignored errors and the protection are possible.
    /// - Throws: `write.bad-name` and other codes of `write.` if spreadsheets do not accept the settings.
    public mutating func addSheet(_ settings: SheetSettings) throws(SpreadsheetError) {
        let place = SpreadsheetError.Location(file: fileName, sheet: settings.name)
        let folded = settings.name.lowercased()
        try require(
            !workbook.sheets.contains { $0.name.lowercased() == folded } && !addedSheets.contains { $0.name.lowercased() == folded },
            "Another sheet has this name, ignoring case.", .unwritableName, at: place)
        let features = settings.features
        try require(
            features.autoFilter == nil && features.conditionalFormats.isEmpty && features.hyperlinks.isEmpty && features.comments.isEmpty
                && features.tables.isEmpty && settings.columns.allSatisfy { $0.style == nil && !$0.fitsContents },
            "An added sheet has no filter, conditional format, link, comment, table, style of a column or width that fits.", at: place)
        var shown = settings
        // A workbook needs a visible sheet, and the edited one has its own.
        shown.visibility = .visible
        var writer = WorkbookWriter()
        _ = try writer.addSheet(shown)
        let bytes = try writer.finish()
        let archive = try wrappingZipErrors { () throws(ZipError) in try ZipArchive(bytes: bytes) }
        guard let entry = archive.entry(named: "xl/worksheets/sheet1.xml") else {
            throw SpreadsheetError(.missingPart, "the added sheet was not written", at: place)
        }
        let part = try wrappingZipErrors { () throws(ZipError) in try archive.bytes(of: entry) }
        addedSheets.append(AddedSheet(name: settings.name, visibility: settings.visibility, part: part))
    }

    /// Sets a custom property of the document (ECMA-376 part 1, 22.3): it takes the place of one of the same name, or is added.
    ///
    /// - Throws: `write.invalid` if the name has not 1 to 255 characters, `write.too-long` if a text has more, `write.bad-number`,
    ///   `write.bad-date`.
    public mutating func setProperty(_ property: DocumentProperties.Custom) throws(SpreadsheetError) {
        let place = SpreadsheetError.Location(file: fileName)
        try require(1...255 ~= property.name.utf16.count, "A property's name has 1 to 255 characters.", at: place)
        switch property.value {
        case .number(let number): try require(number.isFinite, "A property cannot be infinite or NaN.", .unwritableNumber, at: place)
        case .date(let date): try require(WorkbookOutput.isDate(date), "A property's date does not exist.", .unwritableDate, at: place)
        case .text(let text):
            try require(text.utf16.count <= 255, "A property's text has at most 255 characters.", .writtenTooLong, at: place)
        case .boolean: break
        }
        properties.removeAll { $0.name.lowercased() == property.name.lowercased() }
        properties.append(property)
    }
}
