public import Dotations

/// What an activation e-mail says, and whom it names: what a message needs of a job of the outbox.
public protocol ActivationEmail {
    /// What no other job has: the Message-ID and the link's token come from it.
    var idempotencyKey: String { get }
    /// What the e-mail says.
    var kind: ActivationEmailJob.Kind { get }
    /// The beneficiary's first name, as the order has it.
    var firstName: String { get }
    /// The beneficiary's last name, as the order has it.
    var lastName: String { get }
    /// The new mobile number that the e-mail tells of, where it tells of one.
    var mobile: String? { get }
    /// The Message-ID under which it was sent off before, with its angle brackets; nil where it was not.
    var messageID: String? { get }
}
