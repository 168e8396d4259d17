public import DotationStore
internal import Foundation

/// The time that a worker goes by.
public protocol DeliveryClock: Sendable {
    /// Now, on both clocks of the outbox.
    var now: OutboxTime { get }
    /// Waits.
    func sleep(nanoseconds: Int)
}

/// The machine's time.
public struct SystemClock: DeliveryClock {
    /// The machine's time.
    public init() {}

    /// Now.
    public var now: OutboxTime { .now }

    /// Has the thread sleep.
    public func sleep(nanoseconds: Int) { Thread.sleep(forTimeInterval: Double(nanoseconds) / 1_000_000_000) }
}
