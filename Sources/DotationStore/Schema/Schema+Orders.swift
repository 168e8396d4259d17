extension Schema {
    /// The orders, their dotations, what was exported of them, and the e-mails.
    static let orderTables = """
        CREATE TABLE orders (
            client INTEGER NOT NULL REFERENCES clients (id),
            number INTEGER NOT NULL CHECK (number BETWEEN 1000000 AND 9999999),
            date TEXT NOT NULL CHECK (length(date) = 10),
            paid_at INTEGER,
            PRIMARY KEY (client, number)
        ) STRICT;

        -- The labels of statuses, as the client first wrote them; modifiable: 1 where the status is known not to be activated.
        CREATE TABLE statuses (
            client INTEGER NOT NULL REFERENCES clients (id),
            id INTEGER NOT NULL,
            label TEXT NOT NULL,
            modifiable INTEGER NOT NULL CHECK (modifiable IN (0, 1)),
            activated INTEGER NOT NULL CHECK (activated IN (0, 1) AND activated + modifiable < 2),
            PRIMARY KEY (client, id),
            UNIQUE (client, label)
        ) STRICT;

        -- …_key: the text folded, for searching.
        CREATE TABLE dotations (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL CHECK (id BETWEEN 10000000 AND 99999999),
            order_number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            matricule TEXT NOT NULL,
            last_name TEXT NOT NULL,
            first_name TEXT NOT NULL,
            email TEXT NOT NULL,
            mobile TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 1000000000000),
            status_id INTEGER NOT NULL,
            account_created INTEGER NOT NULL DEFAULT 0 CHECK (account_created IN (0, 1)),
            revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
            matricule_key TEXT NOT NULL,
            last_name_key TEXT NOT NULL,
            first_name_key TEXT NOT NULL,
            email_key TEXT NOT NULL,
            mobile_key TEXT NOT NULL,
            PRIMARY KEY (client, id),
            FOREIGN KEY (client, order_number) REFERENCES orders (client, number),
            FOREIGN KEY (client, status_id) REFERENCES statuses (client, id)
        ) STRICT;
        CREATE UNIQUE INDEX dotations_by_order ON dotations (client, order_number, position);
        CREATE INDEX dotations_by_matricule ON dotations (client, matricule_key);
        -- With the identifier, so that a search for a part of a name reads the index alone.
        CREATE INDEX dotations_by_name ON dotations (client, last_name_key, first_name_key, id);
        CREATE INDEX dotations_by_email ON dotations (client, email_key);
        CREATE INDEX dotations_by_mobile ON dotations (client, mobile_key);

        -- How many dotations of an order have each status, and the sum of their face values. A trigger counts those whose status changes; who
        -- creates an order counts its dotations, all at once.
        CREATE TABLE order_counts (
            client INTEGER NOT NULL,
            order_number INTEGER NOT NULL,
            status_id INTEGER NOT NULL,
            dotation_count INTEGER NOT NULL CHECK (dotation_count >= 0),
            face_value INTEGER NOT NULL CHECK (face_value >= 0),
            PRIMARY KEY (client, order_number, status_id),
            FOREIGN KEY (client, order_number) REFERENCES orders (client, number),
            FOREIGN KEY (client, status_id) REFERENCES statuses (client, id)
        ) STRICT;

        -- What was exported is the order as it stood after the audit row audit_position: what changed since is in the audit.
        CREATE TABLE exports (
            client INTEGER NOT NULL,
            identity BLOB NOT NULL CHECK (length(identity) = 16),
            order_number INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            audit_position INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            PRIMARY KEY (client, identity),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id)
        ) STRICT;

        CREATE TABLE jobs (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            dotation_id INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('phoneChanged', 'accountCreation')),
            recipient TEXT,
            mobile TEXT,
            state TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'leased', 'retry', 'sent', 'failed', 'cancelled')),
            -- The number of the lease, which fences: a worker whose lease was taken over can record nothing.
            attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
            -- The leases in a row that ended without a result.
            expired_leases INTEGER NOT NULL DEFAULT 0 CHECK (expired_leases >= 0),
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            -- When due_at was written, where that was not with the job itself: the calendar may be set back in between.
            scheduled_at INTEGER,
            -- In milliseconds of the machine's steady clock, which means nothing once the machine has started anew, as lease_boot tells.
            lease_until INTEGER CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
            lease_boot TEXT,
            finished_at INTEGER CHECK ((state IN ('sent', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
            outcome TEXT,
            last_error TEXT,
            message_id TEXT,
            -- The end of the link's validity, as the message tells it.
            link_until INTEGER,
            -- No foreign key: the later row is written after the earlier one has made way for it.
            superseded_by INTEGER CHECK (superseded_by > id),
            -- 1 where all of the message was handed over and nobody knows what became of it.
            may_have_left INTEGER NOT NULL DEFAULT 0 CHECK (may_have_left IN (0, 1)),
            PRIMARY KEY (client, id),
            UNIQUE (client, operation_id, dotation_id, kind),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id)
        ) STRICT;
        -- Of the e-mails to one beneficiary only the latest waits to be sent.
        CREATE UNIQUE INDEX jobs_waiting ON jobs (client, dotation_id) WHERE state IN ('pending', 'retry');
        -- Of one dotation's e-mails one is leased at a time, whoever leases.
        CREATE UNIQUE INDEX jobs_leased ON jobs (client, dotation_id) WHERE state = 'leased';
        -- Whether anything is due, and of whom what.
        CREATE INDEX jobs_due ON jobs (due_at, client, id) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_by_turn ON jobs (client, due_at) WHERE state IN ('pending', 'retry');
        -- Since when they wait. Those that were recorded or scheduled for later than now when the calendar has been set back.
        CREATE INDEX jobs_by_age ON jobs (created_at) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_scheduled ON jobs (scheduled_at) WHERE scheduled_at IS NOT NULL AND state IN ('pending', 'retry');
        -- When the first of those that were tried in vain is tried again.
        CREATE INDEX jobs_retried ON jobs (due_at, created_at) WHERE state = 'retry';
        CREATE INDEX jobs_by_dotation ON jobs (client, dotation_id);
        -- Whose latest e-mail could not be delivered.
        CREATE INDEX jobs_ended_badly ON jobs (client, dotation_id, id) WHERE state = 'failed' OR outcome = 'job.cancelled';
        CREATE INDEX jobs_by_message ON jobs (message_id) WHERE message_id IS NOT NULL;
        -- How many jobs are in each state. A trigger counts those whose state changes; whoever records jobs counts these, all at once, as a
        -- trigger would cost each of them a copy of the pages it touches.
        CREATE TABLE job_counts (
            client INTEGER NOT NULL REFERENCES clients (id),
            state TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (client, state)
        ) STRICT;

        -- operation_id: what cancelled it. sale_count: how many sales it held, which are free again. dotation_count, face_value: of its dotations.
        CREATE TABLE cancelled_orders (
            client INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            date TEXT NOT NULL,
            paid_at INTEGER,
            sale_count INTEGER NOT NULL,
            dotation_count INTEGER NOT NULL,
            face_value INTEGER NOT NULL,
            PRIMARY KEY (client, operation_id),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id)
        ) STRICT;
        CREATE INDEX cancelled_orders_by_number ON cancelled_orders (client, number, operation_id);
        -- What an order's e-mails and its history need, without the contacts.
        --
        -- What was done before the first cancellation of a number or an identifier is about the order or the dotation that was cancelled
        -- then. So the history and the e-mails name dotations and orders without a foreign key.
        CREATE TABLE cancelled_dotations (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            matricule TEXT NOT NULL,
            last_name TEXT NOT NULL,
            first_name TEXT NOT NULL,
            amount INTEGER NOT NULL,
            status_id INTEGER NOT NULL,
            PRIMARY KEY (client, id, operation_id),
            FOREIGN KEY (client, operation_id) REFERENCES cancelled_orders (client, operation_id),
            FOREIGN KEY (client, status_id) REFERENCES statuses (client, id)
        ) STRICT;
        CREATE INDEX cancelled_dotations_by_order ON cancelled_dotations (client, operation_id, position);

        -- What depends on an order, so that neither it nor its payment can be taken back.
        CREATE VIEW order_bonds (client, number, bond) AS
            SELECT e.client, e.order_number, 'exported' FROM exports e JOIN orders o ON o.client = e.client AND o.number = e.order_number
            WHERE o.paid_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cancelled_orders c
                WHERE c.client = e.client AND c.number = e.order_number AND c.operation_id > e.operation_id)
            UNION ALL SELECT d.client, d.order_number, 'changed'
            FROM dotations d JOIN audit a ON a.client = d.client AND a.dotation_id = d.id WHERE a.action = 'change'
            UNION ALL SELECT d.client, d.order_number, 'mailed'
            FROM dotations d JOIN jobs j ON j.client = d.client AND j.dotation_id = d.id
            WHERE j.attempt > 0 OR j.state NOT IN ('pending', 'cancelled')
            UNION ALL SELECT d.client, d.order_number, 'activated'
            FROM dotations d JOIN statuses s ON s.client = d.client AND s.id = d.status_id WHERE s.modifiable = 0 OR d.account_created = 1
            UNION ALL SELECT client, order_number, 'purged'
            FROM sales WHERE order_number IS NOT NULL AND (email = '' OR mobile = '');

        """

    static let orderRules = [
        Rule(
            "orders_kept", "BEFORE DELETE ON orders",
            when: """
                (SELECT erased_at FROM clients WHERE id = OLD.client) IS NULL AND NOT EXISTS (
                    SELECT 1 FROM cancelled_orders WHERE client = OLD.client AND number = OLD.number
                        AND operation_id = (SELECT max(id) FROM operations WHERE client = OLD.client))
                """, refuse: "an order is never deleted"),
        Rule(
            "orders_new", "BEFORE INSERT ON orders",
            when: """
                EXISTS (SELECT 1 FROM orders WHERE client = NEW.client AND number = NEW.number)
                """, refuse: "an order is never replaced", isAgainstReplacing: true),
        Rule(
            "orders_locked", "BEFORE UPDATE ON orders",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.number IS DISTINCT FROM OLD.number OR NEW.date IS DISTINCT FROM OLD.date
                    OR (OLD.paid_at IS NOT NULL AND NEW.paid_at IS DISTINCT FROM OLD.paid_at AND (
                        NEW.paid_at IS NOT NULL OR EXISTS (SELECT 1 FROM order_bonds WHERE client = OLD.client AND number = OLD.number)
                        OR EXISTS (
                            SELECT 1 FROM dotations d JOIN jobs j ON j.client = d.client AND j.dotation_id = d.id
                            WHERE d.client = OLD.client AND d.order_number = OLD.number AND j.state <> 'cancelled')))
                """, refuse: "an order is locked but for its payment"),
        Rule("statuses_kept", "BEFORE DELETE ON statuses", when: Rule.clientIsThere, refuse: "a status is never deleted"),
        Rule("statuses_unchanged", "BEFORE UPDATE ON statuses", refuse: "a status is never changed"),
        Rule(
            "statuses_new", "BEFORE INSERT ON statuses",
            when: """
                EXISTS (SELECT 1 FROM statuses WHERE client = NEW.client AND (id = NEW.id OR label = NEW.label))
                """,
            refuse: "a status is never replaced", isAgainstReplacing: true),
        Rule(
            "dotations_kept", "BEFORE DELETE ON dotations",
            when: """
                (SELECT erased_at FROM clients WHERE id = OLD.client) IS NULL AND NOT EXISTS (
                    SELECT 1 FROM cancelled_dotations WHERE client = OLD.client AND id = OLD.id
                        AND operation_id = (SELECT max(id) FROM operations WHERE client = OLD.client))
                """, refuse: "a dotation is never deleted"),
        Rule(
            "dotations_new", "BEFORE INSERT ON dotations",
            when: """
                EXISTS (
                    SELECT 1 FROM dotations
                    WHERE client = NEW.client AND (id = NEW.id OR (order_number = NEW.order_number AND position = NEW.position)))
                """,
            refuse: "a dotation is never replaced", isAgainstReplacing: true),
        Rule(
            "dotations_locked",
            """
            BEFORE UPDATE OF client, id, order_number, position, matricule, last_name, first_name, amount, \
            matricule_key, last_name_key, first_name_key ON dotations
            """, refuse: "this column of a dotation is locked"),
        Rule(
            "dotations_contact", "BEFORE UPDATE OF email, mobile ON dotations",
            when: """
                (SELECT modifiable FROM statuses WHERE client = OLD.client AND id = OLD.status_id) = 0
                    OR (SELECT paid_at FROM orders WHERE client = OLD.client AND number = OLD.order_number) IS NULL
                    OR (OLD.account_created = 1 AND NEW.email IS DISTINCT FROM OLD.email)
                """,
            refuse: "the contact of this dotation is locked"),
        Rule(
            "dotations_revised", "BEFORE UPDATE ON dotations",
            when: "NEW.revision IS DISTINCT FROM OLD.revision + 1",
            refuse: "each change of a dotation is one revision"),
        Rule(
            "dotations_counted", "AFTER UPDATE OF status_id ON dotations", when: "NEW.status_id IS DISTINCT FROM OLD.status_id",
            run: """
                UPDATE order_counts SET dotation_count = dotation_count - 1, face_value = face_value - OLD.amount
                WHERE client = OLD.client AND order_number = OLD.order_number AND status_id = OLD.status_id;
                INSERT INTO order_counts (client, order_number, status_id, dotation_count, face_value)
                VALUES (NEW.client, NEW.order_number, NEW.status_id, 1, NEW.amount)
                ON CONFLICT (client, order_number, status_id) DO UPDATE
                SET dotation_count = order_counts.dotation_count + 1, face_value = order_counts.face_value + NEW.amount;
                """,
            forAllRows: """
                INSERT INTO order_counts (client, order_number, status_id, dotation_count, face_value)
                SELECT DISTINCT client, order_number, status_id, 0, 0 FROM later
                ON CONFLICT (client, order_number, status_id) DO NOTHING;
                UPDATE order_counts c SET dotation_count = c.dotation_count + n.rows, face_value = c.face_value + n.worth
                FROM (
                    SELECT client, order_number, status_id, sum(sign) AS rows, sum(sign * amount) AS worth FROM (
                        SELECT client, order_number, status_id, amount, -1 AS sign FROM earlier
                        UNION ALL SELECT client, order_number, status_id, amount, 1 FROM later) changes
                    GROUP BY client, order_number, status_id HAVING sum(sign) <> 0 OR sum(sign * amount) <> 0) n
                WHERE c.client = n.client AND c.order_number = n.order_number AND c.status_id = n.status_id;
                """),
        Rule("exports_kept", "BEFORE DELETE ON exports", when: Rule.clientIsThere, refuse: "an export is never forgotten"),
        Rule("exports_unchanged", "BEFORE UPDATE ON exports", refuse: "an export is never rewritten"),
        Rule(
            "exports_new", "BEFORE INSERT ON exports",
            when: """
                EXISTS (SELECT 1 FROM exports WHERE client = NEW.client AND identity = NEW.identity)
                """,
            refuse: "an export is never replaced", isAgainstReplacing: true),
        Rule("jobs_kept", "BEFORE DELETE ON jobs", when: Rule.clientIsThere, refuse: "a job is never deleted"),
        // What was sent can still come back, and then it is failed; it is not sent again, as both would have one Message-ID.
        Rule(
            "jobs_locked", "BEFORE UPDATE ON jobs",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id
                    OR NEW.operation_id IS DISTINCT FROM OLD.operation_id
                    OR NEW.dotation_id IS DISTINCT FROM OLD.dotation_id
                    OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.attempt < OLD.attempt
                    OR (NEW.recipient IS DISTINCT FROM OLD.recipient AND NEW.recipient IS NOT NULL)
                    OR (NEW.mobile IS DISTINCT FROM OLD.mobile AND NEW.mobile IS NOT NULL)
                    OR (OLD.message_id IS NOT NULL AND NEW.message_id IS DISTINCT FROM OLD.message_id)
                    OR (NEW.state IS DISTINCT FROM OLD.state AND (
                        OLD.state = 'cancelled'
                        OR (OLD.state = 'sent' AND NOT (NEW.state = 'failed' AND NEW.outcome LIKE 'bounced.%'))
                        OR (OLD.state = 'failed' AND OLD.outcome LIKE 'bounced.%' AND NEW.state <> 'cancelled')))
                """, refuse: "what a job is for is locked"),
        Rule(
            "jobs_counted", "AFTER UPDATE OF state ON jobs", when: "NEW.state IS DISTINCT FROM OLD.state",
            run: """
                UPDATE job_counts SET count = count - 1 WHERE client = OLD.client AND state = OLD.state;
                INSERT INTO job_counts (client, state, count) VALUES (NEW.client, NEW.state, 1)
                ON CONFLICT (client, state) DO UPDATE SET count = job_counts.count + 1;
                """,
            forAllRows: """
                INSERT INTO job_counts (client, state, count)
                SELECT client, state, sum(sign) FROM (
                    SELECT client, state, -1 AS sign FROM earlier UNION ALL SELECT client, state, 1 FROM later) changes
                GROUP BY client, state HAVING sum(sign) <> 0
                ON CONFLICT (client, state) DO UPDATE SET count = job_counts.count + excluded.count;
                """),
        Rule(
            "cancelled_orders_new", "BEFORE INSERT ON cancelled_orders",
            when: """
                NOT EXISTS (
                        SELECT 1 FROM operations o JOIN orders r ON r.client = o.client AND r.number = o.order_number
                        WHERE o.client = NEW.client AND o.id = (SELECT max(id) FROM operations WHERE client = NEW.client)
                            AND o.id = NEW.operation_id AND o.kind = 'orderCancellation'
                            AND r.number = NEW.number AND r.date = NEW.date AND r.paid_at IS NOT DISTINCT FROM NEW.paid_at)
                    OR EXISTS (SELECT 1 FROM order_bonds WHERE client = NEW.client AND number = NEW.number)
                """,
            refuse: "an order on which something depends is not cancelled"),
        Rule(
            "cancelled_orders_kept", "BEFORE DELETE ON cancelled_orders", when: Rule.clientIsThere,
            refuse: "a cancelled order is never deleted"),
        Rule("cancelled_orders_unchanged", "BEFORE UPDATE ON cancelled_orders", refuse: "a cancelled order never changes"),
        Rule(
            "cancelled_dotations_new", "BEFORE INSERT ON cancelled_dotations",
            when: """
                NOT EXISTS (
                        SELECT 1 FROM dotations d JOIN cancelled_orders c ON c.client = d.client AND c.number = d.order_number
                        WHERE d.client = NEW.client AND d.id = NEW.id AND c.operation_id = NEW.operation_id
                            AND c.operation_id = (SELECT max(id) FROM operations WHERE client = NEW.client))
                    OR EXISTS (SELECT 1 FROM jobs WHERE client = NEW.client AND dotation_id = NEW.id AND state <> 'cancelled')
                """,
            refuse: "a dotation is cancelled with its order and its e-mails"),
        Rule(
            "cancelled_dotations_kept", "BEFORE DELETE ON cancelled_dotations", when: Rule.clientIsThere,
            refuse: "a cancelled dotation is never deleted"),
        Rule(
            "cancelled_dotations_unchanged", "BEFORE UPDATE ON cancelled_dotations",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id
                    OR NEW.operation_id IS DISTINCT FROM OLD.operation_id
                    OR NEW.position IS DISTINCT FROM OLD.position OR NEW.amount IS DISTINCT FROM OLD.amount
                    OR NEW.status_id IS DISTINCT FROM OLD.status_id
                    OR NEW.matricule <> '' OR NEW.last_name <> '' OR NEW.first_name <> ''
                """,
            refuse: "a cancelled dotation never changes"),
    ]
}
