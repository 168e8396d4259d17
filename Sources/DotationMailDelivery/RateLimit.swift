/// So many messages a second, evenly spread.
struct RateLimit {
    /// The nanoseconds between two messages; zero for no limit.
    private let interval: Int
    private var next = 0

    /// - Parameter rate: messages a second; nil for no limit.
    init(rate: Double?) { interval = rate.map { Int(1_000_000_000 / $0) } ?? 0 }

    /// Takes the next place, and gives the nanoseconds to wait for it.
    mutating func wait(from now: Int) -> Int {
        guard interval > 0 else { return 0 }
        let place = max(now, next)
        next = place + interval
        return place - now
    }
}
