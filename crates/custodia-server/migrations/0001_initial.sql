-- Times are seconds since 1970-01-01 UTC; digests are the 32 bytes of a SHA-256.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE administrator (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    -- PHC string of argon2id; absent for one who signs in by one-time links alone.
    password   TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    digest        BLOB    PRIMARY KEY CHECK (length(digest) = 32),
    administrator INTEGER NOT NULL REFERENCES administrator (id) ON DELETE CASCADE,
    created_at    INTEGER NOT NULL,
    last_used_at  INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_link (
    digest        BLOB    PRIMARY KEY CHECK (length(digest) = 32),
    administrator INTEGER NOT NULL REFERENCES administrator (id) ON DELETE CASCADE,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    used_at       INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id             BLOB    PRIMARY KEY CHECK (length(id) = 16),
    key            BLOB    NOT NULL UNIQUE CHECK (length(key) = 32),
    -- Entered by an administrator with the enrolment link; never by the device.
    label          TEXT    NOT NULL DEFAULT '' CHECK (length(label) <= 64),
    platform       TEXT    NOT NULL CHECK (json_valid(platform)),
    agent          TEXT    NOT NULL,
    policy         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(policy)),
    enrolled_at    INTEGER NOT NULL,
    state          TEXT    NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'left')),
    left_at        INTEGER,
    head_sequence  INTEGER NOT NULL DEFAULT 0 CHECK (head_sequence >= 0),
    head_digest    BLOB    CHECK (length(head_digest) = 32),
    -- What the latest results come to together.
    status         TEXT    NOT NULL DEFAULT 'unknown' CHECK (status IN ('compliant', 'not-compliant', 'unknown')),
    state_sequence INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX device_status ON device (state, status);

-- Apart from device, because it changes with every contact.
CREATE TABLE last_seen (
    device BLOB    PRIMARY KEY REFERENCES device (id),
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX last_seen_at ON last_seen (at);

CREATE TABLE enrolment_token (
    id          INTEGER PRIMARY KEY,
    digest      BLOB    NOT NULL UNIQUE CHECK (length(digest) = 32),
    label       TEXT    NOT NULL DEFAULT '' CHECK (length(label) <= 64),
    created_at  INTEGER NOT NULL,
    created_by  TEXT    NOT NULL,
    expires_at  INTEGER NOT NULL,
    redeemed_at INTEGER,
    device      BLOB    REFERENCES device (id),
    revoked_at  INTEGER
) STRICT;

-- The signed bytes as they came.
CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,
    device      BLOB    NOT NULL REFERENCES device (id),
    sequence    INTEGER NOT NULL CHECK (sequence > 0),
    digest      BLOB    NOT NULL CHECK (length(digest) = 32),
    previous    BLOB    CHECK (length(previous) = 32),
    made        INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    heartbeat   INTEGER NOT NULL CHECK (heartbeat IN (0, 1)),
    body_digest BLOB    NOT NULL CHECK (length(body_digest) = 32),
    -- 1 when another report with the same number came first: a fork, kept as evidence only.
    conflicting INTEGER NOT NULL DEFAULT 0 CHECK (conflicting IN (0, 1)),
    bytes       BLOB    NOT NULL,
    UNIQUE (device, sequence, digest)
) STRICT;
CREATE UNIQUE INDEX evidence_chain ON evidence (device, sequence) WHERE conflicting = 0;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

CREATE TABLE missing_range (
    device     BLOB    NOT NULL REFERENCES device (id),
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL CHECK (last >= first),
    noticed_at INTEGER NOT NULL,
    PRIMARY KEY (device, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_flag (
    device        BLOB    NOT NULL REFERENCES device (id),
    kind          TEXT    NOT NULL CHECK (kind IN ('forked', 'chain-broken', 'clock-skew', 'heartbeat-unfounded')),
    -- The first occurrence, and how often and when last it was seen.
    sequence      INTEGER NOT NULL,
    digest        BLOB    CHECK (length(digest) = 32),
    other_digest  BLOB    CHECK (length(other_digest) = 32),
    raised_at     INTEGER NOT NULL,
    last_at       INTEGER NOT NULL,
    occurrences   INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (device, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE result_state (
    device          BLOB    NOT NULL REFERENCES device (id),
    rule            TEXT    NOT NULL,
    check_id        TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('fail', 'unknown', 'exempt', 'not-applicable', 'pass')),
    severity        TEXT    NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    since           INTEGER NOT NULL,
    first_failed_at INTEGER,
    reason          TEXT    NOT NULL CHECK (json_valid(reason)),
    findings        TEXT    NOT NULL CHECK (json_valid(findings)),
    facts           TEXT    NOT NULL CHECK (json_valid(facts)),
    remedy          TEXT,
    PRIMARY KEY (device, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_state_rule ON result_state (rule, status);

-- Each time a rule's status or reason became another one; "later" is absent when the rule was no longer asked.
CREATE TABLE state_change (
    id       INTEGER PRIMARY KEY,
    device   BLOB    NOT NULL REFERENCES device (id),
    rule     TEXT    NOT NULL,
    check_id TEXT    NOT NULL,
    earlier  TEXT,
    later    TEXT,
    reason   TEXT,
    sequence INTEGER NOT NULL,
    made     INTEGER NOT NULL,
    received INTEGER NOT NULL
) STRICT;
CREATE INDEX state_change_device ON state_change (device, id);
CREATE TRIGGER state_change_stays BEFORE UPDATE ON state_change
BEGIN SELECT RAISE(ABORT, 'state changes are append-only'); END;

-- Each row's digest covers the digest of the row before.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    previous BLOB    NOT NULL CHECK (length(previous) = 32),
    digest   BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE TRIGGER audit_stays_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_stays_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
