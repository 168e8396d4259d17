public import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// The characters that a person's name has at most.
    static let maximumNameLength = 200

    /// Lets somebody work for the client, who can sign in once they have chosen a password.
    ///
    /// - Returns: the person as the client knows them, which is the same whether or not they could sign in before, for another client.
    /// - Throws: `access.name-invalid`; `nothing-to-do` where they work for the client already.
    @discardableResult
    public func addMember(_ email: EmailAddress, name: String, as role: Role) throws -> MemberDocument {
        try require(.managePeople)
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard 1...Self.maximumNameLength ~= name.unicodeScalars.count else { throw AccessError.nameInvalid }
        guard try member(email) == nil else { throw ApplicationError.knownMember }
        return MemberDocument(try store.addMember(email, name: name, as: role, context: context))
    }

    /// Somebody who works for the client; nil where nobody of that address does.
    func member(_ email: EmailAddress) throws(StoreError) -> Member? { try store.member(email) }
}
