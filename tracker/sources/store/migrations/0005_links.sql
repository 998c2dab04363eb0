-- Whether a file is a symbolic link: the text under its oid is then the path that it names, which is no content.
ALTER TABLE paths ADD COLUMN link INTEGER NOT NULL DEFAULT 0;
-- What was read of links before that was taken for content: such a text is one line. Read again.
DELETE FROM paths WHERE oid IN (SELECT oid FROM texts WHERE instr(text, char(10)) = 0);
