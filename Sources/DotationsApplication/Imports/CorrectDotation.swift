internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Corrects the e-mail or the mobile number of one dotation, as they are typed; nil for none. The rules are those of an import: the plan is
    /// that of a sheet with one row. Without `settings` they are those that the client has set for itself.
    public func correct(
        _ id: Dotation.ID, email: String?, mobile: String?, settings: ImportSettings? = nil
    ) -> UseCase<ImportReport, Operation> {
        UseCase(scope: "CorrectDotation", application: self, permission: .change) {
            guard let number = try store.order(of: id), let order = try store.order(number) else {
                throw StoreError(.dotationUnknown, "The dotation does not exist.", .dotations([id]))
            }
            let dotations = try store.dotations(of: number)
            var planner = ImportPlanner(order: order, dotations: dotations, settings: try settings ?? importSettings)
            var row = EditedRow(number: 1)
            row[.identifier] = .text(id.description)
            row[.email] = email.map { .text($0) }
            row[.mobile] = mobile.map { .text($0) }
            try planner.add(row)
            let plan = planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: number))
            return ImportReport(plan: plan, isTyped: true, dotations: dotations)
        } perform: {
            try store.apply($0.plan, as: .edit, context: $1)
        }
    }
}
