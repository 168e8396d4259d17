/// The distinct styles of a workbook in the order of their first use.
struct StyleTable {
    /// Cell formats that Excel opens a workbook with.
    private static let limit = 65_490

    private(set) var styles = [CellStyle()]
    private(set) var differentialStyles: [CellStyle] = []
    private var indexes = [CellStyle(): UInt32(0)]
    private var differentialIndexes: [CellStyle: Int] = [:]
    /// For each style the one for text that begins like a formula, and must stay text when it is edited; zero where there is none yet.
    private var quoted = [UInt32(0)]
    /// For each style those for dates, by their kind; zero where there is none yet.
    private var dated = [SIMD4<UInt32>(repeating: 0)]
    /// What the number format of each style says of a date.
    private var formatKinds = [FormatKind.general]

    private enum FormatKind {
        /// Nothing, as there is none.
        case general
        /// That it is a time, as no day is shown.
        case time
        case other
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
        quoted.append(0)
        dated.append(SIMD4(repeating: 0))
        formatKinds.append(style.numberFormat == .general ? .general : style.numberFormat.isTime ? .time : .other)
        return index
    }

    /// Whether a date in a cell of a style, which must be there, is a time: the same number in both date systems.
    func isTime(_ date: SerialDate, in index: UInt32) -> Bool {
        switch formatKinds[Int(index)] {
        case .general: DateKind(date) == .time
        case .time: true
        case .other: date.isBeforeFirstDay
        }
    }

    /// The style for text that begins like a formula in a cell of a style, which must be there.
    mutating func quotedIndex(of base: UInt32) throws(SpreadsheetError) -> UInt32 {
        if quoted[Int(base)] != 0 { return quoted[Int(base)] }
        var style = styles[Int(base)]
        style.hasQuotePrefix = true
        let index = try index(of: style)
        quoted[Int(base)] = index
        return index
    }

    /// The style for a date in a cell of a style, which must be there.
    mutating func index(of kind: DateKind, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        let known = dated[Int(base)][kind.rawValue]
        if known != 0 { return known }
        let index = try index(of: kind.format, over: base)
        dated[Int(base)][kind.rawValue] = index
        return index
    }

    /// The style for a value of a number format in a cell of a style, which must be there and goes before where it has one of its own.
    mutating func index(of format: NumberFormat, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        var style = styles[Int(base)]
        guard style.numberFormat == .general else { return base }
        style.numberFormat = format
        return try index(of: style)
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

extension NumberFormat {
    fileprivate var isTooLong: Bool { code.utf16.count > 255 }
    fileprivate var isAccepted: Bool { isUnderstood && !code.unicodeScalars.contains { $0.isControl && $0 != "\n" } }
    /// Whether spreadsheets open a workbook with the format.
    var isWritable: Bool { !isTooLong && isAccepted }
}

extension CellStyle {
    /// What Excel does not open, or repairs.
    fileprivate func check() throws(SpreadsheetError) {
        func require(_ condition: Bool, _ detail: String, _ code: SpreadsheetError.Code = .notWritable) throws(SpreadsheetError) {
            guard condition else { throw SpreadsheetError(code, detail) }
        }
        try require(!numberFormat.isTooLong, "A number format has at most 255 characters.", .writtenTooLong)
        try require(numberFormat.isAccepted, "The number format is none that spreadsheets understand.", .unwritableFormat)
        try require(font.name.utf16.count <= 31, "A typeface's name has at most 31 characters.", .writtenTooLong)
        try require(
            !font.name.isEmpty && !font.name.unicodeScalars.contains(where: \.isControl),
            "A typeface's name is not empty, and has no control characters.", .unwritableName)
        try require(1...409 ~= font.size, "A typeface's size is from 1 to 409 points.")
        try require(0...250 ~= alignment.indent, "An indent is from 0 to 250.")
        try require(-90...90 ~= alignment.rotation, "Text is turned by -90 to 90 degrees.")
    }
}
