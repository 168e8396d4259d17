import ArgumentParser
import DotationsApplication

/// How a sheet's plan is shown and applied, the same for every command that imports one.
struct PlanOptions: ParsableArguments {
    @Flag(help: "Montre le plan et ne change rien.")
    var dryRun = false

    @Flag(help: "Applique sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @Option(help: .plan)
    var plan: Fingerprint?

    @Flag(help: "N’applique rien si une seule ligne est refusée.")
    var atomic = false

    @Option(help: ArgumentHelp("Écrit les lignes refusées, avec l’erreur et le conseil, en .xlsx ou en .csv.", valueName: "fichier"))
    var rejects: String?

    @Option(help: ArgumentHelp("Le nombre de lignes que chaque tableau montre à l’écran.", valueName: "nombre"))
    var limitRows = 50

    func validate() throws {
        guard !dryRun || (!yes && plan == nil) else { throw ValidationError("--dry-run ne va pas avec --yes ni --plan.") }
        guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
        if let rejects { _ = try outputFormat(of: rejects) }
    }

    /// Throws where the refused rows would be written over the sheet that they are from.
    func refuseToReplace(_ file: String) throws {
        guard let rejects, isSameFile(file, rejects) else { return }
        throw CommandError(
            .fileSame, "--rejects remplacerait le fichier à importer. Rien n’a été fait ; choisissez un autre nom.",
            file: fileName(of: rejects))
    }
}
