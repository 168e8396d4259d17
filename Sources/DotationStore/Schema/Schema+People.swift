extension Schema {
    /// The people who sign in, and what clients have set for themselves.
    static let peopleTables = """
        CREATE TABLE client_settings (
            client INTEGER NOT NULL REFERENCES clients (id),
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (client, name)
        ) STRICT;

        CREATE TABLE users (
            -- No number comes again: whoever still has that of somebody who was removed finds nobody.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            email TEXT NOT NULL,
            -- The address as it is compared, in small letters.
            email_key TEXT NOT NULL UNIQUE,
            -- Argon2id in the PHC string format; null until the person has chosen one.
            password TEXT,
            created_at INTEGER NOT NULL,
            disabled_at INTEGER,
            -- What the person's authenticator shares, and the last step of which a code was accepted.
            totp_secret BLOB CHECK (length(totp_secret) = 20),
            totp_step INTEGER CHECK (totp_step IS NULL OR totp_secret IS NOT NULL)
        ) STRICT;
        -- What whoever sends e-mails to users sees of them.
        CREATE VIEW mail_recipients (id, email, has_password, is_disabled) AS
            SELECT id, email, password IS NOT NULL, disabled_at IS NOT NULL FROM users;
        CREATE TABLE recovery_codes (
            user_id INTEGER NOT NULL REFERENCES users (id),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            PRIMARY KEY (user_id, digest)
        ) STRICT;

        -- Who works for which client, and as what. The name and the number are the client's own, so that they tell of no other: numbers count on
        -- from clients.last_member, and none comes again. joined_at: the first session; seen_at: the last time that somebody signed in.
        CREATE TABLE memberships (
            client INTEGER NOT NULL REFERENCES clients (id),
            user_id INTEGER NOT NULL REFERENCES users (id),
            number INTEGER NOT NULL CHECK (number > 0),
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('lecture', 'gestion', 'administration')),
            joined_at INTEGER,
            seen_at INTEGER,
            PRIMARY KEY (client, user_id),
            UNIQUE (client, number)
        ) STRICT;
        CREATE INDEX memberships_by_user ON memberships (user_id);

        CREATE TABLE sessions (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            client INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            began_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            -- Where somebody signed in, for their own list of sessions: the network address and the browser.
            origin TEXT NOT NULL,
            FOREIGN KEY (client, user_id) REFERENCES memberships (client, user_id)
        ) STRICT;
        CREATE INDEX sessions_by_member ON sessions (client, user_id);
        CREATE INDEX sessions_by_user ON sessions (user_id);
        CREATE INDEX sessions_by_use ON sessions (seen_at);

        -- E-mails to users, in the states of jobs. They are the person's, not a client's: for_client is the one that invites, and null for a reset. So
        -- the table is not among those of clients' rows, which each statement is held to and a client's export has; with the client its invitations go.
        CREATE TABLE user_mails (
            id INTEGER PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES users (id),
            purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset')),
            for_client INTEGER REFERENCES clients (id),
            state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'leased', 'retry', 'sent', 'failed', 'cancelled')),
            attempt INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            expired_leases INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            scheduled_at INTEGER,
            finished_at INTEGER,
            lease_until INTEGER,
            lease_boot TEXT,
            message_id TEXT UNIQUE,
            outcome TEXT,
            CHECK ((purpose = 'invitation') = (for_client IS NOT NULL))
        ) STRICT;
        CREATE INDEX user_mails_by_user ON user_mails (user_id);
        CREATE INDEX user_mails_by_client ON user_mails (for_client);
        CREATE INDEX user_mails_unfinished ON user_mails (due_at, id) WHERE state IN ('pending', 'leased', 'retry');

        -- With what somebody chooses a password: one for each time that its e-mail was sent off.
        CREATE TABLE user_tokens (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            mail_id INTEGER NOT NULL REFERENCES user_mails (id),
            made_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE INDEX user_tokens_by_mail ON user_tokens (mail_id);

        -- Attempts to sign in that failed, by a hash of what strangers typed.
        CREATE TABLE failed_attempts (
            scope TEXT NOT NULL CHECK (scope IN ('account', 'address', 'reset-address')),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            failures INTEGER NOT NULL CHECK (failures > 0),
            last_at INTEGER NOT NULL,
            PRIMARY KEY (scope, hash)
        ) STRICT;
        CREATE INDEX failed_attempts_by_time ON failed_attempts (last_at);

        """
}
