/// What a plan comes to, as a page shows it.
public struct PreviewSummary: Codable, Sendable {
    /// A table of the plan; its rows are kept in pages.
    public struct Table: Codable, Sendable {
        /// Its name in addresses.
        public let name: String
        /// What it lists.
        public let title: String
        /// The titles of its columns.
        public let columns: [String]
        /// How many things it lists.
        public let count: Int
    }

    /// What is known of a plan beside its words.
    struct Traits: Codable {
        let hasMistakes, sendsMail: Bool
        /// Nil in previews of earlier versions.
        let correctionCount: Int?
    }

    /// What it is a plan of, and with what it was compared.
    public let opening: [String]
    /// Why the number of changes has to be typed.
    public let confirmations: [String]
    /// What would change and be sent.
    public let tables: [Table]
    /// How many rows are refused.
    public let refusedCount: Int
    /// How many things are worth a look.
    public let warningCount: Int
    /// What is to be noted of the plan as a whole.
    public let closing: [String]
    /// What it comes to.
    public let balance: String
    /// What the number is that has to be typed.
    public let countName: String
    /// Whether there is nothing to carry out.
    public let isEmpty: Bool
    /// What tells the plan from every other; nil where it is only to be looked at.
    public let fingerprint: String?
    /// The page that it was asked for in.
    public let origin: String
    /// Nil in a preview that was kept before these were.
    let traits: Traits?
    /// How it differs from the one that was shown before.
    public var news: String?

    /// For how many rows something was typed.
    public var correctionCount: Int { traits?.correctionCount ?? 0 }
    /// Whether it is only to be looked at.
    public var isReading: Bool { fingerprint == nil }
    /// Whether the file has mistakes, which keep all of it from being carried out.
    public var hasMistakes: Bool { traits?.hasMistakes ?? false }
    /// Whether e-mails go out with it.
    public var sendsMail: Bool { traits?.sendsMail ?? false }
}
