public import DotationStore
public import Dotations

/// Corrects the e-mail or the mobile number of one dotation, under the same rules as an import.
public struct CorrectDotation: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let id: Dotation.ID
    private let email: String?
    private let mobile: String?
    private let settings: ImportSettings

    /// A correction.
    ///
    /// - Parameters:
    ///   - id: the dotation.
    ///   - email: the new address, as it is typed; nil for none.
    ///   - mobile: the new number, as it is typed; nil for none.
    ///   - settings: how to plan.
    ///   - application: who corrects, and where.
    public init(_ id: Dotation.ID, email: String?, mobile: String?, settings: ImportSettings, application: Application) {
        self.id = id
        self.email = email
        self.mobile = mobile
        self.settings = settings
        self.application = application
    }

    /// The correction as the plan of a sheet with one row.
    public func plan() throws -> ImportReport {
        let store = application.store
        guard let number = try store.order(of: id), let order = try store.order(number) else { throw StoreError.unknownDotation(id) }
        let dotations = try store.dotations(of: number)
        var planner = ImportPlanner(order: order, dotations: dotations, settings: settings)
        var row = EditedRow(number: 1)
        row[.identifier] = .text(id.description)
        row[.email] = email.map { .text($0) }
        row[.mobile] = mobile.map { .text($0) }
        try planner.add(row)
        let plan = planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: number))
        // Whoever types a value for one dotation has confirmed it by that.
        return ImportReport(plan: plan, confirmations: [], dotations: dotations)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: ImportReport, _ context: OperationContext) throws -> Operation {
        try application.store.apply(report.plan, as: .edit, context: context)
    }
}
