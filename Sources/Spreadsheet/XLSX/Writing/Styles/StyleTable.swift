/// The distinct styles of a workbook in the order of their first use.
struct StyleTable {
    /// Cell formats that Excel opens a workbook with.
    private static let limit = 65_490

    private(set) var styles = [CellStyle()]
    private(set) var differentialStyles: [CellStyle] = []
    private var indexes = [CellStyle(): UInt32(0)]
    private var differentialIndexes: [CellStyle: Int] = [:]
    /// For each style those that a value's kind asks for instead, by ``Variant``; zero where there is none yet.
    private var variants = [SIMD4<UInt32>(repeating: 0)]

    /// What a value may ask of its cell's style.
    enum Variant: Int {
        /// Text that begins like a formula, and must stay text when it is edited.
        case quoted
        /// A date, a date with a time, a time.
        case date, dateTime, time
    }

    var count: Int { styles.count }

    mutating func index(of style: CellStyle) throws(SpreadsheetError) -> UInt32 {
        if let index = indexes[style] { return index }
        try style.check()
        guard styles.count < Self.limit else {
            throw SpreadsheetError(
                .tooManyStylesWritten, exceeds: Self.limit, measured: styles.count + 1,
                "Spreadsheets do not open workbooks with so many styles.")
        }
        let index = UInt32(styles.count)
        indexes[style] = index
        styles.append(style)
        variants.append(SIMD4(repeating: 0))
        return index
    }

    /// The style for a value of a kind in a cell of a style, which must be there.
    ///
    /// A date takes a date's format only where the cell has no number format of its own.
    mutating func index(of variant: Variant, of base: UInt32) throws(SpreadsheetError) -> UInt32 {
        let known = variants[Int(base)][variant.rawValue]
        if known != 0 { return known }
        var style = styles[Int(base)]
        switch variant {
        case .quoted: style.hasQuotePrefix = true
        case _ where style.numberFormat != .general: return base
        case .date: style.numberFormat = NumberFormat(code: "mm-dd-yy")
        case .dateTime: style.numberFormat = NumberFormat(code: "m/d/yy h:mm")
        case .time: style.numberFormat = NumberFormat(code: "h:mm:ss")
        }
        let index = try index(of: style)
        variants[Int(base)][variant.rawValue] = index
        return index
    }

    /// The index of a style that a conditional format lays over others (ECMA-376 part 1, 18.8.15).
    mutating func differentialIndex(of style: CellStyle) throws(SpreadsheetError) -> Int {
        if let index = differentialIndexes[style] { return index }
        try style.check()
        differentialIndexes[style] = differentialStyles.count
        differentialStyles.append(style)
        return differentialStyles.count - 1
    }
}

extension CellStyle {
    /// What Excel does not open, or repairs.
    fileprivate func check() throws(SpreadsheetError) {
        func require(_ condition: Bool, _ detail: String, _ code: SpreadsheetError.Code = .notWritable) throws(SpreadsheetError) {
            guard condition else { throw SpreadsheetError(code, detail) }
        }
        try require(numberFormat.code.utf16.count <= 255, "A number format has at most 255 characters.", .writtenTooLong)
        try require(
            numberFormat.isUnderstood && !numberFormat.code.unicodeScalars.contains { $0.isControl && $0 != "\n" },
            "The number format is none that spreadsheets understand.", .unwritableFormat)
        try require(font.name.utf16.count <= 31, "A typeface's name has at most 31 characters.", .writtenTooLong)
        try require(
            !font.name.isEmpty && !font.name.unicodeScalars.contains(where: \.isControl),
            "A typeface's name is not empty, and has no control characters.", .unwritableName)
        try require(1...409 ~= font.size, "A typeface's size is from 1 to 409 points.")
        try require(0...250 ~= alignment.indent, "An indent is from 0 to 250.")
        try require(-90...90 ~= alignment.rotation, "Text is turned by -90 to 90 degrees.")
    }
}
