internal import DotationStore
public import Dotations

/// That all that is a client's is removed for good.
public struct ClientErasure: ApprovablePlan {
    /// The client, and how much there is.
    public let details: ClientDetails

    /// Never: there is a client.
    public var isEmpty: Bool { false }
    /// How many orders it has.
    public var changeCount: Int { details.orderCount }
    /// What is erased is not brought back: the number of orders has to be typed.
    public var confirmations: [ConfirmationNeed] { [.erasure(orders: details.orderCount)] }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in
            encoder.append(details.client.code.description)
            encoder.append(details.orderCount)
            encoder.append(details.memberCount)
        }
    }

    /// The client, and how much there is.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "client": details.client.code, "orders": details.orderCount, "users": details.memberCount, "confirmations": confirmations,
        ])
    }

    /// Nothing: the client's operations are gone as well.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { [:] }
}
