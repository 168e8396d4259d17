internal import DotationStore
public import Dotations

/// That all that is a client's is removed for good.
public struct ClientErasure: ApprovablePlan {
    /// The client, and how much there is.
    public let details: ClientDetails

    /// Never: there is a client.
    public var isEmpty: Bool { false }
    /// How many operations its history has.
    public var changeCount: Int { details.extent.operations }
    /// What is erased is not brought back: the number of operations has to be typed.
    public var confirmations: [ConfirmationNeed] { [.erasure(operations: details.extent.operations)] }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in
            encoder.append(details.client.code.description)
            // Whatever happens at the client is another operation; e-mails move by themselves.
            encoder.append(details.extent.operations)
            encoder.append(details.extent.historyEnd?.description ?? "")
        }
    }

    /// The client, and how much there is.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "client": details.client.code, "orders": details.extent.orders, "dotations": details.extent.dotations,
            "events": details.extent.events, "sales": details.extent.sales, "users": details.extent.members,
            "waitingMails": details.extent.waitingMails, "operations": details.extent.operations, "confirmations": confirmations,
        ])
    }

    /// Nothing: the client's operations are gone as well.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { [:] }
}
