public import DotationMailDelivery
internal import DotationStore
internal import Foundation

extension DeliveryReport: Encodable {
    /// Whether something is left that was due, or went wrong; a worker that `follows` tries again by itself.
    public func isIncomplete(follows: Bool) -> Bool {
        switch end {
        case .failed: true
        case .stopped: !follows && (counts.retry + counts.failed + counts.lost + waiting > 0)
        case .done: !follows && counts.retry + counts.failed + counts.lost > 0
        }
    }

    /// What was done and what is left.
    public func encode(to encoder: any Encoder) throws {
        let (status, error): (String, JSONObject?) =
            switch end {
            case .done: ("done", nil)
            case .stopped: ("stopped", nil)
            case .failed(let failure):
                ("failed", ["code": failure.error().document.code, "message": failure.error().document.message])
            }
        try encoder.write([
            "status": status, "sent": counts.sent, "retry": counts.retry, "failed": counts.failed, "cancelled": counts.cancelled,
            "returned": counts.returned, "lost": counts.lost, "waiting": waiting, "waitingForPages": waitingForPages,
            "elsewhere": elsewhere,
            "nextTry": counts.retry > 0 ? outbox[.retry]?.nextDue : nil, "seconds": (seconds * 1000).rounded() / 1000, "error": error,
        ])
    }
}
