/// The distinct styles of a workbook in the order of their first use.
struct StyleTable {
    /// Cell formats that Excel opens a workbook with.
    private static let limit = 65_490

    private(set) var styles = [CellStyle()]
    private(set) var differentialStyles: [CellStyle] = []
    private var indexes = [CellStyle(): UInt32(0)]
    private var differentialIndexes: [CellStyle: Int] = [:]
    /// For each style, that of text that begins like a formula and must stay text; zero if there is none yet.
    private var quoted = [UInt32(0)]
    /// For each style, those of dates by their kind; zero if there is none yet.
    private var dated = [SIMD4<UInt32>(repeating: 0)]
    /// The kind of each style's number format.
    private var formatKinds = [FormatKind.general]

    private enum FormatKind {
        /// No number format.
        case general
        /// A time without a day.
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
                "The workbook has more styles than spreadsheets open.")
        }
        let index = UInt32(styles.count)
        indexes[style] = index
        styles.append(style)
        quoted.append(0)
        dated.append(SIMD4(repeating: 0))
        formatKinds.append(style.numberFormat == .general ? .general : style.numberFormat.isTime ? .time : .other)
        return index
    }

    /// Whether a date in a cell of a known style is a time, which is the same number in both date systems.
    func isTime(_ date: SerialDate, in index: UInt32) -> Bool {
        switch formatKinds[Int(index)] {
        case .general: DateKind(date) == .time
        case .time: true
        case .other: date.isBeforeFirstDay
        }
    }

    /// The style for text that begins like a formula in a cell of a known style.
    mutating func quotedIndex(of base: UInt32) throws(SpreadsheetError) -> UInt32 {
        if quoted[Int(base)] != 0 { return quoted[Int(base)] }
        var style = styles[Int(base)]
        style.hasQuotePrefix = true
        let index = try index(of: style)
        quoted[Int(base)] = index
        return index
    }

    /// The style for a date in a cell of a known style.
    mutating func index(of kind: DateKind, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        let known = dated[Int(base)][kind.rawValue]
        if known != 0 { return known }
        let index = try index(of: kind.format, over: base)
        dated[Int(base)][kind.rawValue] = index
        return index
    }

    /// The style for a number format in a cell of a known style, whose own number format takes precedence.
    mutating func index(of format: NumberFormat, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        var style = styles[Int(base)]
        guard style.numberFormat == .general else { return base }
        style.numberFormat = format
        return try index(of: style)
    }

    /// The index of a conditional format's style (ECMA-376 part 1, 18.8.15).
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
    /// Whether spreadsheets accept the format.
    var isWritable: Bool { !isTooLong && isAccepted }
}

extension CellStyle {
    /// Refuses what Excel does not open, or repairs.
    fileprivate func check() throws(SpreadsheetError) {
        func require(_ condition: Bool, _ detail: String, _ code: SpreadsheetError.Code = .notWritable) throws(SpreadsheetError) {
            guard condition else { throw SpreadsheetError(code, detail) }
        }
        try require(!numberFormat.isTooLong, "A number format has at most 255 characters.", .writtenTooLong)
        try require(numberFormat.isAccepted, "Spreadsheets do not accept the number format.", .unwritableFormat)
        try require(font.name.utf16.count <= 31, "A typeface's name has at most 31 characters.", .writtenTooLong)
        try require(
            !font.name.isEmpty && !font.name.unicodeScalars.contains(where: \.isControl),
            "A typeface's name is empty or has control characters.", .unwritableName)
        try require(1...409 ~= font.size, "A typeface's size is from 1 to 409 points.")
        try require(0...250 ~= alignment.indent, "An indent is from 0 to 250.")
        try require(-90...90 ~= alignment.rotation, "A rotation is from -90 to 90 degrees.")
    }
}
