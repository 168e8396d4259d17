extension Schema {
    /// The store, its clients, and what each of them did.
    static let clientTables = """
        -- What is particular to this file: the key from which clients' keys are made that have none of their own. It never leaves the file.
        CREATE TABLE store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;

        -- last_operation, last_audit and head say where the client's history ends: head is the hash that its next link covers. origin is the
        -- one that its first link covers, of random bits, so that no row of one client's history fits into another's; zero where release 0.1.0
        -- began the history.
        CREATE TABLE clients (
            id INTEGER PRIMARY KEY,
            code TEXT UNIQUE CHECK (length(code) BETWEEN 1 AND 32),
            name TEXT NOT NULL,
            -- Its key, where that came with it from another store, or from before there were clients.
            secret BLOB CHECK (length(secret) = 32),
            -- Null where it came with the store.
            created_at INTEGER,
            last_operation INTEGER NOT NULL DEFAULT 0,
            last_audit INTEGER NOT NULL DEFAULT 0,
            origin BLOB NOT NULL CHECK (length(origin) = 32),
            head BLOB NOT NULL CHECK (length(head) = 32),
            -- The last number that a member had.
            last_member INTEGER NOT NULL DEFAULT 0,
            erased_at INTEGER CHECK ((erased_at IS NULL) = (code IS NOT NULL))
        ) STRICT;
        -- They are read whenever the file is opened.
        CREATE INDEX clients_with_secret ON clients (id) WHERE secret IS NOT NULL;

        -- What is left of the history of a client that was erased: the hashes, in their order.
        CREATE TABLE erased_links (
            client INTEGER NOT NULL REFERENCES clients (id),
            position INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (client, position)
        ) STRICT;

        -- Everything that anybody did, in one chain a client with the audit rows. The audit rows of an operation are first_audit and the
        -- audit_count - 1 after it; hash covers the row and the hash before it in the chain.
        CREATE TABLE operations (
            client INTEGER NOT NULL REFERENCES clients (id),
            id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            "user" TEXT NOT NULL,
            -- How it came: null for what was done before this was noted.
            way TEXT CHECK (way IN ('command', 'page', 'system')),
            order_number INTEGER,
            file_name_hash BLOB,
            file_hash BLOB,
            export_identity BLOB,
            reverts INTEGER,
            row_count INTEGER NOT NULL,
            changed_count INTEGER NOT NULL,
            resent_count INTEGER NOT NULL,
            refused_count INTEGER NOT NULL,
            unchanged_count INTEGER NOT NULL,
            first_audit INTEGER NOT NULL,
            audit_count INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            -- What tells a request that is repeated from a new one. The chain does not cover it: it says nothing of what was done.
            request TEXT CHECK (length(request) BETWEEN 1 AND 128),
            PRIMARY KEY (client, id),
            UNIQUE (client, request),
            FOREIGN KEY (client, reverts) REFERENCES operations (client, id)
        ) STRICT;
        CREATE INDEX operations_by_file ON operations (client, file_hash) WHERE file_hash IS NOT NULL;

        -- The values stand beside their salted hash, which the chain covers in their stead: when their time is over they can be
        -- emptied, together with the salt, and the chain still holds.
        CREATE TABLE audit (
            client INTEGER NOT NULL,
            id INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            action TEXT NOT NULL,
            dotation_id INTEGER,
            sale_id INTEGER,
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
            PRIMARY KEY (client, id),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id),
            FOREIGN KEY (client, sale_id) REFERENCES sales (client, id)
        ) STRICT;

        -- The names of the files that operations read, for as long as they are kept. They stand beside their hashes, which the chain covers:
        -- a name can be forgotten, and cannot be changed.
        CREATE TABLE file_names (
            client INTEGER NOT NULL,
            operation_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (client, operation_id),
            FOREIGN KEY (client, operation_id) REFERENCES operations (client, id)
        ) STRICT;

        """

    static let clientRules = [
        Rule("store_kept", "BEFORE DELETE ON store", refuse: "the key of a store is kept"),
        Rule("store_unchanged", "BEFORE UPDATE ON store", refuse: "the key of a store is kept"),
        Rule("clients_kept", "BEFORE DELETE ON clients", refuse: "a client is never deleted"),
        Rule(
            "clients_new", "BEFORE INSERT ON clients",
            when: """
                NEW.last_operation <> 0 OR NEW.last_audit <> 0 OR NEW.head <> NEW.origin OR NEW.last_member <> 0
                    OR NEW.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM clients WHERE id = NEW.id OR code = NEW.code)
                """, refuse: "a client is never replaced"),
        Rule(
            "clients_locked", "BEFORE UPDATE ON clients",
            when: """
                NEW.id IS DISTINCT FROM OLD.id OR NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.origin IS DISTINCT FROM OLD.origin
                    OR NEW.last_member NOT BETWEEN OLD.last_member AND OLD.last_member + 1
                    OR (NEW.secret IS DISTINCT FROM OLD.secret AND NEW.erased_at IS NULL)
                    OR NEW.last_operation NOT BETWEEN OLD.last_operation AND OLD.last_operation + 1 OR NEW.last_audit < OLD.last_audit
                    OR (NEW.last_operation = OLD.last_operation AND (NEW.last_audit <> OLD.last_audit OR NEW.head <> OLD.head))
                    OR OLD.erased_at IS NOT NULL
                """, refuse: "history is only appended to"),
        Rule("erased_links_kept", "BEFORE DELETE ON erased_links", refuse: "history is never deleted"),
        Rule("erased_links_unchanged", "BEFORE UPDATE ON erased_links", refuse: "history is never rewritten"),
        Rule("operations_kept", "BEFORE DELETE ON operations", when: Rule.clientIsThere, refuse: "history is never deleted"),
        Rule("operations_unchanged", "BEFORE UPDATE ON operations", refuse: "history is never rewritten"),
        Rule(
            "operations_appended", "BEFORE INSERT ON operations",
            when: """
                NEW.id IS DISTINCT FROM (SELECT last_operation + 1 FROM clients WHERE id = NEW.client)
                    OR EXISTS (SELECT 1 FROM operations WHERE client = NEW.client AND id = NEW.id)
                """, refuse: "history is only appended to"),
        // Audit rows and jobs have no rule for what is inserted, as it would cost each of them a copy of the pages it touches: a replaced
        // audit row breaks the chain, and a second job that waits is refused by an index.
        Rule("audit_kept", "BEFORE DELETE ON audit", when: Rule.clientIsThere, refuse: "history is never deleted"),
        Rule(
            "audit_unchanged", "BEFORE UPDATE ON audit",
            when: """
                NEW.client IS DISTINCT FROM OLD.client OR NEW.id IS DISTINCT FROM OLD.id
                    OR NEW.operation_id IS DISTINCT FROM OLD.operation_id
                    OR NEW.action IS DISTINCT FROM OLD.action OR NEW.dotation_id IS DISTINCT FROM OLD.dotation_id
                    OR NEW.sale_id IS DISTINCT FROM OLD.sale_id
                    OR NEW.sheet_row IS DISTINCT FROM OLD.sheet_row OR NEW.revision IS DISTINCT FROM OLD.revision
                    OR NEW.reasons IS DISTINCT FROM OLD.reasons OR NEW.values_hash IS DISTINCT FROM OLD.values_hash
                    OR NEW.hash IS DISTINCT FROM OLD.hash
                    OR NEW.salt IS NOT NULL OR NEW.email_before IS NOT NULL OR NEW.email_after IS NOT NULL OR NEW.mobile_before IS NOT NULL
                    OR NEW.mobile_after IS NOT NULL OR NEW.status_before IS NOT NULL OR NEW.status_after IS NOT NULL
                """, refuse: "history is never rewritten"),
        Rule("file_names_unchanged", "BEFORE UPDATE ON file_names", refuse: "history is never rewritten"),
        Rule(
            "file_names_new", "BEFORE INSERT ON file_names",
            when: """
                NEW.operation_id IS DISTINCT FROM (SELECT max(id) FROM operations WHERE client = NEW.client)
                """, refuse: "history is only appended to"),
    ]
}
