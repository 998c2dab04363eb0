"""Pages, windows past 1,000 results, halving, skipping: against a search that keeps GitHub's rules."""

from datetime import UTC, datetime, timedelta

import pytest
from tracker.sources.github.streams import Stream
from unit.sources.github.records import connection, pull

from tracker.errors import SourceError
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.replies import Answer, Problem, TooHeavy
from tracker.sources.github.searches import Search

TIMEOUT = Problem(message="Something went wrong while executing your query.")
FORBIDDEN = Problem(message="Resource not accessible", type="FORBIDDEN", path=("search", "nodes", 0, "files"))
ONE_SEARCH = (Search(terms="a"),)


class Hub:
    """Answers searches over ``pulls`` (newest first) as GitHub does: 1,000 results, offsets as cursors."""

    def __init__(self, pulls):
        self.pulls = pulls
        self.asked = []
        self.heaviest = 100  # results that GitHub can answer at once
        self.poison = set()  # ids of results that it cannot answer at all
        self.before = None  # called before each answer

    def __call__(self, question, variables):
        self.asked.append((question, variables))
        size = variables.get("size", 1)
        found = self.found(variables["q"])
        start = int(variables["after"] or 0)
        rows = found[start : min(start + size, 1000)]
        if question != "next" and (size > self.heaviest or self.poison & {row["id"] for row in rows}):
            raise TooHeavy("GitHub answered with status 502, twice")
        if self.before:
            changed = self.before(len(self.asked), rows)
            if changed is not None:
                return changed
        return self.answer(found, start, rows)

    def found(self, text):
        until = next((w.removeprefix("created:<=") for w in text.split() if w.startswith("created:")), "9999")
        return [row for row in self.pulls if row["createdAt"] <= until]

    def answer(self, found, start, rows, errors=()):
        end = start + len(rows)
        more = str(end) if end < min(len(found), 1000) else None
        search = {**connection(*rows, after=more), "issueCount": len(found)}
        return Answer(data={"search": search}, errors=tuple(errors))


