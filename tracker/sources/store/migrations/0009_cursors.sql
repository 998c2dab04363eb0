-- How far a long conversation was read from its beginning, where that is not all of it: GitHub's cursors.
CREATE TABLE cursors (
    pull_request TEXT NOT NULL PRIMARY KEY REFERENCES pull_requests (id) ON DELETE CASCADE,
    reviews TEXT,
    remarks TEXT
) STRICT;
