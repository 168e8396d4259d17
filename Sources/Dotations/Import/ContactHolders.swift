/// Who of other orders has the contacts that the rows of a sheet ask for.
///
/// A value without a holder may be left out. Of a value that many people share, some are enough.
public struct ContactHolders: Sendable {
    /// By e-mail address, one dotation of each person who has it.
    public var emails: [String: [Dotation]]
    /// By mobile number, one dotation of each person who has it.
    public var mobiles: [String: [Dotation]]

    /// These holders; by default nobody.
    public init(emails: [String: [Dotation]] = [:], mobiles: [String: [Dotation]] = [:]) {
        self.emails = emails
        self.mobiles = mobiles
    }
}
