/// A parsed number format code: its sections, and which of them a value takes (ECMA-376 part 1, 18.8.31).
final class FormatCode: Sendable {
    let code: String
    let isDate: Bool
    /// Whether that is an elapsed time, such as 30:00.
    let isElapsedTime: Bool
    /// Whether that is an elapsed time or a time of day, without a day.
    let isTime: Bool
    /// Whether zeros before an integer's digits are shown, as in 007, so that the number is in truth a code.
    let padsDigits: Bool
    let isUnderstood: Bool
    /// The sections for numbers, 1 to 3, and at least 2 if there are conditions.
    private let sections: [FormatSection]
    private let hasConditions: Bool
    private let textSection: FormatSection?

    /// A code has at most 255 characters, of at most 4 bytes each. A longer one could make every cell huge.
    static let longestCode = 255 * 4

    init(_ code: String) {
        self.code = code
        // Identifier 14 is listed as mm-dd-yy, but means the language's short date, which is this one in English.
        let found = FormatCode.sections(of: code == "mm-dd-yy" ? "m/d/yy" : code)
        isUnderstood = found != nil
        var sections = found ?? [.general]
        var textSection: FormatSection?
        if let last = sections.last, sections.count == 4 || last.kind == .text {
            textSection = last
            sections.removeLast()
        }
        // General takes what a section with a condition leaves.
        if sections.isEmpty || (sections.count == 1 && sections[0].condition != nil) { sections.append(.general) }
        self.sections = sections
        self.textSection = textSection
        hasConditions = sections.contains { $0.condition != nil }
        isDate = sections.contains { $0.kind == .date }
        isElapsedTime = isDate && sections.allSatisfy { $0.kind != .date || $0.isElapsedTime }
        isTime = isDate && sections.allSatisfy { $0.kind != .date || !$0.showsDay }
        padsDigits = sections.contains(where: \.padsDigits)
    }

    var showsTextAsIs: Bool { textSection == nil }

    private static func sections(of code: String) -> [FormatSection]? {
        let bytes = Array(code.utf8)
        guard !bytes.isEmpty, bytes.count <= longestCode else { return nil }
        var lexer = FormatLexer(bytes)
        var sections: [FormatSection] = []
        repeat {
            guard sections.count < 4, let lexemes = lexer.section(), let section = FormatSection(lexemes) else { return nil }
            sections.append(section)
        } while lexer.skipSeparator()
        // A colour or a language alone does not format digits.
        if sections.count == 1, sections[0].tokens.isEmpty { sections[0] = .general }
        return sections
    }

    // MARK: - Showing values

    func append(_ text: String, to output: inout [UInt8]) {
        guard let textSection else { return output.append(contentsOf: text.utf8) }
        textSection.appendGeneral(to: &output) { $0.append(contentsOf: text.utf8) }
    }

    func append(_ number: Double, dateSystem: DateSystem, to output: inout [UInt8]) {
        guard number.isFinite else { return output.append(contentsOf: CellError.number.rawValue.utf8) }
        guard let choice = hasConditions ? conditionalSection(for: number) : section(for: number) else {
            return output.append(contentsOf: FormatSection.overflow)
        }
        sections[choice.index].append(number, showsMinus: choice.showsMinus && number < 0, dateSystem: dateSystem, to: &output)
    }

    /// Without conditions the sections are for positive numbers, negative ones and zero; a separate section for negative numbers shows the
    /// minus only if it contains one.
    private func section(for number: Double) -> (index: Int, showsMinus: Bool)? {
        if number < 0, sections.count > 1 { return (1, false) }
        if number == 0, sections.count > 2 { return (2, false) }
        return (0, true)
    }

    /// The first section whose condition is true; a last section without one takes the rest.
    private func conditionalSection(for number: Double) -> (index: Int, showsMinus: Bool)? {
        let first = sections[0].condition ?? FormatCondition(comparison: .greater, operand: 0)
        if first.holds(for: number) { return (0, !first.isNegativeOnly) }
        guard let second = sections[1].condition ?? (sections.count > 2 ? FormatCondition(comparison: .less, operand: 0) : nil) else {
            // With a single condition, the rest has the minus if the condition is about positive numbers or one number.
            return (1, first.leavesMinusToTheRest)
        }
        if second.holds(for: number) { return (1, !second.isNegativeOnly) }
        return sections.count > 2 ? (2, true) : nil
    }
}

struct FormatCondition: Sendable {
    enum Comparison: String {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "="
        case notEqual = "<>"
        case greaterOrEqual = ">="
        case greater = ">"
    }

    let comparison: Comparison
    let operand: Double

    func holds(for number: Double) -> Bool {
        switch comparison {
        case .less: number < operand
        case .lessOrEqual: number <= operand
        case .equal: number == operand
        case .notEqual: number != operand
        case .greaterOrEqual: number >= operand
        case .greater: number > operand
        }
    }

    /// Whether only negative numbers meet it, so that the section shows no minus.
    var isNegativeOnly: Bool {
        switch comparison {
        case .less: operand <= 0
        case .lessOrEqual, .equal: operand < 0
        case .notEqual, .greaterOrEqual, .greater: false
        }
    }

    var leavesMinusToTheRest: Bool {
        switch comparison {
        case .equal: true
        case .greaterOrEqual, .greater: operand >= 0
        case .less, .lessOrEqual, .notEqual: false
        }
    }
}
