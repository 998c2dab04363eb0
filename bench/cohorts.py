"""Several people in one run: how it grows from 20 to all of a project, what is new a week later, and what else one could do."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from communities import NOW_DAY, PEOPLE, PULLS, WEEK_AGO_DAY, Drawn
from measuring import COLUMNS, HERE, LATENCY_MS, Measured, ladder_check, measure, port_of, standin
from people import compared, naive
from tabulate import tabulate

from tracker.sources.store import open_store
from tracker.sources.store.tables import CHECKS, PATHS
from tracker.sources.store.values import moment, read_moment

#: Requests after which a run is interrupted, as by the limit of an hour.
HALF = 500
#: Points that a token is given in an hour, for twenty people: a third of what they take, as those of GitHub Actions are
#: of what everybody takes.
POINTS = 70
#: Than the hour in which nobody is asked about again.
A_LITTLE_MORE = timedelta(hours=1, minutes=1)
#: Exit codes of a run that ended before its time, and of one that did not.
ENDS = (0, 4, 5)


@dataclass(frozen=True)
class Bound:
    """What a run may take at most; None is as much as it likes."""

    requests: int | None = None
    own: float | None = None
    megabytes: float | None = None

    def said(self, found: Measured) -> str:
        pairs = (
            (self.requests, found.requests, "requests"),
            (self.own, found.own, "s own"),
            (self.megabytes, found.megabytes, "MiB"),
        )
        return "; ".join(
            f"{'≤' if have <= most else 'NOT ≤'} {most:,.0f} {what}" for most, have, what in pairs if most is not None
        )


EVERYBODY = Bound(requests=1000, own=60, megabytes=500)


class Community:
    """The two worlds, the people drawn from them, and a store for each of the runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "community"
        self.now, self.then = self.folder / "now", self.folder / "week-ago"
        if not self.then.is_dir():
            subprocess.run([sys.executable, str(HERE / "communities.py"), str(self.folder)], check=True)
        drawn = Drawn(self.now)
        self.twenty, self.busiest = drawn.by_lot(20), drawn.busiest(20)
        self.cohorts = {
            "20 drawn by lot": self.twenty,
            "the 20 busiest": self.busiest,
            "200 drawn by lot": drawn.by_lot(200),
            f"all {PEOPLE:,}": drawn.everybody,
        }
        self.work_of_twenty = drawn.work_of(self.twenty)

    def check(self, url: str, logins: Sequence[str], store: str, *more: str) -> Measured:
        words = (*logins, "--no-openings", "--format", "json", *more)
        return measure(url, *ladder_check(*words, store=self.folder / store), ends=ENDS)


def growth(folder: Path, *, quick: bool) -> str:
    """From 20 to everybody: the first time, a week later, and interrupted."""
    community = Community(folder)
    rows = list(_growing(community, quick=quick))
    about = (
        f"A community of {PEOPLE:,} people made by the stand-in's generator: everybody is a member, two in five review, "
        f"{PULLS:,} pull requests and one more by everybody in the last week. `new` begins with an empty store, on the "
        "day a week ago; `a week later` knows everybody as of then; `hour 1` and so on are a run in each hour, from an "
        "empty store, with a token that is given so few points in an hour."
    )
    return f"{about}\n\n{_table('people', rows)}"


def _growing(community: Community, *, quick: bool) -> Iterator[list[str]]:
    cohorts = {name: who for name, who in community.cohorts.items() if not quick or len(who) < PEOPLE}
    with standin(community.then, "--git") as url:
        port = port_of(url)
        for name, who in cohorts.items():
            found = community.check(url, who, name, "--as-of", WEEK_AGO_DAY)
            bound = Bound(requests=60) if who is community.twenty else EVERYBODY if len(who) == PEOPLE else Bound()
            yield [f"{name}, new", *found.cells, bound.said(found)]
    with standin(community.now, "--git", port=port) as url:
        for name, who in cohorts.items():
            found = community.check(url, who, name, "--as-of", NOW_DAY)
            bound = Bound(requests=25) if who is community.twenty else Bound()
            yield [f"{name}, a week later", *found.cells, bound.said(found)]
        if not quick:
            yield from _interrupted(community, url)
    yield from _hourly(community)


