public import DotationAccounts

/// What somebody who wants to sign in has typed, and where they came from. It is never shown.
public struct SignInAttempt: Secret {
    let clientCode, email, password, address, origin: String
    let code: String?
    let enrolling: TOTPSecret?

    /// - Parameters:
    ///   - clientCode: the client's code, as it was typed.
    ///   - email: the person's address.
    ///   - password: the password.
    ///   - code: six digits of the authenticator, or a recovery code; nil where none was asked for yet.
    ///   - enrolling: the secret of which the code is, for a person who has no authenticator where the client demands one.
    ///   - address: the network address that the attempt came from.
    ///   - origin: where that is, as the person is shown it in the list of their sessions.
    public init(
        clientCode: String, email: String, password: String, code: String? = nil, enrolling: TOTPSecret? = nil, from address: String,
        origin: String = ""
    ) {
        (self.clientCode, self.email, self.password, self.address) = (clientCode, email, password, address)
        (self.code, self.enrolling, self.origin) = (code, enrolling, origin)
    }
}
