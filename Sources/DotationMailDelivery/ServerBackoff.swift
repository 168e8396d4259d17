/// How often in a row the mail server failed, and until when to leave it alone. Times are milliseconds of the steady clock.
struct ServerBackoff {
    /// Why the last message had no answer; nil where it had one.
    private(set) var last: DeliveryFailure?
    private(set) var pausedUntil = 0
    private var count = 0
    private var pauses = 0
    private var lastAt = 0

    /// The server answered to a message.
    mutating func answered() { self = ServerBackoff() }

    /// The server failed; several connections that it failed at the same time are one trouble.
    ///
    /// - Returns: how many troubles there were in a row; nil where it is one that was counted.
    mutating func failed(_ error: DeliveryFailure, since start: Int, now: Int) -> Int? {
        last = error
        guard count == 0 || start >= lastAt else { return nil }
        count += 1
        lastAt = now
        return count
    }

    /// Leaves the server alone for 30 s, then for longer each time.
    ///
    /// - Returns: for how many seconds.
    mutating func pause(now: Int) -> Int {
        let seconds = min(600, 30 << min(5, pauses))
        pauses += 1
        pausedUntil = now + seconds * 1000
        return seconds
    }
}
