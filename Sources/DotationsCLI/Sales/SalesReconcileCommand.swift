import ArgumentParser
import DotationSales
import Dotations
import DotationsApplication

struct SalesReconcileCommand: LimitedCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Rapproche l’export des paiements de Stripe et les ventes ; ne modifie rien.",
        discussion: """
            L’export se fait dans Stripe (Paiements, Exporter), avec au moins les colonnes id, Amount, Amount Refunded et Status ; mieux avec \
            Customer Email et les métadonnées. Un paiement et une vente vont ensemble par la référence, sinon par une métadonnée, sinon par \
            l’e-mail et le montant, d’une vente ou de toutes celles de la personne qui n’ont pas de paiement. Le code de sortie est 2 s’il reste un écart.
            """)

    @Argument(
        help: ArgumentHelp(
            "L’export de Stripe, en CSV ou enregistré en classeur ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @OptionGroup var events: EventOptions

    @Option(help: ArgumentHelp("Le nombre d’écarts de chaque sorte que l’écran montre.", valueName: "nombre"))
    var limitRows = 50

    @OptionGroup var input: InputOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let document = try store.application().reconcile(input.open(file, asJSON: isJSON).sheets, events: events.event)
        try ResultWriter.write(document, lines(document), asJSON: isJSON)
        if document.hasDifferences { throw ExitCode.rowsRefused }
    }

    private func lines(_ document: ReconciledPayments) -> [String] {
        let result = document.result
        let paid = Euros.sum(of: result.entries.map(\.paid))?.description ?? "?"
        let refunded = Euros.sum(of: result.entries.map(\.refunded))?.description ?? "?"
        var lines = ["\(fileName(of: file)) : \(document.payments.counted("paiement")), \(paid) payés, \(refunded) remboursés"]
        for outcome in Reconciliation.Outcome.allCases where outcome != .settled {
            let entries = result.entries.filter { $0.outcome == outcome }
            guard !entries.isEmpty else { continue }
            lines += ["", "\(outcome.label.capitalised) (\(entries.count.grouped)) [\(outcome.rawValue)]"]
            lines += shown(entries, document)
            lines.append("      \(outcome.advice)")
            let sales = document.refundable(outcome)
            if !sales.isEmpty {
                lines.append("      dotations sales refund \(sales.prefix(limitRows).map(\.description).joined(separator: " "))")
            }
        }
        let guessed = document.guessed
        if !guessed.isEmpty {
            lines += ["", "Rapprochés sans référence commune, alors que la vente en a une (\(guessed.count.grouped))"]
            lines += shown(guessed, document)
            lines.append("      Vérifiez que ce paiement est bien celui de la vente.")
        }
        if !document.unreadable.isEmpty {
            lines += ["", "Lignes illisibles (\(document.unreadable.count.grouped))"]
            lines += document.unreadable.prefix(limitRows).map { "  \(Place.of($0.row, $0.cell, nil)) : \($0.message) [\($0.code)]" }
        }
        if !document.warnings.isEmpty {
            lines += ["", "À vérifier (\(document.warnings.count.grouped))"]
            lines += document.warnings.prefix(limitRows).map(\.line).cut(at: limitRows, of: document.warnings.count)
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

    private func shown(_ entries: [Reconciliation.Entry], _ document: ReconciledPayments) -> [String] {
        entries.prefix(limitRows).map { "  " + document.line($0) }.cut(at: limitRows, of: entries.count, "--limit-rows ou --json")
    }
}
