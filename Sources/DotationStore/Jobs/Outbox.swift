internal import Dotations

/// Records the e-mails that an operation calls for, within its transaction, and counts them once it has all of them.
struct Outbox: ~Copyable {
    private let operation: Operation.ID
    private let now: Int
    private let waiting: Statement
    private let leased: Statement
    private let cancellation: Statement
    private let succession: Statement
    private let insertion: Statement
    private let takingBack: Statement
    private let handingOn: Statement
    private let counting: Statement
    private let firstID: Int
    /// Whether the client has any e-mail that waits, and any that is being sent: most often there is none to look for.
    private let isAnyWaiting: Bool
    private let isAnyLeased: Bool
    private var nextID: Int

    init(_ connection: Connection, _ operation: Operation) throws(StoreError) {
        let earlier = "SELECT id, mobile IS NOT NULL AS tells_mobile FROM jobs WHERE client = :client AND dotation_id = ? AND"
        let waiting = try Statement(connection, "\(earlier) state IN ('pending', 'retry')")
        let leased = try Statement(connection, "\(earlier) state = 'leased' AND superseded_by IS NULL")
        let cancellation = try Statement(
            connection,
            """
            UPDATE jobs SET state = 'cancelled', finished_at = ?, superseded_by = ?, outcome = '\(CancellationReason.superseded.rawValue)'
            WHERE client = :client AND id = ?
            """)
        let succession = try Statement(connection, "UPDATE jobs SET superseded_by = ? WHERE client = :client AND id = ?")
        let insertion = try Statement(
            connection,
            """
            INSERT INTO jobs (client, id, operation_id, dotation_id, kind, recipient, mobile, created_at, due_at)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let takingBack = try Statement(
            connection,
            """
            UPDATE jobs SET state = CASE state WHEN 'failed' THEN 'failed' ELSE 'cancelled' END, finished_at = coalesce(finished_at, ?),
                superseded_by = coalesce(superseded_by, ?),
                outcome = CASE state WHEN 'failed' THEN outcome ELSE '\(CancellationReason.takenBack.rawValue)' END
            WHERE client = :client AND id = ?
            """)
        let handingOn = try Statement(
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
        let isAnyWaiting =
            try connection.int("SELECT 1 FROM jobs WHERE client = :client AND state IN ('pending', 'retry') LIMIT 1") != nil
        let isAnyLeased = try connection.int("SELECT 1 FROM jobs WHERE client = :client AND state = 'leased' LIMIT 1") != nil
        self.operation = operation.id
        now = operation.context.milliseconds
        self.waiting = waiting
        self.leased = leased
        self.cancellation = cancellation
        self.succession = succession
        self.insertion = insertion
        self.takingBack = takingBack
        self.handingOn = handingOn
        self.counting = counting
        firstID = last + 1
        self.isAnyWaiting = isAnyWaiting
        self.isAnyLeased = isAnyLeased
        nextID = last + 1
    }

    /// Counts what was recorded.
    consuming func finish() throws(StoreError) {
        if nextID > firstID { try counting.run([.int(nextID - firstID)]) }
    }

    /// Records one e-mail. It takes the place of one to the same beneficiary that waits to be sent, and of one that is just being
    /// sent should that fail.
    ///
    /// What the earlier one was to say is not lost: a new number is still told. Whether an account is to be created was the plan's to see.
    mutating func add(_ kind: ActivationEmailJob.Kind, to id: Dotation.ID, _ contact: Contact, tellsMobile: Bool) throws(StoreError) {
        var tellsMobile = tellsMobile
        if isAnyWaiting, let earlier = try Self.take(waiting, id, &tellsMobile) {
            try cancellation.run([.int(now), .int(nextID), .int(earlier)])
        }
        if isAnyLeased, let earlier = try Self.take(leased, id, &tellsMobile) { try succession.run([.int(nextID), .int(earlier)]) }
        try insertion.run([
            .int(nextID), .int(operation.rawValue), SQLValue(id), .text(kind.rawValue), .text(contact.email),
            tellsMobile ? .text(contact.mobile) : .null, .int(now), .int(now),
        ])
        nextID += 1
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
                try takingBack.run([.int(now), .null, .int(waiting)])
            } else {
                try cancellation.run([.int(now), successor, .int(waiting)])
            }
        }
        try takingBack.run([.int(now), successor, .int(found.own)])
        for earlier in found.before { try handingOn.run([successor, .int(earlier)]) }
        if let restored { try add(restored.kind, to: id, contact, tellsMobile: restored.tellsMobile) }
    }

    /// The earlier e-mail that a statement finds; the new one tells what it was to tell.
    private static func take(
        _ statement: borrowing Statement, _ id: Dotation.ID, _ tellsMobile: inout Bool
    ) throws(StoreError) -> Int? {
        try statement.bind([SQLValue(id)])
        guard try statement.step() else { return nil }
        let earlier = statement.int("id")
        if statement.int("tells_mobile") != 0 { tellsMobile = true }
        statement.reset()
        return earlier
    }
}
