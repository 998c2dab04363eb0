-- Repositories, and directories of them (path is empty for the repository), by the names under which they were looked
-- for; name is what GitHub calls the repository, null where there is none; there is 1 where the directory exists.
CREATE TABLE places (
    repo TEXT NOT NULL COLLATE NOCASE,
    path TEXT NOT NULL,
    name TEXT,
    there INTEGER NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (repo, path)
) STRICT, WITHOUT ROWID;

-- The index of roles: which files at the roots of repositories were read for it (JSON, by repository and path), why others
-- were not (JSON, by repository), and what repositories are called now that sigs.yaml names otherwise (JSON).
CREATE TABLE role_index (
    groups_file TEXT NOT NULL,
    orgs TEXT NOT NULL,
    files TEXT NOT NULL CHECK (json_valid(files)),
    unread TEXT NOT NULL CHECK (json_valid(unread)),
    names TEXT NOT NULL CHECK (json_valid(names)),
    read_at TEXT NOT NULL,
    PRIMARY KEY (groups_file, orgs)
) STRICT, WITHOUT ROWID;
