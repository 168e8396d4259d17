import ArgumentParser
import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import DotationsApplication
import Foundation

/// `dotations jobs verify-link`: whether an activation link is good.
struct JobsVerifyLinkCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-link", abstract: "Dit si un lien d’activation est valable.",
        discussion: "Code de sortie : 0 si le lien est valable, 1 sinon. Les paramètres ajoutés en chemin ne comptent pas.")

    @Argument(help: ArgumentHelp("Le lien, ou le jeton qui le termine.", valueName: "lien"))
    var link: String

    @OptionGroup var mail: MailOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        let links = JobLinks(try mail.link(), of: store)
        let shown: ShownLink
        do throws(ShownLink.Fault) {
            shown = try ShownLink(link, settings: links.settings)
        } catch {
            let status = error == .leadsElsewhere ? "elsewhere" : "unknown"
            let text =
                error == .leadsElsewhere
                ? "Ce lien ne mène pas à l’adresse des liens de cette installation (réglage link.base)." : Self.unknown
            return try show(status, nil, text, nil)
        }
        let now = Date()
        guard let job = try Job.ID(rawValue: shown.job).flatMap({ try store.job($0) }) else {
            return try show("unknown", nil, Self.unknown, nil)
        }
        let found = links.link(job, at: now).status(on: shown, isLatest: try store.isLatest(job), at: now)
        let (status, moment, text) = describe(found, try store.dotations([job.dotation]).first)
        try show(status, moment, text, found == .unknown ? nil : job)
    }

    private static let unknown = "Ce lien n’a pas été fait par cette installation."

    private func show(_ status: String, _ moment: Date?, _ text: String, _ job: Job?) throws {
        try ResultWriter.write(
            .object([
                ("status", .string(status)), ("until", moment.map { .string(DateFormatting.iso8601($0)) } ?? .null),
                ("job", job.map { .integer($0.id.rawValue) } ?? .null),
                ("dotation", job.map { .string($0.dotation.description) } ?? .null),
            ]), ResultWriter.lines([text]), asJSON: isJSON)
        if status != "good" { throw ExitCode.nothingDone }
    }

    private func describe(_ status: ActivationLink.Status, _ dotation: Dotation?) -> (status: String, moment: Date?, text: String) {
        switch status {
        case .good(let end):
            if dotation?.status == .activated || dotation?.isAccountCreated == true {
                return ("used", nil, "Lien déjà utilisé : le compte existe.")
            }
            return ("good", end, "Lien valable jusqu’au \(DateFormatting.french(end)).")
        case .expired(let end): return ("expired", end, "Lien expiré depuis le \(DateFormatting.french(end)).")
        case .superseded: return ("superseded", nil, "Lien remplacé par celui d’un e-mail plus récent.")
        case .unknown: return ("unknown", nil, Self.unknown)
        }
    }
}
