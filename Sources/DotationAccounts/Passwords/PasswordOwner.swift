internal import DotationText
public import Dotations

/// What others know of the person who chooses a password, which it must not contain.
///
/// Compared are letters and digits without case and accents. What comes to fewer than three of them is in too many words to be compared.
public struct PasswordOwner: Secret {
    private let mentions: [(key: String, mention: PasswordRefusal.Mention)]

    /// Everything that is known of a person.
    ///
    /// - Parameters:
    ///   - clientCodes: those of all clients that the person works for.
    ///   - names: first and last name, in any order, as each client has them.
    ///   - email: the address that the person signs in with.
    public init(clientCodes: [String], names: [String], email: EmailAddress) {
        let found =
            clientCodes.map { (Folding.key($0), PasswordRefusal.Mention.clientCode) }
            + names.flatMap { [$0] + Self.words($0) }.map { (Folding.key($0), .name) }
            + ([email.text, String(email.localPart)] + Self.words(email.localPart)).map { (Folding.key($0), .email) }
        mentions = found.filter { $0.0.utf8.count >= 3 }
    }

    /// What of it the key of a password contains, if anything.
    func mention(in key: String) -> PasswordRefusal.Mention? {
        mentions.first { key.utf8.contains($0.key.utf8) }?.mention
    }

    private static func words(_ text: some StringProtocol) -> [String] {
        text.split(whereSeparator: { !$0.isLetter }).map { String($0) }
    }
}

extension String.UTF8View {
    fileprivate func contains(_ part: String.UTF8View) -> Bool {
        var rest = self[...]
        while rest.count >= part.count {
            if rest.starts(with: part) { return true }
            rest.removeFirst()
        }
        return false
    }
}
