internal import DotationAccounts
internal import Dotations
internal import Foundation

extension Connection {
    /// Records an e-mail to a user in the place of earlier ones of its kind, which are not sent any more, and whose tokens let nobody in.
    ///
    /// - Parameters:
    ///   - purpose: what it is for.
    ///   - user: who gets it.
    ///   - client: the client that invites; nil for a reset.
    ///   - date: now.
    /// - Returns: 0; where somebody was sent too many within an hour, the seconds until they can be sent another one, and nothing is recorded.
    /// - Throws: ``StoreError`` where the file cannot be written.
    func addUserMail(
        _ purpose: MailedToken.Purpose, to user: User.ID, of client: Client.ID?, at date: Date
    ) throws(StoreError) -> TimeInterval {
        let now = date.milliseconds
        let sameKind = "user_id = ? AND purpose = ? AND for_client IS NOT DISTINCT FROM ?"
        let kind: [SQLValue] = [.int(user.rawValue), .text(purpose.rawValue), SQLValue(client?.rawValue)]
        // Those from the future, where a clock was wrong, hold nobody up.
        let recent = try Statement(
            self,
            """
            SELECT created_at FROM user_mails WHERE \(sameKind) AND created_at > ? AND created_at <= ? ORDER BY created_at DESC LIMIT ?
            """)
        try recent.bind(kind + [.int(now - 3_600_000), .int(now + DueJobs.tolerance), .int(UserMail.hourlyLimit)])
        var times: [Int] = []
        while try recent.step() { times.append(recent.int("created_at")) }
        recent.reset()
        if times.count == UserMail.hourlyLimit, let first = times.last { return TimeInterval(max(1, first + 3_600_000 - now)) / 1000 }
        try Statement(
            self, "UPDATE user_tokens SET used_at = ? WHERE used_at IS NULL AND mail_id IN (SELECT id FROM user_mails WHERE \(sameKind))"
        )
        .run([.int(now)] + kind)
        try Statement(
            self,
            """
            UPDATE user_mails SET state = 'cancelled', finished_at = ?, outcome = '\(UserMail.Cancellation.superseded.rawValue)'
            WHERE state IN ('pending', 'retry') AND \(sameKind)
            """
        ).run([.int(now)] + kind)
        try forgetUserMails(at: date)
        try Statement(
            self, "INSERT INTO user_mails (user_id, purpose, for_client, created_at, due_at) VALUES (?, ?, ?, ?, ?)"
        ).run(kind + [.int(now), .int(now)])
        return 0
    }

    /// Ends what a password can be chosen with: the tokens that were sent, and the links that were asked for and have not left. An invitation that
    /// has not left stays, and tells where to sign in.
    func endPasswordMails(to user: User.ID, at date: Date) throws(StoreError) {
        try run(
            "UPDATE user_tokens SET used_at = ? WHERE used_at IS NULL AND mail_id IN (SELECT id FROM user_mails WHERE user_id = ?)",
            .int(date.milliseconds), .int(user.rawValue))
        try run(
            """
            UPDATE user_mails SET state = 'cancelled', outcome = '\(UserMail.Cancellation.passwordChosen.rawValue)', finished_at = ?,
                expired_leases = 0, lease_until = NULL, lease_boot = NULL
            WHERE user_id = ? AND purpose = 'reset' AND state IN ('pending', 'retry', 'leased')
            """, .int(date.milliseconds), .int(user.rawValue))
    }

    /// Records that an e-mail to a user came back.
    ///
    /// - Returns: whether there is one of that Message-ID.
    func recordUserMailBounce(_ bounce: BounceReport, at milliseconds: Int) throws(StoreError) -> Bool {
        try run(
            """
            UPDATE user_mails SET state = CASE state WHEN 'cancelled' THEN 'cancelled' ELSE 'failed' END, outcome = ?, finished_at = ?,
                expired_leases = 0, lease_until = NULL, lease_boot = NULL
            WHERE message_id = ?
            """, .text(JobOutcome.bounced(status: bounce.status).code), .int(milliseconds), .text(bounce.messageID)) == 1
    }

    /// Removes the e-mails of a client's invitations, or those to somebody who is a user no more.
    func removeUserMails(of client: Client.ID? = nil, to user: Int? = nil) throws(StoreError) {
        let selection = "SELECT id FROM user_mails WHERE for_client = ? OR user_id = ?"
        try run("DELETE FROM user_tokens WHERE mail_id IN (\(selection))", SQLValue(client?.rawValue), SQLValue(user))
        try run("DELETE FROM user_mails WHERE id IN (\(selection))", SQLValue(client?.rawValue), SQLValue(user))
    }

    /// Removes e-mails that are done and whose tokens let nobody in any more.
    private func forgetUserMails(at date: Date) throws(StoreError) {
        let end = (date - 2 * MailedToken.Purpose.invitation.lifetime).milliseconds
        let old = "SELECT id FROM user_mails WHERE state IN ('sent', 'failed', 'cancelled') AND created_at < ? AND finished_at < ?"
        try run("DELETE FROM user_tokens WHERE mail_id IN (\(old))", .int(end), .int(end))
        try run("DELETE FROM user_mails WHERE id IN (\(old))", .int(end), .int(end))
    }
}
