-- What an audit saw of somebody's contributions in some organizations from a time to a time: how many were enough, and what
-- was found (JSON).
CREATE TABLE activity (
    login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
    orgs TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    until TEXT NOT NULL CHECK (until GLOB '[0-9]???-[01]?-[0-3]?T[0-2]?:[0-5]?:[0-5]?Z'),
    enough INTEGER NOT NULL CHECK (enough > 0),
    found TEXT NOT NULL CHECK (CASE json_valid(found) WHEN 1 THEN json_type(found) = 'object' ELSE 0 END),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (login, orgs, enough)
) STRICT, WITHOUT ROWID;
