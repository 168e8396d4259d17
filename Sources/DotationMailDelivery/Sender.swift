internal import DotationMail
internal import DotationStore
internal import Dotations

/// One connection's work: takes jobs, sends them, and hands on what came of each.
struct Sender: Sendable {
    let connect: MailWorker.Connect
    let clock: any DeliveryClock
    let messages: JobMessages
    let dispatcher: Dispatcher
    let recorder: ResultRecorder
    let metrics: DeliveryMetrics

    /// Works until there is nothing more to do, or somebody wants it to end.
    func work() {
        do throws(DeliveryFailure) {
            let connection: any MessageTransport
            do throws(MailError) { connection = try connect() } catch { throw .mail(error) }
            while let job = dispatcher.next() { try work(on: job, connection) }
        } catch {
            dispatcher.end(.failed(error))
            if case .store(let error) = error { metrics.storeFailed(error) }
        }
    }

    private func work(on job: Job, _ connection: any MessageTransport) throws(DeliveryFailure) {
        let canSend: Bool
        do throws(StoreError) { canSend = try dispatcher.canSend(job) } catch { throw .store(error) }
        guard canSend else {
            return recorder.take(.init(job: job, result: .returned, outcome: DeliveryMetrics.returned))
        }
        let email: ActivationEmail
        do throws(Reason) {
            email = try messages.email(job, at: clock.now.date)
        } catch {
            let trouble = DeliveryTrouble(code: error.code.rawValue, words: error.code.rawValue, recipient: job.recipient ?? "")
            return recorder.take(.init(job: job, result: .refused(trouble, concernsAddress: true), outcome: trouble.code))
        }
        let message: ActivationMessage
        do throws(MailError) {
            message = try messages.message(email, date: clock.now.date)
        } catch {
            // The fault is with the templates: it would happen to each.
            recorder.take(.init(job: job, result: .returned, outcome: DeliveryMetrics.returned))
            throw .mail(error)
        }
        let (start, began) = (ContinuousClock.now, clock.now.steady)
        let outcome = connection.send(message.bytes, to: email.recipient) { dispatcher.shouldContinue(job, $0) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let entry = entry(job, outcome)
        metrics.tried(entry.outcome, seconds: seconds)
        defer { recorder.take(entry) }
        switch outcome {
        case .accepted, .refusedForGood, .mayPass: dispatcher.serverAnswered()
        case .unanswered(let answer):
            recorder.giveBack(
                dispatcher.serverFailed(
                    .serverUnreachable(answer.cause), since: began, isCertain: false, isReached: answer.kind != .noConnection))
        case .notPossible(let error):
            metrics.serverFailed(error.code.rawValue)
            recorder.giveBack(dispatcher.serverFailed(.mail(error), since: began, isCertain: true, isReached: true))
        case .interrupted: break
        }
    }

    /// What the server's answer means for the job, and its name in logs.
    private func entry(_ job: Job, _ outcome: DeliveryOutcome) -> ResultRecorder.Entry {
        func trouble(_ answer: ServerAnswer) -> DeliveryTrouble {
            let words = [answer.code.map(String.init), answer.words].compactMap(\.self).joined(separator: " ")
            let code = (["smtp", answer.code.map(String.init), answer.status] as [String?]).compactMap(\.self).joined(separator: ".")
            return DeliveryTrouble(code: code, words: words, recipient: job.recipient ?? "")
        }
        switch outcome {
        case .accepted: return .init(job: job, result: .sent, outcome: "accepted")
        case .refusedForGood(let answer, let concernsAddress):
            let trouble = trouble(answer)
            return .init(job: job, result: .refused(trouble, concernsAddress: concernsAddress), outcome: trouble.code)
        case .mayPass(let answer):
            let trouble = trouble(answer)
            return .init(job: job, result: .mayPass(trouble), outcome: trouble.code)
        case .unanswered(let answer):
            // The fault is with the server or the way to it, which says nothing of the address.
            let trouble = DeliveryTrouble(
                code: answer.kind.rawValue, words: answer.cause.rawValue, recipient: "", mayHaveLeft: answer.kind == .noConfirmation)
            return .init(job: job, result: .mayPass(trouble), outcome: trouble.code, detail: answer.detail)
        case .notPossible(let error): return .init(job: job, result: .returned, outcome: error.code.rawValue)
        case .interrupted(let mayHaveArrived):
            return .init(job: job, result: mayHaveArrived ? .interrupted : .returned, outcome: "interrupted")
        }
    }
}
