/// What a worker got to do for users.
public struct LeasedUserMails: Sendable {
    /// The e-mails, each of which is the worker's own until its lease ends.
    public var mails: [UserMail] = []
    /// E-mails that were due, and are cancelled as they are of no use any more.
    public var cancelled: [(mail: UserMail.ID, blocker: UserMail.Cancellation)] = []
    /// E-mails that are given up, as every worker that had them ended: ``MailStore/expiredLeaseLimit``.
    public var failed: [UserMail.ID] = []
}
