internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Cancels an order, or takes its payment back, where nothing depends on it.
    ///
    /// To plan it throws `store.order-unknown`; `store.order-bound` where something depends on the order; `nothing-to-do` where there is no payment.
    public func cancelOrder(_ number: OrderNumber, _ extent: CancellationExtent) -> UseCase<OrderCancellation, Operation> {
        UseCase(scope: "CancelOrder \(extent)", application: self, permission: .change) {
            if extent == .payment, try store.order(number)?.isPaid == false { throw ApplicationError.noPaymentToTakeBack(number) }
            return try store.cancellation(of: number)
        } perform: { cancellation, context in
            switch extent {
            case .order: try store.cancelOrder(cancellation, context: context)
            case .payment: try store.unpayOrder(cancellation, context: context)
            }
        }
    }
}

extension OrderCancellation: ApprovablePlan {
    /// Never: there is an order.
    public var isEmpty: Bool { false }
    /// How many dotations it has.
    public var changeCount: Int { dotationCount }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in
            for number in [
                Int(order.number.rawValue), lastAct?.rawValue ?? 0, order.isPaid ? 1 : 0, dotationCount, faceValue.cents, saleCount,
            ] {
                encoder.append(number)
            }
            encoder.append(order.date.description)
        }
        description.add(.email) { encoder in
            for mail in waitingMails { encoder.append(mail.rawValue) }
        }
    }

    /// The order, and what is taken back with it.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "order": order.number, "dotations": dotationCount, "faceValueCents": faceValue, "sales": saleCount,
            "mailsCancelled": waitingMails,
        ])
    }
}
