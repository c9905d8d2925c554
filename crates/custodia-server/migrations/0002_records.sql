-- What the institution keeps for the rules that no device can decide. Content is a JSON object of the register's fields.
CREATE TABLE record (
    id         INTEGER PRIMARY KEY,
    kind       TEXT    NOT NULL
               CHECK (kind IN ('hand-overs', 'social-accounts', 'groups', 'requests', 'mail-domains')),
    content    TEXT    NOT NULL CHECK (json_valid(content)),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    -- Closed records are not judged any more; they stay.
    closed_at  INTEGER
) STRICT;
CREATE INDEX record_kind ON record (kind, closed_at);

-- Every state of a record; "content" is absent where it was closed.
CREATE TABLE record_change (
    id      INTEGER PRIMARY KEY,
    record  INTEGER NOT NULL REFERENCES record (id),
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    content TEXT    CHECK (json_valid(content))
) STRICT;
CREATE INDEX record_change_record ON record_change (record, id);
CREATE TRIGGER record_change_stays_update BEFORE UPDATE ON record_change
BEGIN SELECT RAISE(ABORT, 'changes of records are append-only'); END;
CREATE TRIGGER record_change_stays_delete BEFORE DELETE ON record_change
BEGIN SELECT RAISE(ABORT, 'changes of records are append-only'); END;

-- What the DNS last said of a mail domain.
CREATE TABLE mail_domain_state (
    record     INTEGER PRIMARY KEY REFERENCES record (id),
    -- The domain and selectors that were asked for: a changed record has no state until it is asked for again.
    asked      TEXT    NOT NULL,
    checked_at INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (json_valid(state))
) STRICT;
