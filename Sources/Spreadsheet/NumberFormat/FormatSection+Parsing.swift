extension FormatSection {
    /// Creates a section from its lexemes; nil if they contradict each other, as a date and a digit do.
    init?(_ source: FormatLexemes) {
        tokens = []
        literals = source.literals
        condition = source.condition
        numerals = source.numerals
        var isDate = false
        var hasDigits = false
        var hasExponent = false
        var hasText = false
        var hasGeneral = false
        for lexeme in source.lexemes {
            switch lexeme {
            case .date, .elapsed, .dayHalf: isDate = true
            case .placeholder: hasDigits = true
            case .exponent: hasExponent = true
            case .text: hasText = true
            case .general: hasGeneral = true
            case .literal, .symbol: break
            }
        }
        if isDate {
            guard !hasText, !hasGeneral, !hasExponent, readDate(source.lexemes) else { return nil }
        } else if hasText || hasGeneral {
            guard !hasDigits, !hasExponent, !(hasText && hasGeneral) else { return nil }
            kind = hasText ? .text : .general
            for lexeme in source.lexemes {
                switch lexeme {
                case .text, .general: tokens.append(.general)
                default: appendLiteral(lexeme)
                }
            }
        } else if let slash = Self.fractionSlash(in: source.lexemes) {
            guard !hasExponent, readFraction(source.lexemes, slash: slash) else { return nil }
        } else {
            readNumber(source.lexemes)
        }
    }

    /// Adds a lexeme as text; adjacent text becomes one token.
    fileprivate mutating func appendLiteral(_ lexeme: FormatLexeme) {
        let range: Range<Int>
        switch lexeme {
        case .literal(let text): range = text
        case .symbol(let byte):
            literals.append(byte)
            range = literals.count - 1..<literals.count
        default: return
        }
        if case .literal(let last) = tokens.last, last.upperBound == range.lowerBound {
            tokens[tokens.count - 1] = .literal(last.lowerBound..<range.upperBound)
        } else {
            tokens.append(.literal(range))
        }
    }

    // MARK: - Numbers

    private mutating func readNumber(_ lexemes: [FormatLexeme]) {
        kind = .number
        let point = lexemes.firstIndex { $0.isSymbol(".") } ?? lexemes.count
        let exponent = lexemes.firstIndex { if case .exponent = $0 { true } else { false } } ?? lexemes.count
        if exponent < lexemes.count { kind = .scientific }
        let integerEnd = min(point, exponent)
        integerPlaces = lexemes[..<integerEnd].count { $0.isPlaceholder }
        let lastInteger = lexemes[..<integerEnd].lastIndex { $0.isPlaceholder }
        let lastDecimal = lexemes[..<exponent].lastIndex { $0.isPlaceholder }
        var integerLeft = integerPlaces
        var exponentLeft = lexemes[exponent...].count { $0.isPlaceholder }
        var followsDigit = false
        for (index, lexeme) in lexemes.enumerated() {
            switch lexeme {
            case .placeholder(let placeholder):
                followsDigit = true
                if index < integerEnd {
                    integerLeft -= 1
                    tokens.append(.digit(placeholder, place: integerLeft))
                } else if index < exponent {
                    decimalPlaces += 1
                    tokens.append(.decimal(placeholder, place: decimalPlaces))
                } else {
                    exponentLeft -= 1
                    tokens.append(.exponentDigit(placeholder, place: exponentLeft))
                }
                continue
            case .symbol(UInt8(ascii: ",")) where followsDigit && index < exponent:
                // Between digits a comma groups them, after the last one it divides by a thousand.
                if let lastInteger, index < lastInteger {
                    isGrouped = true
                } else if let lastInteger, index < integerEnd, index > lastInteger {
                    scale -= 3
                } else if let lastDecimal, index > lastDecimal {
                    scale -= 3
                }
                continue
            case .symbol(UInt8(ascii: ".")) where index == point && index < exponent:
                hasPoint = true
                tokens.append(.point)
                // A comma directly after the point belongs to the digits before it.
                followsDigit = followsDigit && integerPlaces > 0
                continue
            case .symbol(UInt8(ascii: "%")):
                scale += 2
                appendLiteral(lexeme)
            case .exponent(let showsPlus): tokens.append(.exponentSign(showsPlus: showsPlus))
            default: appendLiteral(lexeme)
            }
            followsDigit = false
        }
    }

    // MARK: - Fractions

    /// The slash between a run of digits and another run or a fixed denominator; nil if there is no fraction.
    private static func fractionSlash(in lexemes: [FormatLexeme]) -> Int? {
        guard let slash = lexemes.firstIndex(where: { $0.isSymbol("/") }), lexemes[..<slash].contains(where: { $0.isPlaceholder }),
            lexemes[slash...].contains(where: { $0.isPlaceholder || $0.fixedDigit != nil })
        else { return nil }
        return slash
    }

    private mutating func readFraction(_ lexemes: [FormatLexeme], slash: Int) -> Bool {
        kind = .fraction
        guard !lexemes.contains(where: { $0.isSymbol(".") }), let lastNumerator = lexemes[..<slash].lastIndex(where: { $0.isPlaceholder }),
            let firstDenominator = lexemes[slash...].firstIndex(where: { $0.isPlaceholder || $0.fixedDigit != nil })
        else { return false }
        var numerator = lastNumerator
        while numerator > 0, lexemes[numerator - 1].isPlaceholder { numerator -= 1 }
        let lastInteger = lexemes[..<numerator].lastIndex { $0.isPlaceholder }

        // A fixed denominator begins with 1–9; zeros after it are its digits.
        var denominatorEnd = firstDenominator
        var fixedDigits: [UInt8] = []
        if lexemes[firstDenominator].fixedDigit != nil {
            while denominatorEnd < lexemes.count, let digit = lexemes[denominatorEnd].fixedDigit ?? lexemes[denominatorEnd].zeroDigit {
                fixedDigits.append(digit)
                denominatorEnd += 1
            }
            guard fixedDigits.count <= 15 else { return false }
            denominator = fixedDigits.reduce(0) { $0 * 10 + Double($1 & 0x0F) }
            keepsFractionPlace = true
        } else {
            denominatorEnd = (lexemes.lastIndex { $0.isPlaceholder } ?? firstDenominator) + 1
        }

        integerPlaces = lexemes[..<numerator].count { $0.isPlaceholder }
        numeratorPlaces = lastNumerator - numerator + 1
        var integerLeft = integerPlaces
        var followsDigit = false
        for (index, lexeme) in lexemes.enumerated() {
            switch lexeme {
            case .placeholder(let placeholder) where index < numerator:
                integerLeft -= 1
                tokens.append(.digit(placeholder, place: integerLeft))
                followsDigit = true
                continue
            case .placeholder(let placeholder) where index <= lastNumerator:
                noteFractionDigit(placeholder)
                tokens.append(.numeratorDigit(placeholder, place: lastNumerator - index))
            case .placeholder where index >= firstDenominator && index < denominatorEnd && !fixedDigits.isEmpty:
                break
            case .placeholder(let placeholder) where index < denominatorEnd:
                noteFractionDigit(placeholder)
                if placeholder == .zero { hasZeroDenominatorDigit = true }
                tokens.append(.denominatorDigit(placeholder, place: denominatorPlaces))
                denominatorPlaces += 1
            case .placeholder: return false
            case .symbol where index == slash: tokens.append(.slash)
            case .symbol where index == firstDenominator && !fixedDigits.isEmpty:
                let start = literals.count
                literals.append(contentsOf: fixedDigits)
                tokens.append(.fixedDenominator(start..<literals.count))
            case .symbol where index >= firstDenominator && index < denominatorEnd && !fixedDigits.isEmpty: break
            case .symbol(UInt8(ascii: ",")) where followsDigit && index < numerator: isGrouped = true
            case .symbol(UInt8(ascii: "%")):
                scale += 2
                appendLiteral(lexeme)
            default:
                appendLiteral(lexeme)
                guard case .literal(let range) = tokens.last else { break }
                if let lastInteger, index > lastInteger, index < numerator {
                    tokens[tokens.count - 1] = .fractionText(range, followsInteger: true)
                } else if index > lastNumerator, index < denominatorEnd {
                    tokens[tokens.count - 1] = .fractionText(range, followsInteger: false)
                }
            }
            followsDigit = false
        }
        return true
    }

    private mutating func noteFractionDigit(_ placeholder: DigitPlaceholder) {
        switch placeholder {
        case .zero: alwaysShowsFraction = true
        case .question: keepsFractionPlace = true
        case .number: break
        }
    }

    // MARK: - Dates

    private mutating func readDate(_ lexemes: [FormatLexeme]) -> Bool {
        kind = .date
        isElapsedOnly = true
        /// The last unit of time, while it can still make the next `m` a minute.
        var lastUnit: DateLetter?
        /// The place of an `m` that becomes a minute if seconds come next.
        var undecidedMonth: Int?
        var hasTime = false
        var index = 0
        while index < lexemes.count {
            let lexeme = lexemes[index]
            index += 1
            switch lexeme {
            case .date(let letter, let count):
                isElapsedOnly = false
                switch letter {
                case .month where count <= 2 && lastUnit != nil:
                    tokens.append(.minute(letters: count))
                    lastUnit = nil
                    continue
                case .month:
                    undecidedMonth = count <= 2 ? tokens.count : nil
                    tokens.append(.month(letters: count))
                case .hour: tokens.append(.hour(letters: count))
                case .second:
                    if let place = undecidedMonth, case .month(let letters) = tokens[place] {
                        tokens[place] = .minute(letters: letters)
                        lastUnit = nil
                    } else {
                        lastUnit = letter
                    }
                    undecidedMonth = nil
                    hasTime = true
                    tokens.append(.second(letters: count))
                    continue
                case .year: tokens.append(.year(earlier: 0, isShort: count <= 2))
                case .eraYear: tokens.append(.year(earlier: 0, isShort: false))
                case .buddhistYear: tokens.append(.year(earlier: 543, isShort: count <= 2))
                case .day, .weekday: tokens.append(.day(letters: count))
                case .era: tokens.append(.literal(0..<0))
                }
                if letter != .month { undecidedMonth = nil }
                lastUnit = letter == .hour ? letter : nil
                hasTime = hasTime || letter == .hour
            case .elapsed(let letter, let count):
                // An elapsed time cannot follow a time of day.
                guard !hasTime else { return false }
                tokens.append(.elapsed(secondsPerUnit: letter == .hour ? 3600 : letter == .month ? 60 : 1, width: count))
                lastUnit = letter == .month ? nil : letter
                undecidedMonth = nil
            case .dayHalf(let morning, let afternoon):
                isElapsedOnly = false
                hasDayHalf = true
                tokens.append(.dayHalf(morning: morning, afternoon: afternoon))
            case .symbol(UInt8(ascii: ".")):
                var decimals = 0
                while index < lexemes.count, lexemes[index].zeroDigit != nil {
                    decimals += 1
                    index += 1
                }
                guard decimals <= 3 else { return false }
                if decimals == 0 {
                    appendLiteral(lexeme)
                } else {
                    isElapsedOnly = false
                    secondDecimals = max(secondDecimals, decimals)
                    tokens.append(.secondDecimals(decimals))
                }
            case .placeholder: return false
            default: appendLiteral(lexeme)
            }
        }
        return true
    }
}

extension FormatLexeme {
    fileprivate func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
        if case .symbol(let byte) = self { byte == UInt8(ascii: scalar) } else { false }
    }

    fileprivate var isPlaceholder: Bool { if case .placeholder = self { true } else { false } }

    fileprivate var zeroDigit: UInt8? { if case .placeholder(.zero) = self { UInt8(ascii: "0") } else { nil } }

    fileprivate var fixedDigit: UInt8? {
        if case .symbol(let byte) = self, byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9") { byte } else { nil }
    }
}
