/// Finds cell styles by the bytes of their names.
final class StyleNames: Sendable {
    private let short: [UInt64: UInt32]
    private let long: [String: UInt32]

    init(_ names: [String: UInt32]) {
        var short: [UInt64: UInt32] = [:]
        var long: [String: UInt32] = [:]
        for (name, index) in names {
            if let key = Self.key(Array(name.utf8)) { short[key] = index } else { long[name] = index }
        }
        self.short = short
        self.long = long
    }

    /// The index of a name; that of cells without a style if there is no such style.
    func index(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if let key = Self.key(name) { return short[key] ?? 0 }
        return long.isEmpty ? 0 : long[XMLElement.text(name)] ?? 0
    }

    /// A name of up to eight bytes as a word; nil for a longer one, or one that an attribute may write in another way.
    private static func key(_ name: some Collection<UInt8>) -> UInt64? {
        guard name.count <= 8, !name.contains(UInt8(ascii: "&")) else { return nil }
        return name.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
