internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// Contacts of an import that are typed anew in the page of its plan: of refused rows, of those that a colleague changed meanwhile, and again of those
/// for which something was typed before.
extension PreviewPages {
    /// The form in which cells are typed anew.
    private static let corrections = "corrections"

    /// A contact column, and how a form calls it.
    private struct ContactField {
        let column: SheetColumn
        let name, label: String

        static let all = [
            ContactField(column: .email, name: "email", label: "Adresse mail"),
            ContactField(column: .mobile, name: "telephone", label: "Téléphone"),
        ]
    }

    /// The form of the cells that are typed anew, which stand below it, with what else it holds.
    static func correctionForm(
        _ visit: Visit, _ preview: KeptPreview, _ pager: Pager, _ summary: PreviewSummary, _ html: inout HTML, body: (inout HTML) -> Void
    ) {
        Form.write(path(preview) + "/corriger", visit, id: corrections, to: &html) { html in
            Form.enterButton("Revoir l’aperçu", to: &html)
            Form.hidden(.page, String(pager.page), to: &html)
            Form.hidden(.plan, summary.fingerprint, to: &html)
            body(&html)
        }
    }

    /// Whether a form has corrections that the plan does not have yet.
    static func hasTyped(_ visit: Visit, _ preview: KeptPreview) throws -> Bool {
        guard visit.may(.import), case .importSheet(_, let earlier)? = try preview.request()?.request else { return false }
        do { return try corrections(of: visit.form, to: earlier, in: preview) != earlier } catch is UnclearChoice { return true }
    }

    static func refused(
        _ refused: [PreviewRefusal], canCorrect: Bool, _ visit: Visit, _ preview: KeptPreview, _ html: inout HTML
    ) {
        if canCorrect {
            html.element(
                "p",
                text: "Un e-mail ou un téléphone refusé se corrige ici : tapez la bonne valeur, puis demandez un nouvel aperçu. "
                    + "Si un collègue a changé la valeur entre-temps, choisissez laquelle garder. "
                    + "Rien n’est appliqué tant que vous ne le confirmez pas.")
        } else {
            refusedWorkbook(visit, preview, &html)
        }
        Table.write(
            "Lignes refusées", ["Ligne", "Objet", "Raison et conseil"] + (canCorrect ? ["Adresse Mail", "Téléphone"] : []), to: &html,
            rows: refused
        ) { refusal, html in
            html.element("th", .scope("row"), text: refusal.row.map { $0.grouped } ?? "")
            html.element("td", text: refusal.subject ?? "")
            html.element("td") { html in
                for reason in refusal.reasons {
                    html.element("p", text: [reason.cell.map { "\($0) : " } ?? "", reason.message].joined())
                    html.element("p", .class("note"), text: reason.advice)
                }
            }
            guard canCorrect else { return }
            for field in ContactField.all {
                html.element("td") { html in
                    guard let row = refusal.row, let cell = refusal.cells?[field.column] else { return }
                    if cell.isConflict {
                        choice(cell, field, row, preview, &html)
                    } else {
                        input(cell, field, row, preview, &html)
                        guard let stored = cell.stored, !stored.isEmpty, stored != cell.given else { return }
                        html.element("span", .class("note"), text: "Aujourd’hui : \(VisibleText.of(stored, limit: 320))")
                    }
                }
            }
        }
        guard canCorrect else { return }
        html.element("div", .class("actions")) { html in
            Form.button(
                "Corriger et revoir l’aperçu", name: .correction, value: "oui", form: corrections, isUnfinished: true, to: &html)
            guard visit.may(.export) else { return }
            Form.button(
                "Exporter les lignes refusées", name: .export, value: "oui", class: "second", form: corrections, isUnfinished: true,
                givesFile: true, to: &html)
        }
    }

