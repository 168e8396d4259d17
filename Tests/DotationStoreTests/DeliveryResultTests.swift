import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationStore

@Suite struct DeliveryResultTests {
    @Test("A refused address is an « Erreur e-mail », with the server's words in the history but not the address")
    func refused() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(0)).first)
        let trouble = DeliveryTrouble(
            .answered(code: 550, status: "5.1.1"), words: "550 5.1.1 <Personne0@yopmail.com>: user personne0 unknown",
            recipient: job.recipient?.text ?? "")
        #expect(try store.record(.refused(trouble, concernsAddress: true), of: job, at: moment(1)) == .became(.failed))
        #expect(try store.dotation(ids[0]).status == .emailError)
        let operation = try #require(try store.operations([.delivery]).first)
        let row = try #require(try store.auditRows(of: operation).first)
        #expect(row.action == .status(from: .awaitingActivation, to: .emailError))
        #expect(row.words == "550 5.1.1 <•••>: user ••• unknown")
        #expect(try store.job(1).lastError == row.words && store.job(1).outcome?.code == "smtp.550.5.1.1")
        #expect(try store.export(orderNumber(2_800_886), context: context).dotations.map(\.status) == [.emailError])
        #expect(try store.verifyAudit().operations == 5)
    }

    @Test(
        "Addresses in a server's words are masked, and the words are cut",
        arguments: [
            ("a@b.fr", "•••"), ("<a@b.fr>, c@d.fr;e", "<•••>, •••;e"), ("x=<jean.dupont@b.fr>:y", "x=<•••>:y"),
            ("jean.dupont: unknown", "••• unknown"), ("JEAN.DUPONT unknown", "••• unknown"), ("jean.dupontel stays", "jean.dupontel stays"),
            ("a\r\nb\u{0}c", "a b c"), ("@", "•••"), ("", ""), ("550 5.1.1 nothing", "550 5.1.1 nothing"),
        ])
    func masked(words: String, expected: String) {
        #expect(DeliveryTrouble(.answered(code: nil, status: nil), words: words, recipient: "jean.dupont@b.fr").words == expected)
    }

    @Test("Long words are cut, however many signs of an address they have")
    func long() {
        let words = String(repeating: "@", count: 20_000) + String(repeating: "a@b ", count: 2000)
        #expect(DeliveryTrouble(.answered(code: nil, status: nil), words: words, recipient: "").words.unicodeScalars.count <= 300)
    }

    @Test("A message that the server's policy refuses is no fault of the address")
    func policy() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(0)).first)
        #expect(try store.record(.refused(noSuchUser, concernsAddress: false), of: job, at: moment(1)) == .became(.failed))
        #expect(try store.dotation(ids[0]).status == .awaitingActivation)
        #expect(try store.operations([.delivery]).isEmpty)
    }

    @Test("An « Erreur e-mail » ends when a message to the present address is taken")
    func cleared() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2, status: .emailError)
        _ = try store.resend(.dotations(ids), context: context)
        let jobs = try store.lease(at: moment(0))
        _ = try store.apply(store.planEmail(ids[1], "nouveau@yopmail.com"), as: .edit, context: context)
        for job in jobs { #expect(try store.record(.accepted, of: job, at: moment(1)) == .became(.sent)) }
        // The second went to an address that is no longer the beneficiary's.
        #expect(try ids.map { try store.dotation($0).status } == [.awaitingActivation, .emailError])
        #expect(try store.verifyAudit().rows == 4)
    }

    @Test(
        "A status from before the e-mail ends when the e-mail that creates the account is taken",
        arguments: [DotationStatus.integration, .production])
    func reached(status: DotationStatus) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2, status: status)
        _ = try store.apply(store.plan([(ids[1], nil, "0612345678", false)], of: orderNumber(2_800_886)), as: .edit, context: context)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let jobs = try store.lease(at: moment(0))
        #expect(Set(jobs.map(\.kind)) == [.accountCreation, .phoneChanged])
        for job in jobs { _ = try store.record(.accepted, of: job, at: moment(1)) }
        // That a number has changed creates no account.
        #expect(try ids.map { try store.dotation($0).status } == [.awaitingActivation, status])
        let operations = try store.operations([.delivery])
        #expect(operations.count == 1)
        let row = try #require(try store.auditRows(of: operations[0]).first)
        #expect(row.action == .status(from: status, to: .awaitingActivation) && row.dotation == ids[0])
        _ = try store.verifyAudit()
    }

    @Test("What was read of a job before it went to another worker does not let its result be written")
    func fence() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        let stale = try #require(try store.lease(at: moment(0)).first)
        let lapsed = moment(MailStore.leaseLength)
        let current = try #require(try store.lease(at: lapsed).first)
        #expect(current.id == stale.id && current.attempt == stale.attempt + 1)
        func release(_ job: Job, _ state: Job.State) throws -> [Bool] {
            let ending = LeaseEnding(state: state, outcome: .accepted, finishedAt: 1)
            return try store.write { connection throws(StoreError) in try connection.release([(job, ending)]) }
        }
        #expect(try release(stale, .sent) == [false])
        #expect(try store.job(1).state == .leased && store.job(1).outcome == nil)
        #expect(try release(current, .sent) == [true])
        #expect(try store.job(1).state == .sent && store.job(1).outcome?.code == "accepted")
        // It is nobody's any more.
        #expect(try release(current, .failed) == [false])
    }

    @Test("No two jobs of a dotation are leased at the same time, whoever writes")
    func oneLease() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        _ = try store.lease(at: moment(0))
        _ = try store.resend(.dotations(ids), context: context)
        #expect(throws: StoreError.self) {
            try store.write { connection throws(StoreError) in
                try connection.run("UPDATE jobs SET state = 'leased' WHERE client = :client AND id = ?", .int(2))
            }
        }
        #expect(try store.lease(at: moment(1)).isEmpty)
    }

    @Test("A refused second address is in the history too")
    func refusedAgain() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        for step in 0..<2 {
            let job = try #require(try store.lease(at: moment(step)).first)
            _ = try store.record(.refused(noSuchUser, concernsAddress: true), of: job, at: moment(step))
            if step == 0 { _ = try store.apply(store.planEmail(ids[0], "autre@yopmail.com"), as: .edit, context: context) }
        }
        #expect(
            try store.operations([.delivery]).flatMap { try store.auditRows(of: $0) }.map(\.words)
                == Array(repeating: noSuchUser.words, count: 2))
        #expect(try store.verifyAudit().rows == 4)
    }

    @Test("A message that came back marks its dotation once, and only where the address is still the same")
    func bounces() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 4)
        for job in try store.lease(at: moment(0)) where job.id.rawValue != 4 { _ = try store.record(.accepted, of: job, at: moment(1)) }
        let lost = try store.job(4)
        _ = try store.record(.deferred(busy), of: lost, at: moment(1))
        _ = try store.apply(store.planEmail(ids[1], "nouveau@yopmail.com"), as: .edit, context: context)
        _ = try store.setStatus(.activated, of: [ids[2]], context: context)
        let bounces = (1...5).map {
            BounceReport(
                messageID: "<\($0)@example.fr>", recipient: "<PERSONNE\($0 - 1)@yopmail.com>", action: .failed, status: "5.1.1",
                diagnostic: "550 personne0@yopmail.com", blamesAddress: true)
        }
        // What is about another address says nothing of this one.
        let other = BounceReport(
            messageID: "<1@example.fr>", recipient: "copie@b.fr", action: .failed, status: "5.1.1", diagnostic: "550", blamesAddress: true)
        #expect(try store.store.mail.recordBounces([other], context: context) == [.forwarded(try store.job(1).reference)])
        #expect(try store.job(1).state == .sent && store.dotation(ids[0]).status == .awaitingActivation)
        let references = try (1...4).map { try store.job($0).reference }
        #expect(
            try store.store.mail.recordBounces(bounces + [bounces[0]], context: context) == [
                .recorded(references[0]), .outdated(references[1]), .outdated(references[2]), .recorded(references[3]), .unknown,
                .known(references[0]),
            ])
        #expect(try ids.map { try store.dotation($0).status } == [.emailError, .awaitingActivation, .activated, .emailError])
        #expect(try store.jobs().map(\.state) == [.failed, .failed, .failed, .failed, .pending])
        #expect(try store.job(1).outcome?.code == "bounced.5.1.1" && store.job(1).lastError == "550 •••")
        let operations = try store.operations([.delivery])
        #expect(operations.count == 1 && operations[0].counts.changed == 2)
        #expect(try store.store.mail.recordBounces(bounces, context: context).allSatisfy { if case .recorded = $0 { false } else { true } })
        #expect(try store.operations([.delivery]).count == 1)
        #expect(try store.store.mail.recordBounces([], context: context).isEmpty)
        // Sent once more it would have the same Message-ID; a new e-mail has its own.
        let retried = try store.retryJobs(references.map(\.id), context: context, at: moment(2))
        #expect(retried.done.isEmpty && retried.refused.allSatisfy { $0.reason == .bounced })
        #expect(try store.retryFailedJobs(context: context, at: moment(2)).done.isEmpty)
        #expect(try store.jobCounts()[.failed]?.count == 4 && store.job(1).isBounced)
        #expect(try store.store.mail.jobCounts() == store.jobCounts())
    }

    @Test("What came back for another reason than its address fails its job, and leaves the dotation")
    func blamelessBounce() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 3)
        let jobs = try store.lease(at: moment(0))
        _ = try store.record(.accepted, of: jobs[0], at: moment(1))
        _ = try store.cancelJobs([jobs[2].id], context: context, at: moment(70_000))
        let bounces = (1...3).map {
            BounceReport(
                messageID: "<\($0)@example.fr>", recipient: "copie@b.fr", originalRecipient: "personne\($0 - 1)@yopmail.com",
                action: .failed, status: "5.7.1", diagnostic: "550 spam", blamesAddress: false)
        }
        #expect(try store.store.mail.recordBounces(bounces, context: context) == jobs.map { .blameless($0.reference) })
        #expect(try store.jobs().map(\.state) == [.failed, .failed, .cancelled])
        #expect(try ids.map { try store.dotation($0).status } == Array(repeating: .awaitingActivation, count: 3))
        // The worker that has the second one just now sends it no more.
        #expect(try !store.store.mail.mayBeSent(jobs[1]) && store.record(.accepted, of: jobs[1], at: moment(2)) == .lost)
    }

    @Test("Several results are recorded in one transaction, each for itself")
    func severalResults() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 4)
        let jobs = try store.lease(at: moment(0))
        _ = try store.setStatus(.activated, of: [ids[3]], context: context)
        var random = SeededGenerator(seed: 1)
        let results: [DeliveryResult] = [
            .accepted, .refused(noSuchUser, concernsAddress: true), .deferred(busy), .deferred(busy), .accepted,
        ]
        let fates = try store.store.mail.record(
            Array(zip(results, jobs + [jobs[0]])), at: moment(1), user: "worker", random: &random)
        #expect(fates == [.became(.sent), .became(.failed), .became(.retry), .became(.cancelled), .lost])
        #expect(try store.dotation(ids[1]).status == .emailError)
        #expect(try store.store.mail.record([], at: moment(1), user: "worker", random: &random).isEmpty)
        _ = try store.verifyAudit()
    }

    @Test("A job whose worker is gone can be cancelled; until then it says when")
    func cancelled() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 2)
        let jobs = try store.lease(at: moment(0))
        let early = try store.cancelJobs([jobs[0].id], context: context, at: moment(17_500))
        #expect(early.done.isEmpty && early.refused.map(\.reason) == [.inFlight] && early.busy == [jobs[0].id: 43])
        #expect(try store.retryJobs([jobs[0].id], context: context, at: moment(17_500)).busy == [jobs[0].id: 43])
        #expect(try store.cancelJobs([jobs[0].id], context: context, at: moment(60_000)).done == [jobs[0].id])
        // The machine has started anew.
        #expect(try store.cancelJobs([jobs[1].id], context: context, at: moment(1, boot: "two")).done == [jobs[1].id])
        #expect(try store.record(.accepted, of: jobs[0], at: moment(60_001)) == .lost)
        #expect(try store.jobs().map(\.outcome?.code) == ["job.cancelled", "job.cancelled"])
    }

    @Test("A link whose address is no longer kept holds until there is a later e-mail, even one that was cancelled")
    func purgedLink() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 2)
        for job in try store.lease(at: moment(0)) { _ = try store.record(.accepted, of: job, at: moment(1)) }
        _ = try store.apply(store.planEmail(ids[1], "autre@yopmail.com"), as: .edit, context: context)
        _ = try store.cancelJobs([store.job(3).id], context: context, at: moment(2))
        let later = OperationContext(user: "carl", way: .command, date: context.date.addingTimeInterval(40 * 86_400))
        #expect(try store.purge(olderThan: .standard, context: later).mails == 3)
        #expect(try store.job(1).recipient == nil && store.isLatest(store.job(1)) && !store.isLatest(store.job(2)))
    }

    @Test("A person can have jobs be tried again and stop them, where that is of use")
    func control() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 8)
        let jobs = try store.lease(at: moment(0))
        for job in jobs.prefix(5) { _ = try store.record(.refused(noSuchUser, concernsAddress: true), of: job, at: moment(1)) }
        _ = try store.record(.deferred(busy), of: jobs[5], at: moment(1))
        _ = try store.record(.accepted, of: jobs[6], at: moment(1))
        // 1 refused, 2 superseded since, 3 activated since, 4 account created since, 5 refused, 6 waits, 7 sent, 8 under way, 9 waits.
        _ = try store.resend(.dotations([ids[1]]), context: context)
        _ = try store.setStatus(.activated, of: [ids[2]], context: context)
        _ = try store.markAccountCreated([ids[3]], context: context)
        let all = try ((1...9) + [99]).map { try #require(Job.ID(rawValue: $0)) }

        let retried = try store.retryJobs(all + [all[0]], context: context, at: moment(1))
        #expect(retried.done.map(\.rawValue) == [1, 5, 6, 9])
        #expect(
            Dictionary(uniqueKeysWithValues: retried.refused.map { ($0.job.rawValue, $0.reason) }) == [
                2: .superseded, 3: .activated, 4: .accountCreated, 7: .finished, 8: .inFlight, 99: .unknown,
            ])
        #expect(try store.job(6).failures == 0)
        let again = try store.lease(at: moment(2))
        #expect(again.map(\.id.rawValue).sorted() == [1, 5, 6, 9])
        for job in again { _ = try store.record(.refused(noSuchUser, concernsAddress: true), of: job, at: moment(3)) }
        // Those whose address was refused are to be named, unless somebody has the dotation's status say that it is good.
        _ = try store.setStatus(.awaitingActivation, of: [ids[4]], context: context)
        let failed = try store.retryFailedJobs(context: context, at: moment(3))
        #expect(failed.done.map(\.rawValue) == [5] && failed.blamed.map(\.rawValue) == [1, 6, 9])
        #expect(try store.retryJobs([1, 6, 9].compactMap { Job.ID(rawValue: $0) }, context: context, at: moment(3)).done.count == 3)

        let cancelled = try store.cancelJobs(all, context: context, at: moment(3))
        #expect(cancelled.done.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 9])
        #expect(cancelled.refused.map(\.reason) == [.finished, .inFlight, .unknown])
        #expect(try store.lease(at: moment(4)).isEmpty)
        #expect(try store.retryFailedJobs(context: context, at: moment(4)).done.isEmpty)
        let actions = try store.operations([.delivery], limit: 1).flatMap { try store.auditRows(of: $0) }.map(\.action)
        #expect(actions == cancelled.done.map { .mailCancelled($0) })
        _ = try store.verifyAudit()
    }

    @Test("An outcome is told by its code, and no other text is one")
    func outcomeCodes() {
        let outcomes: [JobOutcome] =
            [.accepted, .stopped, .workersEnded, .bounced(status: "5.1.1"), .answered(code: nil, status: nil)]
            + NoAnswer.allCases.map { .unanswered($0) } + CancellationReason.allCases.map { .cancelled($0) }
            + Reason.Code.allCases.map { .invalidAddress($0) }
            + [nil, "5.1.1"].flatMap { status in [nil, 550].map { .answered(code: $0, status: status) } }
        for outcome in outcomes { #expect(JobOutcome(code: outcome.code) == outcome, "\(outcome.code)") }
        for text in ["", "smtp2", "bounced", "job.", "job.other", "Accepted", "accepted.1"] {
            #expect(JobOutcome(code: text) == nil, "\(text)")
        }
    }
}
