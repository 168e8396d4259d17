internal import Dotations

/// Records the e-mails that an operation calls for, within its transaction, and counts them once it has all of them.
struct Outbox: ~Copyable {
    private let operation: Operation.ID
    private let now: Int
    private var takingBack: RowQueue
    private var cancellation: RowQueue
    private var handingOn: RowQueue
    private var succession: RowQueue
    private var insertion: RowQueue
    private let counting: Statement
    private let firstID: Int
    private var earlier: [Dotation.ID: [EarlierMail]]
    private var nextID: Int

    /// An outbox for e-mails to these dotations.
    init(_ connection: Connection, _ operation: Operation, to dotations: [Dotation.ID]) throws(StoreError) {
        let cancellation = try RowQueue(
            connection,
            """
            UPDATE jobs SET state = 'cancelled', finished_at = ?, superseded_by = ?, outcome = '\(CancellationReason.superseded.rawValue)'
            WHERE client = :client AND id = ?
            """)
        let succession = try RowQueue(connection, "UPDATE jobs SET superseded_by = ? WHERE client = :client AND id = ?")
        let insertion = try RowQueue(
            connection,
            """
            INSERT INTO jobs (client, id, operation_id, dotation_id, kind, recipient, mobile, created_at, due_at)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let takingBack = try RowQueue(
            connection,
            """
            UPDATE jobs SET state = CASE state WHEN 'failed' THEN 'failed' ELSE 'cancelled' END, finished_at = coalesce(finished_at, ?),
                superseded_by = coalesce(superseded_by, ?),
                outcome = CASE state WHEN 'failed' THEN outcome ELSE '\(CancellationReason.takenBack.rawValue)' END
            WHERE client = :client AND id = ?
            """)
        let handingOn = try RowQueue(
            connection,
            """
            UPDATE jobs SET superseded_by = CASE WHEN state <> 'leased' THEN coalesce(?, superseded_by) END WHERE client = :client AND id = ?
            """)
        let counting = try Statement(
            connection,
            """
            INSERT INTO job_counts (client, state, count) VALUES (:client, 'pending', ?)
            ON CONFLICT (client, state) DO UPDATE SET count = job_counts.count + excluded.count
            """)
        let last = try connection.int("SELECT max(id) FROM jobs WHERE client = :client") ?? 0
        let earlier = try EarlierMail.all(connection, to: dotations)
        self.operation = operation.id
        now = operation.context.milliseconds
        self.cancellation = cancellation
        self.succession = succession
        self.insertion = insertion
        self.takingBack = takingBack
        self.handingOn = handingOn
        self.counting = counting
        firstID = last + 1
        self.earlier = earlier
        nextID = last + 1
    }

    /// Writes what is left, and counts what was recorded.
    consuming func finish() throws(StoreError) {
        try flush()
        if nextID > firstID { try counting.run([.int(nextID - firstID)]) }
    }

    /// Writes all that waits: an earlier e-mail makes way before the later one is there.
    private mutating func flush() throws(StoreError) {
        try takingBack.flush()
        try cancellation.flush()
        try handingOn.flush()
        try succession.flush()
        try insertion.flush()
    }

    private mutating func flushIfFull() throws(StoreError) {
        if takingBack.isFull || cancellation.isFull || handingOn.isFull || succession.isFull || insertion.isFull { try flush() }
    }

    /// Records one e-mail. It takes the place of one to the same beneficiary that waits to be sent, and of one that is just being
    /// sent should that fail.
    ///
    /// What the earlier one was to say is not lost: a new number is still told. Whether an account is to be created was the plan's to see.
    mutating func add(_ kind: ActivationEmailJob.Kind, to id: Dotation.ID, _ contact: Contact, tellsMobile: Bool) throws(StoreError) {
        var tellsMobile = tellsMobile
        for mail in earlier.removeValue(forKey: id) ?? [] where !mail.isSuperseded {
            if mail.tellsMobile { tellsMobile = true }
            if mail.isLeased {
                succession.add([.int(nextID), .int(mail.id)])
            } else {
                cancellation.add([.int(now), .int(nextID), .int(mail.id)])
            }
        }
        insertion.add([
            .int(nextID), .int(operation.rawValue), SQLValue(id), .text(kind.rawValue), .text(contact.email),
            tellsMobile ? .text(contact.mobile) : .null, .int(now), .int(now),
        ])
        nextID += 1
        try flushIfFull()
    }

    /// Takes back an e-mail that has not left, and records again the one that would wait without it.
    mutating func takeBack(
        _ found: OperationMails.Found, restoring restored: RestoredMail?, to id: Dotation.ID, _ contact: Contact
    )
        throws(StoreError)
    {
        let successor: SQLValue = restored == nil ? .null : .int(nextID)
        if let waiting = found.waiting, waiting != found.own {
            if restored == nil {
                takingBack.add([.int(now), .null, .int(waiting)])
            } else {
                cancellation.add([.int(now), successor, .int(waiting)])
            }
        }
        takingBack.add([.int(now), successor, .int(found.own)])
        for earlier in found.before { handingOn.add([successor, .int(earlier)]) }
        // What waited does not any more, and what is being sent has no successor now.
        earlier[id] = earlier[id]?.filter(\.isLeased).map { mail in
            var mail = mail
            if found.before.contains(mail.id) { mail.isSuperseded = false }
            return mail
        }
        if let restored { try add(restored.kind, to: id, contact, tellsMobile: restored.tellsMobile) }
        try flushIfFull()
    }
}

/// An e-mail to a dotation that waits, or is being sent.
private struct EarlierMail {
    let id: Int
    let isLeased: Bool
    /// Whether a later one has its place already.
    var isSuperseded: Bool
    /// Whether it tells of a new mobile number.
    let tellsMobile: Bool

    /// Those to some dotations.
    static func all(_ connection: Connection, to dotations: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: [EarlierMail]] {
        var found: [Dotation.ID: [EarlierMail]] = [:]
        // Each of the two conditions is that of an index.
        for state in ["state IN ('pending', 'retry')", "state = 'leased'"] {
            // Most often there is none to look for.
            guard try connection.int("SELECT 1 FROM jobs WHERE client = :client AND \(state) LIMIT 1") != nil else { continue }
            for list in IdentifierList.lists(of: dotations) {
                let statement = try Statement(
                    connection,
                    """
                    SELECT id, dotation_id, state = 'leased' AS is_leased, superseded_by IS NOT NULL AS is_superseded, mobile IS NOT NULL AS tells_mobile
                    FROM jobs WHERE client = :client AND \(state) AND dotation_id IN (\(list.marks))
                    """)
                try statement.bind(list.values)
                while try statement.step() {
                    guard let dotation = Dotation.ID(stored: statement.int("dotation_id")) else { continue }
                    found[dotation, default: []].append(
                        EarlierMail(
                            id: statement.int("id"), isLeased: statement.int("is_leased") != 0,
                            isSuperseded: statement.int("is_superseded") != 0, tellsMobile: statement.int("tells_mobile") != 0))
                }
            }
        }
        return found
    }
}
