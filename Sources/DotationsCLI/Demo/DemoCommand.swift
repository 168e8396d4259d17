import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication
import Foundation

/// `dotations demo`: the whole loop on the sample files, each step shown as what one could type.
struct DemoCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Montre toute la boucle sur les fichiers d’exemple, dans un dossier neuf.",
        discussion: "Le dossier reste, pour essayer la suite soi-même. --database n’a pas d’effet ici.")

    @Option(help: ArgumentHelp("Le dossier des fichiers d’exemple ; à défaut SampleFiles.", valueName: "dossier"))
    var samples: String?

    @Option(help: ArgumentHelp("Le port d’un serveur d’envoi de cette machine, qui garde les e-mails.", valueName: "port"))
    var smtpPort: Int?

    @Flag(help: "Laisse les pages de l’Espace Client ouvertes sur cette base de données, et dit comment s’y connecter.")
    var serve = false

    @Option(help: ArgumentHelp("Le port des pages.", valueName: "port"))
    var port: Int?

    @OptionGroup var report: ReportOptions

    private static let database = "dotations.sqlite"
    private static let settings = "envoi.conf"
    private static let exported = "20250505_Titres_Dématérialisés_Commande_2900001.xlsx"
    private static let edited = "ventes/20250505_Titres_Dématérialisés_Commande_2900001 corrigé.xlsx"
    private static let wrong = "ventes/20250505_Titres_Dématérialisés_Commande_2900001 erreurs.xlsx"

    /// What is shown: after `#` a title, after `$` a command, as one could type it.
    private static let steps = """
        # Le CSE charge ses événements : trois tarifs, trois tranches, et qui peut participer.
        $ events load ventes/trois_tranches.xlsx --yes
        # Les ventes sont importées ; celles qui ne sont pas permises sont refusées avec leur raison.
        $ sales import ventes/ventes.xlsx --yes --limit-rows 4 --rejects 'ventes refusées.xlsx'
        # Les paiements de Stripe en face des ventes.
        $ sales reconcile ventes/paiements_stripe.csv --limit-rows 1
        # Cet achat a été remboursé dans Stripe : la vente l’est aussi.
        $ sales refund 15 --yes
        # Les inscriptions sont closes : voici ce qu’il faut commander à l’ANCV.
        $ sales export -o export_ancv_connect.xlsx
        # L’export devient la commande, telle quelle.
        $ orders create export_ancv_connect.xlsx --number 2900001 --date 2025-05-05 --paid
        $ orders show 2900001
        # Ses dotations sont exportées pour être corrigées.
        $ export 2900001 --resend-column
        # Une collègue corrige une dotation pendant que la feuille est ouverte ailleurs.
        $ edit 10000013 --email xenia.jujubier@nouveau.fr
        # Quelqu’un a corrigé la feuille dans LibreOffice. Son import ne défait pas ce que la collègue a fait.
        $ import '\(edited)' --dry-run
        # L’import est appliqué, en une fois.
        $ import '\(edited)' --yes
        # Chaque ligne changée a préparé un e-mail.
        $ jobs list
        """

    private static let sending = """
        # Voici le premier, tel que son bénéficiaire le recevra.
        $ jobs preview 1 --settings \(settings)
        # Les e-mails partent vers le serveur d’envoi.
        $ jobs send --settings \(settings)
        $ jobs list
        """

    private static let laterSteps = """
        # Le même fichier encore une fois : rien ne change, rien ne part.
        $ import '\(edited)' --yes
        # Une feuille pleine d’erreurs : ce qui est juste est appliqué, le reste est refusé, aussi ce que la collègue a corrigé autrement.
        $ import '\(wrong)' --yes --rejects refus.xlsx
        # Les lignes refusées, à corriger et à réimporter.
        $ sheet dump refus.xlsx --text
        """

    func validate() throws {
        try requirePort(port)
        guard port == nil || serve else { throw ValidationError("--port va avec --serve.") }
    }

    func execute() throws {
        // A program is told where the pages are, and nothing else.
        let output = serve && isJSON ? silenceOutput() : nil
        let source = try sampleFolder()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dotations-demo-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // The exports are made again, under their own names.
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != "exports" {
            try FileManager.default.copyItem(at: source.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
        guard FileManager.default.changeCurrentDirectoryPath(folder.path) else {
            throw CommandError(.samplesMissing, "le dossier de la démonstration ne s’ouvre pas.", file: folder.path)
        }
        try say("cd \(folder.path)")
        for step in Self.steps.split(separator: "\n") {
            try show(step)
            // The samples were edited from an export of their own; here they are edits of the one that was just made.
            if step.hasPrefix("$ export") { for name in [Self.edited, Self.wrong] { try SampleEdit(path: name).begin(as: Self.exported) } }
        }
        if let smtpPort {
            try write(settingsFor: smtpPort)
            for step in Self.sending.split(separator: "\n") { try show(step) }
        } else if serve {
            try DemoPages.send(Store(path: Self.database, creating: .never).mail)
        } else {
            try say("\nLes e-mails attendent : scripts/demo démarre un serveur d’envoi et les lui envoie.")
        }
        for step in Self.laterSteps.split(separator: "\n") { try show(step) }
        let operations = try StoreOptions.parse(["--database", Self.database]).application().operations(limit: .max).imports
        if let first = operations.last(where: { $0.kind == .import }) {
            try show("# Le premier import est annulé, avec ses e-mails qui ne sont pas encore partis.")
            try show("$ imports revert \(first.id.description) --yes")
        }
        for step in ["# Ce qui s’est passé.", "$ imports list", "$ jobs list"] { try show(step[...]) }
        if serve { for step in DemoPages.steps.split(separator: "\n") { try show(step) } }
        try say("\nLe dossier \(folder.path) contient les fichiers et la base de données de cette démonstration.")
        guard serve else { return }
        let access = try DemoPages.access(Store(path: Self.database, creating: .never))
        if let output { dup2(output, 1) }
        try DemoPages.serve(Self.database, access, port: port, asJSON: isJSON)
    }

    /// Sends standard output nowhere, and gives what it was.
    private func silenceOutput() -> Int32 {
        let output = fcntl(1, F_DUPFD_CLOEXEC, 3)
        let nowhere = open("/dev/null", O_WRONLY)
        dup2(nowhere, 1)
        close(nowhere)
        return output
    }

    private func write(settingsFor port: Int) throws {
        let text = """
            # Le serveur d’envoi de la démonstration, sur cette machine : il garde les e-mails et n’en remet aucun.
            smtp.host = 127.0.0.1
            smtp.port = \(port)
            smtp.security = none
            mail.from = Comité social et économique <cse@example.fr>
            link.base = https://activer.example.fr/compte

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: Self.settings))
        try say("\n# Les réglages d’envoi.\n\n$ cat \(Self.settings)\n" + text.dropLast())
    }

    private func show(_ step: Substring) throws {
        guard step.hasPrefix("$ ") else { return try say("\n\(step)") }
        try say("\n$ dotations \(step.dropFirst(2))")
        // What stands between apostrophes is one argument.
        let parts = step.dropFirst(2).split(separator: "'").enumerated()
        let arguments = parts.flatMap { $0 % 2 == 1 ? [String($1)] : $1.split(separator: " ").map(String.init) }
        do {
            // The folder's own store, whatever the environment names.
            var command = try DotationsCommand.parseAsRoot(
                arguments + (isJSON ? ["--json"] : []) + (arguments[0] == "sheet" ? [] : ["--database", Self.database]))
            try command.run()
        } catch let code as ExitCode where code == .rowsRefused {
            return
        }
    }

    private func say(_ line: String) throws {
        var output = OutputBuffer()
        try output.put(line + "\n")
        try output.flush()
    }

    /// The folder that was named, the one here, or the one above the command itself, which may stand in a checkout's build folder.
    private func sampleFolder() throws -> URL {
        func isSampleFolder(_ url: URL) -> Bool {
            FileManager.default.fileExists(atPath: url.appendingPathComponent("commande_2800886.csv").path)
        }
        var candidates = [URL(fileURLWithPath: samples ?? "SampleFiles")]
        if samples == nil {
            var folder = (Bundle.main.executableURL ?? Bundle.main.bundleURL).resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<5 {
                candidates.append(folder.appendingPathComponent("SampleFiles"))
                folder.deleteLastPathComponent()
            }
        }
        guard let found = candidates.first(where: isSampleFolder) else {
            let advice = "donnez leur dossier avec --samples, ou lancez la commande à la racine du dépôt."
            throw CommandError(
                .samplesMissing,
                samples == nil
                    ? "Les fichiers d’exemple sont introuvables : \(advice)" : "ce dossier ne contient pas les fichiers d’exemple.",
                file: samples)
        }
        return found
    }
}
