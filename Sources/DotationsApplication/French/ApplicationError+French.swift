internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations

extension ApplicationError {
    private static func nothing(_ message: String, file: String? = nil) -> Self { Self(.nothingToDo, message, file: file) }
}

// Orders.
extension ApplicationError {
    static func ordersDiffer(_ known: [(source: OrderOfSheet.Source, number: OrderNumber)], file: String?) -> ApplicationError {
        let list = known.map { "\($0.number) selon \($0.source.french)" }.joined(separator: ", ")
        return ApplicationError(
            .orderMismatch,
            "le n° de commande n’est pas le même partout : \(list). Rien n’a été fait. Choisissez le fichier de cette "
                + "commande, ou importez celui-ci dans la sienne.",
            file: file)
    }

    static func undeterminedOrder(_ orders: OrdersInRows?, file: String?) -> ApplicationError {
        let named = (orders?.rowCounts ?? [:]).sorted { $0.key < $1.key }
        guard let orders, let first = named.first else {
            return ApplicationError(
                .orderUndetermined, "rien ne dit de quelle commande vient ce fichier. Donnez son numéro.", file: file)
        }
        var parts = named.prefix(10).map { "\($0.key) (\($0.value.counted("ligne")))" }
        if named.count > 10 { parts.append("et \((named.count - 10).counted("autre"))") }
        let unnamed =
            orders.unnamedRowCount == 0
            ? "" : " \(orders.unnamedRowCount.counted("ligne n’a pas", "lignes n’ont pas")) de n° de commande."
        return ApplicationError(
            .orderUndetermined,
            "les lignes nomment \(named.count.counted("commande")) : \(parts.joined(separator: ", ")).\(unnamed) Importez-en une à la fois, "
                + "par exemple la \(first.key) : les lignes des autres sont alors refusées, et restent à importer.",
            file: file, faults: named.map { FaultDocument(order: $0.key, rows: $0.value) })
    }

    static func namedAfterOther(_ named: OrderNumber, than number: OrderNumber, file: String?) -> ApplicationError {
        ApplicationError(
            .orderMismatch, "le nom du fichier est celui de la commande \(named), et non \(number). Rien n’a été fait ; vérifiez.",
            file: file)
    }

    static func foreignSalesExport(file: String?) -> ApplicationError {
        ApplicationError(
            .orderMismatch,
            "cet export des ventes n’a pas été fait ici. Rien n’a été fait : refaites l’export, et donnez ce "
                + "fichier-là tel quel.",
            file: file)
    }

    static func amountOutOfRange(_ number: OrderNumber) -> ApplicationError {
        ApplicationError(.amountOutOfRange, "Le total de la commande \(number) dépasse ce qui se calcule ; vérifiez ses montants.")
    }

    static func alreadyPaid(_ number: OrderNumber) -> ApplicationError {
        nothing("La commande \(number) est déjà réglée.")
    }

    static func noPaymentToTakeBack(_ number: OrderNumber) -> ApplicationError {
        nothing("La commande \(number) n’est pas réglée : il n’y a pas de règlement à annuler.")
    }

    static func unpaidOrder(_ number: OrderNumber) -> ApplicationError {
        ApplicationError(
            .orderUnpaid,
            "La commande \(number) n’est pas réglée : ses dotations ne se modifient pas encore. "
                + "Notez d’abord son règlement.")
    }

    static func nothingModifiable(_ number: OrderNumber) -> ApplicationError {
        nothing("La commande \(number) n’a aucune dotation modifiable : aucune n’a un statut qui le permet.")
    }

    static func nothingToUndo(_ id: Operation.ID) -> ApplicationError {
        nothing("L’opération \(id) n’a modifié aucun contact : il n’y a rien à annuler.")
    }

    static func nothingLeftToUndo(_ id: Operation.ID) -> ApplicationError {
        nothing("L’import \(id) n’a rien laissé à annuler.")
    }
}

// E-mails.
extension ApplicationError {
    static func unknownJob(_ id: Job.ID) -> ApplicationError {
        ApplicationError(.jobUnknown, "l’e-mail \(id) n’existe pas.")
    }

    static func jobWithoutAddress(_ id: Job.ID, _ reason: Reason) -> ApplicationError {
        ApplicationError(.jobWithoutAddress, "l’e-mail \(id) n’a pas d’adresse valable : \(reason.advice)")
    }

    static func jobsRefused(_ first: RefusedJob) -> ApplicationError {
        ApplicationError(.jobsRefused, "e-mail \(first.id) : \(first.message) [\(first.code.rawValue)]. Rien n’a été fait.")
    }

    static var noJobToRetryLater: ApplicationError {
        nothing("Aucun e-mail n’est à réessayer plus tard : rien n’est fait.")
    }

    static func noFailedJobToRetry(_ result: RetriedJobs) -> ApplicationError {
        let left = result.leftOutSentence.map { " " + $0 } ?? ""
        return nothing("Aucun e-mail en échec ne peut être réessayé : rien n’est fait.\(left)")
    }

