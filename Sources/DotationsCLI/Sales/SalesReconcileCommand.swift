import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Spreadsheet

/// `dotations sales reconcile`: Stripe's payments held against the sales.
struct SalesReconcileCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Rapproche l’export des paiements de Stripe et les ventes ; ne modifie rien.",
        discussion: """
            L’export se fait dans Stripe (Paiements, Exporter), avec au moins les colonnes id, Amount, Amount Refunded et Status ; mieux avec \
            Customer Email et les métadonnées. Un paiement et une vente vont ensemble par la référence, sinon par une métadonnée, sinon par \
            l’e-mail et le montant, d’une vente ou de toutes celles de la personne qui n’ont pas de paiement. Le code de sortie est 2 s’il reste un écart.
            """)

    @Argument(help: ArgumentHelp("L’export CSV de Stripe ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @OptionGroup var events: EventOptions

    @Option(help: ArgumentHelp("Le nombre d’écarts de chaque sorte que l’écran montre.", valueName: "nombre"))
    var limitRows = 50

    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
    }

    func execute() throws {
        let ledger = try store.open().salesLedger()
        let sheet = try StripeSheet(input.open(file).sheets)
        let content = try sheet.read()
        let chosen = try events.chosen(in: ledger.events)
        let other = Set(ledger.sales.filter { !(chosen?.contains($0.session.event) ?? true) }.map(\.id))
        let result = Reconciliation(payments: content.payments, sales: ledger.sales).leavingOut { other.contains($0) }
        try ResultWriter.write(
            json(result, content, sheet), ResultWriter.lines(lines(result, content, sheet, ledger)), asJSON: isJSON)
        if !content.unreadable.isEmpty || result.entries.contains(where: { $0.outcome != .settled }) { throw ExitCode.rowsRefused }
    }

    private func lines(
        _ result: Reconciliation, _ content: StripeSheet.Content, _ sheet: StripeSheet, _ ledger: SalesLedger
    ) -> [String] {
        let paid = Euros.sum(of: result.entries.map(\.paid))?.description ?? "?"
        let refunded = Euros.sum(of: result.entries.map(\.refunded))?.description ?? "?"
        var lines = ["\(fileName(of: file)) : \(content.payments.count.counted("paiement")), \(paid) payés, \(refunded) remboursés"]
        for outcome in Reconciliation.Outcome.allCases where outcome != .settled {
            let entries = result.entries.filter { $0.outcome == outcome }
            guard !entries.isEmpty else { continue }
            let label = outcome.label.prefix(1).uppercased() + outcome.label.dropFirst()
            lines += ["", "\(label) (\(entries.count.grouped)) [\(outcome.rawValue)]"]
            lines += entries.prefix(limitRows).map { "  " + line($0, ledger) }
            if entries.count > limitRows { lines.append("  … et \((entries.count - limitRows).grouped) de plus : --limit-rows ou --json.") }
            lines.append("      \(outcome.advice)")
            let sales = entries.flatMap(\.sales).filter { ledger.sale($0).map { $0.status == .active && $0.order == nil } ?? false }
            if outcome == .refundedStillSold || outcome == .refundedOrdered, !sales.isEmpty {
                lines.append("      dotations sales refund \(sales.prefix(limitRows).map(\.description).joined(separator: " "))")
            }
        }
        let guessed = result.entries.filter { entry in
            !(entry.key?.isReference ?? true) && entry.sales.contains { ledger.sale($0)?.reference != nil }
        }
        if !guessed.isEmpty {
            lines += ["", "Rapprochés sans référence commune, alors que la vente en a une (\(guessed.count.grouped))"]
            lines += guessed.prefix(limitRows).map { "  " + line($0, ledger) }
            if guessed.count > limitRows { lines.append("  … et \((guessed.count - limitRows).grouped) de plus : --limit-rows ou --json.") }
            lines.append("      Vérifiez que ce paiement est bien celui de la vente.")
        }
        if !content.unreadable.isEmpty {
            lines += ["", "Lignes illisibles (\(content.unreadable.count.grouped))"]
            lines += content.unreadable.prefix(limitRows).map { unreadable in
                let cell = sheet.cell(unreadable).map { ", \($0.description)" } ?? ""
                return "  Ligne \(unreadable.row)\(cell) : \(unreadable.message) [\(unreadable.code.rawValue)]"
            }
        }
        if !result.repeatedRows.isEmpty {
            let rows = result.repeatedRows.prefix(20).map(String.init).joined(separator: ", ")
            lines += ["", "Lignes en double, comptées une fois : \(rows)"]
        }
        let settled = result.entries.filter { $0.outcome == .settled }
        let back = settled.count { $0.sales.isEmpty }
        var parts = [(settled.count - back).counted("achat en ordre", "achats en ordre")]
        parts.append((result.entries.count - settled.count).counted("écart"))
        if back > 0 { parts.append(back.counted("paiement rendu sans vente", "paiements rendus sans vente")) }
        if result.ignoredFailures > 0 {
            parts.append(result.ignoredFailures.counted("paiement échoué sans suite", "paiements échoués sans suite"))
        }
        let keys = Reconciliation.Key.allCases.compactMap { key in
            let count = result.entries.count { $0.key == key }
            return count > 0 ? "\(count.grouped) par \(key.label)" : nil
        }
        if !keys.isEmpty { lines += ["", "Rapprochements : \(keys.joined(separator: ", "))."] }
        return lines + ["", "Bilan : \(parts.joined(separator: ", "))."]
    }

    private func line(_ entry: Reconciliation.Entry, _ ledger: SalesLedger) -> String {
        let payments = entry.payments.map { payment in
            "\(VisibleText.of(payment.id, limit: 40)) (ligne \(payment.row), \(payment.amount.description)"
                + (payment.refunded > .zero ? ", remboursé \(payment.refunded.description)" : "") + ")"
        }
        let sales = entry.sales.compactMap { ledger.sale($0) }.map { sale in
            let name = ledger.roster.people[sale.matricule]?.fullName ?? ""
            return
                "vente \(sale.id.description) de \(VisibleText.of(name.isEmpty ? sale.matricule : "\(sale.matricule) \(name)", limit: 40)), "
                + "\(sale.pricePaid.description), \(sale.status.label)"
        }
        let payer = entry.sales.isEmpty ? entry.payments.first.map { $0.email.isEmpty ? "" : " de \(VisibleText.of($0.email))" } ?? "" : ""
        let left = payments.isEmpty ? "aucun paiement" : payments.joined(separator: ", ") + payer
        let right = sales.isEmpty ? "aucune vente" : sales.joined(separator: " ; ")
        return "\(left) ↔ \(right)" + (entry.key.map { $0 == .identifier ? "" : " (par \($0.label))" } ?? "")
            + (entry.hasFailedPayment ? " ; un essai a échoué" : "")
    }

    private func json(_ result: Reconciliation, _ content: StripeSheet.Content, _ sheet: StripeSheet) -> JSON {
        .object([
            ("payments", .integer(content.payments.count)),
            (
                "counts",
                .object(Reconciliation.Outcome.allCases.map { ($0.rawValue, .integer(result.counts[$0] ?? 0)) })
            ),
            (
                "entries",
                .array(
                    result.entries.map { entry in
                        .object([
                            ("outcome", .string(entry.outcome.rawValue)), ("key", entry.key.map { .string($0.rawValue) } ?? .null),
                            (
                                "payments",
                                .array(
                                    entry.payments.map {
                                        .object([
                                            ("row", .integer($0.row)), ("id", .string($0.id)), ("amountCents", .integer($0.amount.cents)),
                                            ("refundedCents", .integer($0.refunded.cents)),
                                        ])
                                    })
                            ),
                            ("sales", .array(entry.sales.map { .integer($0.rawValue) })), ("paidCents", .integer(entry.paid.cents)),
                            ("refundedCents", .integer(entry.refunded.cents)), ("expectedCents", .integer(entry.expected.cents)),
                            ("hasFailedPayment", .boolean(entry.hasFailedPayment)),
                        ])
                    })
            ),
            (
                "unreadable",
                .array(
                    content.unreadable.map {
                        .object([
                            ("row", .integer($0.row)), ("code", .string($0.code.rawValue)),
                            ("cell", sheet.cell($0).map { .string($0.description) } ?? .null), ("message", .string($0.message)),
                        ])
                    })
            ), ("ignoredFailures", .integer(result.ignoredFailures)),
            ("repeatedRows", .array(result.repeatedRows.map { .integer($0) })),
        ])
    }
}
