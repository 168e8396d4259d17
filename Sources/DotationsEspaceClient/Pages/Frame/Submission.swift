internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// A form that saves what was typed. Two clicks are one request; what is doubtful is saved once it was confirmed; what others changed meanwhile
/// is never overwritten.
struct Submission {
    /// What came of it.
    enum Outcome {
        /// It is saved, by this click or an earlier one.
        case saved(Operation?)
        /// It is what is stored already.
        case unchanged
        /// There is something to mend or to confirm.
        case shown(FormReview)
        /// Others have changed the store; nothing was done.
        case moved
    }

    private let visit: Visit
    private let request: RequestID

    /// The request to save what was typed in the form of a visit.
    init(_ visit: Visit, _ typed: [String]) {
        self.visit = visit
        request = RequestID(of: [visit.path, visit.formToken, visit.form[.request] ?? ""] + typed)
    }

    /// What an earlier click did; nil where this is the first.
    var earlier: Operation? { get throws { try visit.application.operation(request: request) } }

    /// Saves it where nothing speaks against it.
    ///
    /// - Parameters:
    ///   - useCase: plans and saves it.
    ///   - faults: why a plan cannot be carried out.
    ///   - doubts: what is doubtful in a plan, by sentences.
    /// - Returns: what came of it.
    /// - Throws: what planning and saving throw. `store.sales-moved` and an ``ApplicationError`` are outcomes instead.
    func save<Plan: ApprovablePlan>(
        _ useCase: UseCase<Plan, Operation>, faults: (Plan) -> [FormFault], doubts: (Plan) -> [String] = { _ in [] }
    ) throws -> Outcome {
        do {
            let proposal = try useCase.propose()
            let wrong = faults(proposal.plan)
            guard wrong.isEmpty else { return .shown(FormReview(faults: wrong)) }
            guard !proposal.plan.isEmpty else { return .unchanged }
            let doubtful = doubts(proposal.plan)
            guard doubtful.isEmpty || visit.form[.confirmation] == proposal.fingerprint.description else {
                return .shown(FormReview(doubts: doubtful, doubted: proposal.fingerprint))
            }
            switch try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) {
            case .done(_, let operation): return .saved(operation)
            case .repeated(let operation): return .saved(operation)
            case .changed(let other, _):
                let wrong = faults(other.plan)
                return wrong.isEmpty ? .moved : .shown(FormReview(faults: wrong))
            }
        } catch let error as StoreError where error.code == .salesMoved {
            return .moved
        } catch let error as ApplicationError {
            return .shown(FormReview(faults: [FormFault(nil, error.message)]))
        }
    }
}
