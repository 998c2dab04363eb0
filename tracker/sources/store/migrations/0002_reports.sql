-- What a report said of a person, for the changes since: of which cohort (its name, or empty), by which ladder, of which day.
CREATE TABLE reports (
    cohort TEXT NOT NULL,
    ladder TEXT NOT NULL,
    login TEXT NOT NULL COLLATE NOCASE,
    as_of TEXT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (cohort, ladder, login, as_of)
) WITHOUT ROWID;
