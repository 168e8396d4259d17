public import DotationMail
public import DotationStore
internal import DotationsApplication
public import Foundation
public import Hummingbird

/// The pages, over a store.
public struct EspaceClient: Sendable {
    let installation: Installation
    let settings: Settings
    let clock: @Sendable () -> Date
    let metrics = PageMetrics()

    /// On how many threads of NIO's pool for work that blocks the pages count.
    public static let threads = 128
    /// How many of them forms take at most; up to 66 of those wait while passwords are hashed (HashingGate).
    static let formThreads = 96

    /// How the pages are reached.
    public struct Settings: Sendable {
        /// The pages' address: scheme, host and port.
        public let origin: String
        /// The text of « Mentions légales », plain; nil where the operator has given none.
        public let legalNotice: String?
        /// The text of « Données personnelles », plain; nil where the operator has given none.
        public let privacyNotice: String?
        /// The addresses of the reverse proxies that end TLS, whose word is taken for where a request came from.
        public let proxies: Set<String>
        /// How e-mails are written, so that they can be shown; nil where the operator has not said.
        public let messages: MessageSettings?
        /// The executable that makes plans in a process of its own: `dotations-serve`.
        public let executable: String
        /// Whether browsers reach them by TLS, which a reverse proxy ends: what cookies demand then.
        var isSecure: Bool { origin.hasPrefix("https://") }

        /// The page of these that a browser names as the one that a request came from (`Referer`); nil where it names none.
        func ownPage(_ referer: String?) -> String? {
            referer.flatMap { $0.hasPrefix(origin + "/") ? Path.own(String($0.dropFirst(origin.count))) : nil }
        }
        /// Host and port, as a browser names them.
        var authority: String { String(origin.drop { $0 != "/" }.dropFirst(2)).lowercased() }

        /// Pages at an address.
        public init(
            origin: String, executable: String, proxies: Set<String> = [], messages: MessageSettings? = nil, legalNotice: String? = nil,
            privacyNotice: String? = nil
        ) {
            self.origin = origin
            self.executable = executable
            self.proxies = proxies
            self.messages = messages
            self.legalNotice = legalNotice
            self.privacyNotice = privacyNotice
        }
    }

    /// The pages over a store; `clock` tells the time.
    public init(store: Store, settings: Settings, clock: @escaping @Sendable () -> Date = { Date() }) {
        // The history names who has signed in.
        installation = Installation(store: store, user: "", way: .page, clock: clock)
        self.settings = settings
        self.clock = clock
    }

    /// What answers requests.
    public func responder() -> some HTTPResponder<PageContext> {
        let router = Router(context: PageContext.self, options: [.autoGenerateHeadEndpoints])
        let server = PageServer(self)
        router.add(middleware: RequestRecord(metrics: metrics))
        router.add(middleware: SecurityHeaders(isSecure: settings.isSecure))
        router.add(middleware: Faults(server))
        router.add(middleware: RequestCheck(authority: settings.authority))
        for asset in Asset.all { router.get(RouterPath(asset.path)) { _, _ in asset.response } }
        for route in Self.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await server.answer(request, context, by: route)
            }
        }
        return router.buildResponder()
    }

    /// All addresses of the pages.
    static let routes =
        HomePage.routes + HelpPage.routes + NoticePages.routes
        + SignInPages.routes + PasswordPages.routes + SessionPages.routes + AccountPages.routes
        + OrderPages.routes + OrderActPages.routes + DotationPages.routes + SearchPages.routes
        + SheetPages.routes + ImportPages.routes + PreviewPages.routes + FilePasswordPages.routes
        + EventPages.routes + BeneficiaryPages.routes + BeneficiaryForm.routes + RenumberingPages.routes + DocumentPages.routes
        + SalePages.routes + SaleRegistrationPages.routes + SaleContactPages.routes + SalesExportPages.routes + SalesOrderPages.routes
        + MailPages.routes + ResendPages.routes + StopPages.routes
        + PeoplePages.routes + JournalPages.routes
}
