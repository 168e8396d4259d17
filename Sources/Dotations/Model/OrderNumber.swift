/// « N° de commande »: a number of exactly seven digits.
public struct OrderNumber: Sendable, Hashable, Comparable, RawRepresentable, CustomStringConvertible {
    /// The numbers that have seven digits.
    public static let range: ClosedRange<UInt32> = 1_000_000...9_999_999

    /// The number, within ``range``.
    public let rawValue: UInt32

    /// The order number, or nil where it does not have seven digits.
    public init?(rawValue: UInt32) {
        guard Self.range.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// Reads `2800901` or, grouped by any space, `2 800 901`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var number: UInt32 = 0
        var count = 0
        for scalar in text.unicodeScalars where !scalar.isSpace {
            guard let digit = scalar.asciiDigit, count < 7 else { return nil }
            number = number * 10 + UInt32(digit)
            count += 1
        }
        self.init(rawValue: number)
    }

    /// The order number that a numeric cell holds, or nil where the number is not one of seven digits exactly.
    public init?(_ number: Double) {
        guard let exact = UInt32(exactly: number) else { return nil }
        self.init(rawValue: exact)
    }

    /// The seven digits, `2800901`.
    public var description: String { String(rawValue) }

    /// The digits in groups, as the order screen shows them: `2 800 901`, with narrow no-break spaces (U+202F).
    public var grouped: String { Euros.grouped(Int(rawValue)) }

    /// In the order of the numbers.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
