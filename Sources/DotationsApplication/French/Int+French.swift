internal import Dotations

extension Int {
    /// The number as it is written in French, with narrow no-break spaces between groups of three digits.
    public var grouped: String { Euros.grouped(self) }

    /// The number with its noun, which in French is in the plural from two on; by default that takes an `s`.
    public func counted(_ noun: String, _ plural: String? = nil) -> String {
        "\(grouped) \(magnitude < 2 ? noun : plural ?? noun + "s")"
    }
}
