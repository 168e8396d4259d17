/// What a role may do to a table or a view of the store.
struct PostgresGrant {
    let role: String
    let object: String
    /// Each right, and the columns that it is about where these are not all: `UPDATE (revision, status_id)`.
    let rights: [String]

    /// What gives it.
    var statement: String { "GRANT \(rights.joined(separator: ", ")) ON \(PostgresSchema.name).\(object) TO \(role)" }
}

extension PostgresSchema {
    /// What the roles may do: the app reads and writes, but does not delete or change what nobody ever does; who sends e-mails may what that takes.
    static var grants: [PostgresGrant] { appGrants + mailGrants }

    /// Gives the rights.
    static var granting: [String] {
        ["GRANT USAGE ON SCHEMA \(name) TO \(app), \(mail)", "GRANT USAGE ON ALL SEQUENCES IN SCHEMA \(name) TO \(app)"]
            + grants.map(\.statement) + allowingAnalysis
    }

    private static var appGrants: [PostgresGrant] {
        var refused: [Substring: Set<String>] = [:]
        for rule in Schema.rules {
            guard rule.condition == nil, case .refuse = rule.action else { continue }
            let words = rule.event.split(separator: " ")
            if words.count == 4 { refused[rule.table, default: []].insert(String(words[1])) }
        }
        return (["schema_version", "store"] + viewNames).map { PostgresGrant(role: app, object: $0, rights: ["SELECT"]) }
            + tableNames.filter { $0 != "store" }.map { table in
                let rights = ["DELETE", "INSERT", "SELECT", "UPDATE"].filter { !(refused[table[...]]?.contains($0) ?? false) }
                return PostgresGrant(role: app, object: table, rights: rights)
            }
    }

    /// An e-mail is leased; what came of it is recorded in the outbox, in the history and in the dotation's status; one to a user gets a token. The
    /// store's key is among it, as links and Message-IDs are made of that.
    private static var mailGrants: [PostgresGrant] {
        let leasing = [
            "attempt", "due_at", "expired_leases", "failures", "finished_at", "lease_boot", "lease_until", "message_id", "outcome",
            "scheduled_at", "state",
        ]
        func columns(_ names: [String]) -> String { "(" + names.sorted().joined(separator: ", ") + ")" }
        let rights: KeyValuePairs = [
            "schema_version": ["SELECT"], "store": ["SELECT"],
            "clients": [
                "SELECT (code, erased_at, head, id, last_audit, last_operation, name, secret)", "UPDATE (head, last_audit, last_operation)",
            ],
            "client_settings": ["SELECT"],
            "jobs": ["SELECT", "UPDATE \(columns(leasing + ["last_error", "link_until", "may_have_left"]))"],
            "job_counts": ["INSERT", "SELECT", "UPDATE (count)"],
            "dotations": [
                """
                SELECT (account_created, amount, client, email, first_name, id, last_name, matricule, mobile, order_number, revision, status_id)
                """, "UPDATE (revision, status_id)",
            ],
            "cancelled_dotations": ["SELECT (client, first_name, id, last_name, operation_id)"],
            "cancelled_orders": ["SELECT (client, number, operation_id)"],
            "statuses": ["INSERT", "SELECT"],
            "order_counts": ["INSERT", "SELECT", "UPDATE (dotation_count, face_value)"],
            "operations": ["INSERT", "SELECT (client, id)"], "audit": ["INSERT"],
            "memberships": ["SELECT (client, name, user_id)"], "mail_recipients": ["SELECT"],
            "user_mails": ["SELECT", "UPDATE \(columns(leasing))"], "user_tokens": ["INSERT"],
        ]
        return rights.map { PostgresGrant(role: mail, object: $0.key, rights: $0.value) }
    }
}
