internal import DotationSheets
internal import DotationStore
internal import DotationsApplication

extension Approval {
    /// What a form approves, which ``write(_:to:)`` gave its fields; `typedCount` is the number that was typed to confirm it.
    ///
    /// - Throws: ``NoSuchPage`` where the form approves no plan.
    init(_ form: Fields, typedCount: Int? = nil) throws {
        guard let fingerprint = Fingerprint(form[.plan] ?? "") else { throw NoSuchPage() }
        self.init(fingerprint, typedCount: typedCount, request: RequestID(form[.request] ?? ""))
    }

    /// The fields of a form that approves a plan, once.
    static func write(_ plan: Fingerprint, to html: inout HTML) {
        Form.hidden(.plan, plan.description, to: &html)
        Form.hidden(.request, RequestID.unique().description, to: &html)
    }
}
