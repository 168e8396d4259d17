public import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request beside what it says.
public struct PageContext: RequestContext {
    /// What Hummingbird keeps.
    public var coreContext: CoreRequestContextStorage
    /// The network address that the request came from.
    let address: String

    /// A request on a connection.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// A request without a connection, as tests make it.
    init(address: String, logger: Logger) {
        struct Source: RequestContextSource { let logger: Logger }
        coreContext = .init(source: Source(logger: logger))
        self.address = address
    }
}
