internal import DotationStore

/// Why a worker has ended.
public enum DeliveryEnd: Sendable {
    /// All that was due has been taken up.
    case done
    /// Somebody wanted it to end.
    case stopped
    /// Nothing could be sent.
    case failed(DeliveryFailure)
}
