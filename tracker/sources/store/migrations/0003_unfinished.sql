-- What a run had learned of a person before it read their work (JSON), while it is not done; null once it is.
ALTER TABLE checks ADD COLUMN plan TEXT;
