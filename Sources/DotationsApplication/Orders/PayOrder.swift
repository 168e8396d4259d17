internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Notes an order as paid, so that its dotations can be changed.
    ///
    /// To plan it throws `store.order-unknown`; `nothing-to-do` where it is paid already.
    public func payOrder(_ number: OrderNumber) -> UseCase<OrderPayment, Operation> {
        UseCase(scope: "PayOrder", application: self, permission: .change) {
            let payment = try store.payment(of: number)
            guard !payment.order.isPaid else { throw ApplicationError.alreadyPaid(number) }
            return payment
        } perform: {
            try store.payOrder($0, context: $1)
        }
    }
}

extension OrderPayment: ApprovablePlan {
    /// Never: there is an order.
    public var isEmpty: Bool { false }
    /// How many dotations it has.
    public var changeCount: Int { dotationCount }
    /// Not where an order was named to be paid.
    public var needsYes: Bool { false }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in
            for number in [Int(order.number.rawValue), lastAct?.rawValue ?? 0, dotationCount, faceValue.cents] { encoder.append(number) }
            encoder.append(order.date.description)
        }
    }

    /// The order, and that it is paid.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["order": order.number, "dotations": dotationCount, "faceValueCents": faceValue, "paid": true])
    }
}
