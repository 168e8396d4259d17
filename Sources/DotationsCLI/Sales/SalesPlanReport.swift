import DotationSales
import DotationSheets
import Dotations
import DotationsApplication
import Spreadsheet

/// A plan of sales as it is shown: with the names of the people and the cells of the sheet that it speaks of.
struct SalesPlanReport {
    let plan: SalesPlan
    let ledger: SalesLedger
    /// The sheet that it was made of; nil for sales by themselves.
    var sheet: SalesSheet?
    /// The numbers of its hidden rows.
    var hiddenRows: [Int] = []
    /// What is worth a look in the sheet itself.
    var sheetWarnings: [PlannedSaleWarning] = []
    /// The most lines that a table on the screen has.
    var limit = Int.max

    /// The refused rows by their codes and cells, without anybody's data.
    var refusedCodes: [JSON] {
        plan.refused.flatMap { refusal in
            refusal.reasons.map { reason in
                .object([
                    ("row", row(refusal.row)), ("code", .string(reason.code.rawValue)), ("cell", cell(refusal.row, reason.column)),
                ])
            }
        }
    }

    /// What was done, in a few words.
    var done: String {
        var parts: [String] = []
        if !plan.registered.isEmpty { parts.append(plan.registered.count.counted("vente enregistrée", "ventes enregistrées")) }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente modifiée", "ventes modifiées")) }
        return parts.joined(separator: ", ")
    }

    func lines(file: String) -> [String] {
        var lines = ["\(file) : \(plan.rowCount.counted("ligne"))"]
        if !plan.confirmations.isEmpty { lines += ["", "Attention"] + plan.confirmations.map { "  \($0.message)" } }
        lines += section("Ventes à enregistrer", plan.registered.count, registeredTable)
        lines += section("Ventes à modifier", plan.changed.count, changedTable)
        if !plan.refused.isEmpty { lines += ["", "Lignes refusées (\(plan.refused.count.grouped))"] + refusals.lines(limit: limit) }
        let toCheck = warningLines
        lines += section("À vérifier", toCheck.count) { Array(toCheck.prefix(limit)) }
        return lines + ["", summary]
    }

    /// What the plan comes to, in one line.
    private var summary: String {
        var parts = plan.isEmpty ? ["rien à changer"] : []
        // What has to be typed, where sales are recorded and others change.
        if !plan.confirmations.isEmpty {
            parts.append((plan.registered.count + plan.changed.count).counted("modification") + " en tout")
        }
        if !plan.registered.isEmpty {
            let gone = plan.registered.count { $0.sale.status != .active }
            parts.append(
                plan.registered.count.counted("vente à enregistrer", "ventes à enregistrer")
                    + (gone > 0 ? " (dont \(gone.counted("annulée ou remboursée", "annulées ou remboursées")))" : ""))
        }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente à modifier", "ventes à modifier")) }
        if !plan.refused.isEmpty { parts.append(plan.refused.count.counted("ligne refusée", "lignes refusées")) }
        parts.append(plan.unchanged.count.counted("ligne inchangée", "lignes inchangées"))
        return "Bilan : \(parts.joined(separator: ", "))."
    }

