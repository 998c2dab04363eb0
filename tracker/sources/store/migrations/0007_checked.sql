-- Every row is of the types that it was written with, and carries a checksum: a row, a list or a pull request that was
-- damaged is told from one that was written here. What was kept before is carried over row by row (carry_over.py).

CREATE TEMP TABLE old_files AS SELECT * FROM files;
DROP TABLE files;
CREATE TEMP TABLE old_reviews AS SELECT * FROM reviews;
DROP TABLE reviews;
CREATE TEMP TABLE old_commands AS SELECT * FROM commands;
DROP TABLE commands;
CREATE TEMP TABLE old_counted AS SELECT * FROM counted;
DROP TABLE counted;
CREATE TEMP TABLE old_pull_requests AS SELECT * FROM pull_requests;
DROP TABLE pull_requests;
CREATE TEMP TABLE old_people AS SELECT * FROM people;
DROP TABLE people;
CREATE TEMP TABLE old_found AS SELECT * FROM found;
DROP TABLE found;
CREATE TEMP TABLE old_readings AS SELECT * FROM readings;
DROP TABLE readings;
CREATE TEMP TABLE old_checks AS SELECT * FROM checks;
DROP TABLE checks;
CREATE TEMP TABLE old_texts AS SELECT * FROM texts;
DROP TABLE texts;
CREATE TEMP TABLE old_paths AS SELECT * FROM paths;
DROP TABLE paths;
CREATE TEMP TABLE old_line_changes AS SELECT * FROM line_changes;
DROP TABLE line_changes;
CREATE TEMP TABLE old_reports AS SELECT * FROM reports;
DROP TABLE reports;
CREATE TEMP TABLE old_host_checks AS SELECT * FROM host_checks;
DROP TABLE host_checks;
CREATE INDEX temp.old_files_of ON old_files (pull_request);
CREATE INDEX temp.old_reviews_of ON old_reviews (pull_request);
CREATE INDEX temp.old_commands_of ON old_commands (pull_request);
CREATE INDEX temp.old_counted_of ON old_counted (pull_request);

