internal import DotationAccounts
internal import HTTPTypes

/// A form that was sent and not carried out. It fills in again the page that it was on, and is never carried out by itself. One that came when its
/// session had ended waits in the form with which the person signs in again, sealed under their ``DraftKey``.
struct KeptForm: Codable {
    /// Why it was not carried out, which the page then says.
    enum Cause {
        case sessionEnded, storeLocked

        var sentence: String {
            switch self {
            case .sessionEnded: "Votre session avait pris fin : rien n’a été fait."
            case .storeLocked: "Le serveur est occupé : rien n’a été fait. Recommencez dans un instant."
            }
        }
    }

    private enum CodingKeys: CodingKey { case action, pages, fields }

    /// The field of the form to sign in that it waits in.
    static let field = "garde"
    /// How many bytes it has at most, sealed: a form of ``PageServer/formLimit`` bytes, whose line breaks and the like take up twice that.
    static let limit = 3 * PageServer.formLimit

    /// Where it was sent.
    let action: String
    /// Where the page may be that it was on, the likeliest first.
    let pages: [String]
    /// What was typed, without what is secret.
    let fields: Fields
    /// Nil where the page says itself what became of it.
    var cause: Cause? = .sessionEnded

    /// What somebody sent.
    ///
    /// - Parameters:
    ///   - action: where it was sent.
    ///   - page: the page that the browser names; nil where it names none of these.
    ///   - form: what it held.
    init(_ action: String, from page: String?, _ form: Fields) {
        self.action = action
        pages = [Path.own(page), Path.own(form[.origin]), action].compactMap(\.self)
        fields = form.without(Form.secretFields).without(TypedRow.untouched(in: form))
    }

    /// What waits in a form to sign in.
    init?(_ sealed: String?, under draft: DraftKey?) {
        guard let draft, let kept = Sealed.value(Self.self, sealed, under: draft.key(for: "form"), limit: Self.limit) else { return nil }
        self = kept
    }

    func sealed(under draft: DraftKey) -> String? { Sealed.text(of: self, under: draft.key(for: "form")) }

    /// The page that it was on, filled in again, for the person who has signed in.
    func answer(to visit: Visit) -> Answer {
        for page in pages {
            // A page that was made for a form, such as one that tells of a fault, is found above it.
            var path = page.prefix { $0 != "?" }
            var query = page.dropFirst(path.count + 1)
            while !path.isEmpty {
                if let answer = answer(to: visit, path, query) { return answer }
                path = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
                query = ""
            }
        }
        return .to(visit.filling(self), .page(Page("Ce que vous aviez tapé") { _ in }))
    }

    private func answer(to visit: Visit, _ path: Substring, _ query: Substring) -> Answer? {
        for route in EspaceClient.routes where route.method == .get {
            guard let parameters = route.parameters(of: path) else { continue }
            switch route.access {
            case .anyone: continue
            case .signedIn: break
            case .permitted(let permission): guard visit.may(permission) else { continue }
            }
            let visit = visit.filling(self, at: String(path), parameters, Fields(query.utf8) ?? Fields())
            guard case .page(let page, _, _)? = try? route.answer(visit) else { continue }
            return .to(visit, .page(page))
        }
        return nil
    }
}