    private func section(_ title: String, _ count: Int, _ content: () -> [String]) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["", "\(title) (\(count.grouped))"] + content()
        if count > limit {
            lines.append("  … et \((count - limit).grouped) de plus : --limit-rows, --json ou --rejects les donnent.")
        }
        return lines
    }

    private func registeredTable() -> [String] {
        let rows = plan.registered.prefix(limit).map { planned -> [String] in
            let sale = planned.sale
            let names = sale.names(in: ledger)
            return [
                String(planned.row), sale.date.french, names.event, names.session, sale.matricule, name(sale), sale.quantity.grouped,
                sale.pricePaid.description, sale.status.label,
            ].map { VisibleText.of($0, limit: 40) }
        }
        let titles = ["Ligne", "Date", "Événement", "Session", "Matricule", "Bénéficiaire", "Quantité", "Prix payé", "Statut"]
        return Table(rows: [titles] + rows, numbersFrom: .max).lines
    }

    private func changedTable() -> [String] {
        var rows = [["Ligne", "Vente", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"]]
        for change in plan.changed.prefix(limit) {
            for (column, old, new) in change.differences {
                rows.append(
                    [
                        String(change.row), change.new.id.description, change.new.matricule, name(change.new), column.title, old, "→", new,
                    ].map { VisibleText.of($0, limit: 40) })
            }
        }
        return Table(rows: rows, numbersFrom: .max).lines
    }

    private var refusals: RefusalGroups {
        RefusalGroups(
            plan.refused.lazy.flatMap { refusal in
                refusal.reasons.map { reason in
                    RefusalGroups.Item(
                        row: refusal.row, place: place(refusal.row, refusal.sale, reason.column), code: reason.code.rawValue,
                        summary: reason.code.summary, message: reason.message, advice: reason.advice)
                }
            })
    }

    private var warningLines: [String] {
        var lines = (sheet?.unknownTitles ?? []).map { title in
            "  \(Warning.columnUnknown(title).message) [\(Warning.Code.columnUnknown.rawValue)]"
        }
        if !hiddenRows.isEmpty {
            let rows = hiddenRows.prefix(20).map(String.init).joined(separator: ", ")
            let more = hiddenRows.count > 20 ? "…" : ""
            lines.append("  Lignes masquées, qui comptent comme les autres : \(rows)\(more) [\(Warning.Code.rowHidden.rawValue)]")
        }
        return lines
            + warnings.map { warning in
                "  \(place(warning.row, nil, warning.warning.saleColumn)) : \(warning.warning.message) [\(warning.warning.code.rawValue)]"
            }
    }

    private var warnings: [PlannedSaleWarning] { sheetWarnings + plan.warnings }

    private func name(_ sale: Sale) -> String { ledger.roster.people[sale.matricule]?.fullName ?? "" }

    private func place(_ row: Int, _ sale: Sale.ID?, _ column: SaleColumn?) -> String {
        var place = "Ligne \(row)"
        if let column, let reference = sheet?.cell(column, row: row) { place += ", \(reference.description)" }
        if let sale { place += ", vente \(sale.description)" }
        return place
    }

    // MARK: For programs

    func json(_ status: PlanStatus, fingerprint: Fingerprint?, operation: Int? = nil) -> JSON {
        let registered: [JSON] = plan.registered.map { planned in .object([("row", row(planned.row))] + planned.sale.fields(in: ledger)) }
        let notes: [JSON] = (sheet?.unknownTitles ?? []).map { json(Warning.columnUnknown($0), row: nil) }
        return .object([
            ("status", .string(status.rawValue)), ("fingerprint", fingerprint.map { .string($0.description) } ?? .null),
            ("rows", .integer(plan.rowCount)), ("unchanged", .integer(plan.unchanged.count)),
            ("hidden", .integer(hiddenRows.count)), ("registered", .array(registered)), ("changed", .array(plan.changed.map(json))),
            ("refused", .array(plan.refused.map(json))),
            (
                "confirmations",
                .array(
                    plan.confirmations.map { need in
                        .object([("code", .string(need.code.rawValue)), ("message", .string(need.message))])
                    })
            ),
            ("warnings", .array(notes + warnings.map { json($0.warning, row: $0.row) })),
            ("operation", operation.map { .integer($0) } ?? .null),
        ])
    }

    private func json(_ change: PlannedSaleChange) -> JSON {
        let values = change.differences.map { column, old, new in
            // Programs read the status by its name, people by its label.
            let (old, new) = column == .status ? (change.old.status.rawValue, change.new.status.rawValue) : (old, new)
            return (column.key, JSON.object([("old", .string(old)), ("new", .string(new))]) as JSON?)
        }
        return .object([("row", row(change.row)), ("id", .integer(change.new.id.rawValue))] + values)
    }

    private func json(_ refusal: RefusedSaleRow) -> JSON {
        let reasons = refusal.reasons.map { reason in
            JSON.object([
                ("code", .string(reason.code.rawValue)), ("cell", cell(refusal.row, reason.column)), ("message", .string(reason.message)),
                ("advice", .string(reason.advice)),
            ])
        }
        return .object([
            ("row", row(refusal.row)), ("id", refusal.sale.map { .integer($0.rawValue) } ?? .null), ("reasons", .array(reasons)),
        ])
    }

    private func json(_ warning: Warning, row number: Int?) -> JSON {
        .object([
            ("row", number.map(row) ?? .null), ("code", .string(warning.code.rawValue)),
            ("cell", number.map { cell($0, warning.saleColumn) } ?? .null), ("message", .string(warning.message)),
            ("suggestion", warning.suggestion.map { .string($0) } ?? .null),
        ])
    }

    private func row(_ number: Int) -> JSON { number > 0 ? .integer(number) : .null }

    private func cell(_ row: Int, _ column: SaleColumn?) -> JSON {
        column.flatMap { sheet?.cell($0, row: row) }.map { .string($0.description) } ?? .null
    }
}

extension PlannedSaleChange {
    /// The columns that change, with what they were and will be.
    var differences: [(column: SaleColumn, old: String, new: String)] {
        let all: [(SaleColumn, String, String)] = [
            (.status, old.status.label, new.status.label), (.email, old.contact.email, new.contact.email),
            (.mobile, old.contact.mobile, new.contact.mobile), (.reference, old.reference ?? "", new.reference ?? ""),
        ]
        return all.filter { $0.1 != $0.2 }
    }
}

extension SaleColumn {
    /// The name of the column for programs, of those that can change.
    fileprivate var key: String {
        switch self {
        case .mobile: "telephone"
        case .status: "status"
        case .reference: "reference"
        default: "email"
        }
    }
}

extension Warning {
    /// The column of a sheet of sales that it is about.
    fileprivate var saleColumn: SaleColumn? {
        switch column {
        case .email: .email
        case .mobile: .mobile
        default: nil
        }
    }
}
