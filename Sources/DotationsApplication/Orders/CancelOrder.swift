public import DotationStore
public import Dotations

/// Cancels an order, or takes its payment back, where nothing depends on it.
public struct CancelOrder: ProposingUseCase {
    /// What is taken back.
    public enum Extent: Sendable {
        /// The order with its dotations: its number and identifiers are free again, and its sales to be ordered.
        case order
        /// That it is paid.
        case payment
    }

    /// Who works on which store.
    public let application: Application
    private let number: OrderNumber
    private let extent: Extent

    /// The withdrawal of an order.
    public init(_ number: OrderNumber, _ extent: Extent, application: Application) {
        self.number = number
        self.extent = extent
        self.application = application
    }

    /// What is taken back of the order.
    public var scope: String { "\(extent)" }

    /// What would be taken back.
    ///
    /// - Throws: `store.order-unknown`; `store.order-bound` where something depends on the order; `nothing-to-do` where there is no payment.
    public func plan() throws -> OrderCancellation {
        let withdrawal = try application.store.withdrawal(of: number)
        guard extent == .order || withdrawal.order.isPaid else {
            throw ApplicationError.noPaymentToTakeBack(number)
        }
        guard withdrawal.bonds.isEmpty else {
            throw StoreError(.orderBound, "Something depends on the order.", order: number, bonds: withdrawal.bonds)
        }
        return withdrawal
    }

    /// Takes it back, whole or not at all.
    public func carryOut(_ withdrawal: OrderCancellation, _ context: OperationContext) throws -> Operation {
        switch extent {
        case .order: try application.store.cancelOrder(withdrawal, context: context)
        case .payment: try application.store.unpayOrder(withdrawal, context: context)
        }
    }
}

extension OrderCancellation: ApprovablePlan {
    /// Never: there is an order.
    public var isEmpty: Bool { false }
    /// How many dotations it has.
    public var changeCount: Int { dotationCount }
    /// None: a yes is enough, as nothing depends on the order.
    public var confirmations: [ConfirmationNeed] { [] }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.change) { encoder in
            for number in [
                Int(order.number.rawValue), createdBy?.rawValue ?? 0, order.isPaid ? 1 : 0, dotationCount, faceValue.cents, saleCount,
            ] {
                encoder.append(number)
            }
            encoder.append(order.date.description)
        }
        description.add(.email) { encoder in
            for mail in waitingMails { encoder.append(mail.rawValue) }
        }
    }
}