    private static func input(_ cell: PreviewCells.Cell, _ field: ContactField, _ row: Int, _ preview: KeptPreview, _ html: inout HTML) {
        // A value of more than 320 bytes is no address and no number. It is corrected in the file.
        guard cell.given.utf8.count <= 320 else { return }
        let name = "\(field.name)-\(row)"
        html.void(
            "input", .name(name), .value(html.kept(name, sentTo: path(preview) + "/corriger") ?? cell.given), .form(corrections),
            .aria(label: "\(field.label) de la ligne \(row)"), .autocomplete("off"),
            .inputmode(field.column == .email ? "email" : "tel"), .data("data-original", cell.given))
    }

    /// Today's value or the one of the sheet: somebody changed the former in between.
    private static func choice(_ cell: PreviewCells.Cell, _ field: ContactField, _ row: Int, _ preview: KeptPreview, _ html: inout HTML) {
        let name = "\(choicePrefix)\(field.name)-\(row)"
        let chosen = html.kept(name, sentTo: path(preview) + "/corriger")
        html.element("fieldset") { html in
            html.element("legend", .class("unseen"), text: "\(field.label) de la ligne \(row)")
            for (value, label) in [
                (Choice.stored, "Garder la valeur actuelle : \(VisibleText.of(cell.stored ?? "", limit: 320))"),
                (.given, "Mettre la mienne :"),
            ] {
                html.element("label") { html in
                    html.void(
                        "input", .type("radio"), .name(name), .value(value.rawValue), .form(corrections),
                        .checked(chosen == value.rawValue))
                    html.text(" " + label)
                }
            }
            input(cell, field, row, preview, &html)
        }
    }

    /// What the name of a choice has before the name of its field.
    private static let choicePrefix = "choix-"

    /// Which of two values somebody chose.
    private enum Choice: String {
        case stored = "actuelle"
        case given = "mienne"
    }

    /// What was typed in this preview, to be changed or taken back.
    static func corrected(
        _ corrected: [PreviewCorrection], _ visit: Visit, _ preview: KeptPreview, _ html: inout HTML
    ) {
        html.element(
            "p",
            text: "Ce que vous avez tapé dans cet aperçu, à la place de ce que dit le fichier. Changez une valeur puis cliquez sur "
                + "« Modifier et revoir l’aperçu », ou retirez la correction : la ligne redevient celle du fichier.")
        html.element("p") { html in
            Form.button(
                "Modifier et revoir l’aperçu", name: .correction, value: "oui", form: corrections, isUnfinished: true, to: &html)
        }
        Table.write("Vos corrections", ["Ligne", "Objet", "Adresse Mail", "Téléphone", "Retirer"], to: &html, rows: corrected) {
            correction, html in
            html.element("th", .scope("row"), text: correction.row.grouped)
            html.element("td", text: correction.subject ?? "")
            for field in ContactField.all {
                html.element("td") { html in
                    guard let cell = correction.cells[field.column], cell.typed != nil else { return }
                    input(cell, field, correction.row, preview, &html)
                    html.element("span", .class("note"), text: "Dans le fichier : \(VisibleText.of(cell.inFile, limit: 320))")
                }
            }
            html.element("td") { html in
                Form.button(
                    "Retirer", name: .removal, value: String(correction.row), class: "plain", form: corrections,
                    label: "Retirer la correction de la ligne \(correction.row)", isUnfinished: true, to: &html)
            }
        }
    }

