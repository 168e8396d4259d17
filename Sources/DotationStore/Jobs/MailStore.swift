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
        try store.read(of: client) { connection throws(StoreError) in try connection.settings() }
    }

    /// How many e-mails of all clients are in each state, those to users with them. Jobs are counted as their states change, and none of them is
    /// gone through; e-mails to users are few.
    public func jobCounts() throws(StoreError) -> [Job.State: JobCount] {
        try store.read { connection throws(StoreError) in
            try JobCount.all(
                Statement(
                    connection,
                    acrossClients: """
                        SELECT state, sum(count) AS count, min(oldest) AS oldest, min(next_due) AS next_due FROM (
                            SELECT state, sum(count) AS count,
                                CASE state
                                    WHEN 'pending' THEN (
                                        SELECT created_at FROM jobs WHERE state IN ('pending', 'retry') AND state = 'pending'
                                        ORDER BY created_at LIMIT 1)
                                    WHEN 'retry' THEN (SELECT min(created_at) FROM jobs WHERE state = 'retry')
                                    WHEN 'leased' THEN (SELECT min(created_at) FROM jobs WHERE state = 'leased')
                                END AS oldest,
                                CASE state WHEN 'retry' THEN (SELECT min(due_at) FROM jobs WHERE state = 'retry') END AS next_due
                            FROM job_counts GROUP BY state HAVING sum(count) <> 0
                            UNION ALL SELECT state, count(*),
                                CASE WHEN state IN ('pending', 'retry', 'leased') THEN min(created_at) END,
                                CASE state WHEN 'retry' THEN min(due_at) END
                            FROM user_mails GROUP BY state) counts
                        GROUP BY state
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
