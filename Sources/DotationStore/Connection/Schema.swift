/// The tables of the store, as the steps that made them.
enum Schema {
    /// `DOTA`, which marks a file as a store of dotations.
    static let applicationID = 0x444F_5441

    /// The steps from an empty file to today's tables. A step that was ever released is never edited: what changes is appended.
    /// The file's `user_version` says how many of them it has.
    static let migrations = [
        firstTables + firstTriggers, saleTables + saleTriggers, deliveries, loadTimes, outcomes, purgeableSales, withdrawals,
        cancellations, fileNames,
    ]

    /// The version that this code knows.
    static var version: Int { migrations.count }

    private static let firstTables = """
        -- What is particular to this file: the key under which exports are named.
        CREATE TABLE store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;

        CREATE TABLE orders (
            number INTEGER PRIMARY KEY CHECK (number BETWEEN 1000000 AND 9999999),
            date TEXT NOT NULL CHECK (length(date) = 10),
            paid_at INTEGER
        ) STRICT;

        -- The labels of statuses, as they were first written; modifiable: 1 where the status is known not to be activated.
        CREATE TABLE statuses (
            id INTEGER PRIMARY KEY,
            label TEXT NOT NULL UNIQUE,
            modifiable INTEGER NOT NULL CHECK (modifiable IN (0, 1)),
            activated INTEGER NOT NULL CHECK (activated IN (0, 1) AND activated + modifiable < 2)
        ) STRICT;

        -- …_key: the text folded, for searching.
        CREATE TABLE dotations (
            id INTEGER PRIMARY KEY CHECK (id BETWEEN 10000000 AND 99999999),
            order_number INTEGER NOT NULL REFERENCES orders (number),
            position INTEGER NOT NULL,
            matricule TEXT NOT NULL,
            last_name TEXT NOT NULL,
            first_name TEXT NOT NULL,
            email TEXT NOT NULL,
            mobile TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 1000000000000),
            status_id INTEGER NOT NULL REFERENCES statuses (id),
            account_created INTEGER NOT NULL DEFAULT 0 CHECK (account_created IN (0, 1)),
            revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
            matricule_key TEXT NOT NULL,
            last_name_key TEXT NOT NULL,
            first_name_key TEXT NOT NULL,
            email_key TEXT NOT NULL,
            mobile_key TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX dotations_by_order ON dotations (order_number, position);
        CREATE INDEX dotations_by_matricule ON dotations (matricule_key);
        CREATE INDEX dotations_by_last_name ON dotations (last_name_key, first_name_key);
        CREATE INDEX dotations_by_first_name ON dotations (first_name_key);
        CREATE INDEX dotations_by_email ON dotations (email_key);
        CREATE INDEX dotations_by_mobile ON dotations (mobile_key);

        -- Everything that anybody did, in one chain with the audit rows. The audit rows of an operation are first_audit and the
        -- audit_count - 1 after it; hash covers the row and the hash before it in the chain.
        CREATE TABLE operations (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            user TEXT NOT NULL,
            order_number INTEGER REFERENCES orders (number),
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
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX operations_by_file ON operations (file_hash) WHERE file_hash IS NOT NULL;

        -- The values stand beside their salted hash, which the chain covers in their stead: when their time is over they can be
        -- emptied, together with the salt, and the chain still holds.
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            action TEXT NOT NULL,
            dotation_id INTEGER REFERENCES dotations (id),
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
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        -- What was exported is the order as it stood after the audit row audit_position: what changed since is in the audit.
        CREATE TABLE exports (
            identity BLOB PRIMARY KEY CHECK (length(identity) = 16),
            order_number INTEGER NOT NULL REFERENCES orders (number),
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            audit_position INTEGER NOT NULL,
            row_count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY,
            operation_id INTEGER NOT NULL REFERENCES operations (id),
            dotation_id INTEGER NOT NULL REFERENCES dotations (id),
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
            UNIQUE (operation_id, dotation_id, kind)
        ) STRICT;
        -- Of the e-mails to one beneficiary only the latest waits to be sent.
        CREATE UNIQUE INDEX jobs_waiting ON jobs (dotation_id) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_due ON jobs (due_at) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_leased ON jobs (dotation_id) WHERE state = 'leased';

        """

