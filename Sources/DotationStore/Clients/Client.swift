/// A works council, or an employer, whose orders these are.
public struct Client: Sendable, Hashable, Identifiable {
    /// The number of a client within its store, which nobody but the store sees.
    public struct ID: Sendable, Hashable {
        let rawValue: Int
    }

    /// Its number.
    public let id: ID
    /// What it is called by.
    public let code: Code
    /// Its name; empty where it has none yet.
    public let name: String

    /// What a client is called by: 1 to 32 letters, digits and hyphens, of which the first is no hyphen. Case does not matter.
    public struct Code: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// The code in capital letters.
        public let description: String

        /// Reads a code; nil where the text is none.
        public init?(_ text: some StringProtocol) {
            let bytes = text.utf8.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 ? $0 & 0xDF : $0 }
            let isValid = bytes.allSatisfy {
                UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-")
            }
            guard isValid, 1...32 ~= bytes.count, bytes[0] != UInt8(ascii: "-") else { return nil }
            description = String(decoding: bytes, as: UTF8.self)
        }

        private init(valid text: String) { description = text }

        /// The code of the client that comes with a store.
        public static let first = Code(valid: "CSE")

        /// In the order of their letters.
        public static func < (a: Self, b: Self) -> Bool { a.description < b.description }
    }
}
