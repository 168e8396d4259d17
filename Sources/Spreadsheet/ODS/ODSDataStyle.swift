/// A data style (OpenDocument 1.2 part 1, 16.27), which becomes a number format code.
struct ODSDataStyle {
    enum Kind {
        case number, percentage, currency, date, time, boolean, text

        init?(_ name: StringPointer) {
            switch name {
            case "number-style": self = .number
            case "percentage-style": self = .percentage
            case "currency-style": self = .currency
            case "date-style": self = .date
            case "time-style": self = .time
            case "boolean-style": self = .boolean
            case "text-style": self = .text
            default: return nil
            }
        }
    }

    private var kind = Kind.number
    /// Whether the first unit of a time counts beyond its usual end.
    private var isElapsed = false
    private var color = ""
    private var body = ""
    private var maps: [(condition: String, style: String)] = []

    private var content: [UInt8] = []
    private var isLiteral = false
    /// The integer digits of a number that has not ended, and the texts among them.
    private var digits: (whole: String, rest: String)?
    private var embedded: [(position: Int, text: String)] = []
    private var embeddedPosition: Int?

    /// Longer codes are not taken.
    private static let longest = 255

    init() {}

    init(_ kind: Kind, isElapsed: Bool) {
        self.kind = kind
        self.isElapsed = isElapsed
    }

    /// An element of the style. Returns whether its content matters; it then ends with ``end()``.
    mutating func start(_ element: borrowing XMLElement) -> Bool {
        if element.is(.style, "text-properties") {
            color = element.string("color", .formatting).flatMap { Self.colors[$0.lowercased()] }.map { "[\($0)]" } ?? ""
            return false
        }
        if element.is(.style, "map") {
            if maps.count < 3, let condition = element.string("condition", .style), let style = element.string("apply-style-name", .style) {
                maps.append((condition, style))
            }
            return false
        }
        guard element.namespace == .number, body.utf8.count <= Self.longest else { return false }
        if digits != nil {
            guard element.name == "embedded-text", let position = element.integer("position", of: .number) else { return false }
            embeddedPosition = position
            isLiteral = true
            content = []
            return true
        }
        switch element.name {
        case "text", "currency-symbol":
            isLiteral = true
            content = []
            return true
        case "fill-character":
            body += "*"
            isLiteral = true
            content = []
            return true
        case "number":
            number(element)
            return true
        default:
            part(element)
            return false
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isLiteral { content.append(contentsOf: bytes.prefix(max(0, Self.longest + 1 - content.count))) }
    }

    mutating func end() {
        let text = String(decoding: content, as: UTF8.self)
        content = []
        defer { isLiteral = false }
        if let position = embeddedPosition {
            embedded.append((position, text))
            embeddedPosition = nil
        } else if let digits, !isLiteral {
            body += Self.embed(embedded, in: digits.whole) + digits.rest
            self.digits = nil
            embedded = []
        } else if isLiteral {
            // The character that fills a cell follows its sign.
            body += body.hasSuffix("*") && text.unicodeScalars.count == 1 ? text : literal(text)
        }
    }

    // MARK: - Parts

    private mutating func number(_ element: borrowing XMLElement) {
        let decimals = element.integer("decimal-places", of: .number)
        let least = element.integer("min-integer-digits", of: .number)
        let isGrouped = element.bytes("grouping", .number).flatMap { XMLElement.boolean($0) } ?? false
        guard decimals != nil || isGrouped || (least ?? 1) != 1 || element.bytes("min-decimal-places", .number) != nil else {
            digits = ("General", "")
            return
        }
        var rest = Self.decimals(
            decimals ?? 0, atLeast: element.integer("min-decimal-places", of: .number) ?? decimals ?? 0)
        var factor = element.bytes("display-factor", .number).flatMap { DecimalNumber.double($0) } ?? 1
        while factor >= 1000, rest.utf8.count < Self.longest {
            rest += ","
            factor /= 1000
        }
        digits = (Self.whole(least ?? 1, isGrouped: isGrouped), rest)
    }

    private mutating func part(_ element: borrowing XMLElement) {
        let isLong = element.bytes("style", .number)?.elementsEqual("long".utf8) == true
        switch element.name {
        case "scientific-number":
            let exponent = min(max(1, element.integer("min-exponent-digits", of: .number) ?? 1), 20)
            let decimals = element.integer("decimal-places", of: .number) ?? 0
            let least = element.integer("min-decimal-places", of: .number) ?? decimals
            let interval = min(max(1, element.integer("exponent-interval", of: .number) ?? 1), 20)
            let whole = min(max(1, element.integer("min-integer-digits", of: .number) ?? 1), 20)
            body += String(repeating: "#", count: max(0, interval - whole)) + String(repeating: "0", count: whole)
            body += Self.decimals(decimals, atLeast: least) + "E+" + String(repeating: "0", count: exponent)
        case "fraction":
            let numerator = min(max(1, element.integer("min-numerator-digits", of: .number) ?? 1), 20)
            let denominator = min(max(1, element.integer("min-denominator-digits", of: .number) ?? 1), 20)
            if let least = element.integer("min-integer-digits", of: .number) { body += Self.whole(least, isGrouped: false) + " " }
            let value = element.integer("denominator-value", of: .number)
            body += String(repeating: "?", count: numerator) + "/"
            body += value.map { String($0) } ?? String(repeating: "?", count: denominator)
        case "day": body += isLong ? "dd" : "d"
        case "month":
            let isText = element.bytes("textual", .number).flatMap { XMLElement.boolean($0) } ?? false
            body += String(repeating: "m", count: (isText ? 3 : 1) + (isLong ? 1 : 0))
        case "year": body += isLong ? "yyyy" : "yy"
        case "day-of-week": body += isLong ? "dddd" : "ddd"
        case "hours": unit(isLong ? "hh" : "h")
        case "minutes": unit(isLong ? "mm" : "m")
        case "seconds":
            unit(isLong ? "ss" : "s")
            let decimals = element.integer("decimal-places", of: .number) ?? 0
            body += Self.decimals(min(decimals, 9), atLeast: decimals)
        case "am-pm": body += "AM/PM"
        case "boolean": body += "General"
        case "text-content": body += "@"
        default: break
        }
    }

    /// A unit of time. Only the first one can count beyond its usual end.
    private mutating func unit(_ letters: String) {
        body += isElapsed ? "[\(letters)]" : letters
        isElapsed = false
    }

    private static func whole(_ least: Int, isGrouped: Bool) -> String {
        let least = min(max(0, least), 30)
        let count = max(isGrouped ? 4 : 1, least)
        var result = ""
        for place in (1...count).reversed() {
            result += place <= least ? "0" : "#"
            if isGrouped, place > 1, place % 3 == 1 { result += "," }
        }
        return result
    }

    private static func decimals(_ count: Int, atLeast least: Int) -> String {
        let count = min(max(0, count), 30)
        guard count > 0 else { return "" }
        let zeros = min(max(0, least), count)
        return "." + String(repeating: "0", count: zeros) + String(repeating: "#", count: count - zeros)
    }

    /// Puts texts among integer digits. Their positions count digits from the last one.
    private static func embed(_ texts: [(position: Int, text: String)], in digits: String) -> String {
        guard !texts.isEmpty else { return digits }
        // A separator of groups is no digit.
        let count = digits.unicodeScalars.count { $0 != "," }
        let wanted = max(count, texts.map { min($0.position, 30) + 1 }.max() ?? 0)
        var result = ""
        var position = wanted
        for scalar in (String(repeating: "#", count: wanted - count) + digits).unicodeScalars {
            if scalar != "," {
                if position < wanted { for entry in texts where entry.position == position { result += quoted(entry.text) } }
                position -= 1
            }
            result.unicodeScalars.append(scalar)
        }
        for entry in texts where entry.position == 0 { result += quoted(entry.text) }
        return result
    }

    private func literal(_ text: String) -> String {
        switch kind {
        case .date where Self.isSeparator(text), .time where Self.isSeparator(text): return text
        case .percentage:
            // The sign is what makes it a percentage.
            let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).map { Self.quoted(String($0)) }
            return parts.joined(separator: "%")
        default: return Self.quoted(text)
        }
    }

