public import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// Gives somebody another role with the client, or none: then they work for it no more. They have to sign in to the client again.
    ///
    /// - Throws: `store.user-unknown` where nobody of that address works for the client; `store.last-administrator` where nobody else administers
    ///   it; `nothing-to-do` where it is their role already.
    public func changeRole(of email: EmailAddress, to role: Role?) throws {
        if let role, try member(email)?.role == role { throw ApplicationError.sameRole(role) }
        try store.setRole(role, of: email, context: context)
    }
}
