import Foundation
import Synchronization
import Testing

@testable import DotationAccounts

@Suite(.timeLimit(.minutes(1))) struct HashingGateTests {
    private final class Counts: Sendable {
        let now = Mutex(0)
        let most = Mutex(0)
    }

    @Test func `two at once, and the others wait`() async throws {
        let gate = HashingGate(atOnce: 2, waiting: 100)
        let counts = Counts()
        let done = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 40) { _ in
            _ = try? gate.whenFree { () throws(PasswordHashError) in
                let now = counts.now.withLock {
                    $0 += 1; return $0
                }
                counts.most.withLock { $0 = max($0, now) }
                Thread.sleep(forTimeInterval: 0.002)
                counts.now.withLock { $0 -= 1 }
                done.withLock { $0 += 1 }
            }
        }
        #expect(done.withLock { $0 } == 40)
        #expect(counts.most.withLock { $0 } <= 2)
    }

    @Test func `whoever finds too many waiting is turned away, and the next one is not`() throws {
        let gate = HashingGate(atOnce: 1, waiting: 0)
        try gate.whenFree { () throws(PasswordHashError) -> Void in
            #expect(throws: PasswordHashError.busy) { try gate.whenFree {} }
        }
        #expect(throws: PasswordHashError.outOfMemory) {
            try gate.whenFree { () throws(PasswordHashError) -> Int in throw .outOfMemory }
        }
        #expect(try gate.whenFree { 1 } == 1)
    }
}
