-- What Prow's robot answered stands in commands, too. What was read before holds none of it, and is read again.
DELETE FROM pull_requests;
