"""Who reaches half of every number within the time, also where inline comments and files are not all known."""

from datetime import UTC, datetime

import pytest
from factories import OTHER, at, command, login, pull_request, review

from tracker.assess.half_way import HalfWay
from tracker.assess.taking_part import TakingPart
from tracker.catalog import load_ladder
from tracker.facts import Kind
from tracker.facts.activity import Conversation
from tracker.facts.people import Login
from tracker.facts.repository_work import Discussed, RepositoryWork
from tracker.facts.scopes import Scope

REPO, ADA = "kubernetes-sigs/lantern", login("octo-ada")
SINCE, AS_OF = datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
LADDER = load_ladder("kubernetes")[0]


def discussed(number, *said, **about):
    """A pull request of somebody else's on which ``octo-ada`` said something."""
    reviews = tuple(one for one in said if hasattr(one, "state"))
    commands = tuple(one for one in said if one not in reviews)
    found = pull_request(number, repo=REPO, **about)
    return Discussed(pull_request=found, conversation=Conversation(reviews=reviews, commands=commands))


def half_way(pulls, tier="reviewer", path=""):
    work = RepositoryWork(
        repo=REPO, since=SINCE, as_of=AS_OF, pulls=tuple(pulls), total=len(pulls), gaps=(), source="github",
        host="github.com", web="https://github.com", fetched_at=AS_OF,
    )  # fmt: skip
    taking_part = TakingPart(work, LADDER.definitions)
    return HalfWay(LADDER, LADDER.tier(tier), Scope.directory(REPO, path), taking_part)


def lgtm(number, **about):
    return discussed(number, command(ADA), **about)


def reached(pulls, **about):
    return half_way(pulls, **about).reached([ADA]) == {ADA}


@pytest.mark.parametrize(("primary", "reviews", "enough"), [(3, 7, True), (2, 8, False), (3, 6, False)])
def test_half_of_five_is_three_and_half_of_twenty_is_ten(primary, reviews, enough):
    given = [lgtm(n) for n in range(primary)]
    looked = [discussed(n, review(ADA), command(OTHER)) for n in range(100, 100 + reviews)]
    assert reached([*given, *looked]) is enough


def test_work_before_the_time_does_not_count():
    early = {"merged": "2025-05-01"}
    before = [discussed(n, command(ADA, "2025-05-01"), **early) for n in range(20)]
    assert not reached(before)
    assert half_way(before).taking_part.inside(Scope.directory(REPO)) == frozenset()


def test_work_elsewhere_does_not_count_for_a_directory():
    pulls = [lgtm(n, paths=("docs/a.md",)) for n in range(20)]
    assert reached(pulls)
    assert reached(pulls, path="docs")
    assert not reached(pulls, path="pkg")


def test_what_inline_comments_decide_is_asked_for():
    unknown = [discussed(n, review(ADA, comments=None)) for n in range(20)]
    found = half_way(unknown)
    assert found.reached([ADA]) == {ADA}
    assert found.doubtful([ADA]) == {Kind.REVIEW_COMMENTS: frozenset(one.pull_request.id for one in unknown)}
    known = half_way([discussed(n, review(ADA, comments=2)) for n in range(20)])
    assert (known.reached([ADA]), known.doubtful([ADA])) == ({ADA}, {})
    assert not reached([discussed(n, review(ADA, comments=0)) for n in range(20)])


def test_where_files_decide_they_are_asked_for():
    found = half_way([lgtm(n, files_known=False) for n in range(20)], path="docs")
    assert found.doubtful([ADA])[Kind.FILES]


def test_bots_stand_ins_and_ghosts_are_nobody():
    stand_in = Login.parse("left-out.0123456789ab")
    said = [command(one) for one in (login("ghost"), login("octo-app[bot]"), login("k8s-ci-robot"), stand_in)]
    pulls = [discussed(n, *said, author=None) for n in range(20)]
    assert half_way(pulls).taking_part.works == {}


def test_months_and_companions():
    pulls = [
        discussed(n, review(ADA, day), review(OTHER, day), merged=day)
        for n, day in enumerate(["2026-01-05", "2026-03-05"])
    ]
    taking_part = half_way(pulls).taking_part
    (companion,) = [one for one in taking_part.companions(ADA, Scope.directory(REPO)) if one.login == OTHER]
    assert companion.shared == 2
    assert [piece.at for piece in taking_part.pieces(ADA, Scope.directory(REPO))] == [
        at("2026-03-05"),
        at("2026-01-05"),
    ]


def test_a_tier_without_numbers_is_for_nobody():
    assert not half_way([], tier="subproject-lead").counts
    assert half_way([]).counts
