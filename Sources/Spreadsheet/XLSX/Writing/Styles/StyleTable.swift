/// Distinct values in the order of their first use.
struct Distinct<Value: Hashable> {
    private(set) var values: [Value] = []
    private var indexes: [Value: Int] = [:]

    init(_ values: [Value] = []) {
        for value in values { _ = index(of: value) }
    }

    func known(_ value: Value) -> Int? { indexes[value] }

    /// The index of a value, which is added if it is new.
    mutating func index(of value: Value) -> Int {
        if let index = indexes[value] { return index }
        indexes[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

/// The distinct styles of a workbook in the order of their first use.
struct StyleTable {
    /// Cell formats that Excel opens a workbook with.
    private static let limit = 65_490

    private(set) var styles = Distinct([CellStyle()])
    private(set) var differentialStyles = Distinct<CellStyle>()
    private var details = [Details(.general)]

    /// The details of a style, by its index.
    private struct Details {
        /// Whether its number format is a time without a day; nil for no number format.
        let isTime: Bool?
        /// The style of text that begins like a formula and must stay text; zero if there is none yet.
        var quoted: UInt32 = 0
        /// The styles of dates by their kind; zero if there is none yet.
        var dated = SIMD4<UInt32>(repeating: 0)

        init(_ format: NumberFormat) { isTime = format == .general ? nil : format.isTime }
    }

    var count: Int { styles.values.count }

    mutating func index(of style: CellStyle) throws(SpreadsheetError) -> UInt32 {
        if let index = styles.known(style) { return UInt32(index) }
        try style.check()
        guard count < Self.limit else {
            throw SpreadsheetError(
                .tooManyStylesWritten, exceeds: Self.limit, measured: count + 1, "The workbook has more styles than spreadsheets open.")
        }
        details.append(Details(style.numberFormat))
        return UInt32(styles.index(of: style))
    }

    /// Whether a date in a cell of a known style is a time, which is the same number in both date systems.
    func isTime(_ date: SerialDate, in index: UInt32) -> Bool {
        switch details[Int(index)].isTime {
        case nil: DateKind(date) == .time
        case true?: true
        case false?: date.isBeforeFirstDay
        }
    }

    /// The style for text that begins like a formula in a cell of a known style.
    mutating func quotedIndex(of base: UInt32) throws(SpreadsheetError) -> UInt32 {
        let known = details[Int(base)].quoted
        if known != 0 { return known }
        var style = styles.values[Int(base)]
        style.hasQuotePrefix = true
        let index = try index(of: style)
        details[Int(base)].quoted = index
        return index
    }

    mutating func index(of kind: DateKind, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        let known = details[Int(base)].dated[kind.rawValue]
        if known != 0 { return known }
        let index = try index(of: kind.format, over: base)
        details[Int(base)].dated[kind.rawValue] = index
        return index
    }

    /// The style for a number format in a cell of a known style, whose own number format takes precedence.
    mutating func index(of format: NumberFormat, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        var style = styles.values[Int(base)]
        guard style.numberFormat == .general else { return base }
        style.numberFormat = format
        return try index(of: style)
    }

    /// The index of a conditional format's style (ECMA-376 part 1, 18.8.15).
    mutating func differentialIndex(of style: CellStyle) throws(SpreadsheetError) -> Int {
        try style.check()
        return differentialStyles.index(of: style)
    }
}

extension NumberFormat {
    fileprivate var isTooLong: Bool { code.utf16.count > 255 }
    fileprivate var isAccepted: Bool { isUnderstood && !code.unicodeScalars.contains { $0.isControl && $0 != "\n" } }
    package var isWritable: Bool { !isTooLong && isAccepted }
}

extension CellStyle {
    /// Refuses what Excel does not open, or repairs.
    func check() throws(SpreadsheetError) {
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
