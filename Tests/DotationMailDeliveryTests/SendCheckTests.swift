import Dispatch
import Dotations
import Foundation
import Synchronization
import Testing

@testable import DotationMailDelivery
@testable import DotationStore

@Suite struct SendCheckTests {
    private let scene: Scene
    private let jobs: [Job]
    private let check: SendCheck

    init() throws {
        scene = try Scene(people: 40)
        jobs = try scene.store.store.mail.leaseJobs(40, at: scene.clock.now, linkDays: 30) { "<\($0.id)@exemple.fr>" }.jobs
        check = SendCheck(scene.store.store.mail)
    }

    @Test("Of many who ask at once each has the answer to its own question")
    func answers() throws {
        let activated = Set(jobs.enumerated().filter { $0.offset % 3 == 1 }.map(\.element.dotation))
        _ = try scene.store.setStatuses(
            .setting(.activated, of: scene.store.existingDotations(activated.sorted())),
            context: OperationContext(user: "alice", way: .command, date: TestClock.start))
        let wrong = Mutex<[Job.ID]>([])
        DispatchQueue.concurrentPerform(iterations: 400) { [jobs, check] index in
            let job = jobs[index % jobs.count]
            let answer = try? check.mayBeSent(job)
            if answer != !activated.contains(job.dotation) { wrong.withLock { $0.append(job.id) } }
        }
        #expect(wrong.withLock(\.self) == [])
    }

    @Test("Where the store cannot be read each of those who ask is told, and whoever asks later is answered")
    func failure() throws {
        func rename(_ name: String, to other: String) throws {
            try scene.store.write { connection throws(StoreError) in try connection.execute("ALTER TABLE \(name) RENAME TO \(other)") }
        }
        try rename("jobs", to: "others")
        let codes = Mutex<[StoreError.Code]>([])
        DispatchQueue.concurrentPerform(iterations: 40) { [jobs, check] index in
            do throws(StoreError) { _ = try check.mayBeSent(jobs[index]) } catch { codes.withLock { $0.append(error.code) } }
        }
        #expect(codes.withLock(\.self) == Array(repeating: .damaged, count: 40))
        try rename("others", to: "jobs")
        #expect(try check.mayBeSent(jobs[0]))
    }
}