    /// The rules hold for whoever opens the file, not only for this code.
    ///
    /// Audit rows and jobs have no rule for what is inserted, as it would cost each of them a copy of the pages it touches: a replaced
    /// audit row breaks the chain, and a second job that waits is refused by an index.
    private static let firstTriggers = """
        CREATE TRIGGER store_kept BEFORE DELETE ON store
        BEGIN SELECT RAISE(ABORT, 'the key of a store is kept'); END;
        CREATE TRIGGER store_unchanged BEFORE UPDATE ON store
        BEGIN SELECT RAISE(ABORT, 'the key of a store is kept'); END;

        CREATE TRIGGER orders_kept BEFORE DELETE ON orders
        BEGIN SELECT RAISE(ABORT, 'an order is never deleted'); END;
        CREATE TRIGGER orders_new BEFORE INSERT ON orders
        WHEN EXISTS (SELECT 1 FROM orders WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'an order is never replaced'); END;
        CREATE TRIGGER orders_locked BEFORE UPDATE ON orders
        WHEN NEW.number IS NOT OLD.number OR NEW.date IS NOT OLD.date OR (OLD.paid_at IS NOT NULL AND NEW.paid_at IS NOT OLD.paid_at)
        BEGIN SELECT RAISE(ABORT, 'an order is locked but for its payment'); END;

        CREATE TRIGGER statuses_kept BEFORE DELETE ON statuses
        BEGIN SELECT RAISE(ABORT, 'a status is never deleted'); END;
        CREATE TRIGGER statuses_unchanged BEFORE UPDATE ON statuses
        BEGIN SELECT RAISE(ABORT, 'a status is never changed'); END;
        CREATE TRIGGER statuses_new BEFORE INSERT ON statuses
        WHEN EXISTS (SELECT 1 FROM statuses WHERE id = NEW.id OR label = NEW.label)
        BEGIN SELECT RAISE(ABORT, 'a status is never replaced'); END;

        CREATE TRIGGER dotations_kept BEFORE DELETE ON dotations
        BEGIN SELECT RAISE(ABORT, 'a dotation is never deleted'); END;
        CREATE TRIGGER dotations_new BEFORE INSERT ON dotations
        WHEN EXISTS (SELECT 1 FROM dotations WHERE id = NEW.id OR (order_number = NEW.order_number AND position = NEW.position))
        BEGIN SELECT RAISE(ABORT, 'a dotation is never replaced'); END;
        CREATE TRIGGER dotations_locked
        BEFORE UPDATE OF id, order_number, position, matricule, last_name, first_name, amount, matricule_key, last_name_key, first_name_key
        ON dotations
        BEGIN SELECT RAISE(ABORT, 'this column of a dotation is locked'); END;
        CREATE TRIGGER dotations_contact BEFORE UPDATE OF email, mobile ON dotations
        WHEN NOT (SELECT modifiable FROM statuses WHERE id = OLD.status_id)
            OR (SELECT paid_at FROM orders WHERE number = OLD.order_number) IS NULL
            OR (OLD.account_created AND NEW.email IS NOT OLD.email)
        BEGIN SELECT RAISE(ABORT, 'the contact of this dotation is locked'); END;
        CREATE TRIGGER dotations_revised BEFORE UPDATE ON dotations
        WHEN NEW.revision IS NOT OLD.revision + 1
        BEGIN SELECT RAISE(ABORT, 'each change of a dotation is one revision'); END;

        CREATE TRIGGER operations_kept BEFORE DELETE ON operations
        BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
        CREATE TRIGGER operations_unchanged BEFORE UPDATE ON operations
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
        CREATE TRIGGER operations_appended BEFORE INSERT ON operations
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM operations)
        BEGIN SELECT RAISE(ABORT, 'history is only appended to'); END;

        CREATE TRIGGER audit_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
        CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
        WHEN NEW.id IS NOT OLD.id OR NEW.operation_id IS NOT OLD.operation_id OR NEW.action IS NOT OLD.action
            OR NEW.dotation_id IS NOT OLD.dotation_id OR NEW.sheet_row IS NOT OLD.sheet_row OR NEW.revision IS NOT OLD.revision
            OR NEW.reasons IS NOT OLD.reasons OR NEW.values_hash IS NOT OLD.values_hash OR NEW.hash IS NOT OLD.hash
            OR NEW.salt IS NOT NULL OR NEW.email_before IS NOT NULL OR NEW.email_after IS NOT NULL OR NEW.mobile_before IS NOT NULL
            OR NEW.mobile_after IS NOT NULL OR NEW.status_before IS NOT NULL OR NEW.status_after IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;

        CREATE TRIGGER exports_kept BEFORE DELETE ON exports
        BEGIN SELECT RAISE(ABORT, 'an export is never forgotten'); END;
        CREATE TRIGGER exports_unchanged BEFORE UPDATE ON exports
        BEGIN SELECT RAISE(ABORT, 'an export is never rewritten'); END;
        CREATE TRIGGER exports_new BEFORE INSERT ON exports
        WHEN EXISTS (SELECT 1 FROM exports WHERE identity = NEW.identity)
        BEGIN SELECT RAISE(ABORT, 'an export is never replaced'); END;

        CREATE TRIGGER jobs_kept BEFORE DELETE ON jobs
        BEGIN SELECT RAISE(ABORT, 'a job is never deleted'); END;
        CREATE TRIGGER jobs_locked BEFORE UPDATE ON jobs
        WHEN NEW.id IS NOT OLD.id OR NEW.operation_id IS NOT OLD.operation_id OR NEW.dotation_id IS NOT OLD.dotation_id
            OR NEW.kind IS NOT OLD.kind OR NEW.created_at IS NOT OLD.created_at OR NEW.attempt < OLD.attempt
            OR (NEW.recipient IS NOT OLD.recipient AND NEW.recipient IS NOT NULL)
            OR (NEW.mobile IS NOT OLD.mobile AND NEW.mobile IS NOT NULL)
            OR (OLD.message_id IS NOT NULL AND NEW.message_id IS NOT OLD.message_id)
            OR (OLD.state IN ('sent', 'cancelled') AND NEW.state IS NOT OLD.state)
        BEGIN SELECT RAISE(ABORT, 'what a job is for is locked'); END;
        """

