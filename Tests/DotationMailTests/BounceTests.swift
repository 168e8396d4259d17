import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

/// Reports in the shapes that mail servers write.
@Suite struct BounceTests {
    @Test func `Postfix, with the returned message`() {
        #expect(
            BounceReport.reports(in: Array(Self.postfix.utf8)) == [
                BounceReport(
                    messageID: "<0123abcd@example.fr>", recipient: "ancv.rec3@yopmail.com",
                    originalRecipient: "ancv.rec3@yopmail.com", action: .failed, status: "5.1.1",
                    diagnostic: "550 5.1.1 <ancv.rec3@yopmail.com>: Recipient address rejected: User unknown", blamesAddress: true)
            ])
    }

    @Test func `Exim, with the returned headers`() {
        #expect(
            BounceReport.reports(in: Array(Self.exim.replacing("\n", with: "\r\n").utf8)) == [
                BounceReport(
                    messageID: "<0123abcd@example.fr>", recipient: "zoe@yottmail.com", action: .failed, status: "5.0.0",
                    diagnostic: "550 no such user here", blamesAddress: true)
            ])
    }

    @Test func `Exchange, in base64 and with two recipients`() {
        #expect(
            BounceReport.reports(in: Array(Self.exchange.utf8)) == [
                BounceReport(
                    messageID: "<0123abcd@example.fr>", recipient: "zoe@example.com", action: .failed, status: "5.1.10",
                    diagnostic: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                    blamesAddress: true),
                BounceReport(
                    messageID: "<0123abcd@example.fr>", recipient: "leo@example.com", action: .delayed, status: "4.4.7", diagnostic: nil,
                    blamesAddress: false),
            ])
    }

    @Test func `a report that returns nothing is known by what it answers`() {
        let cut = Self.postfix.replacing("Message-ID: <0123abcd@example.fr>", with: "X-Other: 1")
        #expect(BounceReport.reports(in: Array(cut.utf8)).isEmpty)
        #expect(
            BounceReport.reports(in: Array("In-Reply-To: <0123abcd@example.fr>\n\(cut)".utf8)).map(\.messageID) == ["<0123abcd@example.fr>"]
        )
    }

    @Test func `what a gateway wrapped again is read, and any other mail is not`() {
        let wrapped =
            "Content-Type: multipart/mixed; boundary=\"dehors \\\" \"\n\n--dehors \" \nContent-Type: text/plain\n\nx\n--dehors \" \n\(Self.postfix)\n--dehors \" --\n"
        #expect(BounceReport.reports(in: Array(wrapped.utf8)).count == 1)
        #expect(BounceReport.reports(in: Array(Self.postfix.replacing("message/delivery-status", with: "text/plain").utf8)).isEmpty)
        #expect(BounceReport.reports(in: Array("Subject: Absence\n\nFinal-Recipient: rfc822; a@b.fr\nAction: failed\n".utf8)).isEmpty)
        #expect(BounceReport.reports(in: []).isEmpty)
    }

    @Test func `a mailbox file, a message alone and a folder have the same reports`() throws {
        try withTemporaryFolder { folder in
            let other = "Subject: un mot\n\nBonjour,\n\n>From la ligne d’avant\nFrom the start of a line\n"
            let mailbox = "From a@b.fr Fri Aug 21\n\(other)\nFrom MAILER-DAEMON Fri Aug 21\n\(Self.postfix)\n\nFrom x\n\(Self.exim)"
            try write(mailbox, to: "mbox", in: folder)
            #expect(try read("mbox", in: folder) == [["<0123abcd@example.fr> 5.1.1", "<0123abcd@example.fr> 5.0.0"], ["3", "2"]])
            try write(mailbox.replacing("\n", with: "\r\n"), to: "mbox", in: folder)
            #expect(try read("mbox", in: folder) == [["<0123abcd@example.fr> 5.1.1", "<0123abcd@example.fr> 5.0.0"], ["3", "2"]])
            try write(Self.exchange, to: "un.eml", in: folder)
            #expect(try read("un.eml", in: folder) == [["<0123abcd@example.fr> 5.1.10", "<0123abcd@example.fr> 4.4.7"], ["1", "1"]])
            try FileManager.default.createDirectory(at: folder.appendingPathComponent("Maildir/new"), withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("Maildir/cur/autre"), withIntermediateDirectories: true)
            try write(Self.exim, to: "Maildir/cur/1:2,S", in: folder)
            try write(Self.postfix, to: "Maildir/new/2", in: folder)
            #expect(try read("Maildir", in: folder) == [["<0123abcd@example.fr> 5.1.1", "<0123abcd@example.fr> 5.0.0"], ["2", "2"]])
            for path in ["rien", "../../../../../../../../dev/zero"] {
                #expect(throws: MailError(.mailboxUnreadable)) { try read(path, in: folder) }
            }
        }
    }

    @Test(arguments: [
        "Matricule;Nom;Adresse Mail\n001;A;a@b.fr\n", "PK\u{3}\u{4}\u{14}\0", "smtp.host = smtp.example.fr\n", "{\"a\":1}\n", "\n\n",
        "2026-01-02T10:00:00+0100 notice\n", "Bonjour,\nun mot : rien.\n",
        "root:x:0:0:root:/root:/bin/bash\nmail:x:8:8:mail:/var/mail:/usr/sbin/nologin\n", "note: x\n\nFrom: a@b.fr\n",
        "From: a@b.fr\nmot\n\nx\n", " From: a@b.fr\n\nx\n",
    ])
    func `what is no mailbox is told from one`(text: String) throws {
        try withTemporaryFolder { folder in
            try write(text, to: "fichier", in: folder)
            #expect(throws: MailError(.notAMailbox)) { try read("fichier", in: folder) }
            try write("", to: "vide", in: folder)
            #expect(throws: MailError(.notAMailbox)) { try read("", in: folder) }
            // Programs keep notes of their own beside messages.
            try write(Self.postfix, to: "un.eml", in: folder)
            #expect(try read("", in: folder) == [["<0123abcd@example.fr> 5.1.1"], ["1", "1"]])
        }
    }

    @Test func `a mailbox may be empty`() throws {
        try withTemporaryFolder { folder in
            try write("", to: "mbox", in: folder)
            #expect(try read("mbox", in: folder) == [[], ["0", "0"]])
            try FileManager.default.createDirectory(at: folder.appendingPathComponent("Maildir/new"), withIntermediateDirectories: true)
            #expect(try read("Maildir", in: folder) == [[], ["0", "0"]])
        }
    }

    @Test func `a report of any length takes no more than its part of memory`() throws {
        try withTemporaryFolder { folder in
            let groups = String(repeating: "Final-Recipient: rfc822; a@b.fr\nAction: failed\nStatus: 5.1.1\n\n", count: 5_000)
            let long = Self.postfix.replacing(
                "Reporting-MTA", with: String(repeating: "x", count: 3_000_000) + "\n\n\(groups)Reporting-MTA")
            try write("From x\n" + long + "\n\nFrom y\n" + Self.postfix, to: "mbox", in: folder)
            let found = try read("mbox", in: folder)
            #expect(found[1][0] == "2" && found[0].last == "<0123abcd@example.fr> 5.1.1" && found[0].count <= 1001)
        }
    }

    @Test func `whatever a report is changed into, it is read as something`() {
        var random = SeededGenerator(seed: 11)
        let seeds = [Self.postfix, Self.exim, Self.exchange].map { Array($0.utf8) }
        let tokens = [
            "--", "\n\n", "\r\n", ";", "\"", "\\", "=", "=\n", "=A", "(", "<", ">", ":", "\0", "boundary=", "multipart/report;", "\u{202E}",
        ]
        for _ in 0..<3_000 {
            var bytes = random.pick(seeds) ?? []
            for _ in 0..<random.number(1...12) where !bytes.isEmpty {
                let place = random.number(0...(bytes.count - 1))
                switch random.number(0...4) {
                case 0: bytes[place] = UInt8(random.number(0...255))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...80)))
                case 2: bytes.insert(contentsOf: Array((random.pick(tokens) ?? "").utf8), at: place)
                case 3:
                    bytes.insert(
                        contentsOf: bytes[place..<min(bytes.count, place + random.number(1...300))], at: random.number(0...bytes.count))
                default: bytes.removeLast(min(bytes.count, random.number(1...200)))
                }
            }
            for report in BounceReport.reports(in: bytes) {
                #expect(report.messageID.utf8.allSatisfy { 0x21...0x7E ~= $0 } && ServerAnswer.isStatus(report.status))
                #expect((report.diagnostic ?? "").unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
            }
        }
    }

    @Test func `a mailbox is read up to its limit, over all of its files`() throws {
        try withTemporaryFolder { folder in
            for name in ["a.eml", "b.eml"] { try write(Self.postfix, to: name, in: folder) }
            let size = 2 * Self.postfix.utf8.count
            var found = 0
            #expect(try Mailbox.forEachReport(in: folder.path, limit: size) { _ in found += 1 }.messages == 2)
            #expect(found == 2)
            #expect(throws: MailError(.mailboxTooLarge)) {
                try Mailbox.forEachReport(in: folder.path, limit: size - 1) { _ in found += 1 }
            }
            #expect(found == 3)
        }
    }

    private func write(_ text: String, to name: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    private func read(_ name: String, in folder: URL) throws -> [[String]] {
        var found: [String] = []
        let tally = try Mailbox.forEachReport(in: folder.appendingPathComponent(name).path) { found.append("\($0.messageID) \($0.status)") }
        return [found, ["\(tally.messages)", "\(tally.notifications)"]]
    }
}

