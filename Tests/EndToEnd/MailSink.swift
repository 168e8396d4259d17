import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// The mail server of Tests/Servers, for the command to send to; it ends with its last reference.
final class MailSink {
    let folder: Folder
    let port: Int
    private let process = Process()
    private let input = Pipe()

    static let isAvailable = OutsidePrograms.pythonPath != nil

    init(_ options: String...) throws {
        folder = try Folder()
        process.executableURL = URL(fileURLWithPath: OutsidePrograms.pythonPath ?? "")
        process.arguments = [servers.appendingPathComponent("smtp_server.py").path, folder.url.path] + options
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = input
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw CocoaError(.executableLoad) }
        self.port = port
    }

    deinit {
        // It ends when its input does, also where the test is killed.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The messages that it accepted, in their order.
    func deliveries() throws -> [Delivery] {
        var deliveries: [Delivery] = []
        for line in try folder.text("log").split(separator: "\n") {
            guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                event["event"] as? String == "message", let name = event["file"] as? String, let to = event["to"] as? [String]
            else { continue }
            let message = try folder.text(name)
            let id = message.split(separator: "\r\n").first { $0.hasPrefix("Message-ID: ") }.map { String($0.dropFirst(12)) } ?? ""
            deliveries.append(
                Delivery(
                    to: to.joined(separator: " "), messageID: id, sender: event["sender"] as? String ?? "",
                    peer: event["peer"] as? Int ?? 0,
                    message: message))
        }
        return deliveries
    }

    struct Delivery {
        let to: String
        let messageID: String
        let sender: String
        let peer: Int
        let message: String
    }
}

private let servers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
    "Servers")

extension Folder {
    /// A folder with a store that has an e-mail to send to each address, and settings for the server.
    static func withJobs(_ addresses: [String], to sink: MailSink, settings: String = "") throws -> Folder {
        let folder = try Folder()
        let rows = addresses.enumerated().map {
            "\(20_000_000 + $0);\($0);CANARI;Zoé;\($1);0\(611_000_000 + $0);100;En attente d'activation\n"
        }
        try folder.write(
            "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\n" + rows.joined(), to: "order.csv")
        try folder.write(
            """
            smtp.host = 127.0.0.1
            smtp.port = \(sink.port)
            smtp.security = none
            smtp.timeout = 20
            mail.from = CSE <cse@example.fr>
            link.base = https://activer.example.fr/compte
            \(settings)
            """, to: "mail.conf")
        try folder.done(["orders", "create", "order.csv", "--number", "2900000", "--date", "2026-01-02", "--paid"])
        try folder.resendAll()
        return folder
    }

    /// Sends the activation e-mail once more to all, whose number is read in the plan.
    func resendAll() throws {
        let plan = try done(["resend", "--all", "--dry-run", "--json"])
        try done(["resend", "--all", "--confirm", "\(plan.list("resend").count)"])
    }

    /// Sends what is due, and gives what the command says.
    func send(_ arguments: String...) throws -> Command.Result {
        try Command.run(["jobs", "send", "--settings", "mail.conf", "--json"] + arguments, in: self)
    }

    /// Sends all that is due, which must succeed.
    func sendAll() throws { try done(["jobs", "send", "--settings", "mail.conf"]) }

    /// Changes the store behind the command's back.
    func sql(_ statements: String) throws { try database().execute(statements) }

    /// The number that a query gives, many times sooner than the command tells it.
    func number(_ query: String) throws -> Int { try #require(Int(value(query))) }

    /// The value that a query gives.
    func value(_ query: String) throws -> String { try database().text(query) }

    /// How many jobs there are in a state.
    func count(_ state: String) throws -> Int { try done(["jobs", "list", "--state", state, "--json"]).documents.count }

    /// The status of a dotation, from 0.
    func status(_ index: Int) throws -> String? { try dotation("\(20_000_000 + index)")?["status"] as? String }
}
