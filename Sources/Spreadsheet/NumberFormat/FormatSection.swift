struct FormatSection: Sendable {
    enum Kind: Sendable { case general, number, scientific, fraction, date, text }

    /// The tokens, from left to right.
    ///
    /// A digit's place counts from 0 at the last one of its run; a decimal's place counts from 1 after the point.
    enum Token: Sendable {
        case literal(Range<Int>)
        /// The number in General; in a section for text, the text.
        case general

        case digit(DigitPlaceholder, place: Int)
        case point
        case decimal(DigitPlaceholder, place: Int)
        case exponentSign(showsPlus: Bool)
        case exponentDigit(DigitPlaceholder, place: Int)

        /// Text next to the fraction, replaced by spaces if no fraction is shown.
        case fractionText(Range<Int>, followsInteger: Bool)
        case numeratorDigit(DigitPlaceholder, place: Int)
        case slash
        case denominatorDigit(DigitPlaceholder, place: Int)
        case fixedDenominator(Range<Int>)

        /// The years before the first one of the calendar count as well: 543 in the Buddhist one.
        case year(earlier: UInt, isShort: Bool)
        case month(letters: Int)
        case day(letters: Int)
        case hour(letters: Int)
        case minute(letters: Int)
        case second(letters: Int)
        case secondDecimals(Int)
        case elapsed(secondsPerUnit: Int, width: Int)
        /// The words for the morning and the afternoon, in the literals.
        case dayHalf(morning: Range<Int>, afternoon: Range<Int>)
    }

    static let general = FormatSection()
    /// Shown for a number that cannot be shown, as in a column that is too narrow.
    static let overflow = Array("########".utf8)

    var kind = Kind.general
    var tokens: [Token] = [.general]
    var literals: [UInt8] = []
    var condition: FormatCondition?
    var numerals: ChineseNumerals?

    /// The number of digits before the decimal point; of a fraction, before the numerator.
    var integerPlaces = 0
    var decimalPlaces = 0
    var hasPoint = false
    var isGrouped = false
    /// The power of ten that `%` multiplies the number by, and trailing commas divide it by.
    var scale = 0
    var numeratorPlaces = 0
    var denominatorPlaces = 0
    /// The fixed denominator, or 0.
    var denominator = 0.0
    /// Whether the fraction of an integer is shown, because a digit of it is `0`.
    var alwaysShowsFraction = false
    /// Whether a hidden fraction is replaced by spaces, because a digit of it is `?` or fixed.
    var keepsFractionPlace = false
    var hasZeroDenominatorDigit = false
    /// The decimals of the seconds, up to 3.
    var secondDecimals = 0
    var hasDayHalf = false
    /// Whether no token depends on the calendar or the time of day, so that a negative number can be shown.
    var isElapsedOnly = false

    var showsDay: Bool {
        tokens.contains { token in
            switch token {
            case .year, .month, .day: true
            default: false
            }
        }
    }

    /// Whether hours, minutes or seconds are counted beyond a day, without a date.
    var isElapsedTime: Bool {
        !showsDay && tokens.contains { if case .elapsed = $0 { true } else { false } }
    }

    /// Whether an integer gets leading zeros. A format with decimals or a percent sign is not one of codes.
    var padsDigits: Bool {
        kind == .number && decimalPlaces == 0 && scale == 0 && !isGrouped
            && tokens.contains { if case .digit(.zero, let place) = $0 { place > 0 } else { false } }
    }

    /// Appends the text of a number; the minus comes first.
    func append(_ number: Double, showsMinus: Bool, dateSystem: DateSystem, to output: inout [UInt8]) {
        let start = output.count
        switch kind {
        case .general, .text: appendGeneral(number.magnitude, showsMinus: showsMinus, to: &output)
        case .number: appendNumber(number.magnitude, showsMinus: showsMinus, to: &output)
        case .scientific: appendScientific(number.magnitude, showsMinus: showsMinus, to: &output)
        case .fraction: appendFraction(number.magnitude, showsMinus: showsMinus, to: &output)
        case .date: appendDate(number, showsMinus: showsMinus, dateSystem: dateSystem, to: &output)
        }
        numerals?.replaceDigits(in: &output, from: start, readsNumber: kind == .general)
    }

    func appendDigit(_ digit: UInt8?, or placeholder: DigitPlaceholder, to output: inout [UInt8]) {
        if let shown = digit ?? placeholder.padding { output.append(shown) }
    }
}
