import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Spreadsheet

/// `dotations orders create`: an order from an order sheet.
struct OrdersCreateCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Crée une commande à partir d’une feuille : toutes ses lignes, ou rien.",
        discussion: """
            Il faut les colonnes Matricule, Nom, Prénom, Adresse Mail, Téléphone et Montant. Les colonnes « Identifiant dotation » et \
            « Statut dotation » sont reprises si elles existent ; sinon les identifiants sont attribués et le statut est « intégration ». \
            La base de données est créée si elle n’existe pas.

            L’export des ventes (dotations sales export) se donne tel quel : ses ventes sont alors notées comme commandées, et ne seront \
            plus exportées. Un CSV ne dit pas de quel export il vient : il est reconnu à ses bénéficiaires, ses montants et ses contacts, ou \
            se donne avec --sales-export.

            Une feuille sans identifiants est refusée, sauf avec --allow-repeat, quand elle serait sans doute commandée deux fois : elle a les \
            mêmes bénéficiaires et les mêmes montants qu’une autre commande, ou elle n’est pas un export, et ses bénéficiaires ont pour ce \
            montant des ventes qui restent à commander.

            Une date à venir, plus de 10 000 € pour une seule personne, ou un statut qui n’est pas connu et verrouillerait sa dotation, se \
            demande avant ; hors d’un terminal, --yes répond oui.
            """)

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande (sept chiffres).", valueName: "n°"))
    var number: OrderNumber

    @Option(help: ArgumentHelp("La date de la commande (2020-08-21, 21/08/2020 ou 21 août 2020).", valueName: "date"))
    var date: CalendarDate

    @Flag(help: "La commande est déjà réglée.")
    var paid = false

    @Option(help: ArgumentHelp("L’export des ventes dont la feuille vient, si c’est un CSV.", valueName: "export"))
    var salesExport: DotationStore.ExportIdentity?

    @Flag(help: "Crée la commande même si une autre, ou des ventes à commander, ont les mêmes bénéficiaires et les mêmes montants.")
    var allowRepeat = false

    @Flag(help: "Crée la commande sans demander, même à une date à venir, pour plus de 10 000 € par personne, ou avec un statut inconnu.")
    var yes = false

    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let input = try input.open(file)
        let sheet = try OrderSheet(input.sheets)
        if let named = sheet.orderInFileName, named != number {
            throw CommandError(
                .orderMismatch,
                "le nom du fichier est celui de la commande \(named.description), et non \(number.description). Rien n’a été fait ; vérifiez.",
                file: fileName(of: file))
        }
        let progress = ProgressLine()
        let content = try sheet.read(for: number) { fraction, rows in progress.show(rows, of: sheet.sheet, fraction: fraction) }
        progress.clear()
        try refuse(content, of: sheet)
        let isShown = try agree(to: content, of: sheet)
        let dotations = content.dotations.map {
            DotationStore.NewDotation(
                id: $0.id, matricule: $0.matricule, lastName: $0.lastName, firstName: $0.firstName, contact: $0.contact, amount: $0.amount,
                status: $0.status ?? .integration)
        }
        let order = Order(number: number, date: date, isPaid: paid)
        let source = try input.source()
        let store = try store.open(creating: true)
        let export = salesExport ?? sheet.salesExport.flatMap { DotationStore.ExportIdentity($0) }
        let isOurs = try export.map { try store.isSalesExport($0) } ?? false
        if salesExport != nil, !isOurs {
            throw CommandError(
                .orderMismatch, "cette base de données n’a pas fait l’export des ventes donné avec --sales-export. Rien n’a été fait.",
                file: fileName(of: file))
        }
        do throws(StoreError) {
            try store.createOrder(
                order, dotations: dotations, file: source, salesExport: export, allowsRepeat: allowRepeat, context: self.store.context)
        } catch {
            guard error.code == .salesExportDiffers || error.code == .salesUnordered else { throw error }
            throw try refusal(error, content, of: sheet)
        }
        guard let summary = try store.summary(of: number) else { throw StoreError.unknownOrder(number) }
        let sold = try store.saleCount(of: number)
        try ResultWriter.write(
            .object(
                try summary.fields + [
                    ("salesOrdered", .integer(sold)),
                    ("warnings", .array(content.doubtful.flatMap { json($0, sheet) } + content.warnings.map { json($0, sheet) })),
                ]),
            ResultWriter.lines(
                [try line(summary)] + (isShown ? [] : observations(content, sheet))
                    + saleLines(sold, isNamed: isOurs, isForeign: export != nil && !isOurs)),
            asJSON: isJSON)
    }

    /// An order that lacks a row is another order: it is not made.
    private func refuse(_ content: OrderSheet.Content, of sheet: OrderSheet) throws {
        guard !content.refused.isEmpty else { return }
        if !isJSON {
            let lines =
                ["Lignes refusées (\(content.refused.count.grouped))"] + remarks(content.refused, sheet) + observations(content, sheet)
            try ResultWriter.write(.null, ResultWriter.lines(lines), asJSON: false)
        }
        let rows = content.refused.prefix(5).map { "\($0.row) (\($0.reasons.map(\.code.rawValue).joined(separator: ", ")))" }
        throw CommandError(
            .orderRowsRefused,
            "\(content.refused.count.counted("ligne n’est pas valable", "lignes ne sont pas valables")) : "
                + "\(rows.joined(separator: ", "))\(content.refused.count > 5 ? "…" : ""). La commande n’a pas été créée.",
            file: fileName(of: file), faults: content.refused.flatMap { faults($0, sheet) })
    }

    /// Asks about what is seldom meant, or throws.
    ///
    /// - Returns: whether what is to be corrected was shown beside the question.
    private func agree(to content: OrderSheet.Content, of sheet: OrderSheet) throws -> Bool {
        func place(_ rows: [Int]) -> String {
            "\(rows.count == 1 ? "ligne" : "lignes") \(rows.prefix(5).map { String($0) }.joined(separator: ", "))\(rows.count > 5 ? "…" : "")"
        }
        var doubts: [String] = []
        if try date > store.today { doubts.append("La date de la commande, le \(date.french), est à venir.") }
        let large = content.warnings.filter { $0.warning.code == .amountLarge }.map(\.row)
        if !large.isEmpty {
            doubts.append(
                "\(large.count.counted("bénéficiaire aurait", "bénéficiaires auraient")) plus de "
                    + "\(OrderSheet.usualMaximum.description) : \(place(large)).")
        }
        let locked = content.dotations.filter { $0.status?.kind == .other }
        if !locked.isEmpty {
            let need = ConfirmationNeed.unknownStatuses(Set(locked.compactMap(\.status)), count: locked.count)
            doubts.append("\(need.message) Voir \(place(locked.map(\.row))).")
        }
        guard !doubts.isEmpty else { return false }
        let doubt = doubts.joined(separator: " ")
        let canAsk = !isJSON && Terminal.canAsk
        let isShown = !yes && !isJSON
        if isShown { try ResultWriter.write(.null, ResultWriter.lines(observations(content, sheet)), asJSON: false) }
        // Where nobody can be asked the error says it.
        if !yes, canAsk { StandardError.write("À vérifier : \(doubt)") }
        Interruption.note()
        try Confirmation.obtain("Créer la commande ?", yes: yes, canAsk: canAsk) {
            "\(doubt) La commande n’a pas été créée : si c’est voulu, ajoutez --yes."
        }
        Interruption.obey()
        return isShown
    }

    /// Says where the sheet differs from what was sold: cells and sales, without anybody's data.
    private func refusal(_ error: StoreError, _ content: OrderSheet.Content, of sheet: OrderSheet) throws -> Failure {
        let differences = error.exportDifferences.map { ExportDifferencePlace($0, content, sheet) }
        if !isJSON, !differences.isEmpty {
            let nearest = error.code == .salesUnordered ? " : ce qui diffère de l’export des ventes le plus proche" : ""
            var lines =
                ["\(fileName(of: file)), « \(VisibleText.of(sheet.sheet.name)) »\(nearest)"] + differences.prefix(50).map { "  " + $0.line }
            if differences.count > 50 { lines.append("  … et \((differences.count - 50).grouped) de plus : --json les donne.") }
            try ResultWriter.write(.null, ResultWriter.lines(lines), asJSON: false)
        }
        let cells = differences.compactMap(\.cell)
        let place = ["« \(VisibleText.of(sheet.sheet.name)) »"] + cells.prefix(5) + (cells.count > 5 ? ["…"] : [])
        return .refused(error, file: fileName(of: file), place: place.joined(separator: ", "), faults: differences.map(\.json))
    }

    private func line(_ summary: OrderSummary) throws -> String {
        "Commande \(number.description) du \(date.french) créée : \(summary.dotationCount.counted("dotation")), "
            + "\(summary.faceValue.description), à payer \(try summary.total.description)\(paid ? ", réglée" : "")."
    }

    /// What is to be corrected or worth a look in the rows that are taken.
    private func observations(_ content: OrderSheet.Content, _ sheet: OrderSheet) -> [String] {
        var lines: [String] = []
        if !content.doubtful.isEmpty {
            lines.append("À corriger (\(content.doubtful.count.grouped)) : ces contacts sont gardés tels quels.")
            lines += remarks(content.doubtful, sheet)
        }
        if !content.warnings.isEmpty {
            lines.append("À vérifier (\(content.warnings.count.grouped))")
            lines += content.warnings.prefix(50).map {
                "  Ligne \($0.row)\(place($0.warning.column, $0.row, sheet)) : \($0.warning.message) [\($0.warning.code.rawValue)]"
            }
            if content.warnings.count > 50 { lines.append("  … et \((content.warnings.count - 50).grouped) de plus.") }
        }
        return lines
    }

    private func saleLines(_ sold: Int, isNamed: Bool, isForeign: Bool) -> [String] {
        guard sold > 0 else {
            return isForeign
                ? ["Attention : l’export vient d’une autre base de données, aucune vente n’y est notée comme commandée."] : []
        }
        return (isNamed ? [] : ["La feuille est un export des ventes : mêmes bénéficiaires, mêmes montants, mêmes contacts."])
            + ["\(sold.counted("vente")) \(sold < 2 ? "notée" : "notées") comme \(sold < 2 ? "commandée" : "commandées")."]
    }

    private func remarks(_ remarks: [OrderSheet.Remark], _ sheet: OrderSheet) -> [String] {
        let items = remarks.lazy.flatMap { remark in
            remark.reasons.map { reason in
                RefusalGroups.Item(
                    row: remark.row, place: "Ligne \(remark.row)\(place(reason.column, remark.row, sheet))", code: reason.code.rawValue,
                    summary: reason.code.summary, message: reason.message, advice: reason.advice)
            }
        }
        return RefusalGroups(items, rest: "--json les donne.").lines(limit: 50)
    }

    /// What is wrong with a row for programs, without its values.
    private func faults(_ remark: OrderSheet.Remark, _ sheet: OrderSheet) -> [JSON] {
        remark.reasons.map { reason in
            .object([
                ("row", .integer(remark.row)), ("code", .string(reason.code.rawValue)),
                ("cell", reason.column.flatMap { sheet.cell($0, row: remark.row) }.map { .string($0.description) } ?? .null),
            ])
        }
    }

    private func place(_ column: SheetColumn?, _ row: Int, _ sheet: OrderSheet) -> String {
        column.flatMap { sheet.cell($0, row: row) }.map { ", \($0.description)" } ?? ""
    }

    private func json(_ observation: OrderSheet.Observation, _ sheet: OrderSheet) -> JSON {
        let warning = observation.warning
        return .object([
            ("row", .integer(observation.row)), ("code", .string(warning.code.rawValue)),
            ("cell", warning.column.flatMap { sheet.cell($0, row: observation.row) }.map { .string($0.description) } ?? .null),
            ("message", .string(warning.message)), ("suggestion", warning.suggestion.map { .string($0) } ?? .null),
        ])
    }

    private func json(_ remark: OrderSheet.Remark, _ sheet: OrderSheet) -> [JSON] {
        remark.reasons.map { reason in
            .object([
                ("row", .integer(remark.row)), ("code", .string(reason.code.rawValue)),
                ("cell", reason.column.flatMap { sheet.cell($0, row: remark.row) }.map { .string($0.description) } ?? .null),
                ("message", .string(reason.message)), ("advice", .string(reason.advice)),
            ])
        }
    }
}

