/// The attributes of a rule for input, as they stand in the file (ECMA-376 part 1, 18.3.1.32).
struct RawValidation {
    private let type: String
    private let operation: String
    private let severity: DataValidation.Severity
    private let allowsBlank: Bool
    private var prompt: DataValidation.Message?
    private var error: DataValidation.Message?

    /// Reads the attributes. `count` counts a text that is kept, and throws where there are too many.
    init(_ element: borrowing XMLElement, count: (String) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
        type = element.string("type") ?? "none"
        operation = element.string("operator") ?? "between"
        severity = element.string("errorStyle").flatMap { .init(rawValue: $0) } ?? .stop
        allowsBlank = element.boolean("allowBlank") ?? false
        let texts = [
            element.string("promptTitle"), element.string("prompt"), element.string("errorTitle"), element.string("error"),
        ].map { $0.map { TextDecoding.unescaped($0) } ?? "" }
        for text in texts { try count(text) }
        if element.boolean("showInputMessage") ?? false, !(texts[0].isEmpty && texts[1].isEmpty) {
            prompt = .init(title: texts[0], texts[1])
        }
        if element.boolean("showErrorMessage") ?? false, !(texts[2].isEmpty && texts[3].isEmpty) {
            error = .init(title: texts[2], texts[3])
        }
    }

    /// The rule; nil if it is none of those that can be written.
    func validation(_ ranges: [CellRange], _ formulas: [String]) -> DataValidation? {
        guard let rule = rule(formulas) else { return nil }
        var validation = DataValidation(ranges, rule)
        (validation.allowsBlank, validation.severity) = (allowsBlank, severity)
        (validation.prompt, validation.error) = (prompt, error)
        return validation
    }

    private func rule(_ formulas: [String]) -> DataValidation.Rule? {
        guard let first = formulas.first else { return nil }
        let comparison = Comparison(operation, formulas)
        return switch type {
        case "list": first.unquotedInFormula.map { .list(Self.items($0)) } ?? .listFrom(formula: first)
        case "custom": .formula(first)
        case "whole": comparison.map { .wholeNumber($0) }
        case "decimal": comparison.map { .decimal($0) }
        case "date": comparison.map { .date($0) }
        case "time": comparison.map { .time($0) }
        case "textLength": comparison.map { .textLength($0) }
        default: nil
        }
    }

    private static func items(_ list: String) -> [String] {
        list.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false).map { String(String.UnicodeScalarView($0)) }
    }
}

extension Comparison {
    /// The comparison of an operator's name in the file; nil if there is no such operator, or it needs more formulas.
    init?(_ operation: String, _ formulas: [String]) {
        guard let first = formulas.first else { return nil }
        switch operation {
        case "between", "notBetween":
            guard formulas.count > 1 else { return nil }
            self = operation == "between" ? .between(first, formulas[1]) : .notBetween(first, formulas[1])
        case "equal": self = .equal(first)
        case "notEqual": self = .notEqual(first)
        case "greaterThan": self = .greaterThan(first)
        case "lessThan": self = .lessThan(first)
        case "greaterThanOrEqual": self = .greaterThanOrEqual(first)
        case "lessThanOrEqual": self = .lessThanOrEqual(first)
        default: return nil
        }
    }
}

extension String {
    /// The text of a formula that is nothing but a text in quotation marks; nil for any other formula.
    var unquotedInFormula: String? {
        let quote = UInt8(ascii: "\"")
        guard utf8.count >= 2, utf8.first == quote, utf8.last == quote else { return nil }
        var result: [UInt8] = []
        var isQuoted = false
        for byte in utf8.dropFirst().dropLast() {
            if byte == quote, !isQuoted {
                isQuoted = true
                continue
            }
            // A quotation mark that is not doubled ends the text before the formula does.
            guard !isQuoted || byte == quote else { return nil }
            isQuoted = false
            result.append(byte)
        }
        return isQuoted ? nil : String(decoding: result, as: UTF8.self)
    }
}
