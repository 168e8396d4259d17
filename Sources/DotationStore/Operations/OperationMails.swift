public import Dotations

/// Finds what has become of the e-mails of an operation that is to be undone, and what would wait without them.
///
/// Without the operation, each other one would have recorded its e-mail all the same, and each would have taken the place of the one before
/// it, saying what that was to say. So what would wait is made of what each of them calls for by itself, as its audit rows have it.
struct OperationMails: ~Copyable {
    /// What was found of one dotation.
    struct Found {
        /// The e-mail, unless it has left, or may have, by itself or within a later one.
        let mail: UnsentMail?
        /// The operation's own e-mail.
        var own = 0
        /// The e-mail that waits to be sent: the operation's own, or the later one that has taken its place.
        var waiting: Int?
        /// The e-mails that made way for the operation's.
        var before: [Int] = []
    }

    private let operation: Operation.ID
    private let connection: Connection
    /// The e-mails to each of the dotations, in their order.
    private let entries: [Dotation.ID: [Entry]]
    /// What each later or earlier operation calls for by itself, once it was needed.
    private var calls: [Int: [Int: Call]] = [:]

    /// What one change or resend calls for.
    private struct Call {
        let isCreation: Bool
        let tellsMobile: Bool

        func merged(with other: Self) -> Self {
            Self(isCreation: isCreation || other.isCreation, tellsMobile: tellsMobile || other.tellsMobile)
        }
    }

    /// One e-mail to the dotation.
    private struct Entry {
        let id: Int
        let operation: Int
        let isWaiting: Bool
        let hasLeft: Bool
        let isLeased: Bool
        /// The e-mail that has taken its place, or will once its worker is done.
        let successor: Int?
        let isTakenBack: Bool
        let recorded: Call
        /// Of an undo, the operation that it undid.
        let undone: Int?
    }

    /// Reads what e-mails there are to these dotations.
    init(_ connection: Connection, of operation: Operation.ID, to dotations: [Dotation.ID]) throws(StoreError) {
        self.operation = operation
        self.connection = connection
        entries = try Self.entries(connection, of: dotations)
    }

    private static func entries(_ connection: Connection, of dotations: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: [Entry]] {
        var entries: [Dotation.ID: [Entry]] = [:]
        for list in IdentifierList.lists(of: Set(dotations).sorted()) {
            let jobs = try Statement(
                connection,
                """
                SELECT j.id, j.dotation_id, j.operation_id, j.state IN ('pending', 'retry') AS is_waiting,
                    j.state IN ('sent', 'leased') OR j.may_have_left = 1 OR j.state = 'failed' AND j.outcome LIKE 'bounced.%' AS has_left,
                    j.state = 'leased' AS is_leased, CASE WHEN j.state IN ('cancelled', 'leased') THEN j.superseded_by END AS successor,
                    coalesce(j.outcome, '') = '\(CancellationReason.takenBack.rawValue)'
                        OR j.state = 'failed' AND j.superseded_by IS NOT NULL AND j.outcome NOT LIKE 'bounced.%' AS is_taken_back,
                    j.kind = 'accountCreation' AS is_creation, j.mobile IS NOT NULL AS tells_mobile, o.reverts
                FROM jobs j JOIN operations o ON o.client = j.client AND o.id = j.operation_id
                WHERE j.client = :client AND j.dotation_id IN (\(list.marks)) ORDER BY j.id
                """)
            try jobs.bind(list.values)
            while try jobs.step() {
                guard let dotation = Dotation.ID(stored: jobs.int("dotation_id")) else { continue }
                entries[dotation, default: []].append(
                    Entry(
                        id: jobs.int("id"), operation: jobs.int("operation_id"), isWaiting: jobs.int("is_waiting") != 0,
                        hasLeft: jobs.int("has_left") != 0,
                        isLeased: jobs.int("is_leased") != 0, successor: jobs.optionalInt("successor"),
                        isTakenBack: jobs.int("is_taken_back") != 0,
                        recorded: Call(isCreation: jobs.int("is_creation") != 0, tellsMobile: jobs.int("tells_mobile") != 0),
                        undone: jobs.optionalInt("reverts")))
            }
        }
        return entries
    }

