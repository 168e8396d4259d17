internal import DotationAccounts
internal import DotationMail
internal import DotationStore
internal import DotationsApplication
internal import Foundation

/// A request, and who it is from: what a page is made of.
struct Visit: Sendable {
    /// The installation's work.
    let installation: Installation
    /// How e-mails are written; nil where the operator has not said.
    let messages: MessageSettings?
    /// Who has signed in; nil for nobody.
    let person: SignedIn?
    /// The token of their session; nil for nobody.
    let session: String?
    /// Under which things are kept for the browser beyond the session: the person's, or where nobody has signed in what the browser still has.
    let draft: Draft?
    /// The parts of the path that differ.
    let parameters: [String: String]
    /// The path, without what follows `?`.
    let path: String
    /// What follows `?`.
    let query: Fields
    /// What the form holds.
    let form: Fields
    /// The file that came with the form; nil where none was chosen.
    let upload: Upload?
    /// What each form of the answer holds, so that nobody else's is taken.
    let formToken: String
    /// The network address that the request came from.
    let address: String
    /// What the pages were asked for, counted.
    let metrics: PageMetrics
    /// The cookies that the answer sets.
    let cookies: CookieChanges

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
}

/// There is no page of that address, or none for this person: one answer to both.
struct NoSuchPage: Error {}
