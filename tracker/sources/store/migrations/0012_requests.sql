-- An issue in which somebody may ask for membership, as GitHub answered (JSON), with as much of its thread as was read: how
-- many comments it had, and when it last changed.
CREATE TABLE issues (
    repo TEXT NOT NULL CHECK (repo = lower(repo)),
    number INTEGER NOT NULL CHECK (number > 0),
    comments INTEGER NOT NULL CHECK (comments >= 0),
    updated_at TEXT NOT NULL CHECK (updated_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    issue TEXT NOT NULL CHECK (CASE json_valid(issue) WHEN 1 THEN json_type(issue) = 'object' ELSE 0 END),
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (repo, number)
) STRICT, WITHOUT ROWID;

-- Which issues of a repository there were, in a state (empty: any), made since a moment (empty: ever); and why not all of
-- them may be listed (JSON).
CREATE TABLE issue_lists (
    repo TEXT NOT NULL CHECK (repo = lower(repo)),
    state TEXT NOT NULL CHECK (state IN ('', 'open', 'closed')),
    since TEXT NOT NULL CHECK (since = '' OR since GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    issues TEXT NOT NULL CHECK (CASE json_valid(issues) WHEN 1 THEN json_type(issues) = 'array' ELSE 0 END),
    missing TEXT NOT NULL CHECK (CASE json_valid(missing) WHEN 1 THEN json_type(missing) = 'array' ELSE 0 END),
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (repo, state, since)
) STRICT, WITHOUT ROWID;
