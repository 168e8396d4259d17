internal import Dotations

extension Reconciliation {
    /// Brings payments and sales together: by the payment's identifier, then by what its metadata says, then by e-mail address and amount.
    ///
    /// Sales with one reference are one purchase, and several payments may belong to it, such as an attempt that failed before the one that
    /// did not. Of several payments with one address and amount, those that were kept go to active sales first, the earliest to the first.
    /// Sales that cost nothing need no payment, and are left out where there is none.
    ///
    /// - Parameters:
    ///   - payments: the rows of Stripe's export.
    ///   - sales: the sales that it should account for, whatever became of them.
    public init(payments: [StripePayment], sales: [Sale]) {
        var seen: Set<String> = []
        var rows: [StripePayment] = []
        var repeated: [Int] = []
        for payment in payments {
            if payment.id.isEmpty || seen.insert(payment.id).inserted { rows.append(payment) } else { repeated.append(payment.row) }
        }
        var matching = PaymentMatching(sales: sales)
        let unreferenced = matching.byReference(rows)
        let unmatched = matching.byEmailAndAmount(unreferenced)

        var entries = matching.purchases.compactMap(\.entry)
        var ignored = 0
        for payment in unmatched {
            if payment.status == .failed {
                ignored += 1
            } else if let entry = Purchase(payment).entry {
                entries.append(entry)
            }
        }
        self.entries = entries.enumerated().sorted { a, b in
            ((a.element.outcome == .settled ? 1 : 0), a.offset) < ((b.element.outcome == .settled ? 1 : 0), b.offset)
        }.map(\.element)
        ignoredFailures = ignored
        repeatedRows = repeated
    }
}

/// The sales of one reference, or one sale without, and the payments that belong to them.
private struct Purchase {
    var sales: [Sale]
    var payments: [StripePayment] = []
    var key: Reconciliation.Key?

    init(_ sale: Sale) { sales = [sale] }

    init(_ payment: StripePayment) {
        sales = []
        payments = [payment]
    }

    func cost(where isCounted: (Sale) -> Bool) -> Int { sales.filter(isCounted).map(\.pricePaid.cents).reduce(0, addingClamped) }

    /// What it comes to; nil where there is nothing to say.
    var entry: Reconciliation.Entry? {
        let expected = cost { $0.status == .active }
        let counted = payments.filter(\.isPaid)
        let paid = counted.map(\.amount.cents).reduce(0, addingClamped)
        let refunded = counted.map(\.refunded.cents).reduce(0, addingClamped)
        let net = counted.map(\.net).reduce(0, addingClamped)
        guard !payments.isEmpty || expected > 0 else { return nil }
        let isUnclear = payments.contains { payment in
            if case .other = payment.status { return true }
            return payment.status == .paid && !payment.isInEuros
        }
        let outcome: Reconciliation.Outcome
        if isUnclear {
            outcome = .unclear
        } else if payments.contains(where: { $0.status == .pending }) {
            outcome = .pending
        } else if net == expected {
            guard !sales.isEmpty else { return nil }
            outcome = .settled
        } else if net > expected {
            outcome = sales.isEmpty ? .paidNotSold : sales.contains { $0.status != .active } ? .notRefunded : .amountDiffers
        } else if counted.isEmpty {
            outcome = .soldNotPaid
        } else {
            outcome = refunded == 0 ? .amountDiffers : net <= 0 ? .refundedStillSold : .partlyRefunded
        }
        return Reconciliation.Entry(
            outcome: outcome, key: key, payments: payments.sorted { $0.row < $1.row }, sales: sales.map(\.id).sorted(),
            paid: Euros(cents: paid), refunded: Euros(cents: refunded), expected: Euros(cents: expected),
            hasFailedPayment: payments.contains { $0.status == .failed })
    }
}

private func addingClamped(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (b > 0 ? .max : .min) : sum
}

/// Purchases while payments are brought to them.
private struct PaymentMatching {
    var purchases: [Purchase] = []
    private var byReference: [String: Int] = [:]

    init(sales: [Sale]) {
        for sale in sales.sorted(by: { $0.id < $1.id }) {
            if let reference = sale.reference, let index = byReference[reference] {
                purchases[index].sales.append(sale)
            } else {
                if let reference = sale.reference { byReference[reference] = purchases.count }
                purchases.append(Purchase(sale))
            }
        }
    }

    /// Gives payments to the purchases whose reference they have, and gives back the others.
    mutating func byReference(_ payments: [StripePayment]) -> [StripePayment] {
        payments.filter { payment in
            if let index = byReference[payment.id] {
                purchases[index].payments.append(payment)
                purchases[index].key = .identifier
                return false
            }
            guard let index = payment.references.compactMap({ byReference[$0] }).first else { return true }
            purchases[index].payments.append(payment)
            purchases[index].key = purchases[index].key ?? .metadata
            return false
        }
    }

    /// Gives payments to the purchases without one that have their address and amount, and gives back the others.
    mutating func byEmailAndAmount(_ payments: [StripePayment]) -> [StripePayment] {
        var waiting: [EmailAndAmount: [Int]] = [:]
        for index in purchases.indices where purchases[index].payments.isEmpty {
            let active = purchases[index].cost { $0.status == .active }
            let amount = active > 0 ? active : purchases[index].cost { _ in true }
            guard let key = EmailAndAmount(purchases[index].sales.first?.contact.email ?? "", amount) else { continue }
            waiting[key, default: []].append(index)
        }
        for key in waiting.keys { waiting[key]?.sort { (isActive($0) ? 0 : 1, $0) < (isActive($1) ? 0 : 1, $1) } }
        // What was kept, then what was given back, then what never took money.
        func rank(_ payment: StripePayment) -> Int { payment.isPaid ? (payment.net > 0 ? 0 : 1) : payment.status == .pending ? 2 : 3 }
        let ranked = payments.enumerated().sorted { a, b in
            (rank(a.element), a.element.date?.description ?? "", a.offset) < (rank(b.element), b.element.date?.description ?? "", b.offset)
        }
        var left: [(offset: Int, element: StripePayment)] = []
        for payment in ranked {
            guard let key = EmailAndAmount(payment.element.email, payment.element.amount.cents), let index = waiting[key]?.first else {
                left.append(payment)
                continue
            }
            waiting[key]?.removeFirst()
            purchases[index].payments = [payment.element]
            purchases[index].key = .emailAndAmount
        }
        return left.sorted { $0.offset < $1.offset }.map(\.element)
    }

    private func isActive(_ index: Int) -> Bool { purchases[index].sales.contains { $0.status == .active } }
}

/// What brings a payment and a sale together that have no reference in common.
private struct EmailAndAmount: Hashable {
    let email: String
    let cents: Int

    init?(_ email: String, _ cents: Int) {
        guard let address = try? EmailAddress.parse(email), cents > 0 else { return nil }
        self.email = address.text.lowercased()
        self.cents = cents
    }
}
