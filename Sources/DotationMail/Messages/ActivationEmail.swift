public import Dotations
public import Foundation

/// What one activation e-mail is about: a job of the outbox, as the messages need it.
public struct ActivationEmail: Sendable, Hashable {
    /// The number of the job.
    public var job: Int
    /// What no other job has: the Message-ID and the link's token come from it.
    public var key: String
    /// The dotation.
    public var dotation: Dotation.ID
    /// What the e-mail says.
    public var kind: ActivationEmailJob.Kind
    /// To whom it goes.
    public var recipient: EmailAddress
    /// The beneficiary's first name, as the order has it.
    public var firstName: String
    /// The beneficiary's last name, as the order has it.
    public var lastName: String
    /// The new mobile number that the e-mail tells of, where it tells of one.
    public var mobile: String?
    /// Until when its link is good.
    public var linkEnd: Date
    /// The Message-ID under which it was sent off before, with its angle brackets; nil where it was not.
    public var messageID: String?

    /// What one e-mail is about.
    public init(
        job: Int, key: String, dotation: Dotation.ID, kind: ActivationEmailJob.Kind, recipient: EmailAddress, firstName: String,
        lastName: String, mobile: String?, linkEnd: Date, messageID: String? = nil
    ) {
        self.job = job
        self.key = key
        self.dotation = dotation
        self.kind = kind
        self.recipient = recipient
        self.firstName = firstName
        self.lastName = lastName
        self.mobile = mobile
        self.linkEnd = linkEnd
        self.messageID = messageID
    }
}
