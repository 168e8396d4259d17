extension Schema {
    /// The events, who may take part in them, and what was sold.
    static let saleTables = """
        -- sold: how many voucher books its active sales have; the triggers of sales count it.
        CREATE TABLE sale_events (
            client INTEGER NOT NULL REFERENCES clients (id),
            id INTEGER NOT NULL,
            name_key TEXT NOT NULL CHECK (name_key <> ''),
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            -- One to a line.
            images TEXT NOT NULL,
            verifies_contacts INTEGER NOT NULL CHECK (verifies_contacts = 1),
            maximum INTEGER CHECK (maximum > 0),
            sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0 AND (maximum IS NULL OR sold <= maximum)),
            -- An event that is withdrawn sells nothing: the check also fails where a trigger counts a sale of it.
            withdrawn_at INTEGER CHECK (withdrawn_at IS NULL OR sold = 0),
            PRIMARY KEY (client, id),
            UNIQUE (client, name_key)
        ) STRICT;

        CREATE TABLE sale_criteria (
            client INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('referenceTaxIncome', 'familyQuotient', 'schoolCertificate', 'salaryBracket')),
            lower INTEGER,
            lower_inclusive INTEGER CHECK (lower_inclusive IN (0, 1)),
            upper INTEGER,
            upper_inclusive INTEGER CHECK (upper_inclusive IN (0, 1)),
            CHECK ((lower IS NULL) = (lower_inclusive IS NULL) AND (upper IS NULL) = (upper_inclusive IS NULL)),
            PRIMARY KEY (client, event_id, kind),
            FOREIGN KEY (client, event_id) REFERENCES sale_events (client, id)
        ) STRICT;

        CREATE TABLE sale_sessions (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name_key TEXT NOT NULL CHECK (name_key <> ''),
            name TEXT NOT NULL,
            face_value INTEGER NOT NULL CHECK (face_value BETWEEN 1 AND 100000000),
            first_date TEXT CHECK (length(first_date) = 10),
            last_date TEXT CHECK (length(last_date) = 10 AND first_date <= last_date),
            registration_first TEXT NOT NULL CHECK (length(registration_first) = 10),
            registration_last TEXT NOT NULL CHECK (length(registration_last) = 10 AND registration_first <= registration_last),
            address TEXT NOT NULL,
            places INTEGER NOT NULL CHECK (places BETWEEN 1 AND 10000),
            price INTEGER NOT NULL CHECK (price BETWEEN 0 AND face_value),
            cap INTEGER CHECK (cap > 0),
            sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0 AND (cap IS NULL OR sold <= cap)),
            -- What was paid for what it sold, and how many sales it has of each status.
            paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0),
            active_sales INTEGER NOT NULL DEFAULT 0 CHECK (active_sales >= 0),
            cancelled_sales INTEGER NOT NULL DEFAULT 0 CHECK (cancelled_sales >= 0),
            refunded_sales INTEGER NOT NULL DEFAULT 0 CHECK (refunded_sales >= 0),
            PRIMARY KEY (client, id),
            UNIQUE (client, event_id, name_key),
            FOREIGN KEY (client, event_id) REFERENCES sale_events (client, id)
        ) STRICT;

        -- loaded_at: when a workbook last named the person or the document, by which a purge tells what nobody has needed for long.
        CREATE TABLE beneficiaries (
            client INTEGER NOT NULL REFERENCES clients (id),
            id INTEGER NOT NULL,
            matricule TEXT NOT NULL CHECK (matricule <> ''),
            last_name TEXT NOT NULL,
            first_name TEXT NOT NULL,
            email TEXT NOT NULL,
            mobile TEXT NOT NULL,
            loaded_at INTEGER NOT NULL,
            PRIMARY KEY (client, id),
            UNIQUE (client, matricule)
        ) STRICT;

        CREATE TABLE documents (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            beneficiary_id INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('referenceTaxIncome', 'familyQuotient', 'schoolCertificate', 'salaryBracket')),
            amount INTEGER CHECK (amount >= 0),
            status TEXT NOT NULL CHECK (status IN ('validated', 'pending', 'refused')),
            valid_until TEXT CHECK (length(valid_until) = 10),
            loaded_at INTEGER NOT NULL,
            PRIMARY KEY (client, id),
            FOREIGN KEY (client, beneficiary_id) REFERENCES beneficiaries (client, id)
        ) STRICT;
        CREATE INDEX documents_by_beneficiary ON documents (client, beneficiary_id, kind);
        -- Whose documents are still to be looked at.
        CREATE INDEX documents_pending ON documents (client, status, beneficiary_id) WHERE status = 'pending';

        CREATE TABLE sales (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            session_id INTEGER NOT NULL,
            beneficiary_id INTEGER NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
            price_paid INTEGER NOT NULL CHECK (price_paid >= 0),
            date TEXT NOT NULL CHECK (length(date) = 10),
            email TEXT NOT NULL,
            mobile TEXT NOT NULL,
            reference TEXT CHECK (reference <> ''),
            status TEXT NOT NULL CHECK (status IN ('active', 'cancelled', 'refunded')),
            order_number INTEGER CHECK (order_number IS NULL OR status = 'active'),
            PRIMARY KEY (client, id),
            FOREIGN KEY (client, session_id) REFERENCES sale_sessions (client, id),
            FOREIGN KEY (client, beneficiary_id) REFERENCES beneficiaries (client, id),
            FOREIGN KEY (client, order_number) REFERENCES orders (client, number)
        ) STRICT;
        CREATE INDEX sales_by_place ON sales (client, beneficiary_id, session_id);
        -- With the number, so that a page of a session's sales is found without the rows before it.
        CREATE INDEX sales_by_session ON sales (client, session_id, status, id);
        CREATE INDEX sales_by_order ON sales (client, order_number) WHERE order_number IS NOT NULL;

        -- What was exported to be ordered, so that an order made of it knows which sales it holds.
        CREATE TABLE sale_exports (
            client INTEGER NOT NULL,
            identity BLOB NOT NULL CHECK (length(identity) = 16),
            operation_id INTEGER NOT NULL,
            PRIMARY KEY (client, identity),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id)
        ) STRICT;
        CREATE TABLE sale_export_rows (
            client INTEGER NOT NULL,
            identity BLOB NOT NULL,
            sale_id INTEGER NOT NULL,
            PRIMARY KEY (client, identity, sale_id),
            FOREIGN KEY (client, identity) REFERENCES sale_exports (client, identity),
            FOREIGN KEY (client, sale_id) REFERENCES sales (client, id)
        ) STRICT;

        """

    /// No cap, place limit or maximum is exceeded whoever writes: a sale that would do so fails on a trigger, or on the check of a count that
    /// a trigger keeps.
    static let saleRules = [
        Rule("sale_events_kept", "BEFORE DELETE ON sale_events", when: Rule.clientIsThere, refuse: "an event is never deleted"),
        Rule(
            "sale_events_new", "BEFORE INSERT ON sale_events",
            when: """
                NEW.sold <> 0 OR EXISTS (SELECT 1 FROM sale_events WHERE client = NEW.client AND (id = NEW.id OR name_key = NEW.name_key))
                """, refuse: "an event is never replaced"),
        Rule(
            "sale_events_locked", "BEFORE UPDATE OF client, id, name_key ON sale_events",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id OR NEW.name_key IS DISTINCT FROM OLD.name_key
                """,
            refuse: "an event keeps its name"),
        Rule(
            "sale_sessions_kept", "BEFORE DELETE ON sale_sessions",
            when: """
                (SELECT erased_at FROM clients WHERE id = OLD.client) IS NULL
                    AND EXISTS (SELECT 1 FROM sales WHERE client = OLD.client AND session_id = OLD.id)
                """, refuse: "a session with sales is never deleted"),
        Rule(
            "sale_sessions_new", "BEFORE INSERT ON sale_sessions",
            when: """
                NEW.sold <> 0 OR NEW.paid <> 0 OR NEW.active_sales + NEW.cancelled_sales + NEW.refunded_sales <> 0 OR EXISTS (
                    SELECT 1 FROM sale_sessions
                    WHERE client = NEW.client AND (id = NEW.id OR (event_id = NEW.event_id AND name_key = NEW.name_key)))
                """, refuse: "a session is never replaced"),
        Rule(
            "sale_sessions_locked", "BEFORE UPDATE OF client, id, event_id, name_key, face_value, price, places ON sale_sessions",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id
                    OR NEW.event_id IS DISTINCT FROM OLD.event_id OR NEW.name_key IS DISTINCT FROM OLD.name_key
                    OR (OLD.sold > 0 AND (NEW.face_value IS DISTINCT FROM OLD.face_value OR NEW.price IS DISTINCT FROM OLD.price))
                    OR (NEW.places < OLD.places AND EXISTS (
                        SELECT 1 FROM sales WHERE client = OLD.client AND session_id = OLD.id AND status = 'active'
                        GROUP BY beneficiary_id HAVING sum(quantity) > NEW.places))
                """,
            refuse: "what a session sold binds it"),
        Rule("beneficiaries_kept", "BEFORE DELETE ON beneficiaries", when: Rule.clientIsThere, refuse: "a beneficiary is never deleted"),
        Rule(
            "beneficiaries_new", "BEFORE INSERT ON beneficiaries",
            when: """
                EXISTS (SELECT 1 FROM beneficiaries WHERE client = NEW.client AND (id = NEW.id OR matricule = NEW.matricule))
                """,
            refuse: "a beneficiary is never replaced", isAgainstReplacing: true),
        Rule(
            "beneficiaries_locked", "BEFORE UPDATE OF client, id, matricule ON beneficiaries",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id
                    OR (NEW.matricule IS DISTINCT FROM OLD.matricule AND EXISTS (
                        SELECT 1 FROM sales WHERE client = OLD.client AND beneficiary_id = OLD.id AND order_number IS NOT NULL))
                """,
            refuse: "a beneficiary keeps the staff number under which vouchers were ordered"),
        Rule("sales_kept", "BEFORE DELETE ON sales", when: Rule.clientIsThere, refuse: "a sale is never deleted"),
        Rule(
            "sales_appended", "BEFORE INSERT ON sales",
            when: """
                NEW.id IS DISTINCT FROM (SELECT coalesce(max(id), 0) + 1 FROM sales WHERE client = NEW.client)
                """, refuse: "sales are only appended to"),
        Rule(
            "sales_allowed", "BEFORE INSERT ON sales",
            when: """
                NEW.status = 'active' AND NOT EXISTS (
                    SELECT 1 FROM sale_sessions WHERE client = NEW.client AND id = NEW.session_id AND NEW.price_paid = price * NEW.quantity
                        AND NEW.date BETWEEN registration_first AND registration_last
                        AND NEW.quantity + (
                            SELECT coalesce(sum(quantity), 0) FROM sales
                            WHERE client = NEW.client AND beneficiary_id = NEW.beneficiary_id AND session_id = NEW.session_id
                                AND status = 'active') <= places)
                """, refuse: "the session does not allow this sale"),
        // The contact of a settled sale is locked, except that a purge empties it.
        Rule(
            "sales_locked", "BEFORE UPDATE ON sales",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id OR NEW.session_id IS DISTINCT FROM OLD.session_id
                    OR NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id
                    OR NEW.quantity IS DISTINCT FROM OLD.quantity OR NEW.price_paid IS DISTINCT FROM OLD.price_paid
                    OR NEW.date IS DISTINCT FROM OLD.date
                    OR (OLD.reference IS NOT NULL AND NEW.reference IS DISTINCT FROM OLD.reference)
                    OR (NEW.status IS DISTINCT FROM OLD.status AND (
                        OLD.order_number IS NOT NULL OR OLD.status = 'refunded' OR (OLD.status = 'cancelled'
                            AND NEW.status <> 'refunded')))
                    OR (OLD.order_number IS NOT NULL AND NEW.order_number IS DISTINCT FROM OLD.order_number AND (
                        NEW.order_number IS NOT NULL OR NOT EXISTS (
                            SELECT 1 FROM cancelled_orders WHERE client = OLD.client AND number = OLD.order_number
                                AND operation_id = (SELECT max(id) FROM operations WHERE client = OLD.client))))
                    OR ((OLD.order_number IS NOT NULL OR NEW.status <> 'active')
                        AND (NEW.email IS DISTINCT FROM OLD.email OR NEW.mobile IS DISTINCT FROM OLD.mobile) AND (NEW.email <> ''
                            OR NEW.mobile <> ''))
                """, refuse: "this of a sale is locked"),
        Rule(
            "sales_counted", "AFTER INSERT ON sales",
            run: """
                UPDATE sale_sessions SET sold = sold + CASE NEW.status WHEN 'active' THEN NEW.quantity ELSE 0 END,
                    paid = paid + CASE NEW.status WHEN 'active' THEN NEW.price_paid ELSE 0 END,
                    active_sales = active_sales + CASE NEW.status WHEN 'active' THEN 1 ELSE 0 END,
                        cancelled_sales = cancelled_sales + CASE NEW.status WHEN 'cancelled' THEN 1 ELSE 0 END,
                    refunded_sales = refunded_sales + CASE NEW.status WHEN 'refunded' THEN 1 ELSE 0 END
                WHERE client = NEW.client AND id = NEW.session_id;
                UPDATE sale_events SET sold = sold + NEW.quantity
                WHERE NEW.status = 'active' AND client = NEW.client
                    AND id = (SELECT event_id FROM sale_sessions WHERE client = NEW.client AND id = NEW.session_id);
                """,
            forAllRows: """
                UPDATE sale_sessions s SET sold = s.sold + n.sold, paid = s.paid + n.paid, active_sales = s.active_sales + n.active,
                    cancelled_sales = s.cancelled_sales + n.cancelled, refunded_sales = s.refunded_sales + n.refunded
                FROM (
                    SELECT client, session_id, sum(CASE status WHEN 'active' THEN quantity ELSE 0 END) AS sold,
                        sum(CASE status WHEN 'active' THEN price_paid ELSE 0 END) AS paid,
                        sum(CASE status WHEN 'active' THEN 1 ELSE 0 END) AS active,
                        sum(CASE status WHEN 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
                        sum(CASE status WHEN 'refunded' THEN 1 ELSE 0 END) AS refunded
                    FROM later GROUP BY client, session_id) n
                WHERE s.client = n.client AND s.id = n.session_id;
                UPDATE sale_events e SET sold = e.sold + n.sold
                FROM (
                    SELECT s.client, s.event_id, sum(l.quantity) AS sold
                    FROM later l JOIN sale_sessions s ON s.client = l.client AND s.id = l.session_id
                    WHERE l.status = 'active' GROUP BY s.client, s.event_id) n
                WHERE e.client = n.client AND e.id = n.event_id;
                """),
        Rule(
            "sales_freed", "AFTER UPDATE OF status ON sales", when: "NEW.status IS DISTINCT FROM OLD.status",
            run: """
                UPDATE sale_sessions SET sold = sold - CASE OLD.status WHEN 'active' THEN NEW.quantity ELSE 0 END,
                    paid = paid - CASE OLD.status WHEN 'active' THEN NEW.price_paid ELSE 0 END,
                    active_sales = active_sales - CASE OLD.status WHEN 'active' THEN 1 ELSE 0 END,
                    cancelled_sales = cancelled_sales + CASE NEW.status WHEN 'cancelled' THEN 1 ELSE 0 END
                        - CASE OLD.status WHEN 'cancelled' THEN 1 ELSE 0 END,
                    refunded_sales = refunded_sales + CASE NEW.status WHEN 'refunded' THEN 1 ELSE 0 END
                WHERE client = NEW.client AND id = NEW.session_id;
                UPDATE sale_events SET sold = sold - NEW.quantity
                WHERE OLD.status = 'active' AND client = NEW.client
                    AND id = (SELECT event_id FROM sale_sessions WHERE client = NEW.client AND id = NEW.session_id);
                """,
            forAllRows: """
                UPDATE sale_sessions s SET sold = s.sold - n.sold, paid = s.paid - n.paid, active_sales = s.active_sales - n.active,
                    cancelled_sales = s.cancelled_sales + n.cancelled, refunded_sales = s.refunded_sales + n.refunded
                FROM (
                    SELECT l.client, l.session_id, sum(CASE e.status WHEN 'active' THEN l.quantity ELSE 0 END) AS sold,
                        sum(CASE e.status WHEN 'active' THEN l.price_paid ELSE 0 END) AS paid,
                        sum(CASE e.status WHEN 'active' THEN 1 ELSE 0 END) AS active,
                        sum(CASE l.status WHEN 'cancelled' THEN 1 ELSE 0 END - CASE e.status WHEN 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
                        sum(CASE l.status WHEN 'refunded' THEN 1 ELSE 0 END) AS refunded
                    FROM earlier e JOIN later l ON l.client = e.client AND l.id = e.id WHERE l.status <> e.status
                    GROUP BY l.client, l.session_id) n
                WHERE s.client = n.client AND s.id = n.session_id;
                UPDATE sale_events v SET sold = v.sold - n.sold
                FROM (
                    SELECT s.client, s.event_id, sum(l.quantity) AS sold
                    FROM earlier e JOIN later l ON l.client = e.client AND l.id = e.id
                        JOIN sale_sessions s ON s.client = l.client AND s.id = l.session_id
                    WHERE e.status = 'active' AND l.status <> e.status GROUP BY s.client, s.event_id) n
                WHERE v.client = n.client AND v.id = n.event_id;
                """),
        Rule("sale_exports_kept", "BEFORE DELETE ON sale_exports", when: Rule.clientIsThere, refuse: "an export is never forgotten"),
        Rule("sale_exports_unchanged", "BEFORE UPDATE ON sale_exports", refuse: "an export is never rewritten"),
        Rule(
            "sale_exports_new", "BEFORE INSERT ON sale_exports",
            when: """
                EXISTS (SELECT 1 FROM sale_exports WHERE client = NEW.client AND identity = NEW.identity)
                """,
            refuse: "an export is never replaced", isAgainstReplacing: true),
        Rule(
            "sale_export_rows_kept", "BEFORE DELETE ON sale_export_rows", when: Rule.clientIsThere, refuse: "an export is never forgotten"),
        Rule("sale_export_rows_unchanged", "BEFORE UPDATE ON sale_export_rows", refuse: "an export is never rewritten"),
    ]
}
