public import Foundation

/// A plan that somebody looks at in a page, between having asked for it and approving it.
public struct Preview: Sendable, Hashable {
    /// How long one is kept, in seconds.
    public static let lifetime: TimeInterval = 2 * 60 * 60
    /// How many somebody has at once for a client; with a further one the oldest goes.
    public static let limit = 5

    /// What tells previews apart.
    public struct ID: Sendable, Hashable, CustomStringConvertible {
        /// Twenty-six small letters and digits.
        public let description: String

        /// Reads an identifier; nil where it is none.
        public init?(_ text: some StringProtocol) {
            guard text.utf8.count == 26,
                text.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
            else { return nil }
            description = String(text)
        }
    }

    /// What tells it from others.
    public let id: ID
    /// When it was asked for.
    public let made: Date
    /// When it was carried out; nil where it was not.
    public let applied: Date?
    /// The operation that carried it out, where that is one.
    public let operation: Operation.ID?
}

extension Preview {
    /// Where in a preview something is kept: a name, and a number from 0.
    public struct Part: Sendable, Hashable {
        /// The name of all parts of its kind.
        public let name: String
        /// Which of them.
        public let number: Int

        /// A part of this name and number.
        public init(_ name: String, _ number: Int = 0) {
            self.name = name
            self.number = number
        }
    }
}