extension BounceTests {
    static let postfix = """
        Return-Path: <>
        Date: Fri, 21 Aug 2020 12:05:12 +0000 (UTC)
        From: MAILER-DAEMON@mail.example.fr (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: retours@example.fr
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4BY0Qq1Lz1z9vNp.1598011512/mail.example.fr"
        Message-Id: <20200821120512.4BY0Qr@mail.example.fr>

        This is a MIME-encapsulated message.

        --4BY0Qq1Lz1z9vNp.1598011512/mail.example.fr
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --4BY0Qq1Lz1z9vNp.1598011512/mail.example.fr
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.fr
        X-Postfix-Queue-ID: 4BY0Qq1Lz1z9vNp
        X-Postfix-Sender: rfc822; retours@example.fr
        Arrival-Date: Fri, 21 Aug 2020 12:05:09 +0000 (UTC)

        Final-Recipient: rfc822; ancv.rec3@yopmail.com
        Original-Recipient: rfc822;ancv.rec3@yopmail.com
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; smtp.yopmail.com
        Diagnostic-Code: smtp; 550 5.1.1 <ancv.rec3@yopmail.com>: Recipient address
            rejected: User unknown

        --4BY0Qq1Lz1z9vNp.1598011512/mail.example.fr
        Content-Description: Undelivered Message
        Content-Type: message/rfc822
        Content-Transfer-Encoding: 8bit

        Return-Path: <retours@example.fr>
        From: CSE <cse@example.fr>
        Message-ID: <0123abcd@example.fr>
        Content-Type: multipart/alternative; boundary="=_0123"

        --=_0123
        Content-Type: message/delivery-status

        Final-Recipient: rfc822; leurre@example.fr
        Action: failed
        Status: 5.1.1

        --=_0123--

        --4BY0Qq1Lz1z9vNp.1598011512/mail.example.fr--
        """