    /// Takes what was typed for cells of the sheet, and has the plan made again.
    static func correct(_ visit: Visit) throws -> Answer {
        let preview = try preview(visit)
        guard preview.preview.applied == nil else { return .seeOther(path(preview)) }
        guard var kept = try preview.request(), case .importSheet(let order, let earlier) = kept.request else { throw NoSuchPage() }
        // What somebody chose, they chose by what the page had shown them.
        if let plan = visit.form[.plan], plan != (try preview.summary())?.fingerprint {
            let fault = "Cet aperçu a été refait depuis que la page a été affichée. Vérifiez vos corrections, puis cliquez de nouveau."
            return try refused(visit, preview, fault, status: 409)
        }
        let corrections: [Int: RowCorrection]
        do { corrections = try Self.corrections(of: visit.form, to: earlier, in: preview) } catch let doubt as UnclearChoice {
            let fault =
                "Ligne \(doubt.row.grouped) : vous avez choisi de garder la valeur actuelle, et vous en avez tapé une autre. Choisissez « Mettre la "
                + "mienne », ou effacez ce que vous avez tapé."
            return try refused(visit, preview, fault, status: 422)
        }
        let isExport = visit.form[.export] != nil && visit.may(.export)
        if isExport, corrections == earlier { return try refusedRows(visit) }
        kept.request = .importSheet(order: order, corrections: corrections)
        try preview.keep(kept)
        return .work(preview) { reply in
            switch reply {
            // The workbook of the plan before has none of what was typed.
            case .outcome(.planned):
                if isExport { return Told.corrections.answer(path(preview), "vue=refus") }
                let areSomeRefused = (try preview.summary()?.refusedCount ?? 0) > 0
                guard corrections != earlier else { return .seeOther(path(preview) + (areSomeRefused ? "?vue=refus" : "")) }
                return Told.typedCorrections.answer(path(preview), areSomeRefused ? "vue=refus" : nil)
            case .outcome: throw PreviewGone()
            case .fault(let message): return try show(visit, preview, fault: FormFault("contenu", message), status: 422)
            }
        }
    }

    /// The page of refused rows that a form was on, with what was typed in it and what is wrong.
    private static func refused(_ visit: Visit, _ preview: KeptPreview, _ fault: String, status: Int) throws -> Answer {
        var typed = KeptForm(path(preview) + "/corriger", from: nil, visit.form)
        typed.cause = nil
        var fields = Fields()
        (fields["vue"], fields["page"]) = ("refus", visit.form[.page])
        let page = try show(
            visit.filling(typed, at: path(preview), visit.parameters, fields), preview, fault: FormFault("contenu", fault), status: status)
        return .to(visit.filling(typed), page)
    }

    /// Somebody chose today's value of a row and typed another.
    private struct UnclearChoice: Error { let row: Int }

    /// What was typed until now, with what a form says of the rows that it has.
    private static func corrections(
        of form: Fields, to earlier: [Int: RowCorrection], in preview: KeptPreview
    ) throws -> [Int: RowCorrection] {
        var corrections = earlier
        let refused = Dictionary(
            try preview.refused(page: Pager(form).page - 1).compactMap { refusal in refusal.row.map { ($0, refusal) } },
            uniquingKeysWith: { first, _ in first })
        // A value that is too long for a field can still be chosen.
        let names = Set(form.all.keys.map { $0.hasPrefix(choicePrefix) ? String($0.dropFirst(choicePrefix.count)) : $0 })
        for name in names {
            let parts = name.split(separator: "-")
            guard parts.count == 2, let row = Int(parts[1]), 1...1_048_576 ~= row,
                let field = ContactField.all.first(where: { $0.name == parts[0] })
            else { continue }
            let (cell, before) = (refused[row]?.cells?[field.column], earlier[row]?[field.column])
            let choice = cell?.isConflict == true ? form[choicePrefix + name].flatMap(Choice.init) : nil
            guard let typed = form[name] ?? cell?.given else { continue }
            let isNew = typed != before?.text ?? cell?.given
            var value = TypedValue(typed, seen: cell?.stored ?? before?.seen)
            if choice == .stored, let stored = cell?.stored {
                guard !isNew || typed == stored || typed.isEmpty else { throw UnclearChoice(row: row) }
                value.text = stored
            }
            guard choice != nil || isNew else { continue }
            corrections[row, default: RowCorrection(subject: refused[row]?.subject ?? form[.subject])][field.column] = value
        }
        if let row = form[.removal].flatMap({ Int($0) }) { corrections[row] = nil }
        return corrections
    }
}
