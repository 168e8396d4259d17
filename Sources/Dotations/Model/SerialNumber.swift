/// The number of something that a store counts, from 1.
public protocol SerialNumber: RawRepresentable<Int>, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// A number that the store has given.
    init(stored: Int)
}

extension SerialNumber {
    /// The number, or nil where nothing can have it.
    public init?(rawValue: Int) {
        guard rawValue > 0 else { return nil }
        self.init(stored: rawValue)
    }

    /// Reads decimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(text) else { return nil }
        self.init(rawValue: number)
    }

    /// The decimal digits.
    public var description: String { String(rawValue) }
    /// In the order in which they were given.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
