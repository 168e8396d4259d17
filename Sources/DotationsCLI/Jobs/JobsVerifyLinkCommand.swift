import ArgumentParser
import DotationStore
import Dotations
import Foundation
import Mail

/// `dotations jobs verify-link`: whether an activation link is good.
struct JobsVerifyLinkCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-link", abstract: "Dit si un lien d’activation est valable.",
        discussion: "Code de sortie : 0 si le lien est valable, 1 sinon.")

    @Argument(help: ArgumentHelp("Le lien, ou le jeton qui le termine.", valueName: "lien"))
    var link: String

    @OptionGroup var mail: MailOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        let messages = try mail.messages(of: store)
        let job = try ActivationLink.job(in: link).flatMap { Job.ID(rawValue: $0) }.flatMap { try store.job($0) }
        let verdict = ActivationLink.verify(
            link, of: job.flatMap { try? messages.mailing($0) }, isLatest: try job.map { try store.isLatest($0) } ?? false,
            settings: messages.settings, key: messages.key, at: Date())
        let dotation = try job.flatMap { try store.dotations([$0.dotation]).first }
        let (status, moment, text) = describe(verdict, dotation)
        let isKnown = verdict != .unknown
        try ResultWriter.write(
            .object([
                ("status", .string(status)), ("until", moment.map { .string(Moment.iso8601($0)) } ?? .null),
                ("job", isKnown ? job.map { .integer($0.id.rawValue) } : .null),
                ("dotation", isKnown ? job.map { .string($0.dotation.description) } : .null),
            ]), ResultWriter.lines([text]), asJSON: isJSON)
        if status != "good" { throw ExitCode.nothingDone }
    }

    private func describe(_ verdict: ActivationLink.Verdict, _ dotation: Dotation?) -> (status: String, moment: Date?, text: String) {
        switch verdict {
        case .good(let end):
            if dotation?.status == .activated || dotation?.isAccountCreated == true {
                return ("used", nil, "Lien déjà utilisé : le compte existe.")
            }
            return ("good", end, "Lien valable jusqu’au \(Moment.french(end)).")
        case .expired(let end): return ("expired", end, "Lien expiré depuis le \(Moment.french(end)).")
        case .superseded: return ("superseded", nil, "Lien remplacé par celui d’un e-mail plus récent.")
        case .unknown: return ("unknown", nil, "Ce lien n’a pas été fait par cette installation.")
        }
    }
}
