internal import ZipContainer

/// A digit placeholder of a format code: `0`, `#` or `?` (ECMA-376 part 1, 18.8.31).
enum DigitPlaceholder: UInt8, Sendable {
    case zero = 0x30
    case number = 0x23
    case question = 0x3F

    /// The character shown for a missing digit.
    var padding: UInt8? {
        switch self {
        case .zero: UInt8(ascii: "0")
        case .question: UInt8(ascii: " ")
        case .number: nil
        }
    }
}

/// A unit of a date or a time, by the letter that a format code has for it.
enum DateLetter: UInt8, Sendable {
    case year = 0x79  // y
    case month = 0x6D  // m, which is also the minute
    case day = 0x64  // d
    case hour = 0x68  // h
    case second = 0x73  // s
    case buddhistYear = 0x62  // b
    case eraYear = 0x65  // e
    case era = 0x67  // g
    case weekday = 0x61  // a
}

/// The smallest meaningful part of a format code.
enum FormatLexeme {
    /// Text to show, in ``FormatLexemes/literals``.
    case literal(Range<Int>)
    case placeholder(DigitPlaceholder)
    /// One of `,./%` and the digits 1 to 9, which are text unless they are among digits.
    case symbol(UInt8)
    case exponent(showsPlus: Bool)
    case general
    case text
    case date(DateLetter, count: Int)
    case elapsed(DateLetter, count: Int)
    /// `AM/PM`, or `A/P` with its letters as they were written, in ``FormatLexemes/literals``.
    case dayHalf(morning: Range<Int>, afternoon: Range<Int>)
}

struct FormatLexemes {
    var lexemes: [FormatLexeme] = []
    var literals: [UInt8] = []
    var condition: FormatCondition?
    var numerals: ChineseNumerals?
}

/// Splits a format code into lexemes, section by section, in one pass.
struct FormatLexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Skips the semicolon after a section; false at the end of the code.
    mutating func skipSeparator() -> Bool {
        guard current == UInt8(ascii: ";") else { return false }
        position += 1
        return true
    }

    /// The lexemes up to the next semicolon; nil if a bracket or a quotation mark is not closed, or a bracket has no meaning.
    mutating func section() -> FormatLexemes? {
        var result = FormatLexemes()
        var hasDigits = false
        while let byte = current, byte != UInt8(ascii: ";") {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = take(until: byte) else { return nil }
                result.appendLiteral(text)
            case UInt8(ascii: "\\"): result.appendLiteral(takeScalar())
            case UInt8(ascii: "_"):
                _ = takeScalar()
                result.appendLiteral([UInt8(ascii: " ")])
            case UInt8(ascii: "*"): _ = takeScalar()
            case UInt8(ascii: "["):
                guard let content = take(until: UInt8(ascii: "]")), result.appendBracket(content) else { return nil }
            case UInt8(ascii: "@"): result.lexemes.append(.text)
            case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "1")...UInt8(ascii: "9"):
                result.lexemes.append(.symbol(byte))
            default:
                if let placeholder = DigitPlaceholder(rawValue: byte) {
                    hasDigits = true
                    result.lexemes.append(.placeholder(placeholder))
                } else if let lexeme = word(startingWith: byte, afterDigits: hasDigits, literals: &result.literals) {
                    result.lexemes.append(lexeme)
                } else if byte | 0x20 == DateLetter.buddhistYear.rawValue, let next = current, next == 0x31 || next == 0x32 {
                    // B1 and B2 choose a calendar; English has one.
                    position += 1
                } else {
                    result.appendLiteral([byte])
                }
            }
        }
        return result
    }

    /// The lexeme that a letter begins; nil if it is text.
    private mutating func word(startingWith byte: UInt8, afterDigits: Bool, literals: inout [UInt8]) -> FormatLexeme? {
        let letter = byte | 0x20
        guard byte >= 0x41, byte <= 0x7A, let unit = DateLetter(rawValue: letter) else { return nil }
        switch unit {
        case .era where follows("eneral"): return .general
        case .eraYear where afterDigits:
            if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                position += 1
                return .exponent(showsPlus: sign == UInt8(ascii: "+"))
            }
        case .weekday:
            let words = follows("m/pm") ? Array("AMPM".utf8) : follows("/p") ? [byte, bytes[position - 1]] : []
            if !words.isEmpty {
                literals += words
                let middle = literals.count - words.count / 2
                return .dayHalf(morning: middle - words.count / 2..<middle, afternoon: middle..<literals.count)
            }
            guard count(of: letter) >= 2 else { return nil }
        case .buddhistYear:
            if let next = current, next == UInt8(ascii: "1") || next == UInt8(ascii: "2") { return nil }
        default: break
        }
        let more = count(of: letter)
        position += more
        return .date(unit, count: more + 1)
    }

    /// Skips a word, given in lower case, ignoring case, if it comes next.
    private mutating func follows(_ word: StaticString) -> Bool {
        guard bytes.count - position >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount {
            guard bytes[position + index].lowercased == word.utf8Start[index] else { return false }
        }
        position += word.utf8CodeUnitCount
        return true
    }

    private func count(of letter: UInt8) -> Int {
        var end = position
        while end < bytes.count, bytes[end] | 0x20 == letter { end += 1 }
        return end - position
    }

    /// The bytes before the next such byte, which is skipped; nil if there is none.
    private mutating func take(until byte: UInt8) -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstIndex(of: byte) else { return nil }
        defer { position = end + 1 }
        return bytes[position..<end]
    }

    private mutating func takeScalar() -> ArraySlice<UInt8> {
        let start = position
        if position < bytes.count { position += 1 }
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
        return bytes[start..<position]
    }
}

