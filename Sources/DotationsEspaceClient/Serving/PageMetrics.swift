internal import DotationMailDelivery
internal import Synchronization

/// What the pages were asked for and how it went, counted; without anything that says who somebody is.
public final class PageMetrics: Sendable {
    /// Why a connection was closed by the server before its time.
    enum Ending: String, CaseIterable {
        /// The request did not come within its time.
        case slowRequest = "slow-request"
        /// The answer was not taken within its time.
        case slowReader = "slow-reader"
        /// The request was longer than any may be.
        case tooLong = "too-long"
        /// It came from none of the proxies.
        case stranger
        /// The server stopped, and the request took too long to wait for.
        case stopping
    }

    private struct Request: Hashable {
        let route, method: String
        let status: Int

        var labels: PrometheusText.Labels { ["route": route, "method": method, "status": "\(status)"] }
    }

    private struct State {
        var requests: [Request: Int] = [:]
        var durations: [String: Histogram] = [:]
        var (connections, accepted) = (0, 0)
        var endings: [Ending: Int] = [:]
        var refusedUploads: [Int: Int] = [:]
        var failedSignIns: [String: Int] = [:]
        var lockedStore = 0
    }

    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private let state = Mutex(State())

    /// A request was answered. Its route is a pattern, never an address.
    func answered(route: String, method: String, status: Int, isUpload: Bool, seconds: Double) {
        state.withLock {
            $0.requests[Request(route: route, method: method, status: status), default: 0] += 1
            $0.durations[route, default: Histogram(bounds: Self.bounds)].add(seconds: seconds)
            if isUpload, status >= 400 { $0.refusedUploads[status, default: 0] += 1 }
        }
    }

    /// Somebody was not let in, by the code of the reason.
    func signInFailed(_ code: String) { state.withLock { $0.failedSignIns[code, default: 0] += 1 } }

    func storeWasLocked() { state.withLock { $0.lockedStore += 1 } }

    func connectionOpened() {
        state.withLock {
            $0.connections += 1
            $0.accepted += 1
        }
    }

    func connectionClosed() { state.withLock { $0.connections -= 1 } }

    func ended(_ ending: Ending) { state.withLock { $0.endings[ending, default: 0] += 1 } }

    /// The metrics in the Prometheus text format.
    var prometheus: String {
        let state = state.withLock(\.self)
        var text = PrometheusText()
        text.add(
            "dotations_web_requests_total", .counter, "Requests by the pattern of their route, method and status.",
            state.requests.sorted { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) }
                .map { ($0.key.labels, $0.value) })
        text.add(
            "dotations_web_request_seconds", "Seconds until an answer was ready, by the pattern of the route.",
            state.durations.sorted { $0.key < $1.key }.map { (["route": $0.key], $0.value) })
        text.add("dotations_web_connections", .gauge, "Connections that are open.", state.connections)
        text.add("dotations_web_connections_total", .counter, "Connections that were accepted.", state.accepted)
        text.add(
            "dotations_web_connections_ended_total", .counter, "Connections that the server closed before their time, by reason.",
            Ending.allCases.map { (["reason": $0.rawValue], state.endings[$0] ?? 0) })
        text.add(
            "dotations_web_uploads_refused_total", .counter, "Uploads that were refused, by the answer's status.",
            state.refusedUploads.sorted { $0.key < $1.key }.map { (["status": "\($0.key)"], $0.value) })
        text.add(
            "dotations_web_sign_ins_failed_total", .counter, "Attempts to sign in that failed, by reason.",
            state.failedSignIns.sorted { $0.key < $1.key }.map { (["code": $0.key], $0.value) })
        text.add("dotations_web_store_locked_total", .counter, "Requests that found the store locked for too long.", state.lockedStore)
        return text.text
    }
}
