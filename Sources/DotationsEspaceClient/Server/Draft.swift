internal import Crypto
internal import DotationAccounts
internal import DotationStore
internal import Dotations

/// The key for what is kept beyond a session: a form that came when the session had ended, and what the store keeps for two hours. The browser
/// alone has it, as a cookie of its own, from signing in to signing out.
///
/// It is one person's at one client. Whoever else signs in with the same browser gets another one, and so never reads what was kept.
struct Draft: Sendable {
    /// What the browser keeps: 128 random bits, and whose they are.
    let text: String
    private let token: String

    /// A new one for a person.
    init(of person: SignedIn) {
        var random = SystemRandomNumberGenerator()
        token = Token(using: &random).text
        text = token + "." + Self.owner(person, token)
    }

    /// The one that a browser sent, if it is the person's.
    init?(_ text: String?, of person: SignedIn) {
        self.init(text)
        guard self.text == token + "." + Self.owner(person, token) else { return nil }
    }

    /// The one that a browser sent, whosever it is.
    init?(_ text: String?) {
        guard let text, let token = Token(String(text.prefix { $0 != "." })) else { return nil }
        (self.text, self.token) = (text, token.text)
    }

    /// The key for things of one kind.
    func key(for kind: String) -> SymmetricKey {
        SymmetricKey(data: Self.code(kind, token))
    }

    /// The same, as a text.
    func secret(for kind: String) -> String { Self.code(kind, token).hexadecimal }

    private static func owner(_ person: SignedIn, _ token: String) -> String {
        code("\(person.store.client.code) \(person.user.email.key)", token).prefix(16).hexadecimal
    }

    private static func code(_ text: String, _ token: String) -> [UInt8] {
        [UInt8](HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(token.utf8))))
    }
}
