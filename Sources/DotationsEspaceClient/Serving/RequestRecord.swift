internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Counts each request and logs it: by the pattern of its route, as an address can hold what is nobody else's business.
struct RequestRecord: RouterMiddleware {
    typealias Context = PageContext

    let metrics: PageMetrics

    func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        // A missing page is told with its text, which HEAD has no place for.
        if request.method == .head { response = response.createHeadResponse() }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let route = context.route
        // Anybody can make up a method, and each would be a row of the metrics.
        let method = EspaceClient.methods.contains(request.method) ? request.method.rawValue : "other"
        metrics.answered(
            route: route, method: method, status: response.status.code,
            isUpload: request.headers[.contentType]?.hasPrefix("multipart/") == true, seconds: seconds)
        context.logger.log(
            // A server that is busy says so, and nothing is wrong with it.
            level: response.status.code < 500 ? .info : response.status == .serviceUnavailable ? .warning : .error, "answered",
            metadata: [
                "route": .string(route), "method": .string(method), "status": .stringConvertible(response.status.code),
                "ms": .stringConvertible(Int((seconds * 1000).rounded())),
            ])
        return response
    }
}
