internal import DotationStore
internal import Foundation

/// Asks the store whether e-mails may still be sent, for several connections at once: on a server each question goes there and back.
///
/// While one question is on its way, others gather for the next.
final class SendCheck: Sendable {
    private struct State {
        var waiting: [(number: Int, job: Job)] = []
        /// The answers that nobody has taken yet, by the numbers of the questions.
        var answers: [Int: Result<Bool, StoreError>] = [:]
        var lastNumber = 0
        var isAsking = false
    }

    private let store: MailStore
    private let condition = NSCondition()
    // The condition's lock is what lets several threads have it.
    nonisolated(unsafe) private var state = State()

    init(_ store: MailStore) { self.store = store }

    /// Whether a job is still its worker's own and nothing blocks it.
    ///
    /// - Throws: ``StoreError`` where the store cannot be read.
    func mayBeSent(_ job: Job) throws(StoreError) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        state.lastNumber += 1
        let number = state.lastNumber
        state.waiting.append((number, job))
        while state.isAsking, state.answers[number] == nil { condition.wait() }
        if state.answers[number] == nil { askForAll() }
        return try state.answers.removeValue(forKey: number)?.get() ?? false
    }

    /// Asks for all that wait, without the lock.
    private func askForAll() {
        let asked = state.waiting
        state.waiting = []
        state.isAsking = true
        condition.unlock()
        let answers: Result<[Bool], StoreError>
        do throws(StoreError) { answers = .success(try store.mayBeSent(asked.map(\.job))) } catch { answers = .failure(error) }
        condition.lock()
        for (place, question) in asked.enumerated() { state.answers[question.number] = answers.map { $0[place] } }
        state.isAsking = false
        condition.broadcast()
    }
}
