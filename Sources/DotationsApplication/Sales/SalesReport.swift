public import DotationSales
internal import DotationSheets
public import Dotations
internal import Spreadsheet

/// A plan of sales, with the people and the cells of the sheet that it speaks of.
public struct SalesReport: SheetReport {
    /// What would be done.
    public let plan: SalesPlan
    /// The events, people and sales that it was made for.
    public let ledger: SalesLedger
    /// Why the number of changes has to be typed.
    public let confirmations: [ConfirmationNeed]
    /// Whether one refused row keeps all others from being applied.
    public let isAtomic: Bool
    /// The rows that are not applied, and why.
    public let refused: [RefusedRowDocument]
    /// What is worth a look about the sheet as a whole and about rows, though it is applied.
    public let warnings: [WarningDocument]
    let hiddenRowCount: Int
    private let file: Hash256?

    /// With `isTyped` somebody typed one sale, and has confirmed it by that.
    init(
        plan: SalesPlan, ledger: SalesLedger, isAtomic: Bool = false, isTyped: Bool = false, sheet: SalesSheet? = nil,
        content: SalesSheet.Content? = nil,
        file: Hash256? = nil
    ) {
        self.plan = plan
        self.ledger = ledger
        confirmations = isTyped ? [] : plan.confirmations
        self.isAtomic = isAtomic
        self.file = file
        refused = plan.refused.map { RefusedRowDocument($0, of: sheet) }
        let hidden = content?.hiddenRows ?? []
        hiddenRowCount = hidden.count
        var warnings = (sheet?.unknownTitles ?? []).map { WarningDocument(.columnUnknown($0)) }
        if !hidden.isEmpty {
            warnings.append(WarningDocument(.rowHidden, message: Warning.hiddenRows(hidden)))
        }
        self.warnings =
            warnings
            + ((content?.warnings ?? []) + plan.warnings).map { planned in
                WarningDocument(
                    planned.warning, row: planned.row > 0 ? planned.row : nil,
                    cell: planned.warning.saleColumn.flatMap { sheet?.cell($0, row: planned.row)?.description })
            }
    }

    /// Whether no sale is recorded and none changes.
    public var asksNothing: Bool { plan.isEmpty }
    /// How many sales are recorded or change.
    public var changeCount: Int { plan.registered.count + plan.changed.count }

    /// Adds what an approval is for. The numbers that sales get are left out: they follow from what others record.
    public func describe(to description: inout PlanDescription) {
        description.add(.condition) { encoder in
            encoder.append(file?.bytes)
            encoder.append(isAtomic ? 1 : 0)
            for unchanged in plan.unchanged { encoder.append(unchanged.row) }
        }
        for planned in plan.registered { description.add(.change, .row(planned.row)) { $0.append(planned.sale) } }
        for change in plan.changed {
            description.add(.change, change.row > 0 ? .row(change.row) : .id(.sale(change.old.id))) { encoder in
                encoder.append(change.old.id.rawValue)
                encoder.append(change.old)
                encoder.append(change.new)
            }
        }
        describeDoubts(to: &description)
    }

    /// The plan for programs.
    public func encode(to encoder: any Encoder) throws {
        func row(_ number: Int) -> Int? { number > 0 ? number : nil }
        try encodeRows(of: plan.rowCount, unchanged: plan.unchanged.count, hidden: hiddenRowCount, to: encoder)
        try encoder.write([
            "registered": plan.registered.map { planned in
                JSONObject(SaleDocument(planned.sale, in: ledger).object.fields + [("row", row(planned.row))])
            },
            "changed": plan.changed.map { change -> JSONObject in
                let (old, new) = (change.old, change.new)
                return [
                    "row": row(change.row), "id": new.id, "status": Replaced(old.status.rawValue, by: new.status.rawValue),
                    "email": Replaced(old.contact.email, by: new.contact.email),
                    "telephone": Replaced(old.contact.mobile, by: new.contact.mobile),
                    "reference": new.reference.flatMap { Replaced(old.reference, by: $0) },
                ]
            },
        ])
    }
}

extension HashEncoder {
    mutating func append(_ sale: Sale) {
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

extension Warning {
    fileprivate var saleColumn: SaleColumn? {
        switch code {
        case .emailSuggestion, .emailShared, .emailOfAnother: .email
        case .phoneUnassigned, .phoneShared, .phoneOfAnother, .phoneConsecutive: .mobile
        default: nil
        }
    }
}
