internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// Holds a connection to its limits, and each answer on it to the security headers.
///
/// Hummingbird reads what is left of a request without end after it has answered early, waits for a body for ever, and writes answers of its
/// own to what it cannot parse: no middleware sees any of that.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private let headers: SecurityHeaders
    private let proxies: Set<String>?
    private let metrics: PageMetrics

    /// How many bytes of the body were read of the request that is coming in.
    private var received = 0
    private var requestStart: NIODeadline?
    /// How many requests wait for the end of their answer.
    private var unanswered = 0
    /// Whether the head of an answer was written, and its end was not.
    private var isAnswering = false
    private var answerBytes = 0
    private var answerStart: NIODeadline?
    /// How many answers were begun.
    private var answers = 0
    private var isClosing = false
    private var requestTimer, answerTimer, farewellTimer: Scheduled<Void>?

    /// A guard, for one connection; of `proxies` alone, unless they are nil.
    init(_ limits: ConnectionLimits, headers: SecurityHeaders, proxies: Set<String>?, metrics: PageMetrics) {
        self.limits = limits
        self.headers = headers
        self.proxies = proxies
        self.metrics = metrics
    }

    /// A channel with such a guard, and with limits on what stands before a body.
    static func channel(
        _ limits: ConnectionLimits, _ headers: SecurityHeaders, proxies: Set<String>?, metrics: PageMetrics
    )
        -> HTTP1Channel.Configuration
    {
        .init(
            additionalChannelHandlers: [ConnectionGuard(limits, headers: headers, proxies: proxies, metrics: metrics)],
            idleTimeout: limits.idle,
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        metrics.connectionOpened()
        context.channel.closeFuture.whenComplete { [metrics] _ in metrics.connectionClosed() }
        if let proxies, !proxies.contains(context.remoteAddress.plainIP) {
            isClosing = true
            metrics.ended(.stranger)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        for timer in [requestTimer, answerTimer, farewellTimer] { timer?.cancel() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head:
            received = 0
            unanswered += 1
            requestStart = .now()
            scheduleRequestTimer(context, in: limits.patience)
        case .body(let bytes):
            received += bytes.readableBytes
            // Whoever answers has said by now that it is too much, and was not heard.
            guard received <= limits.body else { return end(context, .tooLong) }
        case .end:
            requestStart = nil
            requestTimer?.cancel()
        }
        context.fireChannelRead(data)
    }

    private func scheduleRequestTimer(_ context: ChannelHandlerContext, in time: TimeAmount) {
        requestTimer?.cancel()
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        requestTimer = context.value.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
            guard let requestStart, !isClosing else { return }
            let left = requestStart + limits.time(for: received) - .now()
            if left > .nanoseconds(0) { return scheduleRequestTimer(context.value, in: left) }
            // An answer that was begun for this request or for one before it cannot be interrupted by another.
            if unanswered == 1, !isAnswering {
                var head = HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0", .connection: "close"])
                headers.add(to: &head.headerFields)
                context.value.write(wrapOutboundOut(.head(head)), promise: nil)
                context.value.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
            end(context.value, .slowRequest)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            headers.add(to: &head.headerFields)
            isAnswering = true
            answerBytes = 0
            answerStart = context.eventLoop.now
            answers += 1
            scheduleAnswerTimer(context, in: limits.patience)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            answerBytes += bytes.readableBytes
            context.write(data, promise: promise)
        case .end:
            let promise = promise ?? context.eventLoop.makePromise()
            let number = answers
            promise.futureResult.assumeIsolated().whenComplete { [self] _ in
                guard answers == number else { return }
                answerStart = nil
                answerTimer?.cancel()
            }
            isAnswering = false
            unanswered -= 1
            context.write(data, promise: promise)
        }
    }

    /// Who does not read would keep what was written for them in memory. Each byte that is written gives them time to read it.
    private func scheduleAnswerTimer(_ context: ChannelHandlerContext, in time: TimeAmount) {
        answerTimer?.cancel()
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        answerTimer = context.value.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
            guard let answerStart, !isClosing else { return }
            let left = answerStart + limits.time(for: answerBytes) - context.value.eventLoop.now
            if left > .nanoseconds(0) { return scheduleAnswerTimer(context.value, in: left) }
            metrics.ended(.slowReader)
            context.value.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            let context = NIOLoopBound(context, eventLoop: context.eventLoop)
            farewellTimer = context.value.eventLoop.assumeIsolated().scheduleTask(in: limits.farewell) { [self] in
                metrics.ended(.stopping)
                context.value.close(promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Ends a connection on which something may still come in: a close would drop the answer with it (RFC 9112, 9.6).
    private func end(_ context: ChannelHandlerContext, _ ending: PageMetrics.Ending) {
        isClosing = true
        metrics.ended(ending)
        requestTimer?.cancel()
        context.close(mode: .output, promise: nil)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.value.eventLoop.assumeIsolated().scheduleTask(in: limits.linger) { context.value.close(promise: nil) }
    }
}

@available(*, unavailable) extension ConnectionGuard: Sendable {}

extension SocketAddress? {
    /// The IP address, of IPv4 also where it came over a socket of IPv6; empty where there is none.
    var plainIP: String {
        let text = self?.ipAddress ?? ""
        return text.hasPrefix("::ffff:") && text.utf8.contains(UInt8(ascii: ".")) ? String(text.dropFirst(7)) : text
    }
}
