public import Dotations
public import Foundation

/// One activation e-mail of the outbox.
public struct Job: Sendable, Hashable, Identifiable {
    /// How far it has come.
    public enum State: String, Sendable, CaseIterable {
        /// Not tried yet.
        case pending
        /// A worker is at it.
        case leased
        /// Tried in vain, to be tried again.
        case retry
        /// Taken by the mail server.
        case sent
        /// Given up, or come back.
        case failed
        /// Not to be sent: replaced by a later one, or stopped by a person.
        case cancelled

        /// Whether it is still to be sent, or just being sent.
        public var isUnfinished: Bool {
            switch self {
            case .pending, .leased, .retry: true
            case .sent, .failed, .cancelled: false
            }
        }
    }

    /// The number of a job.
    public struct ID: SerialNumber {
        /// The number.
        public let rawValue: Int

        /// A number that the store has given.
        public init(stored: Int) { rawValue = stored }
    }

    /// An e-mail as the operator tells it from those of all clients.
    public struct Reference: Sendable, Hashable {
        /// Whose it is.
        public let client: Client.Code
        /// Its number, of which each client counts its own.
        public let id: ID
    }

    /// Whose it is.
    public let client: Client.ID
    /// What the client is called by.
    public let clientCode: Client.Code
    /// Its number, of which each client counts its own.
    public let id: ID
    /// The operation that called for it.
    public let operation: Operation.ID
    /// The dotation.
    public let dotation: Dotation.ID
    /// The dotation's order.
    public let order: OrderNumber
    /// The beneficiary's last name.
    public let lastName: String
    /// The beneficiary's first name.
    public let firstName: String
    /// What the e-mail says.
    public let kind: ActivationEmailJob.Kind
    /// The address, unless its time was over and it was emptied.
    public let recipient: StoredAddress?
    /// The new mobile number that the e-mail tells of, where it tells of one.
    public let mobile: String?
    /// How far it has come.
    public let state: State
    /// How often a worker took it up. The number fences: a worker whose lease was taken over can record nothing.
    public let attempt: Int
    /// How often it was tried in vain, since a person last asked for it.
    public let failures: Int
    /// How many leases of it in a row ended without a result, as their worker did.
    public let expiredLeases: Int
    /// When it was recorded.
    public let createdAt: Date
    /// When it is to be sent, or to be tried again.
    public let dueAt: Date
    /// When it was sent, given up or cancelled, or came back.
    public let finishedAt: Date?
    /// What came of it last, or why it was cancelled.
    public let outcome: JobOutcome?
    /// What the mail server said last when it did not take the message, without addresses.
    public let lastError: String?
    /// The message's Message-ID, once it has one.
    public let messageID: String?
    /// Until when its link is good, as the message says, once a worker took it up.
    public let linkEnd: Date?
    /// The later job that took its place.
    public let supersededBy: ID?
    /// Whether all of its message was once handed over and nobody knows what became of it.
    public let mayHaveLeft: Bool
    /// What no other job of any store has: a mailer that sees it twice has seen one job twice.
    public let idempotencyKey: String

    /// What tells it from the e-mails of all clients.
    public var reference: Reference { Reference(client: clientCode, id: id) }

    /// Whether its message came back after the mail server had taken it.
    public var isBounced: Bool { if case .bounced = outcome { state == .failed } else { false } }
}
