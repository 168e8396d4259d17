internal import Dotations

/// Identifiers as the values of an `IN`, so that one statement finds many.
struct IdentifierList {
    /// What stands between the brackets.
    let marks: String
    /// What is bound to it.
    let values: [SQLValue]

    /// How many values a list has: each number is a statement of its own, which is prepared once.
    private static let sizes = [1, 8, 32, 128]
    private static let marks = sizes.map { Array(repeating: "?", count: $0).joined(separator: ", ") }

    /// Lists that together have all of some identifiers. The last one of a list stands in it as often as fills it up.
    static func lists(of ids: [Dotation.ID]) -> [IdentifierList] { lists(of: ids.map { Int($0.rawValue) }) }

    /// Lists that together have all of some numbers.
    static func lists(of ids: [Int]) -> [IdentifierList] {
        guard let largest = sizes.last else { return [] }
        return stride(from: 0, to: ids.count, by: largest).map { start in
            let part = ids[start..<min(start + largest, ids.count)]
            let index = sizes.firstIndex { $0 >= part.count } ?? sizes.count - 1
            let filling = sizes[index] - part.count
            var values = part.map { SQLValue.int($0) }
            if let last = values.last { values += Array(repeating: last, count: filling) }
            return IdentifierList(marks: marks[index], values: values)
        }
    }
}
