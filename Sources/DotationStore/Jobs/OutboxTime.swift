public import Foundation

/// The two clocks that the outbox goes by.
///
/// E-mails fall due by the calendar, which people and programs set forward and back. Leases run on the machine's steady clock, which nobody
/// sets: a lease neither ends early nor lasts because the calendar has changed, and ends with the machine's restart.
public struct OutboxTime: Sendable, Hashable {
    /// The calendar; the store keeps its milliseconds.
    public var date: Date
    /// Milliseconds on the steady clock, which stands still while the machine sleeps.
    public var steady: Int
    /// What no other start of the machine has.
    public var boot: String

    /// A moment on both clocks.
    public init(date: Date, steady: Int, boot: String) {
        self.date = date
        self.steady = steady
        self.boot = boot
    }

    /// The moment of the call.
    public static var now: OutboxTime { now(on: Date()) }

    /// The moment of the call on the steady clock, with what the caller's calendar says.
    public static func now(on date: Date) -> OutboxTime {
        OutboxTime(date: date, steady: steadyMilliseconds(), boot: bootIdentity)
    }

    private static func steadyMilliseconds() -> Int {
        var time = timespec()
        #if canImport(Darwin)
            clock_gettime(CLOCK_UPTIME_RAW, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Int(time.tv_sec) &* 1000 &+ Int(time.tv_nsec) / 1_000_000
    }

    /// Whether its steady clock is that of this machine, which means nothing on another one.
    var isOfThisMachine: Bool { boot == Self.bootIdentity }

    private static let bootIdentity: String = {
        #if canImport(Darwin)
            var bytes = [CChar](repeating: 0, count: 64)
            var size = bytes.count
            guard sysctlbyname("kern.bootsessionuuid", &bytes, &size, nil, 0) == 0 else { return "" }
            return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        #else
            let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
            return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        #endif
    }()

    var milliseconds: Int { date.milliseconds }
}
