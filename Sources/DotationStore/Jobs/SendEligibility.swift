internal import Dotations

/// What decides whether a job may be sent, and what its result means.
struct SendEligibility {
    let attempt: Int
    let isLeased: Bool
    /// Why its e-mail is of no use any more; nil where it is of use.
    let blocker: CancellationReason?
    /// The dotation's status.
    let status: DotationStatus

    /// Whether the worker that was lent the job still has it.
    func isHeld(_ job: Job) -> Bool { isLeased && attempt == job.attempt }
}

/// Finds how jobs stand.
struct SendEligibilityQuery: ~Copyable {
    private let statement: Statement

    init(_ connection: Connection) throws(StoreError) {
        statement = try Statement(
            connection,
            """
            SELECT j.attempt, j.state = 'leased', j.superseded_by, s.activated, d.account_created AND j.kind = 'accountCreation', j.recipient,
                s.label, j.recipient <> d.email OR j.mobile <> d.mobile
            FROM jobs j JOIN dotations d ON d.id = j.dotation_id JOIN statuses s ON s.id = d.status_id WHERE j.id = ?
            """)
    }

    /// How a job stands; nil where there is none.
    func of(_ id: Int) throws(StoreError) -> SendEligibility? {
        try statement.bind([.int(id)])
        guard try statement.step() else { return nil }
        let blocker: CancellationReason? =
            if !statement.isNull(2) {
                .superseded
            } else if statement.int(3) != 0 {
                .activated
            } else if statement.int(4) != 0 {
                .accountCreated
            } else if statement.isNull(5) {
                .recipientExpired
            } else {
                statement.int(7) != 0 ? .contactDiffers : nil
            }
        let eligibility = SendEligibility(
            attempt: statement.int(0), isLeased: statement.int(1) != 0, blocker: blocker,
            status: DotationStatus(statement.text(6)))
        statement.reset()
        return eligibility
    }
}
