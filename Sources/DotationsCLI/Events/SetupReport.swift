import ArgumentParser
import DotationSales
import DotationSheets
import Dotations
import DotationsApplication
import Spreadsheet

/// What an event workbook says, and what is wrong with it, with the cells that it is about.
struct SetupReport {
    let file: String
    let workbook: EventWorkbook
    let content: EventWorkbook.Content
    let review: SetupReview
    /// What is there already.
    let known: SalesLedger?
    let limit: Int

    private struct Fault {
        let code: String
        let message: String
        let advice: String
        let sheet: String?
        let cell: String?
        let row: Int?

        var place: String {
            let place = [sheet.map { "« \($0) »" }, cell ?? row.map { "ligne \($0)" }].compactMap(\.self)
            return place.isEmpty ? "Classeur" : place.joined(separator: ", ")
        }

        /// The code and the place, without anybody's data.
        var fields: [(String, JSON?)] {
            [
                ("code", .string(code)), ("sheet", sheet.map { .string($0) } ?? .null), ("cell", cell.map { .string($0) } ?? .null),
                ("row", row.map { .integer($0) } ?? .null),
            ]
        }
    }

    private var faults: [Fault] {
        content.faults.map {
            Fault(
                code: $0.code.rawValue, message: $0.message, advice: $0.advice, sheet: $0.sheet, cell: $0.cell?.description, row: $0.row)
        }
            + review.faults.map { fault in
                let place = workbook.location(of: fault, in: content)
                return Fault(
                    code: fault.code.rawValue, message: fault.message, advice: fault.advice, sheet: place?.sheet,
                    cell: place?.cell?.description, row: place?.row)
            }
    }

    /// Throws where the workbook has a fault, after it has said on standard output, which may have people's data, what is wrong. Standard
    /// error has the codes and their places.
    func refuseFaults(isDry: Bool, isJSON: Bool, today: CalendarDate) throws {
        let faults = faults
        guard !faults.isEmpty else { return }
        var lines = faults.prefix(limit).flatMap { ["\($0.place) : \($0.message) [\($0.code)]", "    \($0.advice)"] }
        if faults.count > limit { lines.append("… et \((faults.count - limit).grouped) de plus : --limit-rows en montre davantage.") }
        if isDry { lines.append("\(faults.count.counted("erreur")). Rien n’a été chargé.") }
        try ResultWriter.write(
            json(isDry ? "planned" : "refused", operation: nil, today: today), ResultWriter.lines(lines), asJSON: isJSON)
        guard !isDry else { throw ExitCode.rowsRefused }
        let first = faults.prefix(5).map { "\($0.place) (\($0.code))" }.joined(separator: ", ")
        throw CommandError(
            .eventsRefused,
            "\(faults.count.counted("erreur")) : \(first)\(faults.count > 5 ? "…" : ""). Rien n’a été chargé.", file: file,
            faults: faults.map { JSON.object($0.fields) })
    }

    /// What it comes to, in one line.
    var summary: String {
        let setup = content.setup
        return [
            setup.events.isEmpty ? nil : setup.events.count.counted("événement"),
            setup.events.isEmpty ? nil : setup.events.reduce(0) { $0 + $1.sessions.count }.counted("session"),
            setup.people.count.counted("bénéficiaire"), setup.documents.count.counted("justificatif"),
        ].compactMap(\.self).joined(separator: ", ")
    }

    var lines: [String] {
        var lines = ["\(file) : \(summary)"]
        for event in content.setup.events {
            var shown = event.lines(in: nil)
            shown[0] += " (\(novelty(of: event)))"
            lines += [""] + shown
        }
        lines += documentLines
        if !review.gaps.isEmpty {
            lines += ["", "Montants sans événement (\(review.gaps.count.grouped))"] + review.gaps.map { "  \($0.message)" }
        }
        let pending = content.setup.documents.count { $0.status == .pending }
        if !review.warnings.isEmpty || pending > 0 || !workbook.unknownTitles.isEmpty {
            lines += ["", "À vérifier"]
            if pending > 0 {
                let counts = pending < 2 ? "il ne compte" : "ils ne comptent"
                lines.append("  \(pending.counted("justificatif")) en attente de validation : \(counts) pas encore.")
            }
            for (sheet, title) in workbook.unknownTitles {
                lines.append("  « \(sheet) » : \(Warning.columnUnknown(title).message) [\(Warning.Code.columnUnknown.rawValue)]")
            }
            lines += review.warnings.prefix(limit).map { "  \($0.message) [\($0.code.rawValue)]" }
            if review.warnings.count > limit { lines.append("  … et \((review.warnings.count - limit).grouped) de plus.") }
        }
        return lines + [""]
    }

