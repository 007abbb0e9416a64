-- The installation's own secrets (pepper, blinding key), sealed under a system key; without them a start is refused.

CREATE TABLE secrets (
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    epoch INTEGER NOT NULL REFERENCES system_keys (epoch),
    sealed BLOB NOT NULL,
    PRIMARY KEY (name, number)
) STRICT, WITHOUT ROWID;
