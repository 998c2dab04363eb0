"""How well the dates of joining agree with a list of dates that were found another way.

    python bench/member_since.py REPOSITORY DATES.csv

REPOSITORY is a clone of kubernetes/org, or a bundle of it. The list has the columns login, first_seen, last_added,
blame_date, events (such as ``+2019-06-15 -2024-02-16 +2024-09-14``) and category, for everybody in one organization.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from tracker.facts.people import DatePrecision, Login
from tracker.facts.tenure import Stay
from tracker.sources.kubernetes.org_history import HistoryPlace, HistoryQuery, OrgHistory, read_history

ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
LISTED = "kubernetes"
QUERY = HistoryQuery(
    repo="kubernetes/org",
    paths={org: (f"config/{org}/org.yaml", f"{org}/org.yaml") for org in ORGS},
    floor=date(2018, 8, 30),
)
LATE = timedelta(days=31)


@contextmanager
def clone_of(path: Path) -> Iterator[Path]:
    """The repository itself; of a bundle, a clone."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as directory:
        heads = subprocess.run(["git", "bundle", "list-heads", path], check=True, capture_output=True, text=True)
        branch = heads.stdout.split()[1].removeprefix("refs/heads/")
        words = ["git", "clone", "--quiet", "--bare", "--branch", branch, path, directory]
        subprocess.run(words, check=True)
        yield Path(directory)


def read(path: Path) -> OrgHistory:
    with clone_of(path) as clone:
        start = time.perf_counter()
        place = HistoryPlace(server_url="https://github.com", cache=clone, environ=os.environ, clone=clone)
        history = read_history(QUERY, place)
        print(f"{len(history.books)} organizations read in {time.perf_counter() - start:.2f} s")
    for gap in history.gaps:
        print("gap:", gap.reason)
    return history


def category(found: Sequence[Stay], blamed: date) -> str:
    """The list's own words for the ways in which a date can be uncertain."""
    if len(found) > 1:
        return "re-added"
    touched_later = blamed - found[0].joined > LATE
    if found[0].precision is DatePrecision.ON_OR_BEFORE:
        return "censored-at-2018-floor" + "+line-touched-later" * touched_later
    return "line-touched-later" if touched_later else "plain"


def events(found: Sequence[Stay]) -> str:
    return " ".join(f"+{stay.joined}" + (f" -{stay.left}" if stay.left else "") for stay in found)


def compare(history: OrgHistory, rows: Sequence[dict[str, str]]) -> int:
    """Print a line for each category and each disagreement; how many disagree."""
    rows_of, agree, wrong = Counter(row["category"] for row in rows), Counter[str](), 0
    for row in rows:
        login = Login.parse(row["login"])
        found = history.books[LISTED].get(login.key, ())
        since = history.since(LISTED, login)
        want = (row["last_added"], row["events"], row["category"])
        have = (str(since.day), events(found), found and category(found, date.fromisoformat(row["blame_date"])))
        agree[row["category"]] += want == have
        if want != have:
            wrong += 1
            print(f"{login}: {want} in the list, {have} in the history")
    for name, count in rows_of.most_common():
        print(f"{name:42} {agree[name]:5} of {count:5} agree")
    return wrong


def main(repository: str, dates: str) -> int:
    with Path(dates).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    history = read(Path(repository))
    if LISTED not in history.books:
        return 1
    wrong = compare(history, rows)
    now = {login for login, found in history.books[LISTED].items() if found[-1].left is None}
    unlisted = now - {row["login"].casefold() for row in rows}
    renamed = sum(history.books[LISTED][login][-1].renamed_from is not None for login in now)
    print(f"{len(now)} are listed now, {len(unlisted)} of them not in the list; {renamed} may have been renamed")
    return bool(wrong or unlisted)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
