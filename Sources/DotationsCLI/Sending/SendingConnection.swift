import DotationStore
import Dotations
import Foundation
import Mail

/// One connection's work: takes jobs, sends them, and records what came of each before it takes the next.
struct SendingConnection: Sendable {
    let store: Store
    let messages: JobMessages
    let supply: JobSupply
    let figures: SendFigures
    let user: String

    /// Works until there is nothing more to do, or somebody wants it to end.
    func work() {
        do {
            let connection = try SMTPConnection(messages.settings)
            while let job = supply.next() { try work(on: job, connection) }
        } catch {
            supply.end(.failed(error))
            if let error = error as? StoreError { figures.storeFailed(error) }
        }
    }

    /// Has the store know that these were not tried.
    func giveBack(_ jobs: [Job]) throws {
        for job in jobs { try record(.returned, of: job, outcome: SendFigures.returned) }
    }

    private func work(on job: Job, _ connection: SMTPConnection) throws {
        guard try supply.isGood(job) else { return try record(.returned, of: job, outcome: SendFigures.returned) }
        let mailing: Mailing
        do throws(Reason) {
            mailing = try messages.mailing(job)
        } catch {
            let trouble = DeliveryTrouble(code: error.code.rawValue, words: error.code.rawValue, recipient: job.recipient ?? "")
            return try record(.refused(trouble, concernsAddress: true), of: job, outcome: trouble.code)
        }
        let message = try messages.message(mailing, date: Date())
        let start = ContinuousClock.now
        let outcome = connection.send(message.bytes, to: mailing.recipient) { supply.isHeld(job) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let (code, result) = result(outcome, recipient: job.recipient ?? "")
        figures.tried(code, seconds: seconds)
        try record(result, of: job, outcome: code)
        switch outcome {
        case .accepted, .refusedForGood: supply.serverAnswered()
        case .mayPass(let answer, _):
            if answer.code != nil {
                supply.serverAnswered()
            } else {
                supply.serverFailed(
                    CommandError(.mailServerUnreachable, "\(answer.words). Vérifiez smtp.host, smtp.port et le réseau."), isCertain: false)
            }
        case .notPossible(let error):
            figures.serverFailed(error.code.rawValue)
            supply.serverFailed(error, isCertain: true)
        case .interrupted: break
        }
    }

    /// What the server's answer means for the job, and its name in logs.
    private func result(_ outcome: DeliveryOutcome, recipient: String) -> (code: String, JobResult) {
        func trouble(_ answer: ServerAnswer, _ code: String) -> DeliveryTrouble {
            let words = [answer.code.map(String.init), answer.words].compactMap(\.self).joined(separator: " ")
            return DeliveryTrouble(code: code, words: words, recipient: recipient)
        }
        func code(_ answer: ServerAnswer, otherwise: String) -> String {
            answer.code.map { "smtp.\($0)" + (answer.status.map { ".\($0)" } ?? "") } ?? otherwise
        }
        switch outcome {
        case .accepted: return ("accepted", .sent)
        case .refusedForGood(let answer, let concernsAddress):
            let code = code(answer, otherwise: "smtp.refused")
            return (code, .refused(trouble(answer, code), concernsAddress: concernsAddress))
        case .mayPass(let answer, let mayHaveArrived):
            let code = code(answer, otherwise: mayHaveArrived ? "smtp.no-confirmation" : "smtp.no-answer")
            return (code, .mayPass(trouble(answer, code)))
        case .notPossible(let error): return (error.code.rawValue, .returned)
        case .interrupted: return ("interrupted", .returned)
        }
    }

    /// Records what came of a job. Where the store is busy it goes on trying: what is not recorded is sent again.
    private func record(_ result: JobResult, of job: Job, outcome: String) throws {
        var random = SystemRandomNumberGenerator()
        defer { supply.finished(job) }
        while true {
            do throws(StoreError) {
                let fate = try store.record(result, of: job, at: .now, user: user, random: &random)
                return figures.recorded(job, fate, outcome: result == .returned ? SendFigures.returned : outcome)
            } catch {
                figures.storeFailed(error)
                guard error.code == .locked else { throw error }
            }
        }
    }
}
