/// The tables of a store, with the rules that hold for whoever opens the file.
///
/// The key of a client's row begins with the client's number, so that no number that one client sees says anything of another.
enum Schema {
    /// `DOTA`, which marks a file as a store of dotations.
    static let applicationID = 0x444F_5441

    /// The version that this code makes, as the file's `user_version` has it.
    static let version = 16

    /// The version of release 0.1.0.
    static let firstRelease = 6

    /// The versions from which today's differs by its rules alone.
    static let versionsOfOtherRules = 14...15

    /// The versions of the files that are opened.
    static let knownVersions = [version] + versionsOfOtherRules + [firstRelease]

    /// Makes the tables.
    static let tables = [clientTables, orderTables, saleTables, peopleTables, previewTables]

    /// What holds for whoever writes.
    static let rules = clientRules + orderRules + saleRules

    /// The tables and views of which every row is some client's.
    static let tablesOfClients: Set<String> = [
        "operations", "audit", "file_names", "orders", "statuses", "dotations", "order_counts", "exports", "jobs", "job_counts",
        "cancelled_orders",
        "cancelled_dotations", "order_bonds", "sale_events", "sale_criteria", "sale_sessions", "beneficiaries", "documents", "sales",
        "sale_exports", "sale_export_rows", "erased_links", "client_settings", "memberships", "sessions",
        "previews", "preview_parts",
    ]
}
