-- People and what they show to be known; plans to destroy keys; the views of the trail that pages read; the time as it was witnessed.

CREATE TABLE installation (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL
) STRICT;

CREATE TABLE witnessed_time (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL,
    by_timer INTEGER NOT NULL,
    held INTEGER NOT NULL,
    last_jump_at INTEGER,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY,
    domain_id BLOB NOT NULL REFERENCES domains (id),
    name TEXT NOT NULL,
    -- In lower case, to sort and search by.
    folded TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    -- Roles with their givers, `name=giver` in a row, where a giver is a person's id or `operator`; and the same as bits, to search.
    roles TEXT NOT NULL,
    role_bits INTEGER NOT NULL,
    -- NULL is the operator.
    vouched_by BLOB,
    password_set_by BLOB,
    -- argon2id in PHC form, keyed by the installation's pepper.
    password TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    last_sign_in_at INTEGER,
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (domain_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX users_by_name ON users (domain_id, folded, id);

-- `data` is what pages keep between two requests; the rest is what makes it somebody's. Without a user it is nobody's yet.
CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    data TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    user_id BLOB REFERENCES users (id),
    user_epoch INTEGER,
    project_id BLOB,
    signed_in_at INTEGER,
    password_given_at INTEGER,
    seen_at INTEGER,
    address TEXT,
    agent TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE tokens (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    user_epoch INTEGER NOT NULL,
    project_id BLOB,
    method TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_end ON tokens (expires_at);

-- Attempts to sign in that failed, by the hash of what they are counted under.
CREATE TABLE attempts (
    subject BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last_at);

CREATE TABLE deletion_plans (
    id BLOB NOT NULL PRIMARY KEY,
    key_id BLOB NOT NULL,
    domain_id BLOB NOT NULL REFERENCES domains (id),
    project_id BLOB NOT NULL,
    asked_by BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    deletion_at INTEGER NOT NULL,
    reason TEXT,
    approvals_needed INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'refused', 'cancelled', 'carried-out')),
    overdue_since INTEGER,
    ended_by BLOB,
    ended_at INTEGER,
    end_reason TEXT,
    revision INTEGER NOT NULL,
    CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
-- A key has one open plan at the most.
CREATE UNIQUE INDEX deletion_plans_open_by_key ON deletion_plans (key_id) WHERE state = 'waiting';
CREATE INDEX deletion_plans_open_by_domain ON deletion_plans (domain_id, deletion_at, id) WHERE state = 'waiting';
CREATE INDEX deletion_plans_open_by_project ON deletion_plans (project_id, deletion_at) WHERE state = 'waiting';
CREATE INDEX deletion_plans_due ON deletion_plans (deletion_at, id) WHERE state = 'waiting';

CREATE TABLE approvals (
    plan_id BLOB NOT NULL REFERENCES deletion_plans (id),
    approver BLOB NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    digest BLOB NOT NULL,
    impact TEXT NOT NULL,
    PRIMARY KEY (plan_id, approver)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
    key_id BLOB NOT NULL PRIMARY KEY,
    domain_id BLOB NOT NULL,
    project_id BLOB NOT NULL,
    alias TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER NOT NULL,
    plan_id BLOB NOT NULL REFERENCES deletion_plans (id)
) STRICT, WITHOUT ROWID;

-- Buckets whose KEK still opens what was destroyed: the next turn of the epoch gives them a new one.
CREATE TABLE dirty_buckets (
    bucket INTEGER NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT;

-- Folded from the trail, as everything below: never part of a decision.
-- 0 is never.
ALTER TABLE keys ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keys ADD COLUMN data_keys INTEGER NOT NULL DEFAULT 0;
-- All keys of the project, default keys included, so that a page need not count them.
ALTER TABLE projects ADD COLUMN keys_total INTEGER NOT NULL DEFAULT 0;
UPDATE projects SET keys_total = (SELECT count(*) FROM keys WHERE keys.project_id = projects.id);

-- The last columns are there to be counted by, so that a count need not look at each key.
CREATE INDEX keys_by_state ON keys (project_id, state, alias, id, origin, made_by_service);
CREATE INDEX keys_by_origin ON keys (project_id, origin, alias);
CREATE INDEX keys_by_creation ON keys (project_id, created_at, id);
CREATE INDEX keys_by_use ON keys (project_id, last_used_at, id);
-- State and use go together: keys that wait for material were never used. A walk along the use would pass nearly all of them.
CREATE INDEX keys_by_state_and_creation ON keys (project_id, state, created_at, id);
CREATE INDEX keys_by_state_and_use ON keys (project_id, state, last_used_at, id);
CREATE INDEX keys_by_origin_and_use ON keys (project_id, origin, last_used_at, id);
CREATE INDEX keys_by_maker ON keys (project_id, made_by_user, alias) WHERE made_by_user IS NOT NULL;
CREATE INDEX keys_by_service ON keys (project_id, alias) WHERE made_by_service IS NOT NULL;

-- The words that a key is found by, in lower case: those of its description, and its alias whole.
CREATE TABLE key_words (
    project_id BLOB NOT NULL,
    word TEXT NOT NULL,
    key_id BLOB NOT NULL REFERENCES keys (id),
    PRIMARY KEY (project_id, word, key_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_words_by_key ON key_words (key_id);

CREATE TABLE events (
    domain_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    key_id BLOB,
    action TEXT NOT NULL,
    refused INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB NOT NULL,
    actor_name TEXT NOT NULL,
    count INTEGER NOT NULL,
    -- What a search looks through, in lower case.
    words TEXT NOT NULL,
    PRIMARY KEY (domain_id, at, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_key ON events (key_id, at, seq) WHERE key_id IS NOT NULL;
CREATE INDEX events_changes_of_key ON events (key_id, at, seq) WHERE changed = 1 AND key_id IS NOT NULL;
CREATE INDEX events_refusals_of_key ON events (key_id, at, seq) WHERE refused = 1 AND key_id IS NOT NULL;

CREATE TABLE key_usage (
    key_id BLOB NOT NULL,
    -- Days since 1970 began.
    day INTEGER NOT NULL,
    action TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB NOT NULL,
    actor_name TEXT NOT NULL,
    answered INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, day, action, actor_kind, actor_id, actor_name)
) STRICT, WITHOUT ROWID;

-- Up to where the trail is folded; moves in the transaction that folds.
CREATE TABLE folded (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO folded (one, seq) VALUES (1, 0);
