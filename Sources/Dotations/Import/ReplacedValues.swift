/// The contacts that dotations had before later changes: by them a sheet that names no known export tells an old value from an edit.
public struct ReplacedValues: Sendable {
    /// A value that a dotation had, and the last change that replaced it.
    public struct Value: Sendable, Hashable {
        /// The e-mail address or mobile number.
        public var text: String
        /// The name of the user who changed it.
        public var user: String
        /// The moment of the change, as an administrator reads it.
        public var date: String

        /// A value, with who replaced it and when.
        public init(_ text: String, user: String, date: String) {
            self.text = text
            self.user = user
            self.date = date
        }
    }

    /// The e-mail addresses that a dotation had.
    public var emails: [Dotation.ID: [Value]]
    /// The mobile numbers that a dotation had.
    public var mobiles: [Dotation.ID: [Value]]

    /// These values; by default none.
    public init(emails: [Dotation.ID: [Value]] = [:], mobiles: [Dotation.ID: [Value]] = [:]) {
        self.emails = emails
        self.mobiles = mobiles
    }

    func values(of id: Dotation.ID, in column: SheetColumn) -> [Value] { (column == .mobile ? mobiles[id] : emails[id]) ?? [] }
}
