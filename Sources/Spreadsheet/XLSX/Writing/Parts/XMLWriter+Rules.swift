extension DataValidation.Rule {
    /// The type's name in the file, the operator's, and the formulas.
    var parts: (type: String, operation: String?, formulas: [String]) {
        let (type, comparison): (String, Comparison)
        switch self {
        case .list(let items): return ("list", nil, [items.joined(separator: ",").quotedInFormula])
        case .listFrom(let formula): return ("list", nil, [formula])
        case .formula(let formula): return ("custom", nil, [formula])
        case .wholeNumber(let it): (type, comparison) = ("whole", it)
        case .decimal(let it): (type, comparison) = ("decimal", it)
        case .date(let it): (type, comparison) = ("date", it)
        case .time(let it): (type, comparison) = ("time", it)
        case .textLength(let it): (type, comparison) = ("textLength", it)
        }
        return (type, comparison.parts.name, comparison.parts.formulas)
    }
}

extension String {
    var quotedInFormula: String { quoted("\"") }

    /// The text within quotation marks, which are doubled inside it, even before a combining mark.
    func quoted(_ quote: Unicode.Scalar) -> String {
        var text = String.UnicodeScalarView([quote])
        for scalar in unicodeScalars {
            if scalar == quote { text.append(quote) }
            text.append(scalar)
        }
        text.append(quote)
        return String(text)
    }
}

extension XMLWriter {
    mutating func dataValidation(_ validation: DataValidation) {
        let parts = validation.rule.parts
        raw("<dataValidation")
        attribute("type", parts.type)
        if validation.severity != .stop { attribute("errorStyle", validation.severity.rawValue) }
        if let operation = parts.operation { attribute("operator", operation) }
        attribute("allowBlank", validation.allowsBlank)
        attribute("showInputMessage", validation.prompt != nil)
        attribute("showErrorMessage", true)
        if let error = validation.error {
            if !error.title.isEmpty { attribute("errorTitle", error.title) }
            attribute("error", error.text)
        }
        if let prompt = validation.prompt {
            if !prompt.title.isEmpty { attribute("promptTitle", prompt.title) }
            attribute("prompt", prompt.text)
        }
        ranges(validation.ranges)
        raw(">")
        for (offset, formula) in parts.formulas.enumerated() {
            element(offset == 0 ? "formula1" : "formula2", formula)
        }
        raw("</dataValidation>")
    }

    mutating func conditionalFormat(_ format: ConditionalFormat, differentialStyle: Int?, priority: Int) {
        guard let cell = format.ranges.first?.first.description else { return }
        raw("<conditionalFormatting")
        ranges(format.ranges)
        raw("><cfRule")
        let rule = format.condition.rule(at: cell)
        attribute("type", rule.type)
        if let differentialStyle { attribute("dxfId", differentialStyle) }
        attribute("priority", priority)
        attribute("stopIfTrue", format.stopsIfTrue)
        if let operation = rule.operation { attribute("operator", operation) }
        switch format.condition {
        case .contains(let text), .doesNotContain(let text), .begins(let text), .ends(let text): attribute("text", text)
        case .average(let isAbove): attribute("aboveAverage", isAbove, presumed: true)
        case .rank(let rank, let isPercent, let isBottom):
            attribute("percent", isPercent)
            attribute("bottom", isBottom)
            attribute("rank", rank)
        default: break
        }
        raw(">")
        for formula in rule.formulas { element("formula", formula) }
        switch format.condition {
        case .colorScale(let colors):
            raw("<colorScale><cfvo type=\"min\"/>")
            if colors.count == 3 { raw("<cfvo type=\"percentile\" val=\"50\"/>") }
            raw("<cfvo type=\"max\"/>")
            for color in colors { element("color", "rgb", color.hexadecimal) }
            raw("</colorScale>")
        case .dataBar(let color):
            raw("<dataBar><cfvo type=\"min\"/><cfvo type=\"max\"/>")
            element("color", "rgb", color.hexadecimal)
            raw("</dataBar>")
        default: break
        }
        raw("</cfRule></conditionalFormatting>")
    }
}

extension ConditionalFormat.Condition {
    /// The type's name in the file, the operator's, and the formulas, which readers use instead of the text.
    fileprivate func rule(at cell: String) -> (type: String, operation: String?, formulas: [String]) {
        switch self {
        case .cell(let comparison): ("cellIs", comparison.parts.name, comparison.parts.formulas)
        case .formula(let formula): ("expression", nil, [formula])
        case .contains(let text): ("containsText", "containsText", ["NOT(ISERROR(SEARCH(\(text.quotedInFormula),\(cell))))"])
        case .doesNotContain(let text): ("notContainsText", "notContains", ["ISERROR(SEARCH(\(text.quotedInFormula),\(cell)))"])
        case .begins(let text):
            ("beginsWith", "beginsWith", ["LEFT(\(cell),LEN(\(text.quotedInFormula)))=\(text.quotedInFormula)"])
        case .ends(let text): ("endsWith", "endsWith", ["RIGHT(\(cell),LEN(\(text.quotedInFormula)))=\(text.quotedInFormula)"])
        case .isBlank: ("containsBlanks", nil, ["LEN(TRIM(\(cell)))=0"])
        case .isNotBlank: ("notContainsBlanks", nil, ["LEN(TRIM(\(cell)))>0"])
        case .isError: ("containsErrors", nil, ["ISERROR(\(cell))"])
        case .isNotError: ("notContainsErrors", nil, ["NOT(ISERROR(\(cell)))"])
        case .isDuplicate: ("duplicateValues", nil, [])
        case .isUnique: ("uniqueValues", nil, [])
        case .rank: ("top10", nil, [])
        case .average: ("aboveAverage", nil, [])
        case .colorScale: ("colorScale", nil, [])
        case .dataBar: ("dataBar", nil, [])
        }
    }
}
