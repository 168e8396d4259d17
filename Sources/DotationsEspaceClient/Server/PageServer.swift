internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Answers a request by a route: finds out who asks, reads the form, and has the page written.
struct PageServer: Sendable {
    /// How many bytes a form without a file has at most.
    static let formLimit = 64 << 10
    /// How many bytes of a file are handed to a connection at once.
    private static let pieceSize = 256 << 10

    let installation: Installation
    let settings: EspaceClient.Settings
    let metrics: PageMetrics
    let clock: @Sendable () -> Date
    private let planner: Planner
    private let forms = FormGate(limit: EspaceClient.formThreads)
    /// Writes pages, a few at a time: many at once take the processors from each other, and each opens a reader of the store that is then closed.
    /// Whoever waits comes in turn. It is the process's, as its threads cannot be handed from one listener to another.
    private static let writers = {
        let pool = NIOThreadPool(numberOfThreads: max(4, 2 * System.coreCount))
        pool.start()
        return pool
    }()
    /// What goes through all that a client has, or makes a workbook of it in memory: little of it at once.
    private let longWork = Slots(count: 2, waiting: 32, patience: .seconds(60))
    /// A file stays in memory until its reader has it, or is cut off: one for each person, so that nobody fills the memory with files that they do not
    /// read.
    private let downloads = Slots(count: 16, waiting: 32, patience: .seconds(60))

    init(_ pages: EspaceClient) {
        (installation, settings, metrics, clock) = (pages.installation, pages.settings, pages.metrics, pages.clock)
        planner = Planner(executable: pages.settings.executable)
    }

    func answer(_ request: Request, _ context: PageContext, by route: Route) async throws -> Response {
        guard route.method != .get || route.extent != .page else {
            return try await finish(
                Self.writers.runIfActive {
                    try self.result(of: request, context, from: self.caller(request), by: route, form: Fields(), upload: nil)
                })
        }
        if route.method != .get { try checkOrigin(request) }
        let caller: Caller = try await forms.work { try await blocking { try self.caller(request) } }
        let (form, upload) = route.method == .get ? (Fields(), nil) : try await content(of: request, from: caller, by: route)
        do {
            guard route.extent != .page, let person = caller.person else {
                return try await finish(progress(of: request, context, from: caller, by: route, form: form, upload: upload))
            }
            // Who could not have the file yet has none made: it would wait in memory.
            let place = route.extent == .workbook ? try await downloads.place(for: person.key) : nil
            return try await finish(
                longWork.use(for: person.key) {
                    try await progress(of: request, context, from: caller, by: route, form: form, upload: upload)
                }, place)
        } catch {
            // What was sent for nothing is not kept.
            if !(error is PlanPostponed), let upload, let person = caller.person {
                try? await blocking { try installation.abandon(upload.preview, of: person) }
            }
            throw error
        }
    }

    private func progress(
        of request: Request, _ context: PageContext, from caller: Caller, by route: Route, form: Fields, upload: Upload?
    ) async throws -> Progress {
        try await forms.work {
            try await blocking { try result(of: request, context, from: caller, by: route, form: form, upload: upload) }
        }
    }

    /// What came of a request so far: an answer, or what has to be done first by a process of its own.
    private enum Progress {
        case response(Response)
        case file(@Sendable () throws -> Answer.File, Visit)
        case work(KeptPreview, PlannerRequest.Approval?, password: String?, Visit, then: @Sendable (PlannerReply) throws -> Answer)
    }

    private func result(
        of request: Request, _ context: PageContext, from caller: Caller, by route: Route, form: Fields, upload: Upload?
    ) throws -> Progress {
        // The session may have ended, or the role changed, while the form came in or waited.
        let caller = route.method == .get ? caller : try caller.asOfNow(installation)
        let visit = Visit(
            installation: installation, settings: settings, now: clock(), person: caller.person, session: caller.session,
            draft: caller.draft, secret: FormSecret(caller.secret), parameters: parameters(context), path: request.uri.path,
            query: Fields(request.uri.query?.utf8 ?? "".utf8) ?? Fields(), form: form, upload: upload,
            address: settings.address(of: request, on: context.address), agent: request.headers[.userAgent],
            isFromOwnPage: request.headers[.secFetchSite].map { $0 == "same-origin" } ?? true, metrics: metrics, cookies: caller.cookies)
        if route.method != .get {
            guard caller.person != nil || route.access == .anyone else { return try result(signInAgain(request, visit), visit) }
            guard caller.gave(form[FormToken.field]) else { throw ForeignForm() }
        }
        guard try caller.mayReach(route) else {
            return try result(.seeOther("/connexion?suite=" + Path.encoded(request.head.path ?? "/")), visit)
        }
        do { return try result(route.answer(visit), visit) } catch {
            if let page = OrderPages.ofCancelledOrder(visit, after: error) { return try result(page, visit) }
            guard let page = filledAgain(request, visit, after: error) else { throw error }
            metrics.storeWasLocked()
            context.logger.warning("the store is locked")
            return try result(page, visit)
        }
    }

