import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

/// TLS and logging in, against a real server with a certificate of the test's own.
@Suite(.enabled(if: SMTPServer.isAvailable, "needs scripts/setup --interop"), .timeLimit(.minutes(3)))
struct SecurityTests {
    private let message = Array("Subject: essai\r\n\r\nessai\r\n".utf8)

    @Test(arguments: [MailSettings.Security.startTLS, .tls])
    func `a certificate that is trusted and has the server's name`(security: MailSettings.Security) throws {
        try withServer("IP:127.0.0.1", security, trusted: true) { settings, server in
            let outcome = try SMTPConnection(settings).send(message, to: try address("zoe@example.fr"))
            guard case .accepted = outcome else { throw Unexpected(outcome) }
            #expect(try server.events("hello").last?["tls"] as? Bool == true)
        }
    }

    @Test(arguments: [MailSettings.Security.startTLS, .tls], [("IP:127.0.0.1", false), ("DNS:autre.example.fr", true)])
    func `a certificate that nobody trusts, or of another name, gets no message`(
        security: MailSettings.Security, certificate: (names: String, isTrusted: Bool)
    ) throws {
        try withServer(certificate.names, security, trusted: certificate.isTrusted) { settings, server throws in
            let error = #expect(throws: MailError.self) {
                try SMTPConnection(settings).send(message, to: try address("zoe@example.fr"))
            }
            #expect(error?.code == .tlsFailed && error?.subject?.isEmpty == false)
            #expect(try server.events("rcpt").isEmpty)
        }
    }

    @Test func `a server without STARTTLS gets neither password nor message`() throws {
        let server = try SMTPServer(["--user", "cse", "secret"])
        var settings = try server.settings()
        settings.security = .startTLS
        settings.user = "cse"
        settings.password = MailSettings.Password("secret")
        #expect(throws: MailError(.tlsFailed)) { try SMTPConnection(settings).send(message, to: address("zoe@example.fr")) }
        #expect(try server.events("rcpt").isEmpty)
    }

    @Test(arguments: [("secret à moi", true), ("faux", false), (nil, false)])
    func `a password is checked, and its refusal is no refusal of the message`(password: String?, isRight: Bool) throws {
        try withServer("IP:127.0.0.1", .startTLS, trusted: true, ["--user", "cse", "secret à moi"]) { settings, server throws in
            var settings = settings
            settings.user = password.map { _ in "cse" }
            settings.password = password.map { MailSettings.Password($0) }
            if isRight {
                #expect(try SMTPConnection(settings).send(message, to: address("zoe@example.fr")) == .accepted)
                #expect(try server.events("message").first?["user"] as? String == "cse")
            } else {
                let error = #expect(throws: MailError.self) {
                    try SMTPConnection(settings).send(message, to: try address("zoe@example.fr"))
                }
                #expect(error == MailError(.authenticationRefused))
                #expect(error.map { "\($0)".contains("faux") } == false)
            }
        }
    }

    private func withServer(
        _ names: String, _ security: MailSettings.Security, trusted: Bool, _ options: [String] = [],
        _ body: (MailSettings, SMTPServer) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let certificate = try Certificate(names, in: folder)
            let server = try SMTPServer([security == .tls ? "--tls" : "--starttls"] + certificate.options + options)
            var settings = try server.settings()
            settings.security = security
            if trusted { settings.trustedCertificates = certificate.certificate }
            try body(settings, server)
        }
    }
}
