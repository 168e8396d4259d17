internal import DotationStore
internal import Dotations
internal import Foundation

extension StoreExamination {
    func findings(at now: Date) -> [StoreFinding] {
        var findings = [schemaFinding]
        func add(_ check: StoreFinding.Check, _ grade: StoreFinding.Grade, _ message: String, _ advice: String? = nil) {
            findings.append(StoreFinding(check, grade, message, advice))
        }
        findings += Rule.allCases.map { rule in
            let (check, good, advice) = rule.words
            guard let count = broken[rule] else { return StoreFinding(check, .good, good) }
            return StoreFinding(check, .bad, "\(count.counted("anomalie")). Attendu : \(good)", advice)
        }
        findings += histories.sorted { $0.key < $1.key }.map { client, history in
            // One client has no need to be named.
            let whose = histories.count == 1 ? "" : " du client \(client)"
            switch history {
            case .success(let found):
                let counts = "\(found.operations.counted("opération")), \(found.rows.counted("ligne"))"
                return StoreFinding(
                    .history, .good, "L’historique\(whose) est intact : \(counts), empreinte \(found.head.description.prefix(16))…")
            case .failure(let error):
                let fault = if case .audit(let place) = error.subject { "a été altéré (\(place.french))" } else { "ne peut pas être lu" }
                return StoreFinding(.history, .bad, "L’historique\(whose) \(fault).", error.frenchAdvice)
            }
        }
        if let lastOperation, lastOperation > now.addingTimeInterval(300) {
            add(
                .clock, .notable, "La dernière opération est datée du \(DateFormatting.french(lastOperation)), dans l’avenir.",
                "Vérifiez l’heure de cette machine : les e-mails qui attendent partiraient trop tard.")
        } else {
            add(.clock, .good, "L’heure de la machine suit celle de la dernière opération.")
        }
        let failed = jobs[.failed] ?? 0
        let waiting = (jobs[.pending] ?? 0) + (jobs[.retry] ?? 0)
        let counts = "E-mails : \(waiting.grouped) en attente, \((jobs[.sent] ?? 0).grouped) envoyés, \(failed.grouped) en échec"
        if let dueSince, dueSince < now.addingTimeInterval(-3600) {
            add(
                .outbox, .notable, "\(counts) ; le plus ancien attend depuis le \(DateFormatting.french(dueSince)).",
                "Voyez les e-mails qui attendent, et lancez l’envoi.")
        } else if failed > 0 {
            add(.outbox, .notable, "\(counts).", "Voyez pourquoi dans la liste des e-mails.")
        } else {
            add(.outbox, .good, "\(counts).")
        }
        return findings
    }

    private var schemaFinding: StoreFinding {
        guard !schema.isEmpty else { return StoreFinding(.schema, .good, "Ses tables et leurs règles sont celles du programme.") }
        let named = SchemaDifference.Kind.allCases.compactMap { kind -> String? in
            let names = schema.filter { $0.kind == kind }.map { VisibleText.of($0.name) }
            guard !names.isEmpty else { return nil }
            return "\(kind.french) : \(names.prefix(10).joined(separator: ", "))\(names.count > 10 ? "…" : "")"
        }
        return StoreFinding(
            .schema, .bad, "Ses tables ou leurs règles ont été changées par un autre programme. \(named.joined(separator: " ; ")).", restore
        )
    }
}

extension SchemaDifference.Kind {
    fileprivate var french: String {
        switch self {
        case .missing: "manque"
        case .changed: "changé"
        case .added: "ajouté"
        }
    }
}

private let restore = "Gardez une copie du fichier tel quel, restaurez une sauvegarde, et signalez-le."

