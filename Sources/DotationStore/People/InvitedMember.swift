public import Foundation

/// What came of inviting somebody to work for a client.
public enum InvitedMember: Sendable {
    /// They work for it, and an invitation is recorded.
    case added(Member)
    /// They were sent too many invitations within an hour and can be sent another one in so many seconds. Nothing was done.
    case mailedTooOften(wait: TimeInterval)
}
