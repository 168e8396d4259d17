/// One thing that an examination looked at.
public struct StoreFinding: Encodable, Sendable {
    /// What was looked at.
    public enum Check: String, Encodable, Sendable {
        case file, permissions, folder, disk, opening, settings, clock, outbox
        case schema, integrity, references, jobs, contacts, recipients, successions, jobCounts, orderCounts, soldCounts, numbers, erasures,
            history
    }

    /// How good it is, the best first.
    public enum Grade: Int, Encodable, Sendable, Comparable {
        /// As it should be.
        case good
        /// Worth a look.
        case notable
        /// To be mended.
        case bad

        /// The better one first.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

        /// The name.
        public func encode(to encoder: any Encoder) throws { try encoder.encode("\(self)") }
    }

    /// What was looked at.
    public let check: Check
    /// How good it is.
    public let grade: Grade
    /// What was found, for an administrator.
    public let message: String
    /// What to do, where something is to be done.
    @Null public var advice: String?

    init(_ check: Check, _ grade: Grade, _ message: String, _ advice: String? = nil) {
        self.check = check
        self.grade = grade
        self.message = message
        self.advice = advice
    }
}
