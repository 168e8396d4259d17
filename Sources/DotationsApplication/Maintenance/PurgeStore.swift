public import DotationStore
public import Dotations
internal import Foundation

/// Empties the personal values whose time is over.
public struct PurgeStore: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let periods: RetentionPeriods
    private let only: [Dotation.ID]?
    /// The moment by which both the plan and the purge go, so that the purge is not of more than was shown.
    private let moment: Date

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
        moment = application.now
    }

    /// The periods, and whose values are meant.
    public var scope: String { "\(periods) \(only.map { $0.map(\.description) } ?? [])" }

    /// What would be emptied.
    public func plan() throws -> Purge { try purge(application.context, isDryRun: true) }

    /// Empties it, whole or not at all.
    public func carryOut(_ plan: Purge, _ context: OperationContext) throws -> Purge { try purge(context, isDryRun: false) }

    private func purge(_ context: OperationContext, isDryRun: Bool) throws -> Purge {
        var context = context
        context.date = moment
        return try application.store.purge(olderThan: periods, of: only, isDryRun: isDryRun, context: context)
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
