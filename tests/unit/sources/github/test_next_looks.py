"""What is looked at next: of everybody as much as of everybody else."""

from dataclasses import dataclass, field

from factories import login
from tracker.sources.github.next_looks import next_looks, unfound

from tracker.facts import Kind, Need
from tracker.sources.github.searches import Family
from tracker.sources.store.readings import Found

A, B = login("octo-a"), login("octo-b")


@dataclass
class FakePending:
    found: dict[str | None, list[str]]

    def within(self, repo):
        return [Found(id=id_, repo="octo-org/octo-repo", created_at="2026-01-01T00:00:00Z") for id_ in self.found[repo]]

    def prefer(self, repo):
        return bool(self.found.get(repo))


@dataclass
class FakeActivity:
    pending: FakePending
    streams: dict[str | None, object] = field(default_factory=dict)

    def first_to_look_at(self):
        return self.pending.within(None)

    def unfound(self, repo):
        return self.streams.get(repo)


@dataclass
class FakeReading:
    login: object
    activities: dict[Family, FakeActivity]


def reading(who, own=(), taken=(), **streams):
    return FakeReading(
        who,
        {
            Family.AUTHORED: FakeActivity(FakePending({None: list(own)}), streams),
            Family.PARTICIPATION: FakeActivity(FakePending({None: list(taken)}), streams),
        },
    )


def test_first_what_comes_first_for_anybody():
    one, other = reading(A, own=["a1", "a2", "a3"]), reading(B, own=["b1"], taken=["b2", "a3"])
    looks = next_looks([(one, None), (other, None)])
    assert list(looks) == ["a1", "b1", "b2", "a2", "a3"]
    assert [look.place for look in looks.values()] == [0, 0, 0, 1, 1]


def test_each_once_for_all_who_took_part():
    one, other = reading(A, own=["x"]), reading(B, taken=["x"])
    (look,) = next_looks([(one, None), (other, None)]).values()
    assert look.readings == [(one, Family.AUTHORED), (other, Family.PARTICIPATION)]
    assert look.people == {B}  # the author's own inline comments are none of a reviewer


def test_of_each_no_more_than_the_newest():
    assert len(next_looks([(reading(A, own=[f"a{n}" for n in range(80)]), None)])) == 25


def test_only_what_is_needed():
    one = reading(A, own=["a1"], taken=["a2"])
    assert list(next_looks([(one, frozenset({Need(Kind.AUTHORED)}))])) == ["a1"]
    assert list(next_looks([(one, frozenset())])) == []


def test_more_is_searched_for_where_nothing_of_what_is_needed_is_at_hand():
    more = object()
    one = reading(A, own=["a1"])
    one.activities[Family.PARTICIPATION].streams[None] = more
    needs = frozenset({Need(Kind.AUTHORED), Need(Kind.REVIEWED), Need(Kind.CONVERSATIONS)})
    assert list(unfound(one, needs)) == [(Family.PARTICIPATION, more)]
