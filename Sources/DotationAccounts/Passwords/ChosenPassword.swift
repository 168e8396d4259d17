internal import DotationText
internal import Dotations

/// A password that its owner may have: only such a one becomes a new hash.
///
/// NIST SP 800-63B asks for 15 characters where a password stands alone, counts each Unicode code point as one, compares with a list of
/// common passwords, and forbids rules on which kinds of characters there must be.
public struct ChosenPassword: Secret {
    /// Unicode code points after NFC, of which a password has at least these.
    public static let minimumCharacters = 15

    let password: Password

    /// Holds a password against the rules.
    public init(_ typed: String, by owner: PasswordOwner) throws(PasswordRefusal) {
        password = try Password(typed)
        guard password.text.unicodeScalars.count >= Self.minimumCharacters else { throw .tooShort(minimum: Self.minimumCharacters) }
        let key = Folding.key(password.text)
        if let mention = owner.mention(in: key) { throw .contains(mention) }
        if CommonPasswords.contains(key) { throw .common }
        if PredictableText.describes(password.text, key: key) { throw .predictable }
    }
}
