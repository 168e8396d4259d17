import ArgumentParser
import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Spreadsheet
import ZipContainer

/// `dotations jobs preview`: one message, as its beneficiary gets it.
struct JobsPreviewCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Montre un e-mail tel que son bénéficiaire le recevra.")

    @Argument(help: ArgumentHelp("Le n° de l’e-mail, d’après « jobs list ».", valueName: "n°"))
    var id: Job.ID

    @Option(help: ArgumentHelp("Écrit la version HTML dans ce fichier.", valueName: "fichier"))
    var html: String?

    @OptionGroup var mail: MailOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        let messages = try JobMessages(mail.message(), of: store)
        guard let job = try store.job(id) else { throw CommandError.unknownJob(id) }
        let email: ActivationEmail
        do throws(Reason) {
            email = try messages.email(job, at: Date())
        } catch {
            throw CommandError(.jobWithoutAddress, "l’e-mail \(id.description) n’a pas d’adresse valable : \(error.advice)")
        }
        let message = try messages.message(email, date: Date())
        if let html {
            guard !fileExists(html) else { throw CommandError(.fileExists, "le fichier existe déjà ; donnez un autre nom.", file: html) }
            try save(message.html, to: html)
        }
        let lines =
            ["Destinataire : \(email.recipient.text)", "Objet : \(message.subject)", ""]
            + message.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        try ResultWriter.write(
            .object([
                ("id", .integer(id.rawValue)), ("to", .string(email.recipient.text)), ("subject", .string(message.subject)),
                ("messageID", .string(message.messageID)), ("text", .string(message.text)), ("html", .string(message.html)),
                ("message", .string(String(decoding: message.bytes, as: UTF8.self))),
            ]), ResultWriter.lines(lines), asJSON: isJSON)
    }
}

private func save(_ text: String, to path: String) throws {
    do throws(ZipError) {
        let file = try OutputFile(path: path)
        try Array(text.utf8).withUnsafeBufferPointer { bytes throws(ZipError) in try file.write(UnsafeRawBufferPointer(bytes)) }
        try file.commit()
    } catch {
        throw SpreadsheetError(.fileUnwritable, "the message cannot be written", at: .init(file: fileName(of: path)))
    }
}

extension CommandError {
    /// There is no such e-mail in the outbox.
    static func unknownJob(_ id: Job.ID) -> CommandError {
        CommandError(.jobUnknown, "l’e-mail \(id.description) n’existe pas ; « dotations jobs list » donne les numéros.")
    }
}