    /// What a worker needs to deliver jobs.
    ///
    /// A lease runs on the machine's steady clock: `lease_until` is in its milliseconds, and means nothing once the machine has started
    /// anew, which `lease_boot` tells. `noted_at` is when `due_at` was written, where that was
    /// not with the job itself: the calendar may be set back in between.
    private static let deliveries = """
        ALTER TABLE jobs ADD COLUMN lease_boot TEXT;
        ALTER TABLE jobs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0);
        ALTER TABLE jobs ADD COLUMN noted_at INTEGER;
        ALTER TABLE jobs ADD COLUMN outcome TEXT;
        -- Those that were noted later than now when the calendar has been set back.
        CREATE INDEX jobs_noted ON jobs (coalesce(noted_at, created_at)) WHERE state IN ('pending', 'retry');
        CREATE INDEX jobs_by_dotation ON jobs (dotation_id);
        CREATE INDEX jobs_by_message ON jobs (message_id) WHERE message_id IS NOT NULL;

        """

    /// What becomes of an e-mail that was sent, or whose worker ended.
    ///
    /// `link_until` is the end of its link's validity, as the message tells it. `lapses` counts the leases in a row that ended without a
    /// result. What was sent can still come back, and then it is `failed`; it is not sent again, as both would have one Message-ID.
    private static let outcomes = """
        ALTER TABLE jobs ADD COLUMN link_until INTEGER;
        ALTER TABLE jobs ADD COLUMN lapses INTEGER NOT NULL DEFAULT 0 CHECK (lapses >= 0);
        -- Until now links were good from when the e-mail was recorded, for 30 days unless told.
        UPDATE jobs SET link_until = created_at + 30 * 86400000 WHERE message_id IS NOT NULL;
        DROP TRIGGER jobs_locked;
        UPDATE jobs SET state = 'failed' WHERE state = 'sent' AND outcome LIKE 'bounced.%';
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

        """
}