    private static func isSeparator(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { " -/:.,".unicodeScalars.contains($0) }
    }

    private static func quoted(_ text: String) -> String {
        if text.isEmpty || text == " " || text == "-" || text == "(" || text == ")" { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\\\"\"") + "\""
    }

    private static let colors = [
        "#000000": "Black", "#0000ff": "Blue", "#00ff00": "Green", "#00ffff": "Cyan", "#ff0000": "Red", "#ff00ff": "Magenta",
        "#ffff00": "Yellow", "#ffffff": "White",
    ]

    // MARK: - The code

    private var section: String { color + body }

    /// The format code, with the sections for which other styles stand (16.3).
    func code(_ style: (String) -> ODSDataStyle?) -> String {
        let sections = maps.compactMap { map in style(map.style).map { (condition: Self.condition(map.condition), section: $0.section) } }
        let conditions = sections.map(\.condition)
        switch conditions {
        case []: return section
        case [">=0"], [">0", "<0"], [">0", "<0", "=0"]: return (sections.map(\.section) + [section]).joined(separator: ";")
        default:
            return (sections.prefix(2).map { "[\($0.condition)]\($0.section)" } + [section]).joined(separator: ";")
        }
    }

    /// A condition such as `value()>=0` as `>=0`.
    private static func condition(_ text: String) -> String {
        let compact = String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
        let bare = compact.hasPrefix("value()") ? String(compact.dropFirst(7)) : compact
        return bare.hasPrefix("!=") ? "<>" + bare.dropFirst(2) : bare
    }
}

extension XMLElement {
    /// An attribute in a namespace that is an integer; nil if it is missing or anything else.
    func integer(_ name: StaticString, of namespace: XMLNamespace) -> Int? {
        bytes(name, namespace).flatMap { DecimalNumber.integer($0) }
    }
}