/// A difference between an order sheet and the export of sales that it was, with the row and the cell where it stands.
private struct ExportDifferencePlace {
    let message: String
    let rows: [Int]
    let cell: String?
    let sheet: String
    let sales: [Sale.ID]

    init(_ difference: SalesExportDifference, _ content: OrderSheet.Content, _ sheet: OrderSheet) {
        rows = difference.positions.map { content.dotations[$0].row }
        self.sheet = sheet.sheet.name
        sales = difference.sales
        let bought = "\(sales.count < 2 ? "vente" : "ventes") \(sales.map(\.description).joined(separator: ", "))"
        let column: SheetColumn
        switch difference.kind {
        case .amount(let asked, let sold):
            column = .amount
            message = "\(asked.description) demandés\(rows.count > 1 ? " en tout" : ""), et \(sold.description) vendus (\(bought))."
        case .email:
            column = .email
            message = "cette adresse e-mail n’est pas celle que la personne a donnée (\(bought))."
        case .mobile:
            column = .mobile
            message = "ce n° de téléphone n’est pas celui que la personne a donné (\(bought))."
        case .added:
            column = .matricule
            message = "l’export n’a aucune vente pour ce matricule."
        case .missing:
            column = .matricule
            message = "aucune ligne n’est pour la personne \(sales.count < 2 ? "de la" : "des") \(bought)."
        }
        cell = rows.first.flatMap { sheet.cell(column, row: $0) }?.description
    }

    var line: String {
        guard !rows.isEmpty else { return message.prefix(1).uppercased() + message.dropFirst() }
        let numbers = rows.map(String.init).joined(separator: ", ")
        return "\(rows.count < 2 ? "Ligne" : "Lignes") \(numbers)\(cell.map { ", \($0)" } ?? "") : \(message)"
    }

    var json: JSON {
        .object([
            ("sheet", .string(sheet)), ("row", rows.first.map { .integer($0) } ?? .null), ("cell", cell.map { .string($0) } ?? .null),
            ("message", .string(message)), ("sales", .array(sales.map { .integer($0.rawValue) })),
        ])
    }
}
