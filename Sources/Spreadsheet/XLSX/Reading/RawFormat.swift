/// The attributes of a conditional format, as they stand in the file (ECMA-376 part 1, 18.3.1.10).
struct RawFormat {
    /// The colours of a scale or a bar.
    var colors: [RGBColor] = []
    /// The number of its style.
    let style: Int?
    let priority: Int
    let stopsIfTrue: Bool
    private let type: String
    private let operation: String
    private let text: String?
    private let rank: Int?
    private let isPercent: Bool
    private let isBottom: Bool
    private let isAbove: Bool
    /// Whether it compares with the average in a way that cannot be written: with values that equal it, or some deviations from it.
    private let isOtherAverage: Bool

    /// Reads the attributes. `count` counts a text that is kept, and throws where there are too many.
    init(_ element: borrowing XMLElement, count: (String) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
        type = element.string("type") ?? ""
        operation = element.string("operator") ?? ""
        style = element.integer("dxfId")
        priority = element.integer("priority") ?? .max
        stopsIfTrue = element.boolean("stopIfTrue") ?? false
        text = element.string("text").map { TextDecoding.unescaped($0) }
        try count(text ?? "")
        rank = element.integer("rank")
        isPercent = element.boolean("percent") ?? false
        isBottom = element.boolean("bottom") ?? false
        isAbove = element.boolean("aboveAverage") ?? true
        isOtherAverage = element.boolean("equalAverage") ?? false || element.integer("stdDev") ?? 0 != 0
    }

    /// The condition; nil if it is none of those that can be written.
    func condition(_ formulas: [String]) -> ConditionalFormat.Condition? {
        switch type {
        case "cellIs": Comparison(operation, formulas).map { .cell($0) }
        case "expression": formulas.first.map { .formula($0) }
        case "containsText": text.map { .contains($0) }
        case "notContainsText": text.map { .doesNotContain($0) }
        case "beginsWith": text.map { .begins(with: $0) }
        case "endsWith": text.map { .ends(with: $0) }
        case "containsBlanks": .isBlank
        case "notContainsBlanks": .isNotBlank
        case "containsErrors": .isError
        case "notContainsErrors": .isNotError
        case "duplicateValues": .isDuplicate
        case "uniqueValues": .isUnique
        case "top10": rank.map { .rank($0, isPercent: isPercent, isBottom: isBottom) }
        case "aboveAverage": isOtherAverage ? nil : .average(isAbove: isAbove)
        case "colorScale": 2...3 ~= colors.count ? .colorScale(colors) : nil
        case "dataBar": colors.count == 1 ? .dataBar(colors[0]) : nil
        default: nil
        }
    }
}
