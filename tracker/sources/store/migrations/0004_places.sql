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
