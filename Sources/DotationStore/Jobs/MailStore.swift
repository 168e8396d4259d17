internal import Crypto
internal import Dotations

/// The e-mails of all clients of a store, for a worker that sends them.
///
/// A worker sees who an e-mail is for and what it says, and nothing else of a client.
public struct MailStore: Sendable {
    let store: Store

    /// The secret from which the e-mails of a client have their links and their Message-IDs: 32 bytes that say nothing of the client's key.
    public func secret(of client: Client.ID) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("mail".utf8), using: SymmetricKey(data: store.secret(of: client))))
    }

    /// What a client has set for its e-mails.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func settings(of client: Client.ID) throws(StoreError) -> [ClientSetting: String] {
        try store.read { connection throws(StoreError) in try connection.of(client).settings() }
    }

    /// How many jobs of all clients are in each state, since when the oldest of them is there, and when the next one falls due.
    public func jobCounts() throws(StoreError) -> [Job.State: JobCount] {
        try store.read { connection throws(StoreError) in
            try JobCount.all(
                Statement(
                    connection,
                    acrossClients: """
                        SELECT state, count(*) AS count, min(created_at) AS oldest, min(due_at) AS next_due FROM jobs GROUP BY state
                        """))
        }
    }
}

extension Store {
    /// The e-mails of all clients.
    public var mail: MailStore { MailStore(store: self) }

    /// What tells the jobs of a client from all others, in this store and elsewhere: not its key, nor anything from which that can be found.
    func jobPrefix(of client: Client.ID) -> String {
        Hash256(of: secret(of: client) + Array("jobs".utf8)).bytes.prefix(8).hexadecimal
    }
}
