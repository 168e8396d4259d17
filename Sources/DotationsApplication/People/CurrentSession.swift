internal import DotationAccounts
public import DotationStore

extension Installation {
    /// Who has signed in with a session's token; nil where the text is none, or the session has ended.
    public func signedIn(_ token: String) throws(StoreError) -> SignedIn? {
        guard let token = Token(token) else { return nil }
        return try store.signedIn(token, at: now)
    }

    /// Ends the session of a token, if there is one.
    public func signOut(_ token: String) throws(StoreError) {
        if let token = Token(token) { try store.endSession(token) }
    }
}
