-- Times are ISO 8601 in UTC, logins as GitHub spells them (compared without case), truth values 0 or 1.

-- Accounts that were looked up; id is null where there was none.
CREATE TABLE people (
    login TEXT PRIMARY KEY COLLATE NOCASE,
    id TEXT,
    url TEXT,
    name TEXT,
    company TEXT,
    created_at TEXT,
    read_at TEXT NOT NULL
);

-- Public pull requests as they stood when they were read, whoever they were read for.
CREATE TABLE pull_requests (
    id TEXT PRIMARY KEY,
    repo TEXT NOT NULL,
    number INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT COLLATE NOCASE,
    author_is_bot INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    closed_at TEXT,
    merged_at TEXT,
    draft INTEGER NOT NULL,
    base TEXT,
    additions INTEGER,
    deletions INTEGER,
    changed_files INTEGER,
    labels TEXT NOT NULL,
    files_after TEXT,
    reviews_left INTEGER NOT NULL,
    remarks_left INTEGER NOT NULL
);
CREATE INDEX pull_requests_by_author ON pull_requests (author);

-- Changed files of pull requests, as far as they were read.
CREATE TABLE files (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    additions INTEGER NOT NULL,
    deletions INTEGER NOT NULL
);
CREATE INDEX files_by_pull_request ON files (pull_request);

-- Submitted reviews by humans; comments are inline comments, null where they were not counted.
CREATE TABLE reviews (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    login TEXT NOT NULL COLLATE NOCASE,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    comments INTEGER
);
CREATE INDEX reviews_by_pull_request ON reviews (pull_request);
CREATE INDEX reviews_by_login ON reviews (login);

-- Commands such as /lgtm in what humans wrote; the rest of what they wrote is not kept.
CREATE TABLE commands (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    login TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX commands_by_pull_request ON commands (pull_request);
CREATE INDEX commands_by_login ON commands (login);

-- Whose inline comments on a pull request are known.
CREATE TABLE counted (
    pull_request TEXT NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
    login TEXT NOT NULL COLLATE NOCASE
);
CREATE INDEX counted_by_pull_request ON counted (pull_request);

-- What GitHub's search finds for a person: authored by them, or with their participation.
CREATE TABLE found (
    login TEXT NOT NULL COLLATE NOCASE,
    family TEXT NOT NULL,
    pull_request TEXT NOT NULL,
    repo TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (login, family, pull_request)
) WITHOUT ROWID;

-- How far a search was followed: all that it finds down to down_to, and all that changed until watermark, is in found.
CREATE TABLE readings (
    login TEXT NOT NULL COLLATE NOCASE,
    orgs TEXT NOT NULL,
    family TEXT NOT NULL,
    scope TEXT NOT NULL,
    terms TEXT NOT NULL,
    watermark TEXT NOT NULL,
    down_to TEXT,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (login, orgs, family, scope, terms)
) WITHOUT ROWID;

-- What else was read of a person: how much they were involved lately, and their membership requests (JSON).
CREATE TABLE checks (
    login TEXT NOT NULL COLLATE NOCASE,
    orgs TEXT NOT NULL,
    read_at TEXT NOT NULL,
    involved INTEGER,
    requests TEXT,
    PRIMARY KEY (login, orgs)
) WITHOUT ROWID;

-- Texts of governance files by Git's object id: OWNERS, aliases, org files, sigs.yaml, documents of rules.
CREATE TABLE texts (
    oid TEXT PRIMARY KEY,
    text TEXT NOT NULL
);

-- Which text a file had on its default branch when it was last looked at; oid is null where there was no such file.
CREATE TABLE paths (
    repo TEXT NOT NULL,
    path TEXT NOT NULL,
    oid TEXT,
    url TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (repo, path)
) WITHOUT ROWID;

-- When the lines of a text were last changed, and what shows it.
CREATE TABLE line_changes (
    repo TEXT NOT NULL,
    path TEXT NOT NULL,
    oid TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    at TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (repo, path, oid, first)
) WITHOUT ROWID;