    static func noWaitingJob(of id: Operation.ID, left: Int) -> ApplicationError {
        nothing("Aucun e-mail de l’opération \(id) n’attend d’être envoyé : \(CancelledJobs.left(left)). Rien n’est fait.")
    }
}

// Events and sales.
extension ApplicationError {

    static func emptyEventWorkbook(_ name: String?) -> ApplicationError {
        nothing("le classeur ne contient ni événement, ni bénéficiaire, ni justificatif.", file: name)
    }

    static func unknownEvent(_ name: String, known events: [SaleEvent]) -> ApplicationError {
        let names = events.prefix(20).map { $0.name.quoted }.joined(separator: ", ")
        return ApplicationError(
            .eventUnknown,
            "Aucun événement ne s’appelle \(name.quoted)."
                + (names.isEmpty ? " Chargez-en un d’abord." : " Événements : \(names)."))
    }

    static func alreadyWithdrawn(_ event: SaleEvent) -> ApplicationError {
        nothing("L’événement \(event.name.quoted) est déjà retiré : rien n’est modifié.")
    }

    static func salesUnchanged(_ count: Int) -> ApplicationError {
        nothing("\(count < 2 ? "La vente est" : "Les ventes sont") déjà dans cet état : rien n’est modifié.")
    }

    static func knownSale(_ sale: Sale.ID?) -> ApplicationError {
        let known = sale.map { " : vente \($0)" } ?? ""
        return nothing("Cette vente est déjà enregistrée, avec cette référence de paiement\(known). Rien n’est modifié.")
    }

    static var knownMatricule: ApplicationError {
        nothing("C’est déjà le matricule de cette personne : rien n’est modifié.")
    }

    static var knownDocument: ApplicationError {
        nothing("Ce justificatif est déjà enregistré : rien n’est modifié.")
    }

    static var noEvents: ApplicationError {
        nothing("Aucun événement n’est chargé. Chargez-en un d’abord.")
    }

    static var noBeneficiaries: ApplicationError { nothing("Il n’y a aucun bénéficiaire à exporter.") }

    static func nothingToOrder(leftOut count: Int) -> ApplicationError {
        let left = count == 0 ? "" : " (\(count.counted("vente laissée", "ventes laissées")) de côté)"
        return nothing("Il n’y a aucune vente à commander\(left). Rien n’a été écrit.")
    }

    static var wrongClock: ApplicationError {
        ApplicationError(.clockWrong, "L’horloge de la machine n’est pas à l’heure. Rien n’a été fait.")
    }
}

// People.
extension ApplicationError {
    static var knownMember: ApplicationError {
        nothing("Cette personne travaille déjà pour le client. Pour un autre rôle, changez-le.")
    }

    static func sameRole(_ role: Role) -> ApplicationError {
        nothing("Cette personne a déjà ce rôle : \(role.rawValue). Rien n’est modifié.")
    }

    static func alreadyDisabled(_ isDisabled: Bool) -> ApplicationError {
        nothing(isDisabled ? "L’accès de cette personne est déjà retiré." : "Cette personne peut déjà se connecter.")
    }

    static var noAuthenticator: ApplicationError {
        nothing("Cette personne n’a pas d’application d’authentification : il n’y en a pas à retirer.")
    }
}

extension OrderOfSheet.Source {
    fileprivate var french: String {
        switch self {
        case .option: "le numéro donné"
        case .export: "l’export d’où vient le fichier"
        case .fileName: "le nom du fichier"
        }
    }
}

extension OrderReport {
    /// That there is no order, and which rows are the first to be refused.
    public func refusal(file: String?) -> ApplicationError {
        let rows = refused.prefix(5).map { "\($0.row ?? 0) (\($0.reasons.map(\.code).joined(separator: ", ")))" }
        return ApplicationError(
            .orderRowsRefused,
            "\(refused.count.counted("ligne n’est pas valable", "lignes ne sont pas valables")) : "
                + "\(rows.joined(separator: ", "))\(refused.count > 5 ? "…" : ""). La commande n’a pas été créée.",
            file: file, faults: refused.flatMap(\.faults))
    }
}

extension SheetReport {
    /// That nothing was applied, as rows are refused.
    public func refusal(file: String? = nil) -> ApplicationError {
        let count = refused.count.counted("ligne est refusée", "lignes sont refusées")
        return ApplicationError(
            .importRefused, "\(count) : \(isAtomic && !asksNothing ? "il suffit d’une pour que rien ne soit" : "rien n’a été") appliqué.",
            file: file,
            faults: refused.flatMap(\.faults))
    }
}

extension SetupReport {
    /// That nothing was loaded, and where the workbook has its first faults.
    public func refusal(file: String?) -> ApplicationError {
        let first = faults.prefix(5).map { "\($0.place) (\($0.code))" }.joined(separator: ", ")
        return ApplicationError(
            .eventsRefused, "\(faults.count.counted("erreur")) : \(first)\(faults.count > 5 ? "…" : ""). Rien n’a été chargé.", file: file,
            faults: faults.map { FaultDocument(code: $0.code, sheet: $0.sheet, row: $0.row, cell: $0.cell) })
    }
}
