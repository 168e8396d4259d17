public import DotationMailDelivery
internal import DotationStore
internal import Foundation

/// What programs read of a sending.
public struct DeliveryDocument: Encodable, Sendable {
    struct Trouble: Encodable, Sendable {
        let code: String
        let message: String
    }

    let status: String
    let sent, retry, failed, cancelled, returned, lost, waiting, elsewhere: Int
    @Null var nextTry: Date?
    let seconds: Double
    @Null var error: Trouble?

    /// What a worker has done.
    public init(_ report: DeliveryReport) {
        let counts = report.counts
        (sent, retry, failed, cancelled) = (counts.sent, counts.retry, counts.failed, counts.cancelled)
        (returned, lost, waiting, elsewhere) = (counts.returned, counts.lost, report.waiting, report.elsewhere)
        seconds = (report.seconds * 1000).rounded() / 1000
        switch report.end {
        case .done: status = "done"
        case .stopped: status = "stopped"
        case .failed(let failure):
            status = "failed"
            let document = failure.error().document
            error = Trouble(code: document.code, message: document.message)
        }
        nextTry = counts.retry > 0 ? report.outbox[.retry]?.nextDue : nil
    }

    /// Whether something is left that was due, or went wrong; a worker that `follows` tries again by itself.
    public func isIncomplete(follows: Bool) -> Bool {
        error != nil || !follows && (retry + failed + lost > 0 || status == "stopped" && waiting > 0)
    }
}
