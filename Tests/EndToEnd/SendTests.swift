import Foundation
import Testing

/// From the outbox to a real mail server, which misbehaves towards the addresses that tell it to.
@Suite(.serialized, .enabled(if: MailSink.isAvailable, "needs scripts/setup --python")) struct SendTests {
    @Test func `every job is sent once, and then there is nothing more to do`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<20).map { "a\($0)@b.fr" }, to: sink)
        let result = try folder.send("--connections", "3", "--metrics", "figures.prom")
        #expect(result.status == 0 && result.json["status"] as? String == "done" && result.json["sent"] as? Int == 20)
        let deliveries = try sink.deliveries()
        #expect(Set(deliveries.map(\.to)).count == 20 && Set(deliveries.map(\.messageID)).count == 20)
        let jobs = try folder.done(["jobs", "list", "--json"]).documents
        #expect(Set(jobs.compactMap { $0["messageID"] as? String }) == Set(deliveries.map(\.messageID)))
        #expect(jobs.allSatisfy { $0["state"] as? String == "sent" && $0["outcome"] as? String == "accepted" })
        let figures = try folder.text("figures.prom")
        for line in [
            "dotations_jobs{state=\"sent\"} 20", "dotations_mail_jobs_total{result=\"sent\"} 20",
            "dotations_mail_attempts_total{outcome=\"accepted\"} 20", "dotations_mail_attempt_seconds_count 20",
            "dotations_mail_connections 3",
        ] {
            #expect(figures.contains(line + "\n"))
        }
        for line in figures.split(separator: "\n") {
            #expect(
                line.wholeMatch(of: /# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.e+-]+/) != nil, "\(line)")
        }
        let again = try folder.send()
        #expect(again.status == 0 && again.json["sent"] as? Int == 0)
        #expect(try sink.deliveries().count == 20)
    }

    @Test func `each answer has its meaning for the job and the dotation`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(
            ["rcpt-550-5-1-1@b.fr", "rcpt-451@b.fr", "dot-554-5-7-1@b.fr", "drop-mid.once@b.fr", "drop-dot.once@b.fr", "good@b.fr"],
            to: sink)
        let result = try folder.send("--connections", "1", "--log-level", "trace")
        #expect(result.status == 2)
        let counts = ["sent": 1, "retry": 3, "failed": 2]
        #expect(counts.allSatisfy { result.json[$0.key] as? Int == $0.value })
        let jobs = try folder.done(["jobs", "list", "--json"]).documents
        #expect(
            jobs.map { $0["outcome"] as? String } == [
                "smtp.550.5.1.1", "smtp.451", "smtp.554.5.7.1", "smtp.no-confirmation", "smtp.no-confirmation", "accepted",
            ])
        let words = jobs[0]["lastError"] as? String ?? ""
        #expect(words.contains("550") && words.contains("•••") && !words.contains("canari@"))
        // Only a refused address is a fault of the address; the administrator finds it in the next export.
        #expect(try (0..<6).map { try folder.status($0) } == ["Erreur e-mail"] + Array(repeating: "En attente d'activation", count: 5))
        try folder.done(["export", "2900000", "-o", "export.csv"])
        #expect(try folder.text("export.csv").split(separator: "\n").count { $0.contains("Erreur e-mail") } == 1)
        // Nobody is named in what is logged.
        for canary in ["@", "CANARI", "Zoé", "061100", "jeton"] { #expect(!result.errors.contains(canary), "\(canary)") }
        #expect(result.errors.contains("outcome=smtp.550.5.1.1") && result.errors.contains("detail=curl "))
        #expect(jobs[3]["lastError"] as? String == "la connexion au serveur d’envoi a été perdue")

        let retried = try folder.done(["jobs", "retry", "2", "4", "5", "--json"])
        #expect(retried.json["retry"] as? [Int] == [2, 4, 5])
        #expect(try folder.send().json["sent"] as? Int == 2)
        #expect(try folder.run("jobs", "retry", "6", "--json").error["code"] as? String == "jobs.refused")
        #expect(try folder.run("jobs", "cancel", "2", "6", "--json").status == 2)
        #expect(try folder.count("cancelled") == 1)
        // What came without a confirmation came twice, under one Message-ID.
        let deliveries = try sink.deliveries()
        #expect(Set(deliveries.map(\.messageID)).count == 3)
    }

    @Test func `a corrected address ends the error of the earlier one`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["rcpt-550-5-1-1@b.fr"], to: sink)
        let refused = try folder.send()
        #expect(refused.status == 2, "\(refused.errors)")
        #expect(try folder.status(0) == "Erreur e-mail")
        try folder.done(["edit", "20000000", "--email", "good@b.fr"])
        #expect(try folder.send().status == 0)
        #expect(try folder.status(0) == "En attente d'activation")
        #expect(try folder.run("jobs", "retry", "1").status == 1)
    }

    @Test func `a policy that refuses is a failure, and no fault of the address`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["rcpt-550-5-7-1@b.fr", "dot-554@b.fr", "rcpt-550-5-2-1@b.fr"], to: sink)
        let result = try folder.send()
        #expect(result.status == 2 && result.json["failed"] as? Int == 3)
        #expect(
            try (0..<3).map { try folder.status($0) } == ["En attente d'activation", "En attente d'activation", "Erreur e-mail"])
    }

    @Test func `a server that was down for two days blames no address`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr", "c@b.fr"], to: sink)
        try folder.write(try folder.text("mail.conf").replacing("\(sink.port)", with: "1"), to: "mail.conf")
        // Nothing is done, and why.
        #expect(try folder.send().error["code"] as? String == "mail.server-unreachable")
        #expect(try folder.count("retry") == 2)
        try folder.sql("UPDATE jobs SET failures = 9, due_at = 0")
        let last = try folder.send()
        #expect(last.status == 2 && last.json["failed"] as? Int == 2)
        let jobs = try folder.done(["jobs", "list", "--state", "failed", "--json"]).documents
        #expect(
            jobs.allSatisfy {
                $0["outcome"] as? String == "smtp.no-connection" && ($0["lastError"] as? String)?.hasPrefix("pas de connexion") == true
            })
        #expect(try jobs.count == 2 && folder.status(0) == "En attente d'activation")
        #expect(try folder.done(["jobs", "retry", "--failed", "--json"]).json["retry"] as? [Int] == [1, 2])
    }

    @Test func `after a failure of the server it is said when the next try is, and how that can be now`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr", "c@b.fr"], to: sink)
        let settings = try folder.text("mail.conf")
        try folder.write(settings.replacing("\(sink.port)", with: "1"), to: "mail.conf")
        let before = Date()
        let failed = try folder.run("jobs", "send", "--settings", "mail.conf")
        #expect(failed.status == 1)
        let time = try #require(
            failed.errors.firstMatch(of: /2 e-mails sont à réessayer, à partir du (\d\d\/\d\d\/\d{4} \d\d:\d\d)\. Pour réessayer/))
        let format = DateFormatter()
        format.dateFormat = "dd/MM/yyyy HH:mm"
        format.timeZone = TimeZone(identifier: "Europe/Paris")
        // Half a minute and a tenth, and up to the next full minute.
        let wait = try #require(format.date(from: String(time.1))).timeIntervalSince(before)
        #expect(20...100 ~= wait, "\(wait)")
        #expect(failed.errors.contains("dotations jobs retry --waiting"))
        try folder.write(settings, to: "mail.conf")
        // Nothing is due yet.
        #expect(try folder.send().json["sent"] as? Int == 0)
        #expect(try folder.done(["jobs", "retry", "--waiting", "--json"]).json["retry"] as? [Int] == [1, 2])
        #expect(try folder.send().json["sent"] as? Int == 2)
        #expect(try folder.run("jobs", "retry", "--waiting", "--json").error["code"] as? String == "nothing-to-do")
    }

    @Test func `an e-mail that is to be tried again is said beside those that were sent`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr", "rcpt-451@b.fr"], to: sink)
        let text = try folder.run("jobs", "send", "--settings", "mail.conf").text
        #expect(text.contains("1 e-mail est à réessayer, à partir du "))
        try folder.done(["jobs", "retry", "2"])
        let document = try folder.send().json
        let next = try #require((document["nextTry"] as? String).flatMap { ISO8601DateFormatter().date(from: $0) })
        #expect(20...40 ~= next.timeIntervalSinceNow)
        #expect(try folder.send().json["nextTry"] is NSNull)
    }

    @Test func `what another process has in hand is said`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["slow-dot@b.fr"], to: sink)
        let worker = try Worker("--follow", in: folder)
        while try folder.count("leased") < 1 { usleep(50_000) }
        let result = try folder.send()
        #expect(result.status == 0 && result.json["elsewhere"] as? Int == 1 && result.json["sent"] as? Int == 0)
        #expect(try folder.run("jobs", "send", "--settings", "mail.conf").text.contains("1 e-mail est en cours d’envoi par un autre"))
        let refused = try folder.run("jobs", "cancel", "1", "--json")
        #expect(refused.errors.contains("job.in-flight") && refused.errors.firstMatch(of: /recommencez dans [0-9]+ s/) != nil)
        kill(worker.process.processIdentifier, SIGKILL)
        worker.process.waitUntilExit()
        // As a minute later.
        try folder.sql("UPDATE jobs SET lease_until = 0")
        #expect(try folder.done(["jobs", "cancel", "1", "--json"]).json["cancelled"] as? [Int] == [1])
    }

    @Test func `a password file that others can read is refused`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr"], to: sink, settings: "smtp.user = cse\nsmtp.password-file = secret")
        try folder.write("secret", to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.url("secret").path)
        let result = try folder.send()
        #expect(result.status == 1 && result.error["code"] as? String == "mail.password-exposed")
    }

    @Test func `several processes never send a job twice`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<300).map { "a\($0)@b.fr" }, to: sink)
        let workers = try (0..<3).map { _ in try Worker(in: folder) }
        for worker in workers { worker.process.waitUntilExit() }
        #expect(workers.allSatisfy { $0.process.terminationStatus == 0 })
        let deliveries = try sink.deliveries()
        #expect(deliveries.count == 300 && Set(deliveries.map(\.to)).count == 300)
        #expect(try folder.count("sent") == 300)
    }

    @Test func `a stop finishes what is under way and gives the rest back`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<400).map { "a\($0)@b.fr" }, to: sink)
        let worker = try Worker("--follow", in: folder)
        while try sink.deliveries().count < 5 { usleep(20_000) }
        worker.process.terminate()
        worker.process.waitUntilExit()
        #expect(worker.process.terminationReason == .exit && worker.process.terminationStatus == 0)
        let sent = try folder.count("sent")
        #expect(try sink.deliveries().count == sent && folder.count("leased") == 0 && folder.count("pending") == 400 - sent)
        #expect(try folder.send().json["sent"] as? Int == 400 - sent)
    }

    @Test func `a stop waits ten seconds for a server that is silent, and gives the e-mail back`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["slow-rcpt@b.fr", "a@b.fr"], to: sink)
        let worker = try Worker("--follow", "--connections", "1", in: folder)
        while try !sink.folder.text("log").contains("slow") { usleep(50_000) }
        worker.process.terminate()
        worker.process.waitUntilExit()
        #expect(worker.process.terminationReason == .exit && worker.process.terminationStatus == 0)
        #expect(try folder.count("pending") == 2 && folder.number("SELECT sum(failures) FROM jobs") == 0)
    }

    @Test func `while the server is away one e-mail is tried, and the log says that it waits`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<20).map { "a\($0)@b.fr" }, to: sink)
        try folder.write(try folder.text("mail.conf").replacing("\(sink.port)", with: "1"), to: "mail.conf")
        let worker = try Worker("--follow", "--connections", "4", "--log-level", "warning", errors: "log", in: folder)
        while try !folder.text("log").contains("waiting for the mail server") { usleep(50_000) }
        worker.process.terminate()
        worker.process.waitUntilExit()
        let log = try folder.text("log")
        #expect(log.ranges(of: "seconds=").count == 1 && log.contains("seconds=30"), "\(log)")
        #expect(try folder.count("pending") == 19 && folder.number("SELECT sum(failures) FROM jobs") == 1)
    }

    @Test func `a refused password is tried once, costs no try, and nobody's words are said`() throws {
        let sink = try MailSink("--user", "cse", "right")
        let folder = try Folder.withJobs((0..<20).map { "a\($0)@b.fr" }, to: sink, settings: "smtp.user = cse\nsmtp.password-file = secret")
        try folder.write("wrong", to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.url("secret").path)
        let once = try folder.send("--connections", "4")
        #expect(once.error["code"] as? String == "mail.authentication-refused" && once.errors.contains("« 535 5.7.8 »"), "\(once.errors)")
        let worker = try Worker("--follow", "--connections", "4", "--log-level", "warning", errors: "log", in: folder)
        while try !folder.text("log").contains("waiting for the mail server") { usleep(50_000) }
        usleep(500_000)
        worker.process.terminate()
        worker.process.waitUntilExit()
        #expect(try sink.folder.text("log").ranges(of: "\"hello\"").count == 2)
        #expect(try folder.count("pending") == 20 && folder.number("SELECT sum(failures) FROM jobs") == 0)
    }

    @Test func `a second signal ends it at once`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["slow-dot@b.fr"], to: sink)
        let worker = try Worker("--follow", in: folder)
        while try folder.count("leased") < 1 { usleep(50_000) }
        worker.process.terminate()
        usleep(400_000)
        worker.process.terminate()
        worker.process.waitUntilExit()
        #expect(worker.process.terminationReason == .uncaughtSignal)
        #expect(try folder.count("leased") == 1)
    }

    @Test func `what goes on sends what comes later`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr"], to: sink)
        let worker = try Worker("--follow", in: folder)
        while try folder.count("sent") < 1 { usleep(50_000) }
        try folder.resendAll()
        while try folder.count("sent") < 2 { usleep(50_000) }
        worker.process.terminate()
        worker.process.waitUntilExit()
        #expect(worker.process.terminationStatus == 0)
    }

    @Test func `a rate is kept`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<5).map { "a\($0)@b.fr" }, to: sink)
        let start = ContinuousClock.now
        #expect(try folder.send("--rate", "5", "--connections", "4").json["sent"] as? Int == 5)
        #expect(ContinuousClock.now - start >= .milliseconds(800))
    }

    @Test func `without a server nothing is done, and nothing stays lent`() throws {
        let sink = try MailSink("--greeting", "554")
        let folder = try Folder.withJobs((0..<3).map { "a\($0)@b.fr" }, to: sink)
        let refused = try folder.send()
        #expect(refused.status == 1 && refused.error["code"] as? String == "mail.server-refused" && refused.output.isEmpty)
        #expect(try folder.count("pending") == 3)
        try folder.write(try folder.text("mail.conf").replacing("\(sink.port)", with: "1"), to: "mail.conf")
        #expect(try folder.send("--connections", "1").error["code"] as? String == "mail.server-unreachable")
        #expect(try folder.count("leased") == 0)
        #expect(try Command.run(["jobs", "send", "--settings", "none.conf", "--json"], in: folder).status == 1)
        #expect(try Command.run(["jobs", "send", "--connections", "0"], in: folder).status == 64)
    }
}

/// A worker that runs beside the test.
struct Worker {
    let process = Process()

    init(_ arguments: String..., errors: String? = nil, in folder: Folder, environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments =
            ["jobs", "send", "--settings", "mail.conf", "--json"] + (arguments.contains("--log-level") ? [] : ["--log-level", "error"])
            + arguments
        process.currentDirectoryURL = folder.url
        process.environment = try environment.merging(["PATH": "/usr/bin:/bin"]) { a, _ in a }.merging(folder.environment()) { a, _ in a }
        process.standardOutput = FileHandle.nullDevice
        if let errors { try folder.write("", to: errors) }
        process.standardError = try errors.map { try FileHandle(forWritingTo: folder.url($0)) } ?? FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }
}
