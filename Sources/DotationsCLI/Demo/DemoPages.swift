import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Logging
import Synchronization

/// What the demonstration adds for its pages, and who signs in to them.
enum DemoPages {
    static let steps = """
        # D’autres commandes, dans chacune des trois listes.
        $ orders create commande_2800875.xlsx --number 2800875 --date 2020-08-11 --paid
        $ status set 11843391 11843392 11843393 activé
        $ orders create commande_2800879.xlsx --number 2800879 --date 2020-08-14 --paid
        $ status account-created 11843402
        $ orders create commande_2800886.csv --number 2800886 --date 2020-08-21 --paid
        $ resend 11843511 11843513 --yes
        $ orders create commande_2800901.xlsx --number 2800901 --date 2020-08-25
        # Qui se connecte aux pages.
        $ users add alice.martin@exemple.fr --name 'Alice Martin' --role administration
        $ users add leo.bernard@exemple.fr --name 'Léo Bernard' --role lecture
        """

    /// Who signs in. It is no secret: the pages of a demonstration are for this machine, and about nobody.
    struct Access: Encodable {
        /// Where the pages are, which they put in themselves.
        let url = "{}"
        let client: String
        let email = "alice.martin@exemple.fr"
        let password = "valise soleil montagne train"

        var lines: [String] {
            [
                "", "Les pages de cette démonstration : \(url)", "  Code client : \(client)", "  Adresse e-mail : \(email)",
                "  Mot de passe : \(password)", "Ctrl-C les arrête.",
            ]
        }
    }

    /// Lets somebody in, who administers the client.
    static func access(_ store: Store) throws -> Access {
        let installation = Installation(store: store, user: SystemAccount.name, way: .command)
        let access = Access(client: try installation.application().client.code.description)
        try installation.setPassword(access.password, of: EmailAddress.parse(access.email))
        return access
    }

    /// Goes on as the pages, which say where they are once they answer.
    static func serve(_ database: String, _ access: Access, port: Int?, asJSON isJSON: Bool) throws -> Never {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let greeting = isJSON ? String(decoding: try encoder.encode(access), as: UTF8.self) : access.lines.joined(separator: "\n")
        let port = port.map { ["--port", "\($0)"] } ?? []
        // An operator's own settings would show a demonstration, whose password everybody knows, at their address.
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("DOTATIONS_") { unsetenv(name) }
        for (name, value) in messages { setenv(name, value, 1) }
        try ServerProgram.become(["--database", database, "--greeting", greeting] + port + (isJSON ? ["--json"] : []))
    }

    /// How its e-mails are written.
    private static let messages = [
        "DOTATIONS_MAIL_FROM": "CSE <cse@example.fr>", "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte",
    ]

    /// Takes the e-mails that wait to nobody, with an answer of each kind.
    static func send(_ store: MailStore) throws {
        let messages = try ClientMessages(MessageSettings(file: nil, environment: messages), of: store)
        let log = Logger(label: "dotations.jobs") { _ in SwiftLogNoOpLogHandler() }
        let answers = Answers()
        _ = try MailWorker(store, messages: messages, options: .init(connections: 1, user: SystemAccount.name), log: log) {
            () throws(MailError) in answers
        }.run()
    }

    /// A mail server that there is not: of four messages it takes two, refuses the address of one, and wants to be asked again for one.
    private final class Answers: MessageTransport, Sendable {
        private let count = Mutex(0)

        func send(
            _ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool
        ) throws(MailError) -> DeliveryResult {
            let count = count.withLock {
                $0 += 1
                return $0
            }
            func trouble(_ code: Int, _ status: String, _ words: String) -> DeliveryTrouble {
                DeliveryTrouble(.answered(code: code, status: status), words: words, recipient: recipient.text)
            }
            return switch count % 4 {
            case 2: .refused(trouble(550, "5.1.1", "550 5.1.1 User unknown"), concernsAddress: true)
            case 3: .deferred(trouble(451, "4.7.1", "451 4.7.1 Greylisted, try again later"))
            default: .accepted
            }
        }
    }
}
