public import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// Gives somebody another role with the client, or none: then they work for it no more. They have to sign in to the client again.
    ///
    /// - Returns: the person as the client knows them now.
    /// - Throws: `store.user-unknown` where nobody of that address works for the client; `store.last-administrator` where nobody else administers
    ///   it; `nothing-to-do` where it is their role already.
    @discardableResult
    public func changeRole(of email: EmailAddress, to role: Role?) throws -> MemberDocument {
        try require(.managePeople)
        guard let role else { return MemberDocument(try store.removeMember(email, context: context), isRemoved: true) }
        guard try member(email)?.role != role else { throw ApplicationError.sameRole(role) }
        return MemberDocument(try store.setRole(role, of: email, context: context))
    }
}
