import DotationSheets
import Dotations
import Sales
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
            let place = [sheet.map { "« \($0) »" }, cell ?? row.map { "ligne \($0)" }].compactMap(\.self)
            return place.isEmpty ? "Classeur" : place.joined(separator: ", ")
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

    /// Throws where the workbook has a fault; what is wrong goes to standard output, which may have people's data, and the codes with their
    /// places to standard error.
    func refuseFaults(isJSON: Bool) throws {
        let faults = faults
        guard !faults.isEmpty else { return }
        if !isJSON {
            var lines = faults.prefix(limit).flatMap { ["\($0.place) : \($0.message) [\($0.code)]", "    \($0.advice)"] }
            if faults.count > limit { lines.append("… et \((faults.count - limit).grouped) de plus : --limit-rows en montre davantage.") }
            try ResultWriter.write(.null, ResultWriter.lines(lines), asJSON: false)
        }
        let first = faults.prefix(5).map { "\($0.place) (\($0.code))" }.joined(separator: ", ")
        throw CommandError(
            .eventsRefused,
            "\(faults.count.counted("erreur")) : \(first)\(faults.count > 5 ? "…" : ""). Rien n’a été chargé.", file: file,
            faults: faults.map {
                .object([
                    ("code", .string($0.code)), ("sheet", $0.sheet.map { .string($0) } ?? .null),
                    ("cell", $0.cell.map { .string($0) } ?? .null), ("row", $0.row.map { .integer($0) } ?? .null),
                ])
            })
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
        var lines = ["\(file) : \(summary)"]
        for event in content.setup.events {
            let isKnown = known?.events.contains { $0.id == event.id } ?? false
            var shown = event.lines(in: nil)
            shown[0] += isKnown ? " (mis à jour)" : " (nouveau)"
            lines += [""] + shown
        }
        if !review.gaps.isEmpty {
            lines += ["", "Montants sans événement (\(review.gaps.count.grouped))"] + review.gaps.map { "  \($0.message)" }
        }
        let pending = content.setup.documents.count { $0.status == .pending }
        if !review.warnings.isEmpty || pending > 0 || !workbook.unknownTitles.isEmpty {
            lines += ["", "À vérifier"]
            if pending > 0 {
                let counts = pending < 2 ? "il ne compte" : "ils ne comptent"
                lines.append("  \(pending.counted("justificatif")) en attente de validation : \(counts) pas encore.")
            }
            for (sheet, title) in workbook.unknownTitles {
                lines.append("  « \(sheet) » : \(Warning(.columnUnknown, given: title).message) [\(Warning.Code.columnUnknown.rawValue)]")
            }
            lines += review.warnings.prefix(limit).map { "  \($0.message) [\($0.code.rawValue)]" }
            if review.warnings.count > limit { lines.append("  … et \((review.warnings.count - limit).grouped) de plus.") }
        }
        return lines + [""]
    }

    func json(operation: Int?, today: CalendarDate) -> JSON {
        let setup = content.setup
        let after = SalesLedger((known?.setup ?? SaleSetup()).loading(setup), sales: known?.sales ?? [])
        return .object([
            ("status", .string(operation == nil ? "planned" : "loaded")), ("file", .string(file)),
            ("events", .array(setup.events.map { $0.json(in: after, today: today) })), ("people", .integer(setup.people.count)),
            ("documents", .integer(setup.documents.count)),
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
                            ("message", .string(Warning(.columnUnknown, given: $0.title).message)),
                        ])
                    } + review.warnings.map { .object([("code", .string($0.code.rawValue)), ("message", .string($0.message))]) })
            ), ("operation", operation.map { .integer($0) } ?? .null),
        ])
    }
}
