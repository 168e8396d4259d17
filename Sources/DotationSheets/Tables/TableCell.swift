internal import DotationText
internal import Dotations
internal import Spreadsheet

struct TableCell {
    enum Content {
        case blank
        /// Nothing, as the cell is merged with others, of which the first alone keeps its value.
        case covered
        case text(String)
        /// A number, and the digits that are shown where those are more.
        case number(Double, shown: String?)
        case date(SerialDate, day: CalendarDate)
        case boolean(Bool)
        case error(String)
        /// A formula that nothing has calculated yet, as some programs write it: what it comes to is not known.
        case uncalculated
    }

    /// What a cell says where a value of one kind is wanted.
    enum Typed<Value> {
        /// Nothing.
        case blank
        case value(Value)
        /// Something else, as it is shown.
        case wrong(String)
    }

    private(set) var content = Content.blank
    /// Whether it is a formula's result.
    private(set) var hasFormula = false
    /// Whether there is more of the text than was read.
    private(set) var isCut = false

    init() {}

    /// A cell that is merged with others.
    static let covered: TableCell = {
        var cell = TableCell()
        cell.content = .covered
        return cell
    }()

    init(_ cell: CellView, keepsDigits: Bool) {
        hasFormula = cell.hasFormula
        switch cell.kind {
        case .blank: content = hasFormula ? .uncalculated : .blank
        case .number: content = .number(cell.number ?? 0, shown: keepsDigits ? cell.shownDigits : nil)
        case .date: content = cell.date.map { .date($0.date, day: $0.day) } ?? .number(cell.number ?? 0, shown: nil)
        case .boolean: content = .boolean(cell.boolean ?? false)
        case .text, .error:
            isCut = cell.utf8.count > SheetValue.lengthLimit
            guard case .text(let text) = SheetValue.text(cell).trimmed else { break }
            content = cell.kind == .error ? .error(text) : text.isEmpty ? .blank : .text(text)
        }
    }

    var isBlank: Bool {
        switch content {
        case .blank, .covered: true
        default: false
        }
    }

    var isCovered: Bool { if case .covered = content { true } else { false } }

    var isUncalculated: Bool { if case .uncalculated = content { true } else { false } }

    /// Whether it is a date, which a spreadsheet may have made of what was typed.
    var isDate: Bool { if case .date = content { true } else { false } }

    /// Whether it has more digits than the 15 that a spreadsheet keeps of a number, or is written with an exponent that hides them.
    var hasLostDigits: Bool {
        switch content {
        case .number(let number, _): abs(number) >= 1e15
        case .text(let text): text.isNumberWithExponent
        default: false
        }
    }

    /// Whether it is an error value, or a truth value, which is no text and no number.
    var isUnusable: Bool {
        switch content {
        case .error, .boolean, .uncalculated: true
        default: false
        }
    }

    var text: String {
        switch content {
        case .blank, .covered, .uncalculated: ""
        case .text(let text), .error(let text): text
        case .number(let number, let shown): shown ?? SheetValue.number(number).plainText
        case .date(_, let day): day.french
        case .boolean(let isTrue): isTrue ? "VRAI" : "FAUX"
        }
    }

    /// An amount of money, such as `50`, `50,00 €` or `50 euros`.
    var euros: Typed<Euros> {
        switch content {
        case .number(let number, _): typed(Euros(number))
        case .text(let text): typed(Euros(text) ?? Euros(text.withoutEuroWord))
        default: typed(nil)
        }
    }

    /// A day, as a date or as people type one.
    var day: Typed<CalendarDate> {
        switch content {
        case .date(_, let day): typed(day)
        case .text(let text): typed(CalendarDate(typed: text) ?? text.serialDay)
        case .number(let number, _) where Self.serialDays.contains(number): typed(CalendarDate(SerialDate(serial: number)))
        // 20250401.
        case .number(let number, _): typed(CalendarDate(SheetValue.number(number).plainText))
        default: typed(nil)
        }
    }

