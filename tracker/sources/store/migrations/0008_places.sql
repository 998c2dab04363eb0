-- Repositories, and directories of them (path is empty for the repository), by the names under which they were looked
-- for; name is what GitHub calls the repository, null where there is none; there is 1 where the directory exists.
CREATE TABLE places (
    repo TEXT NOT NULL COLLATE NOCASE CHECK (repo LIKE '_%/_%'),
    path TEXT NOT NULL,
    name TEXT CHECK (name LIKE '_%/_%'),
    there INTEGER NOT NULL CHECK (there IN (0, 1)),
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (repo, path)
) STRICT, WITHOUT ROWID;

-- The index of roles: which files at the roots of repositories were read for it (JSON, by repository and path), why others
-- were not (JSON, by repository), and what repositories are called now that sigs.yaml names otherwise (JSON).
CREATE TABLE role_index (
    groups_file TEXT NOT NULL CHECK (groups_file <> ''),
    orgs TEXT NOT NULL,
    files TEXT NOT NULL CHECK (CASE json_valid(files) WHEN 1 THEN json_type(files) = 'array' ELSE 0 END),
    unread TEXT NOT NULL CHECK (CASE json_valid(unread) WHEN 1 THEN json_type(unread) = 'object' ELSE 0 END),
    names TEXT NOT NULL CHECK (CASE json_valid(names) WHEN 1 THEN json_type(names) = 'object' ELSE 0 END),
    read_at TEXT NOT NULL CHECK (read_at GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (groups_file, orgs)
) STRICT, WITHOUT ROWID;
