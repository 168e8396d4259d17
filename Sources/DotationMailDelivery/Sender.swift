internal import DotationMail
internal import DotationStore
internal import Dotations

/// One connection's work: takes jobs, sends them, and hands on what came of each.
struct Sender: Sendable {
    let connect: MailWorker.Connect
    let clock: any DeliveryClock
    let messages: ClientMessages
    let dispatcher: Dispatcher
    let recorder: ResultRecorder
    let metrics: DeliveryMetrics

    /// Works until there is nothing more to do, or somebody wants it to end.
    func work() {
        do throws(DeliveryFailure) {
            let connection: any MessageTransport
            do throws(MailError) { connection = try connect() } catch { throw .mail(error) }
            while let mail = dispatcher.next() { try work(on: mail, connection) }
        } catch {
            dispatcher.end(.failed(error))
            if case .store(let error) = error { metrics.storeFailed(error) }
        }
    }

    private func work(on mail: LeasedMail, _ connection: any MessageTransport) throws(DeliveryFailure) {
        let canSend: Bool
        do throws(StoreError) {
            canSend = try dispatcher.canSend(mail)
        } catch {
            recorder.take(.init(mail, .interrupted(mayHaveLeft: false)))
            // Another program writes for long: it will end.
            guard error.code == .locked else { throw .store(error) }
            return metrics.storeFailed(error)
        }
        guard canSend else { return recorder.take(.init(mail, .interrupted(mayHaveLeft: false))) }
        guard let (recipient, message) = try message(of: mail) else { return }
        let (start, began) = (ContinuousClock.now, clock.now.steady)
        let entry: ResultRecorder.Entry
        do throws(MailError) {
            entry = .init(mail, try connection.send(message.bytes, to: recipient) { dispatcher.shouldContinue(mail, $0) })
        } catch {
            entry = .init(mail, error)
            metrics.serverFailed(error.code.rawValue)
            recorder.giveBack(dispatcher.serverFailed(.mail(error), since: began, isCertain: true, isReached: true))
        }
        metrics.tried(entry.outcome, seconds: (ContinuousClock.now - start) / .seconds(1))
        switch entry.result {
        case .deferred(let trouble):
            guard let cause = trouble.cause else {
                dispatcher.serverAnswered()
                break
            }
            let isReached = trouble.outcome != .unanswered(.noConnection)
            recorder.giveBack(
                dispatcher.serverFailed(.serverUnreachable(cause), since: began, isCertain: false, isReached: isReached))
        case .accepted, .refused: dispatcher.serverAnswered()
        case .interrupted: break
        }
        recorder.take(entry)
    }

    /// The message of an e-mail, and to whom it goes; nil where it goes to nobody, which is then recorded.
    private func message(of mail: LeasedMail) throws(DeliveryFailure) -> (EmailAddress, MailMessage)? {
        do throws(DeliveryFailure) {
            switch mail {
            case .userMail(let mail): return (mail.recipient, try messages.message(mail, at: clock.now.date))
            case .job(let job):
                let messages = try messages.of(job.client)
                let recipient: EmailAddress
                do throws(Reason) {
                    recipient = try messages.recipient(of: job)
                } catch {
                    let trouble = DeliveryTrouble(
                        .invalidAddress(error.code), words: error.code.rawValue, recipient: job.recipient?.text ?? "")
                    recorder.take(.init(mail, .refused(trouble, concernsAddress: true)))
                    return nil
                }
                do throws(MailError) { return (recipient, try messages.message(job, to: recipient, at: clock.now.date)) } catch {
                    throw .mail(error)
                }
            }
        } catch {
            // The fault is with the settings or the templates: it would happen to each.
            recorder.take(.init(mail, .interrupted(mayHaveLeft: false)))
            throw error
        }
    }
}
