internal import DotationAccounts
internal import DotationMail
internal import DotationStore
internal import DotationsApplication
internal import Foundation

/// A request, and who it is from: what a page is made of.
struct Visit: Sendable {
    /// The installation's work.
    let installation: Installation
    /// How the pages are reached, and what the operator says in them.
    let settings: EspaceClient.Settings
    /// When it came.
    let now: Date
    /// Who has signed in; nil for nobody.
    var person: SignedIn?
    /// The token of their session; nil for nobody.
    var session: String?
    /// Under which things are kept for the browser beyond the session: the person's, or where nobody has signed in what the browser still has.
    var draft: DraftKey?
    /// What the browser alone has, for the forms of the answer: the secret of the person's draft, or of a visitor.
    var secret: FormSecret
    /// The parts of the path that differ.
    var parameters: [String: String]
    /// The path, without what follows `?`.
    var path: String
    /// What follows `?`.
    var query: Fields
    /// What the form holds.
    var form: Fields
    /// The file that came with the form; nil where none was chosen.
    let upload: Upload?
    /// The network address that the request came from.
    let address: String
    /// What the browser says of itself; nil where it says nothing.
    let agent: String?
    /// Whether a page of these led here, or the browser does not say what did.
    let isFromOwnPage: Bool
    /// What the pages were asked for, counted.
    let metrics: PageMetrics
    /// The cookies that the answer sets.
    let cookies: CookieChanges
    /// What fills the page in again; nil for a page as any other.
    var kept: KeptForm?

    /// What was typed in a form that is sent somewhere, where it was kept.
    func kept(sentTo action: String) -> Fields? { kept?.action == action ? kept?.fields : nil }

    /// What each form of the answer holds, so that nobody else's is taken.
    var formToken: String { secret.token }

    /// Where the person is, as they recognise it.
    var origin: String { "\(address), \(Agent.name(agent))" }

    /// How e-mails are written; nil where the operator has not said.
    var messages: MessageSettings? { settings.messages }

    /// What previews are encrypted with.
    var previewSecret: String { draft?.secret(for: "preview") ?? "" }

    /// The client's work of the person, as far as their role allows it.
    var application: Application {
        get throws {
            guard let person else { throw NoSuchPage() }
            return installation.application(of: person)
        }
    }

    /// Whether the person may do something.
    func may(_ permission: Permission) -> Bool { person?.role.allows(permission) ?? false }

    /// The same of a person who has signed in just now: their browser gets their cookies.
    func entered(by person: SignedIn, _ token: Token) -> Visit {
        let draft = DraftKey(draft?.text, of: person) ?? DraftKey(of: person)
        cookies.set(.session, token.text)
        cookies.set(.draft, draft.text)
        cookies.remove(.visitor)
        var visit = self
        (visit.person, visit.session, visit.draft, visit.secret) = (person, token.text, draft, FormSecret(draft.secret))
        return visit
    }

    /// The visit of a page that is filled in again; without a path, of none.
    func filling(_ kept: KeptForm, at path: String = "/", _ parameters: [String: String] = [:], _ query: Fields = Fields()) -> Visit {
        var visit = self
        (visit.kept, visit.path, visit.parameters, visit.query, visit.form) = (kept, path, parameters, query, Fields())
        return visit
    }
}

/// There is no page of that address, or none for this person: one answer to both.
struct NoSuchPage: Error {}
