public import Foundation

/// What a look at the whole store found.
public struct StoreExamination: Sendable {
    /// A rule that holds in every store, whatever was done and wherever it was interrupted.
    public enum Rule: String, Sendable, CaseIterable {
        /// The file is as SQLite wrote it (`PRAGMA integrity_check`). Of a server's files the server knows.
        case integrity
        /// Whatever a row refers to is there (`PRAGMA foreign_key_check`).
        case references
        /// Each change and each resend has its one e-mail, and there is no e-mail without, but where an undo took e-mails back.
        case jobs
        /// The contacts and the revision of each dotation are those that its last change left.
        case contacts
        /// An e-mail goes to what its change says, and one that is still to be sent to its dotation's present contact.
        case recipients
        /// An e-mail that made way for another names one that is there, to the same dotation.
        case successions
        /// As many e-mails are in each state as were counted.
        case jobCounts
        /// The figures of orders, and of those that were cancelled, are those of their dotations.
        case orderCounts
        /// What events and sessions count as sold is what their active sales are, and sessions have as many sales of each status as they count.
        case soldCounts
        /// The rows of each order, the people, the events and the sales are numbered without a gap: pages are found by these numbers.
        case numbers
        /// Of a client that was erased all hashes of its history are there, up to its end.
        case erasures
    }

    /// The tables, indexes and triggers that are not what this program makes.
    public let schema: [SchemaDifference]
    /// How many rows break each rule; a rule that holds is not in it.
    public let broken: [Rule: Int]
    /// The history of each client, gone through from its beginning, or the place where it is not what was written.
    public let histories: [Client.Code: Result<AuditVerification, StoreError>]
    /// The e-mails in each state.
    public let jobs: [Job.State: Int]
    /// Since when the e-mail that is due for the longest is due.
    public let dueSince: Date?
    /// The moment of the last operation.
    public let lastOperation: Date?
}