-- Accounts that were looked up; id is null where there was none.
CREATE TABLE people (
    login TEXT NOT NULL PRIMARY KEY COLLATE NOCASE CHECK (login <> ''),
    id TEXT,
    url TEXT,
    name TEXT,
    company TEXT,
    created_at TEXT CHECK (created_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Public pull requests as they stood when they were read. The checksum is of a pull request with its files, reviews,
-- commands and those whose inline comments are known.
CREATE TABLE pull_requests (
    id TEXT NOT NULL PRIMARY KEY,
    repo TEXT NOT NULL CHECK (repo LIKE '_%/_%'),
    number INTEGER NOT NULL CHECK (number > 0),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT COLLATE NOCASE CHECK (author <> ''),
    author_is_bot INTEGER NOT NULL CHECK (author_is_bot IN (0, 1)),
    created_at TEXT NOT NULL CHECK (created_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    updated_at TEXT NOT NULL CHECK (updated_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    closed_at TEXT CHECK (closed_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    merged_at TEXT CHECK (merged_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
    base TEXT,
    additions INTEGER CHECK (additions >= 0),
    deletions INTEGER CHECK (deletions >= 0),
    changed_files INTEGER CHECK (changed_files >= 0),
    labels TEXT NOT NULL CHECK (CASE json_valid(labels) WHEN 1 THEN json_type(labels) = 'array' ELSE 0 END),
    files_after TEXT,
    reviews_left INTEGER NOT NULL CHECK (reviews_left >= 0),
    remarks_left INTEGER NOT NULL CHECK (remarks_left >= 0),
    checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX pull_requests_by_author ON pull_requests (author);

CREATE TABLE files (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    path TEXT NOT NULL CHECK (path <> ''),
    additions INTEGER NOT NULL CHECK (additions >= 0),
    deletions INTEGER NOT NULL CHECK (deletions >= 0)
) STRICT;
CREATE INDEX files_by_pull_request ON files (pull_request);

CREATE TABLE reviews (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    state TEXT NOT NULL CHECK (state IN ('APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED')),
    at TEXT NOT NULL CHECK (at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    comments INTEGER CHECK (comments >= 0)
) STRICT;
CREATE INDEX reviews_by_pull_request ON reviews (pull_request);
CREATE INDEX reviews_by_login ON reviews (login);

CREATE TABLE commands (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    at TEXT NOT NULL CHECK (at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z')
) STRICT;
CREATE INDEX commands_by_pull_request ON commands (pull_request);
CREATE INDEX commands_by_login ON commands (login);

CREATE TABLE counted (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> '')
) STRICT;
CREATE INDEX counted_by_pull_request ON counted (pull_request);

-- Lists: rows that say something together, so that one that is missing says something wrong. The checksum is the
-- exclusive or of those of the rows. What speaks of a whole list names it by began, a number drawn when it was begun.
CREATE TABLE lists (
    of TEXT NOT NULL CHECK (of <> ''),
    login TEXT NOT NULL COLLATE NOCASE,
    key TEXT NOT NULL,
    began INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (of, login, key)
) STRICT, WITHOUT ROWID;

-- What GitHub's search finds for a person: authored by them, or with their participation.
CREATE TABLE found (
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    family TEXT NOT NULL CHECK (family <> ''),
    pull_request TEXT NOT NULL CHECK (pull_request <> ''),
    repo TEXT NOT NULL CHECK (repo LIKE '_%/_%'),
    created_at TEXT NOT NULL CHECK (created_at GLOB '[0-9]???-[01]?-[0-3]?T*'),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (login, family, pull_request)
) STRICT, WITHOUT ROWID;

-- How far a search was followed: all that it finds down to down_to, and all that changed until watermark, is in the
-- list of what was found that began with this number.
CREATE TABLE readings (
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    orgs TEXT NOT NULL,
    family TEXT NOT NULL CHECK (family <> ''),
    scope TEXT NOT NULL,
    terms TEXT NOT NULL,
    watermark TEXT NOT NULL CHECK (watermark GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    down_to TEXT CHECK (down_to GLOB '[0-9]???-[01]?-[0-3]?T*'),
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    total INTEGER NOT NULL CHECK (total >= 0),
    began INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (login, orgs, family, scope, terms)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    orgs TEXT NOT NULL,
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    involved INTEGER CHECK (involved >= 0),
    requests TEXT CHECK (requests IS NULL OR json_valid(requests)),
    plan TEXT CHECK (plan IS NULL OR json_valid(plan)),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (login, orgs)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
    oid TEXT NOT NULL PRIMARY KEY CHECK (oid <> ''),
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE paths (
    repo TEXT NOT NULL CHECK (repo LIKE '_%/_%'),
    path TEXT NOT NULL CHECK (path <> ''),
    oid TEXT CHECK (oid <> ''),
    url TEXT NOT NULL,
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    link INTEGER NOT NULL CHECK (link IN (0, 1)),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (repo, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_changes (
    repo TEXT NOT NULL CHECK (repo LIKE '_%/_%'),
    path TEXT NOT NULL CHECK (path <> ''),
    oid TEXT NOT NULL CHECK (oid <> ''),
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    at TEXT NOT NULL CHECK (at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    url TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (repo, path, oid, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    cohort TEXT NOT NULL,
    ladder TEXT NOT NULL CHECK (ladder <> ''),
    login TEXT NOT NULL COLLATE NOCASE CHECK (login <> ''),
    as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    said TEXT NOT NULL CHECK (json_valid(said)),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (cohort, ladder, login, as_of)
) STRICT, WITHOUT ROWID;
-- The checksums of a list's rows without what reports said.
CREATE INDEX reports_by_checksum ON reports (cohort, ladder, login, as_of, checksum);

CREATE TABLE host_checks (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    found TEXT NOT NULL CHECK (CASE json_valid(found) WHEN 1 THEN json_type(found) = 'array' ELSE 0 END),
    checked_at TEXT NOT NULL CHECK (checked_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
