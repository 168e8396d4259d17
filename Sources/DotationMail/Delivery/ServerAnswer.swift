/// What the mail server said.
///
/// The words are a stranger's: they are made visible and cut, but mostly repeat the recipient's address. They are for the administrator,
/// never for a log.
public struct ServerAnswer: Sendable, Hashable {
    /// The code of three digits (RFC 5321, 4.2); nil where a delivery status notification has none.
    public let code: Int?
    /// The status (RFC 3463), such as `5.1.1`, where the server gave one.
    public let status: String?
    /// The server's words, in one line of at most 300 characters.
    public let words: String

    package init(code: Int?, status: String?, words: String) {
        self.code = code
        self.status = status
        self.words = words
    }
}
