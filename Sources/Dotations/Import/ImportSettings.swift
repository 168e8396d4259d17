/// How an import is planned.
public struct ImportSettings: Sendable, Hashable {
    /// Which statuses let a dotation change.
    public var policy: ModificationPolicy
    /// Whether every unchanged row whose dotation is not activated is sent the activation e-mail again.
    public var resendsUnchanged: Bool
    /// The dotations that were sent an e-mail when this very file was imported before: it does not ask for theirs again.
    public var metResends: Set<Dotation.ID>
    /// Whether two people of an order may have one e-mail address: then it is a warning, else it refuses the change.
    public var allowsSharedEmail: Bool
    /// Whether full-width forms (`＠`, `０`) are taken for the ASCII characters that they show; otherwise they refuse the cell.
    public var foldsFullWidth: Bool
    /// How many rows may be refused before the whole file is, as the wrong one.
    public var maximumRefusedRows: Int

    /// The defaults, except for what is given.
    public init(
        policy: ModificationPolicy = .notActivated, resendsUnchanged: Bool = false, metResends: Set<Dotation.ID> = [],
        allowsSharedEmail: Bool = false, foldsFullWidth: Bool = true, maximumRefusedRows: Int = 10_000
    ) {
        self.policy = policy
        self.resendsUnchanged = resendsUnchanged
        self.metResends = metResends
        self.allowsSharedEmail = allowsSharedEmail
        self.foldsFullWidth = foldsFullWidth
        self.maximumRefusedRows = maximumRefusedRows
    }
}
