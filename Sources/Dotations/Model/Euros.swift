/// Exact money: a whole number of cents.
public struct Euros: Sendable, Hashable, Comparable {
    /// No money.
    public static let zero = Euros(cents: 0)

    /// The amount in cents.
    public let cents: Int

    /// That many cents.
    public init(cents: Int) { self.cents = cents }

    /// The amount of a numeric cell, or nil where it is not a whole number of cents between 0 and ten milliards.
    public init?(_ number: Double) {
        let scaled = (number * 100).rounded()
        guard number >= 0, scaled <= 1e12, (scaled - number * 100).magnitude < 1e-4 else { return nil }
        cents = Int(scaled)
    }

    /// The sum, or nil where it is beyond what 64 bits hold.
    public func adding(_ other: Euros) -> Euros? {
        let (sum, overflow) = cents.addingReportingOverflow(other.cents)
        return overflow ? nil : Euros(cents: sum)
    }

    /// The sum of many amounts, or nil where it is beyond what 64 bits hold.
    public static func sum(of amounts: some Sequence<Euros>) -> Euros? {
        var total = Euros.zero
        for amount in amounts {
            guard let next = total.adding(amount) else { return nil }
            total = next
        }
        return total
    }

    /// One percent of the amount, rounded half up to the cent: the commission on a face value.
    public var onePercent: Euros {
        let (quotient, rest) = cents.quotientAndRemainder(dividingBy: 100)
        return Euros(cents: rest >= 50 ? quotient + 1 : rest < -50 ? quotient - 1 : quotient)
    }

    /// The smaller amount first.
    public static func < (a: Self, b: Self) -> Bool { a.cents < b.cents }
}
