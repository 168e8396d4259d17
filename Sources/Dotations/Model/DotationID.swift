extension Dotation {
    /// « Identifiant dotation »: a number of exactly eight digits.
    public struct ID: Sendable, Hashable, Comparable, RawRepresentable, CustomStringConvertible {
        /// The numbers that have eight digits.
        public static let range: ClosedRange<UInt32> = 10_000_000...99_999_999

        /// The number, within ``range``.
        public let rawValue: UInt32

        /// The identifier of that number, or nil where it does not have eight digits.
        public init?(rawValue: UInt32) {
            guard Self.range.contains(rawValue) else { return nil }
            self.rawValue = rawValue
        }

        /// Reads exactly eight ASCII digits; nil for anything else.
        public init?(_ text: some StringProtocol) {
            var number: UInt32 = 0
            var count = 0
            for byte in text.utf8 {
                let digit = byte &- UInt8(ascii: "0")
                guard digit <= 9, count < 8 else { return nil }
                number = number * 10 + UInt32(digit)
                count += 1
            }
            self.init(rawValue: number)
        }

        /// The identifier that a numeric cell holds, or nil where the number is not one of eight digits exactly.
        public init?(_ number: Double) {
            guard let exact = UInt32(exactly: number) else { return nil }
            self.init(rawValue: exact)
        }

        /// The eight digits.
        public var description: String { String(rawValue) }

        /// In the order of the numbers.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
}
