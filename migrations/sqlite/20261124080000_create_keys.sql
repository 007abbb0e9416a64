-- The records that a key lives among: tenants, the keys under keys, the trail. Ids are 16 bytes, times microseconds since 1970.

CREATE TABLE domains (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    deletion_approvals INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
    id BLOB NOT NULL PRIMARY KEY,
    domain_id BLOB NOT NULL REFERENCES domains (id),
    name TEXT NOT NULL,
    key_quota INTEGER NOT NULL,
    -- Keys that count toward the quota; moved with them, so that a limit needs no counting.
    keys_used INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (domain_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE system_keys (
    epoch INTEGER NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- Each sealed row points to the row that seals it: nothing is saved under a key that is gone.
CREATE TABLE keks (
    bucket INTEGER NOT NULL,
    number INTEGER NOT NULL,
    epoch INTEGER NOT NULL REFERENCES system_keys (epoch),
    sealed BLOB NOT NULL,
    PRIMARY KEY (bucket, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
    id BLOB NOT NULL PRIMARY KEY,
    domain_id BLOB NOT NULL REFERENCES domains (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    alias TEXT NOT NULL,
    description TEXT NOT NULL,
    spec TEXT NOT NULL,
    origin TEXT NOT NULL,
    -- The wire's numbers: 2 enabled, 3 disabled, 4 pending deletion, 5 pending import.
    state INTEGER NOT NULL CHECK (state IN (2, 3, 4, 5)),
    deletion_at INTEGER CHECK ((state = 4) = (deletion_at IS NOT NULL)),
    made_by_user BLOB,
    made_by_service TEXT CHECK ((made_by_user IS NULL) <> (made_by_service IS NULL)),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (project_id, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_versions (
    key_id BLOB NOT NULL REFERENCES keys (id),
    version INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (key_id, version),
    FOREIGN KEY (bucket, number) REFERENCES keks (bucket, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_versions_by_kek ON key_versions (bucket, number);

-- One log a domain. The head moves in the transaction that adds the leaf, so a log has no gaps.
CREATE TABLE trail_heads (
    domain_id BLOB NOT NULL PRIMARY KEY,
    generation INTEGER NOT NULL DEFAULT 1,
    size INTEGER NOT NULL DEFAULT 0,
    frontier BLOB NOT NULL DEFAULT x'',
    changes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE trail (
    seq INTEGER NOT NULL PRIMARY KEY,
    domain_id BLOB NOT NULL,
    leaf_index INTEGER NOT NULL,
    leaf_hash BLOB NOT NULL,
    body BLOB
) STRICT;
