extension Schema {
    /// Orders can be cancelled, which frees their numbers and identifiers, and payments be taken back; e-mails know whether they may have left.
    ///
    /// A cancelled order and its dotations are in tables of their own. The history and the e-mails name them as before: what was done before
    /// the first cancellation of a number or an identifier is about the order or the dotation that was cancelled then. So they cannot be
    /// foreign keys any more, and SQLite can only make new tables without them. The program has foreign keys off while it does so.
    static let cancellations = """
        CREATE TABLE new_operations (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            user TEXT NOT NULL,
            order_number INTEGER,
            file_name_hash BLOB,
            file_hash BLOB,
            export_identity BLOB,
            reverts INTEGER REFERENCES operations (id),
            row_count INTEGER NOT NULL,
            changed_count INTEGER NOT NULL,
            resent_count INTEGER NOT NULL,
            refused_count INTEGER NOT NULL,
            unchanged_count INTEGER NOT NULL,
            first_audit INTEGER NOT NULL,
            audit_count INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            -- What tells a request that is repeated from a new one. The chain does not cover it: it says nothing of what was done.
            request TEXT CHECK (length(request) BETWEEN 1 AND 128)
        ) STRICT;
        INSERT INTO new_operations SELECT *, NULL FROM operations;
        DROP TABLE operations;
        ALTER TABLE new_operations RENAME TO operations;
        CREATE INDEX operations_by_file ON operations (file_hash) WHERE file_hash IS NOT NULL;
        CREATE UNIQUE INDEX operations_by_request ON operations (request) WHERE request IS NOT NULL;
        CREATE TRIGGER operations_kept BEFORE DELETE ON operations
        BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
        CREATE TRIGGER operations_unchanged BEFORE UPDATE ON operations
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
        CREATE TRIGGER operations_appended BEFORE INSERT ON operations
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM operations)
        BEGIN SELECT RAISE(ABORT, 'history is only appended to'); END;

        CREATE TABLE new_audit (
            id INTEGER PRIMARY KEY,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            action TEXT NOT NULL,
            dotation_id INTEGER,
            sheet_row INTEGER,
            revision INTEGER,
            reasons TEXT,
            salt BLOB,
            email_before TEXT,
            email_after TEXT,
            mobile_before TEXT,
            mobile_after TEXT,
            status_before TEXT,
            status_after TEXT,
            values_hash BLOB NOT NULL CHECK (length(values_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            sale_id INTEGER REFERENCES sales (id)
        ) STRICT;
        INSERT INTO new_audit SELECT * FROM audit;
        DROP TABLE audit;
        ALTER TABLE new_audit RENAME TO audit;
        CREATE TRIGGER audit_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
        CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
        WHEN NEW.id IS NOT OLD.id OR NEW.operation_id IS NOT OLD.operation_id OR NEW.action IS NOT OLD.action
            OR NEW.dotation_id IS NOT OLD.dotation_id OR NEW.sheet_row IS NOT OLD.sheet_row OR NEW.revision IS NOT OLD.revision
            OR NEW.reasons IS NOT OLD.reasons OR NEW.values_hash IS NOT OLD.values_hash OR NEW.hash IS NOT OLD.hash
            OR NEW.salt IS NOT NULL OR NEW.email_before IS NOT NULL OR NEW.email_after IS NOT NULL OR NEW.mobile_before IS NOT NULL
            OR NEW.mobile_after IS NOT NULL OR NEW.status_before IS NOT NULL OR NEW.status_after IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
        CREATE TRIGGER audit_sale_unchanged BEFORE UPDATE OF sale_id ON audit WHEN NEW.sale_id IS NOT OLD.sale_id
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;

        CREATE TABLE new_jobs (
            id INTEGER PRIMARY KEY,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            dotation_id INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('phoneChanged', 'accountCreation')),
            recipient TEXT,
            mobile TEXT,
            state TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'leased', 'retry', 'sent', 'failed', 'cancelled')),
            attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            lease_until INTEGER CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
            finished_at INTEGER CHECK ((state IN ('sent', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
            last_error TEXT,
            message_id TEXT,
            -- No foreign key: the later row is written after the earlier one has made way for it.
            superseded_by INTEGER CHECK (superseded_by > id),
            lease_boot TEXT,
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
            scheduled_at INTEGER,
            outcome TEXT,
            link_until INTEGER,
            expired_leases INTEGER NOT NULL DEFAULT 0 CHECK (expired_leases >= 0),
            -- 1 where all of the message was handed over and nobody knows what became of it.
            may_have_left INTEGER NOT NULL DEFAULT 0 CHECK (may_have_left IN (0, 1)),
            UNIQUE (operation_id, dotation_id, kind)
        ) STRICT;
        INSERT INTO new_jobs SELECT *, lapses > 0 OR outcome IS 'smtp.no-confirmation' OR outcome IS 'job.workers-ended' FROM jobs;
        DROP TABLE jobs;
        ALTER TABLE new_jobs RENAME TO jobs;
        -- Of the e-mails to one beneficiary only the latest waits to be sent.
        CREATE UNIQUE INDEX jobs_waiting ON jobs (dotation_id) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_due ON jobs (due_at) WHERE state IN ('pending', 'retry');
        -- Of one dotation's e-mails one is leased at a time, whoever leases.
        CREATE UNIQUE INDEX jobs_leased ON jobs (dotation_id) WHERE state = 'leased';
        -- Those that were scheduled for later than now when the calendar has been set back.
        CREATE INDEX jobs_scheduled ON jobs (coalesce(scheduled_at, created_at)) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_by_dotation ON jobs (dotation_id);
        CREATE INDEX jobs_by_message ON jobs (message_id) WHERE message_id IS NOT NULL;
        CREATE TRIGGER jobs_kept BEFORE DELETE ON jobs
        BEGIN SELECT RAISE(ABORT, 'a job is never deleted'); END;
        CREATE TRIGGER jobs_locked BEFORE UPDATE ON jobs
        WHEN NEW.id IS NOT OLD.id OR NEW.operation_id IS NOT OLD.operation_id OR NEW.dotation_id IS NOT OLD.dotation_id
            OR NEW.kind IS NOT OLD.kind OR NEW.created_at IS NOT OLD.created_at OR NEW.attempt < OLD.attempt
            OR (NEW.recipient IS NOT OLD.recipient AND NEW.recipient IS NOT NULL)
            OR (NEW.mobile IS NOT OLD.mobile AND NEW.mobile IS NOT NULL)
            OR (OLD.message_id IS NOT NULL AND NEW.message_id IS NOT OLD.message_id)
            OR (NEW.state IS NOT OLD.state AND (
                OLD.state = 'cancelled'
                OR (OLD.state = 'sent' AND NOT (NEW.state = 'failed' AND NEW.outcome LIKE 'bounced.%'))
                OR (OLD.state = 'failed' AND OLD.outcome LIKE 'bounced.%' AND NEW.state <> 'cancelled')))
        BEGIN SELECT RAISE(ABORT, 'what a job is for is locked'); END;

        CREATE TABLE new_exports (
            identity BLOB PRIMARY KEY CHECK (length(identity) = 16),
            order_number INTEGER NOT NULL,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            audit_position INTEGER NOT NULL,
            row_count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO new_exports SELECT * FROM exports;
        DROP TABLE exports;
        ALTER TABLE new_exports RENAME TO exports;
        CREATE TRIGGER exports_kept BEFORE DELETE ON exports
        BEGIN SELECT RAISE(ABORT, 'an export is never forgotten'); END;
        CREATE TRIGGER exports_unchanged BEFORE UPDATE ON exports
        BEGIN SELECT RAISE(ABORT, 'an export is never rewritten'); END;
        CREATE TRIGGER exports_new BEFORE INSERT ON exports
        WHEN EXISTS (SELECT 1 FROM exports WHERE identity = NEW.identity)
        BEGIN SELECT RAISE(ABORT, 'an export is never replaced'); END;

        -- operation_id: what cancelled it. sale_count: how many sales it held, which are free again.
        CREATE TABLE cancelled_orders (
            operation_id INTEGER PRIMARY KEY REFERENCES operations (id),
            number INTEGER NOT NULL,
            date TEXT NOT NULL,
            paid_at INTEGER,
            sale_count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX cancelled_orders_by_number ON cancelled_orders (number, operation_id);
        -- What an order's e-mails and its history need, without the contacts.
        CREATE TABLE cancelled_dotations (
            id INTEGER NOT NULL,
            operation_id INTEGER NOT NULL REFERENCES cancelled_orders (operation_id),
            position INTEGER NOT NULL,
            matricule TEXT NOT NULL,
            last_name TEXT NOT NULL,
            first_name TEXT NOT NULL,
            amount INTEGER NOT NULL,
            status_id INTEGER NOT NULL REFERENCES statuses (id),
            PRIMARY KEY (id, operation_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cancelled_dotations_by_order ON cancelled_dotations (operation_id, position);

        -- What depends on an order, so that neither it nor its payment can be taken back.
        CREATE VIEW order_bonds (number, bond) AS
            SELECT e.order_number, 'exported' FROM exports e JOIN orders o ON o.number = e.order_number
            WHERE o.paid_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cancelled_orders c WHERE c.number = e.order_number AND c.operation_id > e.operation_id)
            UNION ALL SELECT d.order_number, 'changed'
            FROM dotations d JOIN audit a ON a.dotation_id = d.id WHERE a.action = 'change'
            UNION ALL SELECT d.order_number, 'mailed'
            FROM dotations d JOIN jobs j ON j.dotation_id = d.id WHERE j.attempt > 0 OR j.state NOT IN ('pending', 'cancelled')
            UNION ALL SELECT d.order_number, 'activated'
            FROM dotations d JOIN statuses s ON s.id = d.status_id WHERE NOT s.modifiable OR d.account_created
            UNION ALL SELECT order_number, 'purged'
            FROM sales WHERE order_number IS NOT NULL AND (email = '' OR mobile = '');

        CREATE TRIGGER cancelled_orders_new BEFORE INSERT ON cancelled_orders
        WHEN NOT EXISTS (
                SELECT 1 FROM operations o JOIN orders r ON r.number = o.order_number
                WHERE o.id = (SELECT max(id) FROM operations) AND o.id = NEW.operation_id AND o.kind = 'orderCancellation'
                    AND r.number = NEW.number AND r.date = NEW.date AND r.paid_at IS NEW.paid_at)
            OR EXISTS (SELECT 1 FROM order_bonds WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'an order on which something depends is not cancelled'); END;
        CREATE TRIGGER cancelled_orders_kept BEFORE DELETE ON cancelled_orders
        BEGIN SELECT RAISE(ABORT, 'a cancelled order is never deleted'); END;
        CREATE TRIGGER cancelled_orders_unchanged BEFORE UPDATE ON cancelled_orders
        BEGIN SELECT RAISE(ABORT, 'a cancelled order never changes'); END;
        CREATE TRIGGER cancelled_dotations_new BEFORE INSERT ON cancelled_dotations
        WHEN NOT EXISTS (
                SELECT 1 FROM dotations d JOIN cancelled_orders c ON c.number = d.order_number
                WHERE d.id = NEW.id AND c.operation_id = NEW.operation_id AND c.operation_id = (SELECT max(id) FROM operations))
            OR EXISTS (SELECT 1 FROM jobs WHERE dotation_id = NEW.id AND state <> 'cancelled')
        BEGIN SELECT RAISE(ABORT, 'a dotation is cancelled with its order and its e-mails'); END;
        CREATE TRIGGER cancelled_dotations_kept BEFORE DELETE ON cancelled_dotations
        BEGIN SELECT RAISE(ABORT, 'a cancelled dotation is never deleted'); END;
        CREATE TRIGGER cancelled_dotations_unchanged BEFORE UPDATE ON cancelled_dotations
        WHEN NEW.id IS NOT OLD.id OR NEW.operation_id IS NOT OLD.operation_id OR NEW.position IS NOT OLD.position
            OR NEW.amount IS NOT OLD.amount OR NEW.status_id IS NOT OLD.status_id
            OR NEW.matricule <> '' OR NEW.last_name <> '' OR NEW.first_name <> ''
        BEGIN SELECT RAISE(ABORT, 'a cancelled dotation never changes'); END;

        DROP TRIGGER orders_kept;
        CREATE TRIGGER orders_kept BEFORE DELETE ON orders
        WHEN NOT EXISTS (
            SELECT 1 FROM cancelled_orders WHERE number = OLD.number AND operation_id = (SELECT max(id) FROM operations))
        BEGIN SELECT RAISE(ABORT, 'an order is never deleted'); END;
        DROP TRIGGER orders_locked;
        CREATE TRIGGER orders_locked BEFORE UPDATE ON orders
        WHEN NEW.number IS NOT OLD.number OR NEW.date IS NOT OLD.date
            OR (OLD.paid_at IS NOT NULL AND NEW.paid_at IS NOT OLD.paid_at AND (
                NEW.paid_at IS NOT NULL OR EXISTS (SELECT 1 FROM order_bonds WHERE number = OLD.number)
                OR EXISTS (
                    SELECT 1 FROM dotations d JOIN jobs j ON j.dotation_id = d.id
                    WHERE d.order_number = OLD.number AND j.state <> 'cancelled')))
        BEGIN SELECT RAISE(ABORT, 'an order is locked but for its payment'); END;
        DROP TRIGGER dotations_kept;
        CREATE TRIGGER dotations_kept BEFORE DELETE ON dotations
        WHEN NOT EXISTS (
            SELECT 1 FROM cancelled_dotations WHERE id = OLD.id AND operation_id = (SELECT max(id) FROM operations))
        BEGIN SELECT RAISE(ABORT, 'a dotation is never deleted'); END;

        DROP TRIGGER sales_locked;
        CREATE TRIGGER sales_locked BEFORE UPDATE ON sales
        WHEN NEW.id IS NOT OLD.id OR NEW.session_id IS NOT OLD.session_id OR NEW.beneficiary_id IS NOT OLD.beneficiary_id
            OR NEW.quantity IS NOT OLD.quantity OR NEW.price_paid IS NOT OLD.price_paid OR NEW.date IS NOT OLD.date
            OR (OLD.reference IS NOT NULL AND NEW.reference IS NOT OLD.reference)
            OR (NEW.status IS NOT OLD.status AND (
                OLD.order_number IS NOT NULL OR OLD.status = 'refunded' OR (OLD.status = 'cancelled' AND NEW.status <> 'refunded')))
            OR (OLD.order_number IS NOT NULL AND NEW.order_number IS NOT OLD.order_number AND (
                NEW.order_number IS NOT NULL OR NOT EXISTS (
                    SELECT 1 FROM cancelled_orders
                    WHERE number = OLD.order_number AND operation_id = (SELECT max(id) FROM operations))))
            OR ((OLD.order_number IS NOT NULL OR NEW.status <> 'active')
                AND (NEW.email IS NOT OLD.email OR NEW.mobile IS NOT OLD.mobile) AND (NEW.email <> '' OR NEW.mobile <> ''))
        BEGIN SELECT RAISE(ABORT, 'this of a sale is locked'); END;

        """
}