    /// What loading the event does to the one of its name.
    private func novelty(of event: SaleEvent) -> String {
        guard let old = known?.events.first(where: { $0.id == event.id }) else { return "nouveau" }
        if let day = old.withdrawn { return "retiré depuis le \(day.french), remis en vente" }
        return old == event ? "inchangé" : "mis à jour"
    }

    /// Which documents change, where some were loaded before.
    private var documentLines: [String] {
        guard let known, !known.setup.documents.isEmpty, !content.setup.documents.isEmpty else { return [] }
        let changes = documentChanges
        guard !changes.isEmpty else { return ["", "Aucun justificatif ne change."] }
        let people = Roster(content.setup.people + known.setup.people).people
        let rows = changes.prefix(limit).map { change -> [String] in
            [
                change.matricule, people[change.matricule]?.fullName ?? "", change.kind.label, change.old.french, "→", change.new.french,
            ].map { VisibleText.of($0, limit: 60) }
        }
        var lines = ["", "Justificatifs qui changent (\(changes.count.grouped))"]
        lines += Table(rows: [["Matricule", "Bénéficiaire", "Justificatif", "Avant", "", "Après"]] + rows, numbersFrom: .max).lines
        if changes.count > limit { lines.append("  … et \((changes.count - limit).grouped) de plus : --limit-rows ou --json les donnent.") }
        return lines
    }

    private var documentChanges: [DocumentChange] { (known?.setup ?? SaleSetup()).documentChanges(loading: content.setup) }

    func json(_ status: String, operation: Int?, today: CalendarDate) -> JSON {
        let setup = content.setup
        let after = SalesLedger((known?.setup ?? SaleSetup()).loading(setup), sales: known?.sales ?? [])
        return .object([
            ("status", .string(status)), ("file", .string(file)),
            ("events", .array(setup.events.map { $0.json(in: after, today: today) })), ("people", .integer(setup.people.count)),
            ("documents", .integer(setup.documents.count)), ("documentChanges", .array(documentChanges.map(\.json))),
            (
                "gaps",
                .array(
                    review.gaps.map { .object([("message", .string($0.message)), ("events", .array($0.events.map { .string($0) }))]) })
            ),
            (
                "warnings",
                .array(
                    workbook.unknownTitles.map {
                        .object([
                            ("code", .string(Warning.Code.columnUnknown.rawValue)), ("sheet", .string($0.sheet)),
                            ("message", .string(Warning.columnUnknown($0.title).message)),
                        ])
                    } + review.warnings.map { .object([("code", .string($0.code.rawValue)), ("message", .string($0.message))]) })
            ),
            ("faults", .array(faults.map { .object($0.fields + [("message", .string($0.message)), ("advice", .string($0.advice))]) })),
            ("operation", operation.map { .integer($0) } ?? .null),
        ])
    }
}

extension DocumentChange {
    fileprivate var json: JSON {
        .object([
            ("matricule", .string(matricule)), ("kind", .string(kind.rawValue)), ("old", .array(old.map(\.json))),
            ("new", .array(new.map(\.json))),
        ])
    }
}

extension SupportingDocument {
    fileprivate var json: JSON {
        .object([
            ("amountCents", amount.map { .integer($0.cents) } ?? .null), ("status", .string(status.rawValue)),
            ("validUntil", validUntil.map { .string($0.description) } ?? .null),
        ])
    }
}

extension [SupportingDocument] {
    /// The documents as an administrator reads them: `850,00 €, validé, jusqu’au 31/12/2025`.
    fileprivate var french: String {
        map { document in
            [document.amount?.description, document.status.label, document.validUntil.map { "jusqu’au \($0.french)" }].compactMap(\.self)
                .joined(separator: ", ")
        }.joined(separator: " ; ")
    }
}