def _interrupted(community: Community, url: str) -> Iterator[list[str]]:
    """Everybody anew, ended after half of the requests, and gone on with until nothing is left."""
    whole = None
    for run in range(1, 5):
        most = ("--max-requests", str(HALF)) if run == 1 else ()
        found = community.check(url, community.cohorts[f"all {PEOPLE:,}"], "halves", "--as-of", NOW_DAY, *most)
        whole = found if whole is None else whole + found
        yield [f"all {PEOPLE:,}, run {run}" + (f" with --max-requests {HALF}" if most else ""), *found.cells, ""]
        if not most:
            break
    if whole:
        yield [f"all {PEOPLE:,}, both runs", *whole.cells, Bound(requests=1000).said(whole)]


def _hourly(community: Community) -> Iterator[list[str]]:
    """Some people anew, once in each hour, with so few points in an hour that it takes several."""
    with standin(community.now, "--git", "--graphql-limit", str(POINTS)) as url:
        for run in range(1, 10):
            found = community.check(url, community.busiest, "hourly", "--as-of", NOW_DAY)
            yield [f"the 20 busiest, hour {run} of {POINTS} points", *found.cells, ""]
            if found.points < POINTS / 2:  # nothing but what may have changed was asked for
                break
            _an_hour_passes(community.folder / "hourly")


def _an_hour_passes(folder: Path) -> None:
    """What was read is an hour older: nobody waits for it."""
    (file,) = folder.rglob("*.sqlite3")
    with closing(open_store(file)) as store, store.transaction() as transaction:
        for table in (CHECKS, PATHS):
            rows = [dict(row) for row in transaction.execute(table.select)]
            earlier = ({**row, "read_at": moment(read_moment(row["read_at"]) - A_LITTLE_MORE)} for row in rows)
            transaction.executemany(table.insert, map(table.sealed, earlier))


def compare(folder: Path, *, quick: bool) -> str:
    """The 20, checked in other ways."""
    del quick  # it is short enough
    community = Community(folder)
    with standin(community.now, "--git", latency=LATENCY_MS) as url:
        together = community.check(url, community.twenty, "together", "--as-of", NOW_DAY)
        rows = [["one command for all 20", *together.cells, ""]]
        for what, stores in (("each with an empty store", range(20)), ("sharing a store", [0] * 20)):
            alone = [
                community.check(url, [who], f"{what} {store}", "--as-of", NOW_DAY)
                for who, store in zip(community.twenty, stores, strict=True)
            ]
            total = sum(alone[1:], alone[0])
            rows.append([f"20 commands, {what}", *total.cells, compared(total, together)])
        loop, note = naive(url, ",".join(community.twenty), community.work_of_twenty)
        rows.append(["the naive loop", *loop.cells, compared(loop, together, note)])
    about = f"The 20 drawn by lot, with {LATENCY_MS} ms for each request as on a real network, each time from the beginning."
    return f"{about}\n\n{_table('20 people', rows, last='compared')}"


def formats(folder: Path, *, quick: bool) -> str:
    """What a report of the 200 takes in each format, when nothing has changed since it was read."""
    del quick  # it is short enough
    community = Community(folder)
    who = community.cohorts["200 drawn by lot"]
    rows = []
    with standin(community.now, "--git") as url:
        community.check(url, who, "formats", "--as-of", NOW_DAY)
        for kind in ("json", "csv", "html", "markdown", "text"):
            found = community.check(url, who, "formats", "--as-of", NOW_DAY, "--format", kind)
            rows.append([kind, *found.cells, f"{found.written / 1e6:.1f} MB"])
    about = "The 200 drawn by lot once more when nothing has changed, in each format."
    return f"{about}\n\n{_table('format', rows, last='written')}"


def _table(first: str, rows: list[list[str]], last: str = "bound") -> str:
    return tabulate(rows, [first, *COLUMNS, last], tablefmt="github", disable_numparse=True)