    /// The page of a form that could not be carried out as somebody else writes, with what was typed in it; nil of whatever else was thrown.
    private func filledAgain(_ request: Request, _ visit: Visit, after error: any Error) -> Answer? {
        guard (error as? StoreError)?.code == .locked, request.method != .get, visit.person != nil, visit.upload == nil else { return nil }
        var kept = KeptForm(request.head.path ?? visit.path, from: settings.ownPage(request.headers[.referer]), visit.form)
        kept.cause = .storeLocked
        guard case .to(let visit, .page(let page, _, _)) = kept.answer(to: visit) else { return nil }
        return .to(visit, .page(page, status: 503, retryAfter: 10))
    }

    /// Where a session has ended in the meantime nothing is done, and nothing that was typed is lost.
    private func signInAgain(_ request: Request, _ visit: Visit) -> Answer {
        guard let draft = visit.draft, FormToken(secret: draft.secret).isRight(visit.form[FormToken.field]) else {
            return .seeOther("/connexion?motif=session")
        }
        let referer = settings.ownPage(request.headers[.referer])
        // What was kept before, and was to be filled in only now, is kept on.
        let kept = visit.form[KeptForm.field] ?? KeptForm(request.head.path ?? visit.path, from: referer, visit.form).sealed(under: draft)
        return .page(SignInPages.again(visit, kept), status: 403)
    }

