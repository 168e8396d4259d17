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
        return MemberDocument(try store.addMember(email, name: newcomer(email, name), as: role, context: context))
    }

    /// Lets somebody work for the client as ``addMember(_:name:as:)`` does, and has them sent an invitation: both, or neither.
    ///
    /// - Throws: as ``addMember(_:name:as:)``; `access.mailed-too-often` where they were sent too many within an hour.
    @discardableResult
    public func inviteMember(_ email: EmailAddress, name: String, as role: Role) throws -> MemberDocument {
        try require(.managePeople)
        switch try store.inviteMember(email, name: newcomer(email, name), as: role, context: context) {
        case .added(let member): return MemberDocument(member)
        case .mailedTooOften(let wait): throw AccessError.mailedTooOften(seconds: Int(wait.rounded(.up)))
        }
    }

    /// The name of somebody who does not work for the client yet, as it is kept.
    private func newcomer(_ email: EmailAddress, _ name: String) throws -> String {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard 1...Self.maximumNameLength ~= name.unicodeScalars.count else { throw AccessError.nameInvalid }
        guard try member(email) == nil else { throw ApplicationError.knownMember }
        return name
    }

    /// Somebody who works for the client; nil where nobody of that address does.
    func member(_ email: EmailAddress) throws(StoreError) -> Member? { try store.member(email) }
}
