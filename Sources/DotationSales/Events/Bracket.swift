public import Dotations

/// A range of amounts, each of its bounds inclusive or exclusive as the works council's tariff says it.
///
/// Amounts are whole cents, so that « up to 10 000 € inclusive » and « from 10 000,01 € inclusive » leave nothing between them.
public struct Bracket: Sendable, Hashable {
    /// One end of a bracket.
    public struct Bound: Sendable, Hashable {
        /// The amount.
        public let amount: Euros
        /// Whether the amount itself belongs to the bracket.
        public let isInclusive: Bool

        /// An amount that belongs to the bracket.
        public static func inclusive(_ amount: Euros) -> Self { Self(amount: amount, isInclusive: true) }
        /// An amount that just does not belong to the bracket.
        public static func exclusive(_ amount: Euros) -> Self { Self(amount: amount, isInclusive: false) }
    }

    /// Every amount.
    public static let all = Bracket()

    /// The lower end, or nil where the bracket begins at nothing.
    public let lower: Bound?
    /// The upper end, or nil where the bracket has none.
    public let upper: Bound?

    /// A bracket between two bounds.
    public init(lower: Bound? = nil, upper: Bound? = nil) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether an amount belongs to the bracket.
    public func contains(_ amount: Euros) -> Bool { amount.cents >= first && amount.cents <= last }

    /// Whether no amount belongs to the bracket, as its bounds contradict each other.
    public var isEmpty: Bool { first > last }

    /// Whether some amount belongs to both.
    public func overlaps(_ other: Bracket) -> Bool { max(first, other.first) <= min(last, other.last) }

    /// The first whole number of cents in the bracket; amounts are never negative.
    package var first: Int {
        guard let lower else { return 0 }
        return max(0, lower.isInclusive || lower.amount.cents == .max ? lower.amount.cents : lower.amount.cents + 1)
    }

    package var last: Int {
        guard let upper else { return .max }
        return upper.isInclusive || upper.amount.cents == .min ? upper.amount.cents : upper.amount.cents - 1
    }

    init(first: Int, last: Int) {
        self.init(
            lower: first <= 0 ? nil : .inclusive(Euros(cents: first)), upper: last == .max ? nil : .inclusive(Euros(cents: last)))
    }

}
