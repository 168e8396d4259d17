internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Empties the personal values whose time is over, as `periods` say; of `only` these dotations, or of all.
    public func purge(_ periods: RetentionPeriods, of only: [Dotation.ID]? = nil) -> UseCase<Purge, Purge> {
        let only = only.map { Set($0).sorted() }
        // Both the plan and the purge go by this moment, so that the purge is not of more than was shown.
        let moment = now
        func purge(_ context: OperationContext, isDryRun: Bool) throws -> Purge {
            var context = context
            context.date = moment
            return try store.purge(olderThan: periods, of: only, isDryRun: isDryRun, context: context)
        }
        let scope = "PurgeStore \(periods) \(only.map { $0.map(\.description) } ?? [])"
        return UseCase(scope: scope, application: self, permission: .changeSettings) {
            try purge(context, isDryRun: true)
        } perform: {
            try purge($1, isDryRun: false)
        }
    }
}

extension Purge: ApprovablePlan {
    /// How many values are emptied.
    public var changeCount: Int { counts.reduce(0, +) }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in for count in counts { encoder.append(count) } }
    }

    private var counts: [Int] { [changes, mails, documents, people, sales, files] }

    /// How many values of each kind.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "client": client, "changes": changes, "mails": mails, "documents": documents, "people": people, "sales": sales, "files": files,
        ])
    }
}

extension PlanDocument<Purge> {
    /// The document of a purge; `done` is what was emptied.
    public init(_ proposal: Proposal<Purge>, _ done: Purge?) {
        let purge = done ?? proposal.plan
        let status: PlanStatus = done != nil ? .applied : purge.isEmpty ? .unchanged : .planned
        self.init(plan: purge, fingerprint: proposal.fingerprint, status: status, operation: purge.operation)
    }
}
