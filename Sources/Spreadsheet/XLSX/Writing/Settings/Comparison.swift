/// How a value compares with one formula or two, which may be plain numbers; formulas have no equals sign (ECMA-376 part 1, 18.18.20).
public enum Comparison: Sendable, Hashable {
    /// From one to the other, both included.
    case between(String, String)
    /// Less than one or more than the other.
    case notBetween(String, String)
    /// The same.
    case equal(String)
    /// Anything else.
    case notEqual(String)
    /// More.
    case greaterThan(String)
    /// Less.
    case lessThan(String)
    /// The same or more.
    case greaterThanOrEqual(String)
    /// The same or less.
    case lessThanOrEqual(String)

    /// The operator's name in the file, and its formulas.
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
