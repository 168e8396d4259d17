internal import Dotations

extension Reconciliation {
    /// Brings payments and sales together: by the payment's identifier, then by what its metadata says, then by e-mail address and amount,
    /// of one sale, then of all that a person has without a payment.
    ///
    /// Sales with one reference are one purchase, and several payments may belong to it, such as an attempt that failed before the one that
    /// did not. Of several payments with one address and amount, the earliest goes to the earliest sale: one that was kept to an active
    /// sale, one that was given back to a sale that is not.
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
        let unmatched = matching.byEmailAndSum(matching.byEmailAndAmount(unreferenced))

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
        let kept = counted.filter { $0.net > 0 }
        let net = counted.map(\.net).reduce(0, addingClamped)
        guard !payments.isEmpty || expected > 0 else { return nil }
        let isUnclear = payments.contains { payment in
            if case .other = payment.status { return true }
            return payment.isTaken && (!payment.isInEuros || payment.net < 0)
        }
        let outcome: Reconciliation.Outcome
        if isUnclear {
            outcome = .unclear
        } else if payments.contains(where: { $0.status == .pending }) {
            outcome = .pending
        } else if net == expected {
            outcome = .settled
        } else if net > expected, expected > 0, kept.count > 1, kept.contains(where: { $0.net == expected }) {
            outcome = .paidTwice
        } else if net > expected {
            outcome = sales.isEmpty ? .paidNotSold : sales.contains { $0.status != .active } ? .notRefunded : .amountDiffers
        } else if counted.isEmpty {
            outcome = .soldNotPaid
        } else {
            let isOrdered = sales.contains { $0.status == .active && $0.order != nil }
            outcome = refunded == 0 ? .amountDiffers : net > 0 ? .partlyRefunded : isOrdered ? .refundedOrdered : .refundedStillSold
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
        // The earliest sale stands last in its queue, to be taken first.
        var active: [EmailAndAmount: [Int]] = [:]
        var others: [EmailAndAmount: [Int]] = [:]
        for index in purchases.indices.reversed() where purchases[index].payments.isEmpty {
            let cost = purchases[index].cost { $0.status == .active }
            let amount = cost > 0 ? cost : purchases[index].cost { _ in true }
            guard let key = EmailAndAmount(purchases[index].sales.first?.contact.email ?? "", amount) else { continue }
            if cost > 0 { active[key, default: []].append(index) } else { others[key, default: []].append(index) }
        }
        // Kept for what is sold, given back for what is not; then what is left, money that was taken before attempts that failed.
        let passes: [(fits: (StripePayment) -> Bool, active: Bool, others: Bool)] = [
            ({ $0.isPaid && $0.net > 0 }, true, false), ({ $0.isPaid && $0.net <= 0 }, false, true), ({ $0.isPaid }, true, true),
            ({ _ in true }, true, true),
        ]
        var left = payments.enumerated().map { ($0, $1, EmailAndAmount($1.email, $1.amount.cents)) }.sorted {
            ($0.1.date?.description ?? "", $0.0) < ($1.1.date?.description ?? "", $1.0)
        }
        for pass in passes {
            left.removeAll { _, payment, key in
                guard let key, pass.fits(payment),
                    let index = (pass.active ? active[key]?.popLast() : nil) ?? (pass.others ? others[key]?.popLast() : nil)
                else { return false }
                purchases[index].payments = [payment]
                purchases[index].key = .emailAndAmount
                return true
            }
        }
        return left.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Gives payments to what all active sales without one of their address cost together, and gives back the others.
    mutating func byEmailAndSum(_ payments: [StripePayment]) -> [StripePayment] {
        guard payments.contains(where: \.isPaid) else { return payments }
        var open: [String: [Int]] = [:]
        for index in purchases.indices where purchases[index].payments.isEmpty && purchases[index].cost(where: { $0.status == .active }) > 0
        {
            guard let email = try? EmailAddress.parse(purchases[index].sales.first?.contact.email ?? "") else { continue }
            open[email.text.lowercased(), default: []].append(index)
        }
        var sums: [EmailAndAmount: [Int]] = [:]
        for (email, indices) in open where indices.count > 1 {
            let sum = indices.map { purchases[$0].cost { $0.status == .active } }.reduce(0, addingClamped)
            if let key = EmailAndAmount(email, sum) { sums[key] = indices }
        }
        var emptied: Set<Int> = []
        var left = payments
        // Money that was kept before money that was given back.
        for isKept in [true, false] {
            left.removeAll { payment in
                guard payment.isPaid, (payment.net > 0) == isKept, let key = EmailAndAmount(payment.email, payment.amount.cents),
                    let indices = sums.removeValue(forKey: key), let first = indices.first
                else { return false }
                purchases[first].sales = indices.flatMap { purchases[$0].sales }
                purchases[first].payments = [payment]
                purchases[first].key = .emailAndSum
                emptied.formUnion(indices.dropFirst())
                return true
            }
        }
        purchases = purchases.indices.filter { !emptied.contains($0) }.map { purchases[$0] }
        return left
    }
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
