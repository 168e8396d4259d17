public import DotationStore
internal import Dotations

/// Somebody who works for a client, as the client sees them: nothing in it tells of another client.
public struct MemberDocument: Encodable, Sendable {
    /// Who, and as what.
    public let member: Member
    /// Whether they work for the client no more.
    public let isRemoved: Bool
    /// What became of the client's last invitation, as a list has it; nil where there is none.
    public let invitation: Invitation?

    init(_ member: Member, isRemoved: Bool = false, invitation: Invitation? = nil) {
        (self.member, self.isRemoved, self.invitation) = (member, isRemoved, invitation)
    }

    /// The number, the address, the name, the role, and whether they have ever signed in.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "id": member.id, "email": member.email.text, "name": member.name, "role": isRemoved ? nil : member.role,
            "joined": member.hasJoined,
        ])
    }
}
