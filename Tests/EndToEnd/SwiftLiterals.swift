/// The string literals of a Swift file, as it shows them: what a user may come to read.
struct SwiftLiterals {
    /// A line of a literal.
    struct Literal {
        /// The line of the file, from 1 on.
        let line: Int
        /// Its text, with U+FFFC in the place of each interpolation, whose own literals come by themselves.
        let text: String
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var literals: [Literal] = []

    /// The literals of a file, in the order of their ends.
    static func all(in source: String) -> [Literal] {
        var reader = SwiftLiterals(scalars: Array(source.unicodeScalars))
        reader.readCode(untilParenthesis: false)
        return reader.literals
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private func starts(with text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < scalars.count {
            if scalars[index] == "\n" { line += 1 }
            index += 1
        }
    }

    private mutating func readCode(untilParenthesis: Bool) {
        var depth = 0
        while index < scalars.count {
            let marks = scalars[index...].prefix { $0 == "#" }.count
            if starts(with: "//") {
                while index < scalars.count, scalars[index] != "\n" { advance() }
            } else if starts(with: "/*") {
                while index < scalars.count, !starts(with: "*/") { advance() }
            } else if index + marks < scalars.count, scalars[index + marks] == "\"" {
                advance(marks)
                readLiteral(marks: marks)
            } else {
                if scalars[index] == "(" { depth += 1 }
                if scalars[index] == ")" {
                    depth -= 1
                    if untilParenthesis, depth < 0 { return advance() }
                }
                advance()
            }
        }
    }

    private mutating func readLiteral(marks: Int) {
        let isLong = starts(with: "\"\"\"")
        let end = (isLong ? "\"\"\"" : "\"") + String(repeating: "#", count: marks)
        let escape = "\\" + String(repeating: "#", count: marks)
        advance(isLong ? 3 : 1)
        var text = ""
        var start = line
        while index < scalars.count, !starts(with: end) {
            if starts(with: escape) {
                advance(escape.utf8.count)
                text += readEscape()
            } else if scalars[index] == "\n" {
                literals.append(Literal(line: start, text: text))
                text = ""
                advance()
                start = line
            } else {
                text.unicodeScalars.append(scalars[index])
                advance()
            }
        }
        advance(end.utf8.count)
        literals.append(Literal(line: start, text: text))
    }

    /// What stands for an escape, after its backslash.
    private mutating func readEscape() -> String {
        guard index < scalars.count else { return "" }
        let scalar = scalars[index]
        advance()
        switch scalar {
        case "(":
            readCode(untilParenthesis: true)
            return "\u{FFFC}"
        case "u":
            let digits = scalars[index...].dropFirst().prefix { $0 != "}" }
            advance(digits.count + 2)
            return UInt32(String(String.UnicodeScalarView(digits)), radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
        case "n": return "\n"
        case "t": return "\t"
        case "\n": return ""
        default: return String(scalar)
        }
    }
}
