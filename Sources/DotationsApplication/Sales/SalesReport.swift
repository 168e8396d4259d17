public import DotationSales
public import Dotations

/// A plan of sales, with the ledger that says who the people are that it speaks of.
public struct SalesReport: ApprovablePlan {
    /// What would be done.
    public let plan: SalesPlan
    /// The events, people and sales that it was made for.
    public let ledger: SalesLedger
    /// Whether one refused row keeps all others from being applied.
    public let isAtomic: Bool
    let file: Hash256?

    /// Whether nothing would be done.
    public var isEmpty: Bool { plan.isEmpty || (isAtomic && !plan.refused.isEmpty) }
    /// How many sales are recorded or change.
    public var changeCount: Int { plan.registered.count + plan.changed.count }
    /// Why the number of changes has to be typed.
    public var confirmations: [ConfirmationNeed] { plan.confirmations }

    /// Adds what an approval is for. The numbers that sales get are left out: they follow from what others record.
    public func describe(to description: inout PlanDescription) {
        description.add(.condition) { encoder in
            encoder.append(file?.bytes)
            encoder.append(isAtomic ? 1 : 0)
            for unchanged in plan.unchanged { encoder.append(unchanged.row) }
        }
        for planned in plan.registered { description.add(.change, .row(planned.row)) { $0.append(planned.sale) } }
        for change in plan.changed {
            description.add(.change, .row(change.row)) { encoder in
                encoder.append(change.old.id.rawValue)
                encoder.append(change.old)
                encoder.append(change.new)
            }
        }
        for refusal in plan.refused {
            description.add(.refusal, .row(refusal.row)) { encoder in
                for reason in refusal.reasons { encoder.append(reason.message) }
            }
        }
        for warning in plan.warnings { description.add(.warning, .row(warning.row)) { $0.append(warning.warning.message) } }
    }
}

extension HashEncoder {
    fileprivate mutating func append(_ sale: Sale) {
        append(sale.session.event.key)
        append(sale.session.key)
        append(sale.matricule)
        append(sale.quantity)
        append(sale.pricePaid.cents)
        append(sale.date.description)
        append(sale.contact.email)
        append(sale.contact.mobile)
        append(sale.reference)
        append(sale.status.rawValue)
    }
}
