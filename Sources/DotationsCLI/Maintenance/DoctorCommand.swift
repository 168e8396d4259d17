import ArgumentParser
import DotationStore
import DotationsApplication

/// `dotations doctor`: whether the store and what surrounds it are as they should be, and what to do where not.
struct DoctorCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Vérifie la base de données, avec tous ses clients, ses réglages et son environnement, et dit quoi faire.",
        discussion: "Le code de sortie est 1 si quelque chose est à réparer, 0 sinon. Rien n’est modifié.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try ExaminedStore(
            store.location, surroundings: { surroundings }, open: { try store.installation() })
        try ResultWriter.write(
            result, result.checks.flatMap(lines) + [result.status.conclusion], asJSON: isJSON)
        if result.status == .bad { throw ExitCode.nothingDone }
    }

    /// What is to be said of a file. A server keeps its own.
    private var surroundings: [StoreFinding] {
        guard case .file(let path) = try? StoreDatabase(store.location) else { return [] }
        return DatabaseFile(path: path).findings
    }

    private func lines(_ finding: StoreFinding) -> [String] {
        let mark = finding.grade.mark
        let margin = String(repeating: " ", count: 11)
        let line = "  " + mark + String(repeating: " ", count: 9 - mark.count) + finding.message
        let advice = [finding.advice, finding.grade == .good ? nil : CommandAdvice.of(finding.check)].compactMap(\.self)
        return [line] + (advice.isEmpty ? [] : [margin + advice.joined(separator: " ")])
    }
}
