internal import Dotations

/// What decides whether a job may be sent, and what its result means.
struct SendEligibility {
    let attempt: Int
    let isLeased: Bool
    /// Why its e-mail must not be sent; nil where it may be.
    let blocker: CancellationReason?
    /// The dotation's status.
    let status: DotationStatus
    fileprivate let dotation: Int
    fileprivate let revision: Int
    fileprivate let email: String

    /// Whether the worker that leased the job still has it.
    func isHeld(_ job: Job) -> Bool { isLeased && attempt == job.attempt }

    /// The dotation, where what becomes of the job's address is true of the dotation's as well.
    func mailedDotation(_ job: Job) -> MailedDotation? {
        guard status.isNotActivated, StoredAddress(email) == job.recipient, let id = Dotation.ID(stored: dotation) else { return nil }
        return MailedDotation(id: id, status: status, revision: revision)
    }
}

/// A dotation whose status depends on what comes of an e-mail.
struct MailedDotation {
    let id: Dotation.ID
    let status: DotationStatus
    let revision: Int
}

extension Connection {
    /// How a job stands; nil where there is none.
    func eligibility(of job: Int) throws(StoreError) -> SendEligibility? { try eligibility(of: [job])[job] }

    /// How those of some jobs stand that there are.
    func eligibility(of jobs: [Int]) throws(StoreError) -> [Int: SendEligibility] {
        var found: [Int: SendEligibility] = [:]
        for list in IdentifierList.lists(of: jobs) { try addEligibility(of: list, to: &found) }
        return found
    }

    private func addEligibility(of jobs: IdentifierList, to found: inout [Int: SendEligibility]) throws(StoreError) {
        let statement = try Statement(
            self,
            """
            SELECT j.id, j.attempt, j.state = 'leased' AS is_leased, j.superseded_by, s.activated, j.recipient, s.label,
                d.id AS dotation, d.revision, d.email,
                d.account_created = 1 AND j.kind = 'accountCreation' AS is_created,
                j.recipient <> d.email OR j.mobile <> d.mobile AS differs
            FROM jobs j JOIN dotations d ON d.client = j.client AND d.id = j.dotation_id JOIN statuses s ON s.client = d.client AND s.id = d.status_id
            WHERE j.client = :client AND j.id IN (\(jobs.marks))
            """)
        try statement.bind(jobs.values)
        while try statement.step() { found[statement.int("id")] = SendEligibility(statement) }
    }
}

extension SendEligibility {
    fileprivate init(_ statement: borrowing Statement) {
        let blocker: CancellationReason? =
            if !statement.isNull("superseded_by") {
                .superseded
            } else if statement.int("activated") != 0 {
                .activated
            } else if statement.int("is_created") != 0 {
                .accountCreated
            } else if statement.isNull("recipient") {
                .recipientExpired
            } else {
                statement.int("differs") != 0 ? .contactDiffers : nil
            }
        self.init(
            attempt: statement.int("attempt"), isLeased: statement.int("is_leased") != 0, blocker: blocker,
            status: DotationStatus(statement.text("label")), dotation: statement.int("dotation"), revision: statement.int("revision"),
            email: statement.text("email"))
    }
}
