public import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request beside what it says.
public struct PageContext: RequestContext {
    /// What Hummingbird keeps.
    public var coreContext: CoreRequestContextStorage
    /// The network address that the connection came from.
    let address: String
    /// The request's number, in the log and on the page that tells of a fault.
    let number: String

    /// A request on a connection.
    public init(source: ApplicationRequestContextSource) {
        self.init(address: source.channel.remoteAddress.plainIP, logger: source.logger)
    }

    /// A request without a connection, as tests make it.
    init(address: String, logger: Logger) {
        struct Source: RequestContextSource { let logger: Logger }
        number = RequestID().description
        var logger = logger
        // Hummingbird numbers it as well.
        logger[metadataKey: "hb.request.id"] = nil
        logger[metadataKey: "request"] = .string(number)
        coreContext = .init(source: Source(logger: logger))
        self.address = address
    }

    /// The pattern of the address, which says nothing of anybody.
    var route: String {
        let path = endpointPath ?? "NotFound"
        return Asset.all.contains { $0.path == path } ? "assets" : path == "NotFound" ? "none" : path
    }
}