extension StoreExamination.Rule {
    fileprivate var words: (check: StoreFinding.Check, good: String, advice: String) {
        return switch self {
        case .integrity: (.integrity, "Le fichier est entier.", restore)
        case .references: (.references, "Ce à quoi une ligne renvoie existe.", restore)
        case .jobs: (.jobs, "Chaque modification et chaque renvoi a son e-mail, et un seul.", restore)
        case .contacts: (.contacts, "Chaque dotation est comme sa dernière modification l’a laissée.", restore)
        case .recipients:
            (.recipients, "Chaque e-mail va à l’adresse de sa modification, et s’il attend encore, à l’adresse actuelle.", restore)
        case .successions: (.successions, "Chaque e-mail remplacé l’est par un autre de la même dotation.", restore)
        case .jobCounts: (.jobCounts, "Il y a autant d’e-mails de chaque état que la base de données en compte.", restore)
        case .orderCounts: (.orderCounts, "Ce que les commandes comptent, ce sont leurs dotations.", restore)
        case .soldCounts:
            (.soldCounts, "Ce que les événements et les sessions comptent de vendu, ce sont leurs ventes actives.", restore)
        case .numbers:
            (
                .numbers,
                "Les lignes de chaque commande, les bénéficiaires, les événements et les ventes sont numérotés sans trou.", restore
            )
        case .erasures: (.erasures, "D’un client effacé restent toutes les empreintes de son historique.", restore)
        }
    }
}

extension StoreFinding.Grade {
    /// How a list marks it.
    public var mark: String {
        switch self {
        case .good: "bon"
        case .notable: "à voir"
        case .bad: "MAUVAIS"
        }
    }

    /// What a list ends with whose worst grade it is.
    public var conclusion: String {
        switch self {
        case .good: "Tout va bien."
        case .notable: "Rien de grave ; voyez les lignes « à voir »."
        case .bad: "Il y a quelque chose à réparer ; voyez les lignes « MAUVAIS »."
        }
    }
}

extension StoreFinding {
    static func missing(_ path: String) -> Self {
        Self(.file, .bad, "Le fichier \(path.quoted) n’existe pas.", "Vérifiez le chemin, ou créez une commande.")
    }

    static func found(_ path: String) -> Self { Self(.file, .good, "Base de données \(path.quoted).") }

    static var privateFile: Self { Self(.permissions, .good, "Seul son propriétaire peut la lire.") }

    static func readableFiles(_ paths: [String]) -> Self {
        Self(
            .permissions, .bad, "D’autres que son propriétaire peuvent la lire ; elle contient des données personnelles.",
            "Tapez : chmod 600 " + paths.map { "'\($0)'" }.joined(separator: " "))
    }

    static var unknownFolder: Self { Self(.folder, .bad, "Son dossier ne peut pas être examiné.", "Vérifiez les droits d’accès.") }

    static var lockedFolder: Self {
        Self(.folder, .bad, "Son dossier ne peut pas être écrit.", "SQLite y place ses fichiers -wal et -shm : donnez le droit d’écrire.")
    }

    static func openFolder(_ path: String) -> Self {
        Self(.folder, .notable, "D’autres peuvent écrire dans son dossier, et donc la remplacer.", "Tapez : chmod go-w '\(path)'")
    }

    static var safeFolder: Self { Self(.folder, .good, "Son dossier est protégé.") }

    static func networkDisk(_ kind: String) -> Self {
        Self(
            .disk, .bad, "Elle est sur un disque réseau (\(kind)), où SQLite ne peut pas garantir ce qu’il a écrit.",
            "Placez-la sur un disque local.")
    }

    static func room(_ megabytes: Int, isEnough: Bool) -> Self {
        isEnough
            ? Self(.disk, .good, "Place libre sur son disque : \(megabytes.grouped) Mo.")
            : Self(
                .disk, .notable, "Il ne reste que \(megabytes.grouped) Mo sur son disque.",
                "Libérez de la place : une écriture pourrait échouer.")
    }

    /// The settings of what keeps a store, which it has checked as it was opened.
    static func settings(of database: StoreDatabase) -> Self {
        switch database {
        case .file: Self(.settings, .good, "Réglages de SQLite \(Store.sqliteVersion) : WAL, synchronous=FULL, clés étrangères.")
        case .server: Self(.settings, .good, "Réglages de PostgreSQL : fsync, full_page_writes, synchronous_commit.")
        }
    }

    static func foreignFile(_ path: String, _ error: StoreError) -> Self {
        Self(.opening, .bad, "\(path.quoted) n’est pas une base de données de dotations (\(error.code.rawValue)).", error.frenchAdvice)
    }

    static func unopened(_ error: StoreError) -> Self {
        Self(.opening, .bad, "La base de données ne s’ouvre pas (\(error.code.rawValue)).", error.frenchAdvice)
    }
}
