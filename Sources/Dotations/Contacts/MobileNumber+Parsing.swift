internal import DotationText

extension MobileNumber {
    /// Reads what a person, a telephone or a spreadsheet put in a mobile cell.
    ///
    /// Accepted are spaces of any kind, dots, dashes, slashes, brackets and invisible characters around and between the digits; `+33`,
    /// `0033` and `33`, with or without `(0)`; the overseas codes +262, +590, +594, +596 and +508 with 6 or 7; nine digits whose zero a
    /// spreadsheet ate; and full-width digits unless `foldsFullWidth` is false.
    ///
    /// - Throws: a ``Reason`` of one of the codes `phone.…`.
    public static func parse(_ given: String, foldsFullWidth: Bool = true) throws(Reason) -> MobileNumber {
        var scalars: [Unicode.Scalar] = []
        for scalar in given.unicodeScalars where !scalar.isInvisible {
            guard scalars.count < 128 else { throw .phoneSyntax(given, .tooLong) }
            scalars.append(foldsFullWidth ? scalar.withoutFullWidth : scalar)
        }
        scalars = Array(scalars.trimmed(\.isSpace))
        // The mark by which spreadsheets keep a number as text.
        if scalars.first == "'" || scalars.first == "\u{2019}" { scalars.removeFirst() }
        guard !scalars.isEmpty else { throw .phoneEmpty() }

        switch SpreadsheetNumber(scalars) {
        case .exact(let digits): return try from(digits, isInternational: false, given)
        case .truncated: throw .phoneTruncated(given)
        case nil: break
        }

        var digits: [UInt8] = []
        var isInternational = false
        for (index, scalar) in scalars.enumerated() {
            if let digit = scalar.asciiDigit {
                digits.append(UInt8(digit))
            } else if scalar == "+", digits.isEmpty, !isInternational {
                isInternational = true
            } else if !scalar.isPhoneSeparator || (index == 0 && scalar.isDash) {
                throw .phoneSyntax(given, .character(scalar))
            }
        }
        return try from(digits, isInternational: isInternational, given)
    }

    /// Reads a numeric cell: the digits without the zero that a number cannot keep, or with a country code in front.
    ///
    /// - Throws: a ``Reason`` of one of the codes `phone.…`.
    public static func parse(_ number: Double) throws(Reason) -> MobileNumber {
        let given = SheetText.of(number)
        guard let whole = UInt64(exactly: number), whole < 1_000_000_000_000_000 else {
            throw .phoneSyntax(given, .noWholeNumber)
        }
        return try from(String(whole).utf8.map { $0 - UInt8(ascii: "0") }, isInternational: false, given)
    }

    private static func from(_ digits: [UInt8], isInternational: Bool, _ given: String) throws(Reason) -> MobileNumber {
        var digits = digits[...]
        var isInternational = isInternational
        if !isInternational, digits.count >= 11, digits.starts(with: [0, 0]) {
            digits = digits.dropFirst(2)
            isInternational = true
        }
        var national = digits
        let hasCode = isInternational || digits.count > 10
        if hasCode {
            guard let code = countryCodes.first(where: { digits.starts(with: $0) }) else {
                let isElsewhere = isInternational && 7...15 ~= digits.count
                throw isElsewhere ? .phoneNotMobile(given) : .phoneSyntax(given, .digitCount(digits.count))
            }
            national = digits.dropFirst(code.count)
        }
        let hasZero = national.first == 0
        if hasZero, hasCode || national.count == 10 { national = national.dropFirst() }
        guard national.count == 9 else {
            let isOneTooMany = !hasCode && national.count == 10
            throw .phoneSyntax(
                given, isOneTooMany ? .noLeadingZero : hasCode ? .digitCountAfterCode(national.count) : .digitCount(national.count))
        }
        guard let first = national.first, first != 0 else {
            throw .phoneSyntax(given, digits.count == 9 ? .digitCount(9) : .noLeadingZero)
        }
        guard let number = MobileNumber(national: national.reduce(0) { $0 * 10 + Int($1) }) else { throw .phoneNotMobile(given) }
        return number
    }

    private static let countryCodes: [[UInt8]] = [[3, 3], [2, 6, 2], [5, 9, 0], [5, 9, 4], [5, 9, 6], [5, 0, 8]]
}

extension Unicode.Scalar {
    fileprivate var isPhoneSeparator: Bool {
        isSpace || isDash || self == "." || self == "/" || self == "(" || self == ")" || self == "[" || self == "]" || self == "\u{B7}"
    }
}
