internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// Has somebody who works for the client sent an invitation: with a link to choose a password, or to sign in where they have one, of which
    /// the client learns nothing. It takes the place of the one before.
    ///
    /// - Throws: `store.user-unknown` where nobody of that address works for the client; `access.mailed-too-often` where they were sent too many within an hour.
    public func sendInvitation(to email: EmailAddress) throws {
        try require(.managePeople)
        let wait = try store.invite(email, context: context)
        guard wait <= 0 else { throw AccessError.mailedTooOften(seconds: Int(wait.rounded(.up))) }
    }
}