def world(count, *, same_second=1):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start - timedelta(minutes=n // same_second) for n in range(count)]
    return [pull(n, createdAt=moment.strftime("%Y-%m-%dT%H:%M:%SZ")) for n, moment in enumerate(moments)]


def stream_of(hub, *, size=50, searches=ONE_SEARCH, **more):
    return Stream(hub, "authored", searches, size=PageSize(size), variables={"type": "T"}, **more)


def drain(stream):
    rows = []
    while stream.open:
        rows += stream.read()
    return rows


def sizes(hub):
    return [variables["size"] for question, variables in hub.asked if question != "next"]


def test_pages_newest_first():
    hub = Hub(world(120))
    stream = stream_of(hub, total=120)
    assert (stream.total, stream.pages_left, stream.open) == (120, 3, True)
    assert [row["id"] for row in drain(stream)] == [row["id"] for row in hub.pulls]
    assert len(hub.asked) == 3
    assert (stream.total, stream.pages_left, stream.missing, stream.stopped) == (120, 0, 0, None)


def test_an_empty_search():
    stream = stream_of(Hub([]))
    assert drain(stream) == []
    assert (stream.total, stream.missing) == (0, 0)
    assert not stream_of(Hub([]), searches=()).open


def test_several_searches_follow_each_other():
    stream = stream_of(Hub(world(60)), searches=(Search(terms="a"), Search(terms="b")), total=120)
    assert len(drain(stream)) == 60  # the other search finds the same, and each is given once
    assert stream.missing == 0


@pytest.mark.parametrize(("count", "same_second", "requests"), [(1000, 1, 20), (2500, 1, 51), (5000, 3, 101)])
def test_past_a_thousand_results(count, same_second, requests):
    hub = Hub(world(count, same_second=same_second))
    stream = stream_of(hub)
    assert len({row["id"] for row in drain(stream)}) == count
    assert stream.missing == 0
    assert len(hub.asked) <= requests


def test_more_than_a_thousand_in_one_second_end():
    stream = stream_of(Hub(world(1200, same_second=1200)))
    assert len(drain(stream)) == 1000
    assert stream.missing == 200


def test_pages_that_shift_are_seen_once_and_missed_ones_are_counted():
    hub = Hub(world(100))

    def shift(asked, _rows):
        if asked == 2:
            hub.pulls = hub.pulls[1:]  # one went away from the first page, so another was never shown

    hub.before = shift
    stream = stream_of(hub)
    rows = drain(stream)
    assert len({row["id"] for row in rows}) == len(rows)
    hub = Hub(world(100))

    def skip(asked, rows):
        return hub.answer(hub.pulls, 50, rows[1:]) if asked == 2 else None

    hub.before = skip
    stream = stream_of(hub)
    assert len(drain(stream)) == 99
    assert stream.missing == 1


def test_pages_are_halved_and_stay_so():
    hub = Hub(world(100))
    hub.heaviest = 12
    stream = stream_of(hub)
    assert len(drain(stream)) == 100
    assert sizes(hub) == [50, 25, 12, 12, 12, 12, 24, *[12] * 5]  # tried again once, after four good pages


def test_pages_grow_back():
    size = PageSize(25)
    assert size.halve()
    assert size.halve()
    seen = []
    for _ in range(12):
        size.passed()
        seen.append(size.size)
    assert seen == [6] * 3 + [12] * 3 + [24] * 3 + [25] * 3
    assert size.halve()
    for _ in range(8):
        assert size.size == 12
        size.passed()
    assert size.size == 24


def test_what_cannot_be_answered_is_skipped_by_name():
    hub = Hub(world(10))
    hub.poison = {"PR_4"}
    stream = stream_of(hub, size=8)
    assert [row["number"] for row in drain(stream)] == [0, 1, 2, 3, 5, 6, 7, 8, 9]
    assert stream.skipped_names == [("kubernetes/kubernetes", 4)]
    assert (stream.missing, stream.stopped) == (0, None)


def test_what_cannot_even_be_skipped_is_an_outage():
    def heavy(question, variables):
        raise TooHeavy("too much")

    stream = stream_of(heavy, size=1)
    with pytest.raises(SourceError, match="too much"):
        stream.read()


def test_a_skip_without_an_answer_ends_the_stream():
    def ask(question, variables):
        if question == "next":
            return Answer(data={"search": None})
        raise TooHeavy("too much")

    stream = stream_of(ask, size=1)
    assert stream.read() == ()
    assert stream.stopped == "too much"


def test_an_accident_is_asked_again_for_less():
    hub = Hub(world(60))
    hub.before = lambda asked, rows: Answer(data={"search": None}, errors=(TIMEOUT,)) if asked == 1 else None
    stream = stream_of(hub)
    assert len(drain(stream)) == 60
    assert sizes(hub)[:2] == [50, 25]
    assert stream.left_out == []


def test_an_accident_that_stays_is_a_gap():
    hub = Hub(world(60))
    hub.before = lambda asked, rows: hub.answer(hub.pulls, 0, rows, [TIMEOUT]) if asked < 3 else None
    stream = stream_of(hub)
    assert len(stream.read()) == 25
    assert [left_out.reason for left_out in stream.left_out] == [TIMEOUT.message]


def test_an_answer_without_results_ends_the_stream():
    hub = Hub(world(60))
    hub.before = lambda asked, rows: Answer(data={"search": None}, errors=(TIMEOUT,))
    stream = stream_of(hub)
    assert drain(stream) == []
    assert stream.stopped == TIMEOUT.message
    assert len(hub.asked) == 2


def test_a_refusal_is_not_asked_again():
    hub = Hub(world(10))
    hub.before = lambda asked, rows: hub.answer(hub.pulls, 0, rows, [FORBIDDEN])
    stream = stream_of(hub)
    assert len(drain(stream)) == 10
    assert len(hub.asked) == 1
    assert [(out.reason, out.repo) for out in stream.left_out] == [(FORBIDDEN.message, "kubernetes/kubernetes")]


def test_a_failed_page_can_be_read_again():
    hub = Hub(world(60))
    failing = [True]

    def fail(asked, rows):
        if asked == 2 and failing.pop():
            raise SourceError("no network")

    hub.before = fail
    stream = stream_of(hub)
    assert len(stream.read()) == 50
    with pytest.raises(SourceError):
        stream.read()
    assert stream.open
    assert len(stream.read()) == 10
