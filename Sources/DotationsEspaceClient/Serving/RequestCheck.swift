internal import HTTPTypes
internal import Hummingbird

/// Answers only under the pages' own name, and to paths that are no longer than theirs. Another site's name could lead to this machine (DNS
/// rebinding), and its scripts would then be of the same origin.
struct RequestCheck: RouterMiddleware {
    typealias Context = PageContext

    let authority: String

    func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws -> Response {
        guard let host = request.head.authority, !host.isEmpty else { throw HTTPError(.badRequest) }
        guard host.lowercased() == authority else { throw HTTPError(.misdirectedRequest) }
        guard Path.isShort(request.uri.path) else { throw HTTPError(.uriTooLong) }
        return try await next(request, context)
    }
}
