internal import DotationAccounts
internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// The cookies of the pages.
enum CookieName: String, CaseIterable {
    /// Who has signed in.
    case session
    /// Which browser a form was made for that was sent before anybody signed in.
    case visitor
    /// Under which key things are kept for the browser beyond the session (``DraftKey``).
    case draft

    /// The name that a browser has it by. With the prefix it takes the cookie from this host alone, and over TLS alone (RFC 6265bis, 4.1.3.2).
    func name(isSecure: Bool) -> String { (isSecure ? "__Host-" : "") + rawValue }
}

/// The cookies that an answer sets.
final class CookieChanges: Sendable {
    private let changes = Mutex<[(CookieName, String?)]>([])

    func set(_ name: CookieName, _ value: String) { changes.withLock { $0.append((name, value)) } }

    func remove(_ name: CookieName) { changes.withLock { $0.append((name, nil)) } }

    func apply(to response: inout Response, isSecure: Bool) {
        for (name, value) in changes.withLock(\.self) {
            response.setCookie(
                Cookie(
                    name: name.name(isSecure: isSecure), value: value ?? "", maxAge: value == nil ? 0 : nil, path: "/", secure: isSecure,
                    httpOnly: true, sameSite: .lax))
            // Chromium keeps pages that the Back button shows again, some of them even where the cookie has gone.
            if name == .session, value == nil { response.headers[.clearSiteData] = "\"cache\"" }
        }
    }
}