    /// What has become of the operation's e-mail to a dotation.
    mutating func find(_ id: Dotation.ID) throws(StoreError) -> Found {
        let entries = entries[id] ?? []
        let undone = Set(entries.lazy.filter(\.isTakenBack).map(\.operation))
        // An undo that took e-mails back told nobody, and what it undid is told now.
        guard let first = entries.firstIndex(where: { $0.operation == operation.rawValue }),
            entries[first].undone.map(undone.contains) != true, !entries[first...].contains(where: \.hasLeft)
        else { return Found(mail: nil) }
        let own = entries[first]
        // What still counts: the operation's own e-mail, what waits, and whatever has made way for one of these. Where a later e-mail has failed
        // or was cancelled, it would have been so without the operation too, and nothing waits.
        let waiting = entries.first(where: \.isWaiting)?.id
        let ownCounts = waiting != nil || entries.last?.id == own.id
        var alive: Set<Int> = []
        for entry in entries.reversed() where !entry.isLeased {
            let counts = entry.isWaiting || (entry.id == own.id && ownCounts) || entry.successor.map(alive.contains) == true
            if counts { alive.insert(entry.id) }
        }
        var restored: Call?
        for entry in entries where alive.contains(entry.id) && entry.id != own.id && !entry.isTakenBack {
            // What an undo recorded is what others call for, and these are here as well.
            if let operation = entry.undone, undone.contains(operation) { continue }
            // What was recorded before the operation knows nothing of it.
            let call = entry.id < own.id && undone.isEmpty ? entry.recorded : try call(of: entry, id)
            restored = restored?.merged(with: call) ?? call
        }
        // An e-mail that is being sent goes on, unless another one would have taken its place.
        for entry in entries where entry.isLeased && entry.successor != nil { restored = restored?.merged(with: entry.recorded) }
        let mail = UnsentMail(
            isWaiting: waiting != nil,
            restored: restored.map { .init(kind: $0.isCreation ? .accountCreation : .phoneChanged, tellsMobile: $0.tellsMobile) })
        return Found(
            mail: mail, own: own.id, waiting: waiting,
            before: entries.filter { $0.successor == own.id || ($0.isLeased && $0.successor != nil) }.map(\.id))
    }

    /// What an e-mail's own operation calls for; what the e-mail says where the history has no values any more.
    private mutating func call(of entry: Entry, _ id: Dotation.ID) throws(StoreError) -> Call {
        if calls[entry.operation] == nil { calls[entry.operation] = try calls(of: entry.operation) }
        return calls[entry.operation]?[Int(id.rawValue)] ?? entry.recorded
    }

    private func calls(of operation: Int) throws(StoreError) -> [Int: Call] {
        let rows = try Statement(
            connection,
            """
            SELECT a.dotation_id, a.mobile_before <> a.mobile_after AS tells_mobile,
                a.action = 'resend' OR coalesce(a.reasons, '') = '\(AuditRecord.Action.resend.rawValue)' OR a.email_before <> a.email_after AS is_creation
            FROM operations o JOIN audit a ON a.client = o.client AND a.id BETWEEN o.first_audit AND o.first_audit + o.audit_count - 1
            WHERE o.client = :client AND o.id = ? AND (a.action = 'resend' OR a.action = 'change' AND a.salt IS NOT NULL)
            """)
        try rows.bind([.int(operation)])
        var calls: [Int: Call] = [:]
        while try rows.step() {
            calls[rows.int("dotation_id")] = Call(isCreation: rows.int("is_creation") != 0, tellsMobile: rows.int("tells_mobile") != 0)
        }
        return calls
    }
}

extension ClientStore {
    /// The e-mails that have not left of an operation that is to be undone: an import, a correction or an undo.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func unsentMails(of operation: Operation, to dotations: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: UnsentMail] {
        try read { connection throws(StoreError) in
            var mails = try OperationMails(connection, of: operation.id, to: dotations)
            var found: [Dotation.ID: UnsentMail] = [:]
            for id in dotations { found[id] = try mails.find(id).mail }
            return found
        }
    }
}
