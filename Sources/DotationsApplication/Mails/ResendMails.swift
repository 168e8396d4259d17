internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Sends activation e-mails once more: to some, to an order, or to all (« Envoi en masse »).
    /// `writing` is told of the e-mails that are recorded, and asked whether to go on.
    public func resend(
        _ selection: ResendSelection, writing: @escaping WriteProgress = { _, _ in true }
    ) -> UseCase<ResendPlan, Operation> {
        UseCase(scope: "ResendMails", application: self, permission: .send) {
            try store.resendPlan(selection)
        } perform: {
            try store.resend(selection, asIn: $0, context: $1, progress: writing).operation
        }
    }
}

extension ResendPlan: ApprovablePlan {
    /// Whether nothing would be sent.
    public var isEmpty: Bool { sent.isEmpty }
    /// How many e-mails would be sent.
    public var changeCount: Int { sent.count }
    /// How many orders the e-mails are of.
    public var orderCount: Int { Set(sent.map(\.order)).count }
    /// An e-mail to a whole order, or to all, cannot be called back: the number of e-mails has to be typed.
    public var confirmations: [ConfirmationNeed] {
        if case .dotations = selection { [] } else { sent.isEmpty ? [] : [.bulkResend(count: sent.count)] }
    }

    /// Not where the dotations are named: whoever names them wants their e-mails sent.
    public var needsYes: Bool { if case .dotations = selection { false } else { true } }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        for dotation in sent {
            description.add(.email, .id(.dotation(dotation.id))) { encoder in
                encoder.append(dotation.contact.email)
                // What a revision stands for may be the very e-mail that is asked for: sent again, it goes out twice.
                encoder.append(dotation.revision)
            }
        }
        for (id, reason) in refused { description.add(.refusal, .id(.dotation(id))) { $0.append(reason.code.rawValue) } }
    }

    /// The plan for programs.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "confirmations": confirmations, "orders": orderCount,
            "resend": sent.map { dotation -> JSONObject in
                ["id": dotation.id.description, "order": dotation.order.description, "email": dotation.contact.email]
            },
            "refused": refused.map { id, reason -> JSONObject in
                ["id": id, "reasons": [ReasonDocument(reason, words: (reason.messageWithoutSheet, reason.adviceWithoutSheet))]]
            },
        ])
    }
}
