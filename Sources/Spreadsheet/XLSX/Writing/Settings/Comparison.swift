/// A comparison with one or two formulas, such as numbers. Formulas have no equals sign (ECMA-376 part 1, 18.18.20).
public enum Comparison: Sendable, Hashable {
    /// Between two values, inclusive.
    case between(String, String)
    /// Not between two values.
    case notBetween(String, String)
    /// Equal.
    case equal(String)
    /// Not equal.
    case notEqual(String)
    /// Greater.
    case greaterThan(String)
    /// Less.
    case lessThan(String)
    /// Greater or equal.
    case greaterThanOrEqual(String)
    /// Less or equal.
    case lessThanOrEqual(String)

    var parts: (name: String, formulas: [String]) {
        switch self {
        case .between(let a, let b): ("between", [a, b])
        case .notBetween(let a, let b): ("notBetween", [a, b])
        case .equal(let a): ("equal", [a])
        case .notEqual(let a): ("notEqual", [a])
        case .greaterThan(let a): ("greaterThan", [a])
        case .lessThan(let a): ("lessThan", [a])
        case .greaterThanOrEqual(let a): ("greaterThanOrEqual", [a])
        case .lessThanOrEqual(let a): ("lessThanOrEqual", [a])
        }
    }
}
