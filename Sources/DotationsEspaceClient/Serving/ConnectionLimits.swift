internal import NIOCore

/// How much a connection may cost. A reverse proxy has limits of its own; these hold without it.
struct ConnectionLimits: Sendable {
    /// How many bytes of one request's body are read: the longest upload, what stands around it, and some of what is refused, so that a
    /// browser that is still sending comes to read why.
    var body = 28 << 20
    /// How long a request without a body may take, and the answer to it.
    var patience: TimeAmount = .seconds(30)
    /// How many bytes a second are admitted as progress; a body, or an answer, has as much longer.
    var rate = 32 << 10
    /// How long a connection may wait for its first request, or for the next.
    var idle: TimeAmount = .seconds(30)
    /// How long what is under way is waited for once the server stops.
    var farewell: TimeAmount = .seconds(25)
    /// How long what still comes is thrown away after the last word, so that the other side gets to read that.
    var linger: TimeAmount = .seconds(2)

    /// How long so many bytes may take.
    func time(for bytes: Int) -> TimeAmount { patience + .milliseconds(Int64(bytes) * 1000 / Int64(rate)) }
}
