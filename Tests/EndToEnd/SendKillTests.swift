import Foundation
import TestSupport
import Testing

/// Workers are killed at random moments, two at a time: every job is delivered all the same.
///
/// With `DOTATIONS_LONG_TESTS` set there are a thousand jobs, five times over, and leases end by themselves instead of by a restart of the
/// machine.
@Suite(.serialized, .enabled(if: MailSink.isAvailable, "needs scripts/setup --python")) struct SendKillTests {
    private static let isLong = ProcessInfo.processInfo.environment["DOTATIONS_LONG_TESTS"] != nil

    private static let counting = "SELECT count(*) FROM jobs WHERE state = "

    /// How many results of a worker can be on their way: as many as it lets wait, and what its two connections have in hand.
    private static let unrecorded = 16 + 2

    @Test(arguments: 1...(isLong ? 5 : 1)) func `killed workers lose no job, and repeat only what they had in hand`(turn: Int) throws {
        let (sink, jobs) = (try MailSink(), Self.isLong ? 1000 : 200)
        let folder = try Folder.withJobs((0..<jobs).map { "a\($0)@b.fr" }, to: sink)
        var killed: Set<String> = []
        var (round, workers) = (0, [(name: String, worker: Worker)]())
        func fill() throws {
            workers.removeAll { !$0.worker.process.isRunning }
            while workers.count < 2 {
                round += 1
                // Each has its own return address, by which the server's log tells whose a message was.
                let name = "w\(round)@example.fr"
                workers.append(
                    (name, try Worker("--follow", "--connections", "2", in: folder, environment: ["DOTATIONS_MAIL_BOUNCES": name])))
            }
        }
        func end(_ index: Int) {
            let (name, worker) = workers.remove(at: index)
            kill(worker.process.processIdentifier, SIGKILL)
            worker.process.waitUntilExit()
            killed.insert(name)
        }
        while try folder.number(Self.counting + "'pending'") > 0 {
            try fill()
            usleep(UInt32.random(in: 150_000...900_000))
            // Now one of the two, now both.
            if Bool.random() { end(0) }
            end(Bool.random() ? workers.count - 1 : 0)
            if !Self.isLong, workers.isEmpty { try Self.restartMachine(folder) }
        }
        while !workers.isEmpty { end(0) }
        if !Self.isLong { try Self.restartMachine(folder) }
        let last = try Worker("--follow", in: folder, environment: ["DOTATIONS_MAIL_BOUNCES": "last@example.fr"])
        while try folder.number(Self.counting + "'sent'") < jobs { usleep(200_000) }
        last.process.terminate()
        last.process.waitUntilExit()

        let deliveries = try sink.deliveries()
        #expect(Set(deliveries.map(\.to)).count == jobs)
        var (repeated, furthest) = (0, 0)
        for copies in Dictionary(grouping: deliveries.enumerated(), by: \.element.to).values where copies.count > 1 {
            repeated += copies.count - 1
            #expect(Set(copies.map(\.element.messageID)).count == 1)
            for (position, copy) in copies.sorted(by: { $0.offset < $1.offset }).dropLast() {
                // It was among the last that its worker sent, whose results were on their way to the store when it was killed.
                let later = deliveries[(position + 1)...].count { $0.sender == copy.sender }
                #expect(killed.contains(copy.sender) && later < Self.unrecorded, "\(later) later")
                furthest = max(furthest, later)
            }
        }
        #expect(try folder.count("failed") == 0 && folder.count("leased") == 0)
        print(
            "\(killed.count) workers killed: \(jobs) jobs delivered, \(repeated) of them more than once, with at most \(furthest) sent after them"
        )
    }

    /// Has the leases be those of an earlier start of the machine, or past, as nobody can wait for a minute after each kill.
    private static func restartMachine(_ folder: Folder) throws {
        try folder.sql("UPDATE jobs SET lease_boot = '', lease_until = 0 WHERE state = 'leased'")
    }
}
