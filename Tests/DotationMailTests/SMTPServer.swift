import Foundation
import TestSupport

@testable import DotationMail

/// A mail server of Tests/Servers on the loopback, which ends with its last reference.
// Sendable: nothing of it changes, and the process is only waited for at the end.
final class SMTPServer: @unchecked Sendable {
    let folder: URL
    let port: Int
    private let process: Process
    private let input = Pipe()

    /// Whether what it needs is there: `scripts/setup --interop` installs it.
    static let isAvailable = OutsidePrograms.pythonPath != nil && canRun("openssl", "version")

    init(_ options: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(fileURLWithPath: OutsidePrograms.pythonPath ?? "")
        process.arguments = [Self.script("smtp_server.py"), folder.path] + options
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardInput = input
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw CocoaError(.executableLoad) }
        self.port = port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Servers/\(name)")
            .path
    }

    /// Settings that send to it in the clear.
    func settings() throws -> MailSettings {
        var settings = try MailSettings(
            file: nil,
            environment: [
                "DOTATIONS_SMTP_HOST": "127.0.0.1", "DOTATIONS_SMTP_PORT": "\(port)", "DOTATIONS_SMTP_SECURITY": "none",
                "DOTATIONS_MAIL_FROM": "CSE de l’usine <cse@example.fr>", "DOTATIONS_MAIL_BOUNCES": "retours@example.fr",
                "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte",
            ])
        settings.timeout = 60
        return settings
    }

    /// One that all tests may use which ask for nothing but what its recipients' addresses say.
    static let shared = Result { try SMTPServer() }

    /// The messages that it accepted for an address.
    func messages(to recipient: String) throws -> [[UInt8]] {
        try events("message").filter { $0["to"] as? [String] == [recipient] }.compactMap { $0["file"] as? String }
            .map { [UInt8](try Data(contentsOf: folder.appendingPathComponent($0))) }
    }

    /// What it saw, of one kind of event.
    func events(_ kind: String) throws -> [[String: Any]] {
        try String(decoding: Data(contentsOf: folder.appendingPathComponent("log")), as: UTF8.self).split(separator: "\n")
            .compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }.filter {
                $0["event"] as? String == kind
            }
    }
}

/// A certificate and its key that openssl makes for the test.
struct Certificate {
    let certificate: String
    let key: String

    /// One for those alternative names of its subject, `DNS:localhost,IP:127.0.0.1`.
    init(_ names: String, in folder: URL) throws {
        certificate = folder.appendingPathComponent("certificate.pem").path
        key = folder.appendingPathComponent("key.pem").path
        let result = try output(
            of: "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
                "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", certificate,
            ])
        guard result?.status == 0 else { throw CocoaError(.executableLoad) }
    }

    var options: [String] { ["--certificate", certificate, key] }
}
