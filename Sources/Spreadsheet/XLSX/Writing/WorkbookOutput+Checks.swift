extension WorkbookOutput {
    // MARK: Sheets

    mutating func check(_ settings: SheetSettings) throws(SpreadsheetError) {
        func require(_ condition: Bool, _ detail: String, _ code: SpreadsheetError.Code = .notWritable) throws(SpreadsheetError) {
            guard condition else { throw SpreadsheetError(code, detail, at: .init(sheet: settings.name)) }
        }
        let name = settings.name
        try require(1...31 ~= name.utf16.count, "A sheet's name has 1 to 31 characters.", .unwritableName)
        try require(
            !name.unicodeScalars.contains { $0.isControl || "[]:*?/\\".unicodeScalars.contains($0) }
                && name.utf8.first != UInt8(ascii: "'") && name.utf8.last != UInt8(ascii: "'"),
            "A sheet's name has none of []:*?/\\, no control characters, and no apostrophe at an end.", .unwritableName)
        let folded = name.lowercased()
        try require(folded != "history", "Excel reserves the name History.", .unwritableName)
        try require(
            sheets.allSatisfy { $0.name.lowercased() != folded }, "Another sheet has this name, ignoring case.", .unwritableName)
        var last = 0
        for columns in settings.columns.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
            try require(columns.columns.lowerBound > last, "Column settings overlap, or begin before column A.")
            last = columns.columns.upperBound
            try require(0...255 ~= columns.width ?? 0, "A column's width is from 0 to 255.")
            if let style = columns.style { try require(isKnown(style), "The style of a column is another workbook's.") }
        }
        try require(last <= CellReference.lastColumn, "Columns go up to XFD.")
        let fitted = settings.columns.filter(\.fitsContents).reduce(0) { $0 + $1.columns.count }
        try require(
            fitted == 0 || fitted + settings.columns.count <= FittedWidths.limit, "At most 256 columns fit what is written into them.")
        try require(0..<CellReference.lastRow ~= settings.frozenRows, "Too many rows are frozen.")
        try require(0..<CellReference.lastColumn ~= settings.frozenColumns, "Too many columns are frozen.")
        try require(0...409.5 ~= settings.defaultRowHeight ?? 0, "A row's height is from 0 to 409.5 points.")
        try require(10...400 ~= settings.zoom, "A zoom is from 10 to 400 percent.")
        guard let page = settings.pageSetup else { return }
        try require(1...Int(Int16.max) ~= page.paperSize ?? 1, "A paper's number is from 1 to 32,767.")
        try require(10...400 ~= page.scale, "A print scale is from 10 to 400 percent.")
        try require(0...32_767 ~= page.pagesWide ?? 0 && 0...32_767 ~= page.pagesTall ?? 0, "A sheet fits to 0 to 32,767 pages.")
        try require(
            (page.header ?? "").utf16.count <= 255 && (page.footer ?? "").utf16.count <= 255,
            "A header or footer has up to 255 characters.",
            .writtenTooLong)
        let margins = [
            page.margins.left, page.margins.right, page.margins.top, page.margins.bottom, page.margins.header, page.margins.footer,
        ]
        try require(margins.allSatisfy { 0..<49 ~= $0 }, "A margin is from 0 to 49 inches.")
        if let rows = page.repeatedRows {
            try require(rows.lowerBound >= 1 && rows.upperBound <= CellReference.lastRow, "Repeated rows are rows of a sheet.")
        }
        if let columns = page.repeatedColumns {
            try require(
                columns.lowerBound >= 1 && columns.upperBound <= CellReference.lastColumn, "Repeated columns are columns of a sheet.")
        }
    }

    // MARK: The workbook

    func checkWorkbook() throws(SpreadsheetError) {
        try require(sheets.contains { $0.visibility == .visible }, "A workbook must have a visible sheet.")
        var names: Set<[String]> = []
        for name in allDefinedNames {
            let folded = name.name.lowercased()
            try require(
                Self.isName(name.name) || folded.utf8.starts(with: "_xlnm.".utf8),
                "A defined name begins with a letter, has letters, digits, _ and ., and does not look like a reference.", .unwritableName)
            try require(
                1...8192 ~= name.formula.utf16.count && !name.formula.utf8.starts(with: "=".utf8),
                "A defined name has a formula of at most 8,192 characters, without its equals sign.")
            try require((name.comment ?? "").utf16.count <= 255, "A defined name's comment has up to 255 characters.", .writtenTooLong)
            if let sheet = name.sheet {
                try require(sheets.contains { $0.name == sheet }, "The sheet of a defined name does not exist.", .unwritableName)
            }
            try require(names.insert([folded, name.sheet ?? ""]).inserted, "Two defined names are equal.", .unwritableName)
            try require(!tableNames.contains(folded), "A defined name is also a table's.", .unwritableName)
        }
        var custom: Set<String> = []
        for property in properties.custom {
            try require(1...255 ~= property.name.utf16.count, "A property's name has 1 to 255 characters.")
            try require(custom.insert(property.name.lowercased()).inserted, "Two properties have the same name.", .unwritableName)
            switch property.value {
            case .number(let number): try require(number.isFinite, "A property cannot be infinite or NaN.", .unwritableNumber)
            case .date(let date): try require(Self.isDate(date), "A property's date does not exist.", .unwritableDate)
            case .text, .boolean: break
            }
        }
        for date in [properties.created, properties.modified].compactMap(\.self) {
            try require(Self.isDate(date), "A property's date does not exist.", .unwritableDate)
        }
    }

    static func isDate(_ date: CivilDateTime) -> Bool {
        SerialDate(date, system: date.year < 1904 ? .since1900 : .since1904) != nil
    }

    /// Whether a name can be that of a defined name or a table: letters, digits, `_`, `.`, `?` and `\`, and unlike a reference.
    static func isName(_ name: String) -> Bool {
        guard 1...255 ~= name.utf16.count else { return false }
        let isFine = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
            if scalar == "_" || scalar == "\\" || scalar.properties.isAlphabetic { return true }
            guard index > 0 else { return false }
            return scalar == "." || scalar == "?" || scalar.properties.numericType == .decimal
                || scalar.properties.canonicalCombiningClass != .notReordered
        }
        guard isFine, CellReference(name) == nil else { return false }
        // `R`, `C`, `R1C1` and so on are references too.
        var rest = Substring(name).utf8
        var isReference = false
        for letter in [UInt8(ascii: "R"), UInt8(ascii: "C")] where rest.first.map({ $0 & 0xDF }) == letter {
            rest = rest.dropFirst().drop { 0x30...0x39 ~= $0 }
            isReference = true
        }
        return !(isReference && rest.isEmpty)
    }
}

func require(
    _ condition: Bool, _ detail: String, _ code: SpreadsheetError.Code = .notWritable, at place: SpreadsheetError.Location = .init()
) throws(SpreadsheetError) {
    guard condition else { throw SpreadsheetError(code, detail, at: place) }
}

extension Unicode.Scalar {
    /// Whether names cannot contain it: a control character or a noncharacter.
    var isControl: Bool { value < 0x20 || value == 0x7F || value & 0xFFFE == 0xFFFE }
}
