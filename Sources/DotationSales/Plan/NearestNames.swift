internal import DotationText
internal import Dotations

/// The names that there are, by how near they are to one that is not among them.
enum NearestNames {
    /// Each of the names once, those first that have the most pairs of letters in common with the given one (Dice's coefficient); case, accents
    /// and punctuation do not count.
    static func of(_ given: String, among names: some Sequence<String>) -> [String] {
        let wanted = pairs(given)
        var seen: Set<String> = []
        let known = names.filter { seen.insert(Folding.key($0)).inserted }
        let ranked = known.enumerated().map { (position: $0, name: $1, likeness: likeness(wanted, pairs($1))) }
        return ranked.sorted { ($1.likeness, $0.position) < ($0.likeness, $1.position) }.map(\.name)
    }

    private struct Pair: Hashable {
        let first: UInt8
        let second: UInt8
    }

    private static func pairs(_ name: String) -> [Pair: Int] {
        let letters = Folding.key(name).utf8.prefix(256)
        return Dictionary(zip(letters, letters.dropFirst()).map { (Pair(first: $0, second: $1), 1) }, uniquingKeysWith: +)
    }

    private static func likeness(_ a: [Pair: Int], _ b: [Pair: Int]) -> Double {
        let total = a.values.reduce(0, +) + b.values.reduce(0, +)
        guard total > 0 else { return 0 }
        return Double(2 * a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }) / Double(total)
    }
}
