import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication
import Foundation

/// `dotations doctor`: whether the store and what surrounds it are as they should be, and what to do where not.
struct DoctorCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Vérifie la base de données, ses réglages et son environnement, et dit quoi faire.",
        discussion: "Le code de sortie est 1 si quelque chose est à réparer, 0 sinon. Rien n’est modifié.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let path = store.path
        var findings: [Finding] = []
        var history = JSON.null
        do {
            let store = try store.open()
            findings = DatabaseFile(path: path).findings
            findings.append(.init(.settings, .good, "Réglages de SQLite \(Store.sqliteVersion) : WAL, synchronous=FULL, clés étrangères."))
            let now = Date()
            let examination = try store.examine(at: now)
            findings += examination.findings(at: now)
            if let found = try? examination.history.get() {
                history = .object([
                    ("operations", .integer(found.operations)), ("rows", .integer(found.rows)), ("hash", .string(found.head.description)),
                ])
            }
        } catch let error as StoreError where error.code == .notAStore {
            // What else it is, and who may read it, is nobody's business here.
            findings = [
                .init(
                    .opening, .bad, "« \(path) » n’est pas une base de données de dotations (\(error.code.rawValue)).", error.frenchAdvice)
            ]
        } catch let error as StoreError {
            if findings.isEmpty { findings = DatabaseFile(path: path).findings }
            findings.append(.init(.opening, .bad, "La base de données ne s’ouvre pas (\(error.code.rawValue)).", error.frenchAdvice))
        }
        let worst = findings.map(\.grade).max() ?? .good
        try ResultWriter.write(
            .object([
                ("status", .string(worst.rawValue)), ("database", .string(path)), ("history", history),
                ("checks", .array(findings.map(\.json))),
            ]),
            ResultWriter.lines(findings.flatMap(\.lines) + [worst.conclusion]), asJSON: isJSON)
        if worst == .bad { throw ExitCode.nothingDone }
    }
}

/// One thing that was looked at.
struct Finding {
    enum Check: String {
        case file, permissions, folder, disk, opening, settings, clock, outbox
        case schema, integrity, references, jobs, contacts, recipients, successions, soldCounts, history
    }

    enum Grade: String, Comparable {
        case good, notable, bad

        static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .good: 0
            case .notable: 1
            case .bad: 2
            }
        }

        var mark: String {
            switch self {
            case .good: "bon"
            case .notable: "à voir"
            case .bad: "MAUVAIS"
            }
        }

        var conclusion: String {
            switch self {
            case .good: "Tout va bien."
            case .notable: "Rien de grave ; voyez les lignes « à voir »."
            case .bad: "Il y a quelque chose à réparer ; voyez les lignes « MAUVAIS »."
            }
        }
    }

    let check: Check
    let grade: Grade
    let message: String
    let advice: String?

    init(_ check: Check, _ grade: Grade, _ message: String, _ advice: String? = nil) {
        self.check = check
        self.grade = grade
        self.message = message
        self.advice = advice
    }

    var lines: [String] {
        let margin = String(repeating: " ", count: 11)
        return ["  " + grade.mark + String(repeating: " ", count: 9 - grade.mark.count) + message] + (advice.map { [margin + $0] } ?? [])
    }

    var json: JSON {
        .object([
            ("check", .string(check.rawValue)), ("grade", .string(grade.rawValue)), ("message", .string(message)),
            ("advice", advice.map { .string($0) } ?? .null),
        ])
    }
}

extension StoreExamination {
    /// What was found, and what to do.
    func findings(at now: Date) -> [Finding] {
        var findings = [schemaFinding]
        findings += Rule.allCases.map { rule in
            let (check, good, advice) = rule.words
            guard let count = broken[rule] else { return Finding(check, .good, good) }
            return Finding(check, .bad, "\(count.counted("anomalie")). Attendu : \(good)", advice)
        }
        switch history {
        case .success(let found):
            findings.append(
                Finding(
                    .history, .good,
                    "L’historique est intact : \(found.operations.counted("opération")), \(found.rows.counted("ligne")), empreinte \(found.head.description.prefix(16))…"
                ))
        case .failure(let error):
            let place = error.auditPosition.map { " (\($0.french))" } ?? ""
            let fault = error.code == .auditBroken ? "a été altéré" : "ne peut pas être lu"
            findings.append(Finding(.history, .bad, "L’historique \(fault)\(place).", error.frenchAdvice))
        }
        if let lastOperation, lastOperation > now.addingTimeInterval(300) {
            findings.append(
                Finding(
                    .clock, .notable, "La dernière opération est datée du \(DateFormatting.french(lastOperation)), dans l’avenir.",
                    "Vérifiez l’heure de cette machine : les e-mails qui attendent partiraient trop tard."))
        } else {
            findings.append(Finding(.clock, .good, "L’heure de la machine suit celle de la dernière opération."))
        }
        let failed = jobs[.failed] ?? 0
        let waiting = (jobs[.pending] ?? 0) + (jobs[.retry] ?? 0)
        let counts = "E-mails : \(waiting.grouped) en attente, \((jobs[.sent] ?? 0).grouped) envoyés, \(failed.grouped) en échec"
        if let dueSince, dueSince < now.addingTimeInterval(-3600) {
            findings.append(
                Finding(
                    .outbox, .notable, "\(counts) ; le plus ancien attend depuis le \(DateFormatting.french(dueSince)).",
                    "Voyez « dotations jobs list », et lancez « dotations jobs send »."))
        } else if failed > 0 {
            findings.append(
                Finding(.outbox, .notable, "\(counts).", "Voyez pourquoi avec « dotations jobs list --state 'en échec' »."))
        } else {
            findings.append(Finding(.outbox, .good, "\(counts)."))
        }
        return findings
    }

    private var schemaFinding: Finding {
        guard !schema.isEmpty else { return Finding(.schema, .good, "Ses tables et leurs règles sont celles du programme.") }
        let named = SchemaDifference.Kind.allCases.compactMap { kind -> String? in
            let names = schema.filter { $0.kind == kind }.map { VisibleText.of($0.name) }
            guard !names.isEmpty else { return nil }
            return "\(kind.french) : \(names.prefix(10).joined(separator: ", "))\(names.count > 10 ? "…" : "")"
        }
        return Finding(
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
    fileprivate var words: (check: Finding.Check, good: String, advice: String) {
        return switch self {
        case .integrity: (.integrity, "Le fichier est entier.", restore)
        case .references: (.references, "Ce à quoi une ligne renvoie existe.", restore)
        case .jobs: (.jobs, "Chaque modification et chaque renvoi a son e-mail, et un seul.", restore)
        case .contacts: (.contacts, "Chaque dotation est comme sa dernière modification l’a laissée.", restore)
        case .recipients:
            (.recipients, "Chaque e-mail va à l’adresse de sa modification, et s’il attend encore, à l’adresse actuelle.", restore)
        case .successions: (.successions, "Chaque e-mail remplacé l’est par un autre de la même dotation.", restore)
        case .soldCounts:
            (.soldCounts, "Ce que les événements et les sessions comptent de vendu, ce sont leurs ventes actives.", restore)
        }
    }
}