    private func result(_ answer: Answer, _ visit: Visit) throws -> Progress {
        var response: Response
        switch answer {
        case .work(let preview, let approval, let password, let then):
            return .work(preview, approval, password: password, visit, then: then)
        case .to(let visit, let answer): return try result(answer, visit)
        case .page(let page, let status, let wait):
            response = self.page(page, for: visit, status: .init(code: status))
            if let wait { response.headers[.retryAfter] = "\(wait)" }
        case .seeOther(let path): response = Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
        case .message(let html):
            response = Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                    .contentSecurityPolicy: SecurityHeaders.messagePolicy,
                ], body: .init(byteBuffer: ByteBuffer(string: html)))
        case .file(let file): return .file(file, visit)
        }
        visit.cookies.apply(to: &response, isSecure: settings.isSecure)
        return .response(response)
    }

    /// `place` is where a file may be until its reader has it.
    private func finish(_ result: Progress, _ place: Slots.Place? = nil) async throws -> Response {
        switch result {
        case .response(let response): return response
        case .file(let make, let visit):
            let place: Slots.Place = if let place { place } else { try await downloads.place(for: visit.person?.key ?? "") }
            let file = try await blocking(make)
            let bytes = file.bytes
            var response = Response(
                status: .ok,
                headers: [
                    .contentType: file.type, .cacheControl: "no-store", .contentDisposition: Path.disposition(fileName: file.name),
                ],
                body: .init(contentLength: bytes.count) { writer in
                    for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
                        try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + Self.pieceSize, bytes.count)]))
                    }
                    try await writer.finish(nil)
                    withExtendedLifetime(place) {}
                })
            visit.cookies.apply(to: &response, isSecure: settings.isSecure)
            return response
        case .work(let preview, let approval, let password, let visit, let then):
            let request = PlannerRequest(
                database: installation.store.database.description, session: visit.session ?? "", secret: visit.previewSecret,
                preview: "\(preview.preview.id)",
                now: installation.now.timeIntervalSince1970, password: password, approval: approval)
            let reply = try await reply(to: request, visit, preview.preview.id)
            return try await finish(blocking { try self.result(then(reply), visit) })
        }
    }

    private func reply(to request: PlannerRequest, _ visit: Visit, _ preview: Preview.ID) async throws -> PlannerReply {
        do {
            return try await planner.reply(to: request, of: visit.person?.key ?? "")
        } catch is PlannerLost where request.approval != nil {
            throw ApplicationLost()
        } catch let error where error is NoSlot || error is StoreError {
            throw PlanPostponed(preview: preview, reason: error)
        }
    }

    /// The store blocks while it reads.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await NIOThreadPool.singleton.runIfActive(body)
    }

    private func caller(_ request: Request) throws -> Caller {
        let sent = request.cookies
        func cookie(_ name: CookieName) -> String? { sent[name.name(isSecure: settings.isSecure)]?.value }
        let cookies = CookieChanges()
        guard let session = cookie(.session), let person = try installation.signedIn(session) else {
            let visitor = cookie(.visitor).flatMap(Token.init)?.text ?? newVisitor(cookies)
            return Caller(person: nil, session: nil, draft: DraftKey(cookie(.draft)), secret: visitor, cookies: cookies)
        }
        let draft = DraftKey(cookie(.draft), of: person) ?? newDraft(person, cookies)
        return Caller(person: person, session: session, draft: draft, secret: draft.secret, cookies: cookies)
    }

    /// A page. For nobody, as one that tells of an error, it has no menu.
    func page(_ page: Page, for visit: Visit? = nil, status: HTTPResponse.Status) -> Response {
        var html = HTML()
        Layout.write(page, for: visit, to: &html)
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: html.withBytes { ByteBuffer(bytes: $0) }))
    }

    /// A form of another site is not taken, whatever cookies come with it (OWASP, Cross-Site Request Forgery Prevention).
    private func checkOrigin(_ request: Request) throws {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" else { throw ForeignForm() }
        } else {
            guard request.headers[.origin] == settings.origin else { throw ForeignForm() }
        }
    }

    private func content(of request: Request, from caller: Caller, by route: Route) async throws -> (Fields, Upload?) {
        let type = request.headers[.contentType] ?? ""
        if route.takesFile, let boundary = MultipartReader.boundary(of: type), let reader = MultipartReader(boundary: boundary) {
            return try await UploadReader(reader, installation: installation, caller: caller, route: route).read(request.body)
        }
        let name = type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        guard name == "application/x-www-form-urlencoded" else { throw HTTPError(.unsupportedMediaType) }
        let body = try await request.body.collect(upTo: route.formLimit)
        guard let fields = Fields(body.readableBytesView) else { throw HTTPError(.badRequest) }
        return (fields, nil)
    }

    private func newVisitor(_ cookies: CookieChanges) -> String {
        var random = SystemRandomNumberGenerator()
        let visitor = Token(using: &random).text
        cookies.set(.visitor, visitor)
        return visitor
    }

    private func newDraft(_ person: SignedIn, _ cookies: CookieChanges) -> DraftKey {
        let draft = DraftKey(of: person)
        cookies.set(.draft, draft.text)
        return draft
    }

    private func parameters(_ context: PageContext) -> [String: String] {
        Dictionary(context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension SignedIn {
    /// What tells a person from all others.
    fileprivate var key: String { "\(user.id)" }
}

/// Who asks, as their browser shows.
struct Caller: Sendable {
    /// Who has signed in; nil for nobody.
    let person: SignedIn?
    /// The token of their session; nil for nobody.
    let session: String?
    /// Under which things are kept for the browser beyond the session.
    let draft: DraftKey?
    /// What the browser alone has, from which the token of each form comes.
    let secret: String
    let cookies: CookieChanges

    /// The same with what the session still is.
    func asOfNow(_ installation: Installation) throws -> Caller {
        guard let session else { return self }
        return Caller(person: try installation.signedIn(session), session: session, draft: draft, secret: secret, cookies: cookies)
    }

    /// Whether a form is of this browser. Its token comes from what the browser has now or, if the session has ended, from its draft key.
    func gave(_ token: String?) -> Bool {
        FormToken(secret: secret).isRight(token) || (person == nil && draft.map { FormToken(secret: $0.secret).isRight(token) } ?? false)
    }

    /// Whether the person has signed in, as far as the route asks for it.
    ///
    /// - Throws: `access.denied` where their role does not allow it.
    func mayReach(_ route: Route) throws -> Bool {
        switch route.access {
        case .anyone: return true
        case .signedIn: return person != nil
        case .permitted(let permission):
            guard let person else { return false }
            guard person.role.allows(permission) else { throw AccessError.denied(permission, to: person.role) }
            return true
        }
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site") ?? .origin
    static let clearSiteData = Self("Clear-Site-Data") ?? .cacheControl
}

/// A form that is not of these pages, or not for this browser.
struct ForeignForm: Error {}
