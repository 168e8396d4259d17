public import DotationStore
internal import Foundation

/// The machine's time.
public struct SystemClock: DeliveryClock {
    /// The machine's time.
    public init() {}

    /// Now.
    public var now: OutboxTime { .now }

    /// Has the thread sleep.
    public func sleep(nanoseconds: Int) { Thread.sleep(forTimeInterval: Double(nanoseconds) / 1_000_000_000) }
}
