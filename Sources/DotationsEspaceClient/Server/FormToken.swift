internal import Crypto
internal import Dotations

/// What a browser alone has, and the token that comes from it, of which a page may have hundreds.
struct FormSecret: Sendable {
    let text: String
    let token: String

    init(_ text: String) {
        self.text = text
        token = FormToken(secret: text).text
    }
}

/// What a form of these pages holds: only who was given the page has it, as it comes from what their browser alone has.
struct FormToken {
    /// The field that it is in, the first of each form.
    static let field = "jeton"

    private let code: HMAC<SHA256>.MAC

    init(secret: String) {
        code = HMAC<SHA256>.authenticationCode(for: Array("form".utf8), using: SymmetricKey(data: Array(secret.utf8)))
    }

    /// Sixty-four hexadecimal digits.
    var text: String { code.hexadecimal }

    /// Whether a form has it; in a time that tells nothing of where the two differ.
    func isRight(_ field: String?) -> Bool {
        SymmetricKey(data: Array((field ?? "").utf8)) == SymmetricKey(data: Array(text.utf8))
    }
}
