extension Schema {
    /// Makes today's store of one that release 0.1.0 made: what there was is its first client's.
    ///
    /// Foreign keys have to be off (https://sqlite.org/lang_altertable.html, 7).
    static func upgradeFirstRelease(_ connection: Connection) throws(StoreError) {
        for kind in ["trigger", "index"] {
            for name in try connection.objects(kind) { try connection.execute("DROP \(kind) \(name)") }
        }
        let earlier = try connection.objects("table")
        for table in earlier { try connection.execute("ALTER TABLE \(table) RENAME TO earlier_\(table)") }
        for table in tables { try connection.execute(table) }
        try connection.execute(copying)
        for table in earlier { try connection.execute("DROP TABLE earlier_\(table)") }
        for rule in rules { try connection.execute(rule.sqlite) }
    }

    /// Puts today's rules in the place of earlier ones.
    static func replaceRules(_ connection: Connection) throws(StoreError) {
        for name in try connection.objects("trigger") { try connection.execute("DROP TRIGGER \(name)") }
        for rule in rules { try connection.execute(rule.sqlite) }
    }

    private static let copying = """
        INSERT INTO clients (id, code, name, secret, origin, head)
        SELECT 1, '\(Client.Code.first)', '', secret, zeroblob(32), zeroblob(32) FROM earlier_store;
        INSERT INTO statuses SELECT 1, id, label, modifiable, activated FROM earlier_statuses;
        INSERT INTO operations SELECT 1, id, kind, at, user, NULL, order_number, file_name_hash, file_hash, export_identity, reverts, row_count,
            changed_count, resent_count, refused_count, unchanged_count, first_audit, audit_count, hash, NULL
        FROM earlier_operations;
        INSERT INTO audit SELECT 1, id, operation_id, action, dotation_id, sale_id, sheet_row, revision, reasons, salt, email_before,
            email_after, mobile_before, mobile_after, status_before, status_after, values_hash, hash
        FROM earlier_audit;
        UPDATE clients SET last_operation = o.id, last_audit = o.first_audit + o.audit_count - 1, head = coalesce(a.hash, o.hash)
        FROM operations o LEFT JOIN audit a ON o.audit_count > 0 AND a.id = o.first_audit + o.audit_count - 1
        WHERE o.id = (SELECT max(id) FROM operations);
        INSERT INTO orders SELECT 1, number, date, paid_at FROM earlier_orders;
        INSERT INTO dotations SELECT 1, id, order_number, position, matricule, last_name, first_name, email, mobile, amount, status_id,
            account_created, revision, matricule_key, last_name_key, first_name_key, email_key, mobile_key
        FROM earlier_dotations;
        INSERT INTO order_counts SELECT client, order_number, status_id, count(*), sum(amount) FROM dotations GROUP BY client, order_number, status_id;
        INSERT INTO exports SELECT 1, identity, order_number, operation_id, audit_position, row_count FROM earlier_exports;
        INSERT INTO jobs SELECT 1, id, operation_id, dotation_id, kind, recipient, mobile, state, attempt, failures, lapses, created_at, due_at,
            noted_at, lease_until, lease_boot, finished_at, outcome, last_error, message_id, link_until, superseded_by,
            lapses > 0 OR coalesce(outcome IN ('smtp.no-confirmation', 'job.workers-ended'), 0)
        FROM earlier_jobs;
        INSERT INTO job_counts SELECT client, state, count(*) FROM jobs GROUP BY client, state;
        INSERT INTO sale_events SELECT 1, id, name_key, name, description, images, verifies_contacts, maximum, sold, NULL
        FROM earlier_sale_events;
        INSERT INTO sale_criteria SELECT 1, event_id, position, kind, lower, lower_inclusive, upper, upper_inclusive
        FROM earlier_sale_criteria;
        INSERT INTO sale_sessions SELECT 1, id, event_id, position, name_key, name, face_value, first_date, last_date, registration_first,
            registration_last, address, places, price, cap, sold,
            (SELECT coalesce(sum(price_paid), 0) FROM earlier_sales s WHERE s.session_id = c.id AND status = 'active'),
            (SELECT count(*) FROM earlier_sales s WHERE s.session_id = c.id AND status = 'active'),
            (SELECT count(*) FROM earlier_sales s WHERE s.session_id = c.id AND status = 'cancelled'),
            (SELECT count(*) FROM earlier_sales s WHERE s.session_id = c.id AND status = 'refunded')
        FROM earlier_sale_sessions c;
        INSERT INTO beneficiaries SELECT 1, id, matricule, last_name, first_name, email, mobile, loaded_at FROM earlier_beneficiaries;
        INSERT INTO documents SELECT 1, id, beneficiary_id, kind, amount, status, valid_until, loaded_at FROM earlier_documents;
        INSERT INTO sales SELECT 1, id, session_id, beneficiary_id, quantity, price_paid, date, email, mobile, reference, status, order_number
        FROM earlier_sales;
        INSERT INTO sale_exports SELECT 1, identity, operation_id FROM earlier_sale_exports;
        INSERT INTO sale_export_rows SELECT 1, identity, sale_id FROM earlier_sale_export_rows;
        """
}

extension Connection {
    /// The names of the tables, indexes or triggers that a statement made.
    fileprivate func objects(_ kind: String) throws(StoreError) -> [String] {
        let statement = try Statement(
            self, "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        try statement.bind([.text(kind)])
        var names: [String] = []
        while try statement.step() { names.append(statement.text("name")) }
        return names
    }
}
