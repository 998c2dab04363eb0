"""One search: pages, windows past 1,000 results, and from where it was left."""

from datetime import UTC, datetime, timedelta

import pytest
from unit.sources.github.records import pull

from tracker.sources.github.gather.cursor import Cursor, frontier, shallowest
from tracker.sources.github.searches import LeftOut, Page, Search

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def world(count, *, same_second=1):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start - timedelta(minutes=n // same_second) for n in range(count)]
    return [pull(n, createdAt=moment.strftime("%Y-%m-%dT%H:%M:%SZ")) for n, moment in enumerate(moments)]


def page(rows, cursor, *, size=100, left_out=()):
    """What GitHub shows next: 1,000 results of a search, offsets as cursors."""
    until = next((word.removeprefix("created:<=") for word in cursor.text.split() if word.startswith("created:")), "9")
    found = [row for row in rows if row["createdAt"] <= until]
    start = int(cursor.after or 0)
    end = min(start + size, 1000, len(found))
    after = str(end) if end < min(len(found), 1000) else None
    return Page(count=len(found), after=after, nodes=tuple(found[start:end]), left_out=left_out)


def followed(rows, cursor=None, pages=10_000, **more):
    cursor = cursor or Cursor(Search(terms="a"))
    seen = []
    while cursor.open and pages:
        seen += cursor.take(page(rows, cursor, **more))
        pages -= 1
    return cursor, [row["id"] for row in seen]


def test_page_after_page_to_the_end():
    rows = world(250)
    cursor, seen = followed(rows)
    assert seen == [row["id"] for row in rows]
    assert (cursor.done, cursor.whole, frontier([cursor])) == (True, True, "")


@pytest.mark.parametrize(("count", "same_second"), [(1000, 1), (2500, 1), (5000, 3)])
def test_past_a_thousand_results(count, same_second):
    cursor, seen = followed(world(count, same_second=same_second))
    assert len(set(seen)) == count
    assert cursor.missing == 0


def test_more_than_a_thousand_in_one_second_end():
    cursor, seen = followed(world(1200, same_second=1200))
    assert (len(set(seen)), cursor.missing, cursor.whole) == (1000, 200, False)


def test_what_was_announced_and_never_shown_is_missing():
    rows = world(100)
    cursor = Cursor(Search(terms="a"))
    cursor.take(page(rows, cursor, size=50))
    cursor.take(page(rows[1:], cursor, size=50))
    assert (cursor.done, cursor.missing) == (True, 1)


def test_what_is_left_out_is_noted():
    cursor, _ = followed(world(3), left_out=(LeftOut("refused", None),))
    assert not cursor.whole


@pytest.mark.parametrize("pages", [1, 2, 11])
def test_it_is_gone_on_with_where_it_was_left(pages):
    rows = world(1500)
    left, before = followed(rows, pages=pages)
    trail = left.trail("", NOW, 1500)
    assert (trail.done, trail.down_to) == (False, left.depth)
    cursor, after = followed(rows, Cursor(Search(terms="a"), trail))
    assert len({*before, *after}) == 1500
    assert cursor.trail("", NOW, 1500).done
    assert Cursor(Search(terms="a"), cursor.trail("", NOW, 1500)).done


def test_what_finds_nothing_is_done_and_what_was_not_followed_leaves_no_trail():
    assert Cursor(Search(terms="a"), empty=True).trail("", NOW, 0).done
    assert Cursor(Search(terms="a")).trail("", NOW, 0) is None


def test_the_order_of_several_is_known_down_to_the_shallowest():
    deep, shallow, new = Cursor(Search(terms="a")), Cursor(Search(terms="b")), Cursor(Search(terms="c"))
    followed(world(250), deep, pages=2)
    followed(world(250), shallow, pages=1)
    assert frontier([deep, shallow]) == shallow.depth > deep.depth
    assert shallowest([deep, shallow]) == [shallow]
    assert shallowest([deep, shallow, new]) == [new]
    shallow.stopped = "no answer"
    assert frontier([deep, shallow]) == shallow.depth  # below, something may be missing
    assert shallowest([deep, shallow]) == []
