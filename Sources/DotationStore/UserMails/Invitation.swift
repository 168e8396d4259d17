public import Foundation

/// What became of an invitation.
public struct Invitation: Sendable, Hashable {
    /// How far it has come.
    public let state: Job.State
    /// When it was asked for.
    public let date: Date
    /// The code of what came of it last; nil where nothing did.
    public let outcome: String?
}
