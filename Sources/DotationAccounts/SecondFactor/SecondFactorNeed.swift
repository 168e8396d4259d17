/// What stands between a right password and a session.
public enum SecondFactorNeed: Sendable, Hashable {
    /// Nothing.
    case none
    /// A code of the person's authenticator, or a recovery code.
    case code
    /// The person has no authenticator, and a client demands one: it is set up before anything else.
    case enrolment

    /// By what the person has and what the client demands.
    public init(hasAuthenticator: Bool, clientDemands: Bool) {
        self = hasAuthenticator ? .code : clientDemands ? .enrolment : .none
    }
}
