internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication
internal import HTTPTypes
internal import Hummingbird
internal import NIOPosix

/// Answers a request by a route: finds out who asks, reads the form, and has the page written.
struct PageServer: Sendable {
    /// How many bytes a form without a file has at most.
    static let formLimit = 64 << 10

    let installation: Installation
    let settings: EspaceClient.Settings
    let metrics: PageMetrics

    init(_ pages: EspaceClient) { (installation, settings, metrics) = (pages.installation, pages.settings, pages.metrics) }

    func answer(_ request: Request, _ context: PageContext, by route: Route) async throws -> Response {
        let isUnsafe = route.method != .get
        if isUnsafe { try checkOrigin(request) }
        let form = isUnsafe ? try await self.form(of: request) : Fields()
        let session = request.cookies[CookieName.session.name(isSecure: settings.isSecure)]?.value
        let visitor = request.cookies[CookieName.visitor.name(isSecure: settings.isSecure)]?.value
        let draft = request.cookies[CookieName.draft.name(isSecure: settings.isSecure)]?.value
        // The store blocks while it reads.
        return try await NIOThreadPool.singleton.runIfActive {
            let cookies = CookieChanges()
            let person = try session.flatMap { try installation.signedIn($0) }
            let secret = person == nil ? visitor.flatMap(Token.init)?.text ?? newVisitor(cookies) : session ?? ""
            let token = FormToken(secret: secret)
            if isUnsafe {
                // Where a session has ended in the meantime nothing is done, and nothing is lost: the page says so.
                guard person != nil || route.access == .anyone else { return redirect("/connexion?motif=session", cookies) }
                guard token.isRight(form[FormToken.field]) else { throw ForeignForm() }
            }
            switch route.access {
            case .anyone: break
            case .signedIn, .permitted:
                guard let person else {
                    return redirect("/connexion?suite=" + Path.encoded(request.head.path ?? "/"), cookies)
                }
                if case .permitted(let permission) = route.access, !person.role.allows(permission) {
                    throw AccessError.denied(permission, to: person.role)
                }
            }
            let visit = Visit(
                installation: installation, person: person, session: session,
                draft: person.map { Draft(draft, of: $0) ?? newDraft($0, cookies) } ?? Draft(draft),
                parameters: parameters(context),
                path: request.uri.path, query: Fields(request.uri.query?.utf8 ?? "".utf8) ?? Fields(), form: form,
                formToken: token.text, address: settings.address(of: request, on: context.address), metrics: metrics, cookies: cookies)
            var response = try response(route.answer(visit), visit)
            cookies.apply(to: &response, isSecure: settings.isSecure)
            return response
        }
    }

    /// A page that tells of an error. It has no menu, as nothing may be known of who asks.
    func page(_ page: Page, status: HTTPResponse.Status) -> Response {
        var html = HTML()
        Layout.write(page, for: nil, to: &html)
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    /// A form of another site is not taken, whatever cookies come with it (OWASP, Cross-Site Request Forgery Prevention).
    private func checkOrigin(_ request: Request) throws {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" else { throw ForeignForm() }
        } else {
            guard request.headers[.origin] == settings.origin else { throw ForeignForm() }
        }
    }

    private func form(of request: Request) async throws -> Fields {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw HTTPError(.unsupportedMediaType)
        }
        let body = try await request.body.collect(upTo: Self.formLimit)
        guard let fields = Fields(body.readableBytesView) else { throw HTTPError(.badRequest) }
        return fields
    }

    private func newVisitor(_ cookies: CookieChanges) -> String {
        var random = SystemRandomNumberGenerator()
        let visitor = Token(using: &random).text
        cookies.set(.visitor, visitor)
        return visitor
    }

    private func newDraft(_ person: SignedIn, _ cookies: CookieChanges) -> Draft {
        let draft = Draft(of: person)
        cookies.set(.draft, draft.text)
        return draft
    }

    private func parameters(_ context: PageContext) -> [String: String] {
        Dictionary(context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
    }

    private func redirect(_ path: String, _ cookies: CookieChanges) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
        cookies.apply(to: &response, isSecure: settings.isSecure)
        return response
    }

    private func response(_ answer: Answer, _ visit: Visit) -> Response {
        switch answer {
        case .page(let page, let status):
            var html = HTML()
            Layout.write(page, for: visit, to: &html)
            return Response(
                status: .init(code: status), headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
        case .seeOther(let path): return Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
        case .file(let name, let type, let bytes):
            return Response(
                status: .ok,
                headers: [
                    .contentType: type, .cacheControl: "no-store", .contentDisposition: Path.disposition(fileName: name),
                ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site") ?? .origin
    static let clearSiteData = Self("Clear-Site-Data") ?? .cacheControl
}

/// A form that is not of these pages, or not for this browser.
struct ForeignForm: Error {}
