internal import HTTPTypes
internal import Hummingbird

/// What each answer says of how a browser is to take it.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = PageContext

    let isSecure: Bool

    func handle(_ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        // The address is a link that sets a password. Without any Referer there would be no Origin either (Fetch Standard, 3.1), by which a form is
        // known to be ours.
        if request.uri.path.hasPrefix("/mot-de-passe/"), let name = HTTPField.Name("Referrer-Policy") {
            response.headers[name] = "strict-origin"
        }
        add(to: &response.headers)
        return response
    }

    /// Adds those that are not there.
    func add(to fields: inout HTTPFields) {
        for (name, value) in Self.all where fields[name] == nil { fields[name] = value }
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
    }

    /// An e-mail's message is shown in a frame of these pages: it may load nothing, run nothing and lead nowhere.
    static let messagePolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

    /// No script, style or picture but these pages' own; in no frame; no form to elsewhere.
    private static let all = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
