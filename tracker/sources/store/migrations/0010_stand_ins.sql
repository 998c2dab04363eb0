-- Stand-ins for people who asked to be left out had the form of a login that somebody may have. What names one is read
-- again, so that it has the form that nobody's login has.
DELETE FROM pull_requests WHERE author GLOB 'left-out-????????????' OR instr(title, 'left-out-') OR id IN (
    SELECT pull_request FROM reviews WHERE login GLOB 'left-out-????????????'
    UNION SELECT pull_request FROM commands WHERE login GLOB 'left-out-????????????'
    UNION SELECT pull_request FROM counted WHERE login GLOB 'left-out-????????????'
);
DELETE FROM files WHERE pull_request NOT IN (SELECT id FROM pull_requests);
DELETE FROM reviews WHERE pull_request NOT IN (SELECT id FROM pull_requests);
DELETE FROM commands WHERE pull_request NOT IN (SELECT id FROM pull_requests);
DELETE FROM counted WHERE pull_request NOT IN (SELECT id FROM pull_requests);
DELETE FROM cursors WHERE pull_request NOT IN (SELECT id FROM pull_requests);
DELETE FROM checks WHERE instr(requests, 'left-out-') OR instr(plan, 'left-out-');