    /// What a date is as a number whose cell lost its format: a day of this century, or of the last years of the one before.
    fileprivate static let serialDays = 32_874.0..<73_416.0

    /// A whole number; as text also with a zero or two after a comma or a point, as a program may write it. Whether it may be negative is for
    /// the rule to say that knows what it counts.
    var count: Typed<Int> {
        switch content {
        case .number(let number, _): typed(number.magnitude <= 1e12 ? Int(exactly: number) : nil)
        case .text(let text): typed(text.wholeNumber)
        default: typed(nil)
        }
    }

    var flag: Typed<Bool> {
        if case .boolean(let isTrue) = content { return .value(isTrue) }
        switch Folding.key(text) {
        case "oui", "o", "x", "1", "vrai", "yes", "inclus", "incluse", "compris", "comprise": return .value(true)
        case "non", "n", "0", "faux", "no", "exclu", "exclue", "exclus": return .value(false)
        default: return typed(nil)
        }
    }

    func choice<Value>(_ read: (String) -> Value?) -> Typed<Value> { typed(isUnusable ? nil : read(text)) }

    private func typed<Value>(_ value: Value?) -> Typed<Value> {
        if let value { return .value(value) }
        return isBlank ? .blank : .wrong(text)
    }
}

extension SheetValue {
    /// A cell's text, cut where it is longer than any value.
    fileprivate static func text(_ cell: CellView) -> SheetValue {
        switch SheetValue(cell) {
        case .error(let text): .text(text)
        case let value: value
        }
    }

    fileprivate var trimmed: SheetValue { .text(plainText) }
}

extension String {
    /// The number of decimal digits that say a whole one; three zeros after a point could be thousands.
    fileprivate var wholeNumber: Int? {
        let isNegative = unicodeScalars.first.map { $0 == "-" || $0 == "−" } ?? false
        var digits = String(isNegative ? dropFirst() : self[...]).utf8[...]
        if let point = digits.lastIndex(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }) {
            let zeros = digits[digits.index(after: point)...]
            guard 1...2 ~= zeros.count, zeros.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
            digits = digits[..<point]
        }
        guard 1...12 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(String(Substring(digits))).map { isNegative ? -$0 : $0 }
    }

    /// The day that a date is where its number was written in its place, as a spreadsheet does of a cell without its format.
    fileprivate var serialDay: CalendarDate? {
        guard utf8.count == 5, let number = wholeNumber.map(Double.init), TableCell.serialDays.contains(number) else { return nil }
        return CalendarDate(SerialDate(serial: number))
    }

    /// Whether it is such as `1,23457E+19`, which a spreadsheet makes of a long number.
    fileprivate var isNumberWithExponent: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
        guard parts.count == 2, var mantissa = parts.first, let exponent = parts.last, 1...3 ~= exponent.count,
            let sign = mantissa.popLast(), sign == UInt8(ascii: "E") || sign == UInt8(ascii: "e")
        else { return false }
        func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
        let digits = mantissa.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        return digits.count <= 2 && digits.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) } && exponent.allSatisfy(isDigit)
    }

    /// The text without the word `euro` or `euros` at its end.
    fileprivate var withoutEuroWord: String {
        let lowered = lowercased()
        guard let word = ["euros", "euro"].first(where: { lowered.hasSuffix($0) }) else { return self }
        return String(dropLast(word.count))
    }
}

extension CellView {
    /// A date, and its day; nil where it is none, such as a long number whose cell has a format of dates.
    var date: (date: SerialDate, day: CalendarDate)? {
        guard case .date(let date) = value, let day = CalendarDate(date) else { return nil }
        return (date, day)
    }

    /// The digits that a number format makes of a number, such as `001`, where they say the same number.
    var shownDigits: String? {
        guard kind == .number, let number = number.flatMap({ Int(exactly: $0) }) else { return nil }
        let text = displayedText
        return text.utf8.count <= 32 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && Int(text) == number ? text : nil
    }
}
