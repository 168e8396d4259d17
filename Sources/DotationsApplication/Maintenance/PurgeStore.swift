public import DotationStore
public import Dotations

/// Empties the personal values whose time is over.
public struct PurgeStore: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let periods: RetentionPeriods
    private let only: [Dotation.ID]?
    /// The moment by which both the plan and the purge go, so that the purge is not of more than was shown.
    private let context: OperationContext

    /// A purge.
    ///
    /// - Parameters:
    ///   - periods: for how long values are kept.
    ///   - only: the dotations whose values are meant; nil for all.
    ///   - application: who purges, and where.
    public init(_ periods: RetentionPeriods, of only: [Dotation.ID]? = nil, application: Application) {
        self.periods = periods
        self.only = only.map { Set($0).sorted() }
        self.application = application
        context = application.context
    }

    /// What would be emptied.
    public func plan() throws -> Purge { try application.store.purge(olderThan: periods, of: only, isDryRun: true, context: context) }

    /// Empties it, whole or not at all.
    public func carryOut(_ plan: Purge, _ context: OperationContext) throws -> Purge {
        try application.store.purge(olderThan: periods, of: only, context: context)
    }
}

extension Purge: ApprovablePlan {
    /// How many values are emptied.
    public var changeCount: Int { counts.reduce(0, +) }
    /// None: a yes is enough.
    public var confirmations: [ConfirmationNeed] { [] }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in for count in counts { encoder.append(count) } }
    }

    private var counts: [Int] { [changes, mails, documents, people, sales, files] }
}
