internal import Crypto
internal import DotationAccounts
internal import DotationStore
internal import Dotations

/// The key for what is kept beyond a session: a form that came when the session had ended, and what the store keeps for two hours. The browser
/// alone has it, as a cookie of its own, from signing in to signing out.
///
/// It is one person's at one client. Whoever else signs in with the same browser gets another one, and so never reads what was kept.
struct DraftKey: Sendable {
    /// What the browser keeps: 128 random bits, and whose they are.
    let text: String
    /// What forms and keys come from.
    let secret: String

    /// A new one for a person.
    init(of person: SignedIn) {
        var random = SystemRandomNumberGenerator()
        secret = Token(using: &random).text
        text = secret + "." + Self.owner(person, secret)
    }

    /// The one that a browser sent, if it is the person's.
    init?(_ text: String?, of person: SignedIn) {
        self.init(text)
        guard self.text == secret + "." + Self.owner(person, secret) else { return nil }
    }

    /// The one that a browser sent, whosever it is.
    init?(_ text: String?) {
        guard let text, let token = Token(String(text.prefix { $0 != "." })) else { return nil }
        (self.text, secret) = (text, token.text)
    }

    /// The key for things of one kind.
    func key(for kind: String) -> SymmetricKey { Sealed.key(for: kind, from: secret) }

    /// The same, as a text.
    func secret(for kind: String) -> String { key(for: kind).withUnsafeBytes { [UInt8]($0) }.hexadecimal }

    private static func owner(_ person: SignedIn, _ secret: String) -> String {
        let key = Sealed.key(for: "\(person.store.client.code) \(person.user.email.key)", from: secret)
        return key.withUnsafeBytes { [UInt8]($0) }.prefix(16).hexadecimal
    }
}
