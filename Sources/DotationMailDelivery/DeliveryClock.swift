public import DotationStore
internal import Foundation

/// The time that a worker goes by.
public protocol DeliveryClock: Sendable {
    /// Now, on both clocks of the outbox.
    var now: OutboxTime { get }
    /// Waits.
    func sleep(nanoseconds: Int)
}
