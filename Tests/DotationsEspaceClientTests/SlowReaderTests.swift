import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import DotationsEspaceClient

/// Somebody who does not read what they asked for, on a connection whose time a test makes go by.
@Suite struct SlowReaderTests {
    /// Takes what is written and never says that it is gone, as a full buffer does.
    private final class FullBuffer: ChannelOutboundHandler {
        typealias OutboundIn = HTTPResponsePart
        var promises: [EventLoopPromise<Void>] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if let promise { promises.append(promise) }
        }
    }

    private let loop = EmbeddedEventLoop()
    private let metrics = PageMetrics()
    private let buffer = FullBuffer()

    private func channel() throws -> EmbeddedChannel {
        let limits = ConnectionLimits()
        let reader = ConnectionGuard(limits, headers: SecurityHeaders(isSecure: false), proxies: nil, metrics: metrics)
        let channel = EmbeddedChannel(handlers: [buffer, reader], loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.writeInbound(HTTPRequestPart.head(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")))
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.write(HTTPResponsePart.head(HTTPResponse(status: .ok)), promise: nil)
        return channel
    }

    private func write(_ count: Int, to channel: EmbeddedChannel) {
        channel.write(HTTPResponsePart.body(ByteBuffer(repeating: 0, count: count)), promise: nil)
    }

    @Test func `a file that nobody reads is cut off before its end was written`() throws {
        let channel = try channel()
        write(1 << 20, to: channel)
        loop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(3))
        #expect(!channel.isActive && metrics.prometheus.contains("ended_total{reason=\"slow-reader\"} 1\n"))
    }

    @Test func `whoever reads as slowly as is admitted gets all of it`() throws {
        let channel = try channel()
        for _ in 0..<20 {
            write(1 << 20, to: channel)
            loop.advanceTime(by: .seconds(32))
        }
        #expect(channel.isActive)
        channel.write(HTTPResponsePart.end(nil), promise: nil)
        for promise in buffer.promises { promise.succeed() }
        loop.advanceTime(by: .seconds(3_600))
        #expect(channel.isActive && metrics.prometheus.contains("ended_total{reason=\"slow-reader\"} 0\n"))
        _ = try channel.finish()
    }
}