    static let exim = """
        X-Failed-Recipients: zoe@yottmail.com
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mail.example.fr>
        To: retours@example.fr
        Content-Type: multipart/report; report-type=delivery-status; boundary=1598011512-eximdsn-804289383
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1k95dM-0003Yx-2a@mail.example.fr>

        --1598011512-eximdsn-804289383
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

        --1598011512-eximdsn-804289383
        Content-type: message/delivery-status

        Reporting-MTA: dns; mail.example.fr

        Action: failed
        Final-Recipient: rfc822;zoe@yottmail.com
        Status: 5.0.0
        Remote-MTA: dns; mx.yottmail.com
        Diagnostic-Code: smtp; 550 no such user here

        --1598011512-eximdsn-804289383
        Content-type: text/rfc822-headers
        Content-Transfer-Encoding: quoted-printable

        From: CSE <cse@example.fr>
        Subject: =3D?utf-8?q?Votre_compte?=3D
        Message-=
        ID: <0123abcd@example.fr>

        --1598011512-eximdsn-804289383--
        """

    static let exchange: String = {
        let status = """
            Reporting-MTA: dns;PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM\r
            Received-From-MTA: dns;mail.example.fr\r
            Arrival-Date: Fri, 21 Aug 2020 12:05:09 +0000\r
            \r
            Final-Recipient: rfc822;zoe@example.com\r
            Action: failed (a comment)\r
            Status: 5.1.10\r
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\r
            \r
            \r
            Final-Recipient: rfc822;leo@example.com\r
            Action: DELAYED\r
            Status: 4.4.7\r
            \r

            """
        return """
            From: <postmaster@example.com>
            To: <retours@example.fr>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="delivery-status";
            \tboundary="6e8b3d8c-2f9e-4b8e-9b3c-0b0f7b1d3a55"
            X-MS-Exchange-Message-Is-Ndr:
            Message-ID: <a1b2@PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM>
            In-Reply-To: <autre@example.fr>
            Subject: =?utf-8?B?Tm9uIHJlbWlzwqA6?=

            --6e8b3d8c-2f9e-4b8e-9b3c-0b0f7b1d3a55
            Content-Type: multipart/alternative; differences=Content-Type;
            \tboundary="5f0f9f0e-8f3a-4a5b-a0d9-3d3f5b0a7c11"

            --5f0f9f0e-8f3a-4a5b-a0d9-3d3f5b0a7c11
            Content-Type: text/plain; charset="us-ascii"

            Delivery has failed to these recipients or groups:
            --5f0f9f0e-8f3a-4a5b-a0d9-3d3f5b0a7c11--

            --6e8b3d8c-2f9e-4b8e-9b3c-0b0f7b1d3a55
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: base64

            \(Data(status.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]))

            --6e8b3d8c-2f9e-4b8e-9b3c-0b0f7b1d3a55
            Content-Type: message/rfc822

            Received: from mail.example.fr (2001:db8::1) by PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM
            Message-ID:
             <0123abcd@example.fr>
            From: CSE <cse@example.fr>

            Bonjour

            --6e8b3d8c-2f9e-4b8e-9b3c-0b0f7b1d3a55--
            """
    }()
}
