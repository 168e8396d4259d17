public import DotationStore
public import Dotations

/// Sends activation e-mails once more: to some, to an order, or to all (« Envoi en masse »).
public struct ResendMails: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let selection: ResendSelection
    private let writing: WriteProgress

    /// E-mails to send once more.
    ///
    /// - Parameters:
    ///   - selection: to which dotations.
    ///   - application: who works on which store.
    ///   - writing: told of the e-mails that are recorded, and asked whether to go on.
    public init(_ selection: ResendSelection, application: Application, writing: @escaping WriteProgress = { _, _ in true }) {
        self.selection = selection
        self.application = application
        self.writing = writing
    }

    /// The plan for the store as it is now.
    public func plan() throws -> ResendPlan { try application.store.resendPlan(selection) }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ plan: ResendPlan, _ context: OperationContext) throws -> Operation {
        try application.store.resend(selection, asIn: plan, context: context, progress: writing).operation
    }
}

extension ResendPlan: ApprovablePlan {
    /// Whether nothing would be sent.
    public var isEmpty: Bool { sent.isEmpty }
    /// How many e-mails would be sent.
    public var changeCount: Int { sent.count }
    /// An e-mail to a whole order, or to all, cannot be called back: the number of e-mails has to be typed.
    public var confirmations: [ConfirmationNeed] {
        if case .dotations = selection { [] } else { sent.isEmpty ? [] : [.bulkResend(count: sent.count)] }
    }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        for dotation in sent {
            description.add(.email, .dotation(dotation.id)) { encoder in
                encoder.append(dotation.contact.email)
                // What a revision stands for may be the very e-mail that is asked for: sent again, it goes out twice.
                encoder.append(dotation.revision)
            }
        }
        for (id, reason) in refused { description.add(.refusal, .dotation(id)) { $0.append(reason.code.rawValue) } }
    }
}
