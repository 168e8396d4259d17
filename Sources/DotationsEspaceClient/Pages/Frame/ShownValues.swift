/// The values that a form showed, each by a mark: one that somebody left as it was shown is known again.
struct ShownValues: CustomStringConvertible {
    private let marks: [UInt32]

    init(_ values: [String]) { marks = values.map(Self.mark) }

    /// What a form sent; no values where it is none of these pages.
    init(sent text: some StringProtocol) { marks = text.split(separator: ".").compactMap { UInt32($0, radix: 36) } }

    /// What the form sends.
    var description: String {
        var text = ""
        for mark in marks {
            if !text.isEmpty { text += "." }
            text += String(mark, radix: 36)
        }
        return text
    }

    /// How many values were shown.
    var count: Int { marks.count }

    /// Whether a value was shown in that place.
    func showed(_ value: String, at index: Int) -> Bool { marks.indices.contains(index) && Self.mark(value) == marks[index] }

    /// What somebody meant who typed in a form that was made before the values changed: a value that they left as it was shown is today's.
    func meant(_ typed: [String], today: [String]) -> [String] {
        typed.enumerated().map { index, value in showed(value, at: index) && index < today.count ? today[index] : value }
    }

    /// FNV-1a: no secret, only a short name for a value that the form has anyway.
    private static func mark(_ value: String) -> UInt32 {
        value.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
