-- What this GitHub was found to do with questions of ours (JSON), and when: asked again after some days.
CREATE TABLE host_checks (
    name TEXT NOT NULL PRIMARY KEY,
    found TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
