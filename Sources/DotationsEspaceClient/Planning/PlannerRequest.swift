/// What the process that plans is told: which store, who asks, and what they approve.
struct PlannerRequest: Codable {
    /// What somebody approves.
    struct Approval: Codable {
        let fingerprint: String
        let typedCount: Int?
    }

    /// The store: a file, or the address of a server.
    let database: String
    /// The token of the person's session: the process does nothing that they may not do.
    let session: String
    /// What the preview was encrypted with.
    let secret: String
    /// The preview.
    let preview: String
    /// The moment of the request, in seconds since 1970.
    let now: Double
    /// What somebody typed for the file, where it needs a password.
    let password: String?
    /// Nil where the plan is to be made.
    let approval: Approval?
}