extension FormatLexemes {
    mutating func appendLiteral(_ text: ArraySlice<UInt8>) {
        let start = literals.count
        literals.append(contentsOf: text)
        lexemes.append(.literal(start..<literals.count))
    }

    /// The lexeme in brackets: an elapsed time, a condition, a currency, a language, numerals or a colour.
    fileprivate mutating func appendBracket(_ content: ArraySlice<UInt8>) -> Bool {
        guard let first = content.first else { return false }
        switch first {
        case UInt8(ascii: "$"):
            let currency = content.dropFirst().prefix { $0 != UInt8(ascii: "-") }
            if !currency.isEmpty { appendLiteral(currency) }
            // A language alone is content too: such a code shows nothing.
            if lexemes.isEmpty { appendLiteral([]) }
            return true
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            guard let condition = FormatCondition(content) else { return false }
            self.condition = condition
            return true
        default: break
        }
        if let unit = DateLetter(rawValue: first | 0x20), unit == .hour || unit == .month || unit == .second,
            content.allSatisfy({ $0 | 0x20 == first | 0x20 })
        {
            lexemes.append(.elapsed(unit, count: content.count))
            return true
        }
        let name = String(decoding: content, as: UTF8.self).lowercased()
        if name.utf8.starts(with: "dbnum".utf8) {
            numerals = ChineseNumerals(name: name)
            return numerals != nil
        }
        // Colours, and language names of older programs, do not affect the text.
        return content.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x20 }
    }
}

extension FormatCondition {
    /// A condition from the text in brackets, such as `<=100`.
    fileprivate init?(_ content: ArraySlice<UInt8>) {
        let sign = content.prefix { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "=") }
        guard let comparison = Comparison(rawValue: String(decoding: sign, as: UTF8.self)) else { return nil }
        let number = content.dropFirst(sign.count).filter { $0 != UInt8(ascii: " ") }
        guard let operand = number.withUnsafeBufferPointer({ DecimalNumber.double($0) }) else { return nil }
        self.init(comparison: comparison, operand: operand)
    }
}
