import ArgumentParser
import DotationStore
import DotationsApplication

/// `dotations database migrate`: upgrades a store on a server. A file is upgraded when it is opened to be written.
struct DatabaseMigrateCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Met à niveau une base PostgreSQL qu’une version antérieure a créée.",
        discussion: """
            Tout ou rien. Arrêtez d’abord ce qui s’en sert, et faites une sauvegarde. Le compte de --database doit être membre du rôle \
            dotations_owner.
            """)

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let address = try store.serverAddress("Un fichier est mis à niveau quand une commande y écrit.")
        let found = try Store.migrate(on: address)
        try ResultWriter.write(
            ["database": address.text, "from": found, "to": Store.version] as JSONObject,
            [
                found == Store.version
                    ? "Rien à faire : la base est à la version \(found), celle de ce programme."
                    : "La base est passée de la version \(found) à la version \(Store.version)."
            ],
            asJSON: isJSON)
    }
}

/// `dotations database check`: whether a server keeps what it is given, and the store on it is what this program makes.
struct DatabaseCheckCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Vérifie le serveur PostgreSQL, et les rôles, les droits et les tables de la base.",
        discussion: """
            Le code de sortie est 1 si quelque chose est à réparer, 0 sinon. Rien n’est modifié. Ce que les tables contiennent, c’est \
            « dotations doctor » qui le vérifie.
            """)

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let address = try store.serverAddress("Un fichier se vérifie avec « dotations doctor ».")
        let findings = try Store.check(on: address)
        let isGood = findings.allSatisfy(\.isGood)
        try ResultWriter.write(
            CheckedServer(status: isGood ? .good : .bad, database: address.text, checks: findings.map(CheckedServer.Check.init)),
            findings.flatMap(lines) + [(isGood ? StoreFinding.Grade.good : .bad).conclusion], asJSON: isJSON)
        if !isGood { throw ExitCode.nothingDone }
    }

    private func lines(_ finding: ServerFinding) -> [String] {
        let mark = (finding.isGood ? StoreFinding.Grade.good : .bad).mark
        let line = "  " + mark + String(repeating: " ", count: 9 - mark.count) + finding.message
        return [line] + (finding.advice.map { [String(repeating: " ", count: 11) + $0] } ?? [])
    }
}

/// What `dotations database check` writes for programs.
private struct CheckedServer: Encodable {
    struct Check: Encodable {
        let check, name, value: String
        let isGood: Bool
        @Null var remedy: String?

        init(_ finding: ServerFinding) {
            check = finding.check.rawValue
            name = finding.name
            value = finding.value
            isGood = finding.isGood
            remedy = finding.remedy
        }
    }

    let status: StoreFinding.Grade
    let database: String
    let checks: [Check]
}

extension ServerFinding {
    fileprivate var message: String {
        switch check {
        case .server: isGood ? "PostgreSQL \(value)." : "PostgreSQL \(value) est trop ancien : il faut la version 15."
        case .setting: "\(name) = \(value)" + (isGood ? "." : " : le serveur peut perdre ce qu’il a confirmé.")
        case .version: "La base est à la version \(value)" + (isGood ? "." : ", et ce programme à la version \(Store.version).")
        case .role: "Rôle \(name)" + (isGood ? "." : value.isEmpty ? " : absent, ou membre de dotations_owner." : " : il est \(value).")
        case .grant: isGood ? "Les droits sont ceux qu’il faut." : "Droits \(name) : \(difference)."
        case .policy: isGood ? "Chaque client ne voit que ses lignes." : "Règle de visibilité \(name) : \(difference)."
        case .schema: isGood ? "Les tables, les index et les déclencheurs sont ceux de cette version." : "\(name) : \(difference)."
        }
    }

    private var difference: String {
        switch value {
        case "missing": "il manque"
        case "added": "en trop"
        default: "différent"
        }
    }

    fileprivate var advice: String? {
        guard !isGood else { return nil }
        if let remedy { return "À exécuter sur le serveur : \(remedy.split(whereSeparator: \.isNewline).joined(separator: " "))" }
        return switch check {
        case .server: "Installez une version plus récente."
        case .version:
            "« dotations database migrate » met à niveau une base antérieure ; à une base plus récente, il faut un programme plus récent."
        default: "Restaurez une sauvegarde, ou recopiez la base avec « dotations database copy »."
        }
    }
}
