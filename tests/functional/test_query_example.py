"""The query of the page for scripts over what ``ladder store export`` writes, run by DuckDB as it stands there."""

import csv
from io import StringIO

import duckdb
import pytest
from functional.counting import records
from functional.running import PEOPLE, WORLD_DAY
from pages import examples

(QUERY,) = (one for one in examples() if one.language == "sql")


@pytest.fixture
def answer(run, calm, home):
    """The query's answer after everybody of the sample world was checked, as ``duckdb -csv`` prints it."""
    run(*PEOPLE, "--full", "--no-openings", "--as-of", WORLD_DAY, "--quiet", server=calm)
    run("store", "export", "export", program="ladder")
    (folder,) = (home / "export").iterdir()
    folder.rename(home / "export" / "github.com")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = connection.sql(QUERY.code)
        written = StringIO()
        csv.writer(written, lineterminator="\n").writerows([found.columns, *found.fetchall()])
    return written.getvalue()


def test_the_query_prints_what_the_page_says(answer):
    QUERY.compare(answer)


def test_it_counts_what_the_records_of_the_world_hold(answer):
    """Counted without the store: pull requests that both of two people reviewed."""
    seen = {}
    for pull in records("pulls"):
        people = sorted({one["author"] for one in pull["reviews"]} & set(PEOPLE), key=str.casefold)
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                seen[pull["repo"], one, other] = seen.get((pull["repo"], one, other), 0) + 1
    rows = list(csv.DictReader(StringIO(answer)))
    assert {(row["repo"], row["one"], row["other"]): int(row["together"]) for row in rows} == seen
