"""Directories that do not exist: which name is suggested, and where nobody knows; roles by the index."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from factories import ME, OTHER, REPO, community, login, owner
from unit.checker.test_checker import AS_OF, FILES, FakeSource, checker
from unit.rungs import ladder

from tracker.assess import Aim
from tracker.checker.one import One, Rules
from tracker.checker.places import nearest_directory, nearest_repository, settled
from tracker.criteria.sponsorship import eligibility
from tracker.errors import PlaceError
from tracker.facts import CommunityQuery, Kind
from tracker.facts.owners import OwnersEntry, Role
from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.findings.sponsors import Answer

DIRECTORIES = ("cmd", "pkg", "pkg/queue", "pkg/scheduler", "pkg/scheduler/cache", "test")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("pkg/schedular", "pkg/scheduler"),
        ("PKG/Scheduler", "pkg/scheduler"),
        ("pgk/scheduler", "pkg/scheduler"),
        ("pkg/scheduler/nope", "pkg/scheduler/cache"),
        ("test/x/y", "test"),
        ("zzz", "test"),
    ],
)
def test_nearest_directory_is_a_slip_away_or_beside_or_above(given, meant):
    assert nearest_directory(given, DIRECTORIES) == meant


def test_nearest_repository_is_one_of_the_same_name_or_the_most_alike():
    known = ("octo-org/kueue", "octo-sigs/kube", "octo-sigs/lantern")
    assert nearest_repository("octo-sigs/kueue", known) == "octo-org/kueue"
    assert nearest_repository("octo-sigs/lanterns", known) == "octo-sigs/lantern"
    assert nearest_repository("octo-sigs/kueue", ()) is None
    assert nearest_directory("pkg", ()) is None


HERE = Scope.directory(REPO, "pkg")


def place(presence, read_at=AS_OF, **other):
    return Place(**({"scope": HERE, "presence": presence, "read_at": read_at} | other))


@pytest.mark.parametrize("presence", [Presence.NO_DIRECTORY, Presence.NO_REPOSITORY])
def test_place_that_is_missing_is_an_error_today_and_a_doubt_for_an_earlier_day(presence):
    source = FakeSource(known_places={HERE: place(presence)})
    with pytest.raises(PlaceError):
        settled(Aim(scopes=(HERE,)), source, ladder(), AS_OF)
    source = FakeSource(known_places={HERE: place(presence, AS_OF + timedelta(days=1))})
    aim = settled(Aim(scopes=(HERE,)), source, ladder(), AS_OF)
    assert aim.scopes == (HERE,)
    assert "is not known" in aim.doubts[HERE]


def test_place_in_doubt_gives_a_gap_and_no_outcome_that_counts_on_it():
    source = FakeSource(known_places={HERE: place(Presence.UNKNOWN, reason="no answer")})
    report = checker(source, aim=lambda _: Aim(scopes=(HERE,), tier="reviewer")).check(ME)
    (result,) = report.readiness
    assert [(one.outcome, one.observed) for one in result.criteria] == [("unknown", None)]
    assert [gap.reason for gap in report.data.gaps if gap.kind is Kind.OWNERS] == [
        f"whether {REPO} has a directory pkg is not known (no answer)"
    ]


@dataclass
class Index:
    """An index that knows one entry."""

    entry: OwnersEntry
    read_at: object = AS_OF
    repositories: frozenset = frozenset({"octo-org/quiet"})
    unread: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)

    def entries(self, who, people):
        del people
        return (self.entry,) if who == self.entry.login else ()


def test_index_proves_a_sponsor_eligible_and_refuses_nobody():
    quiet = owner(Role.APPROVER, who=OTHER, repo="octo-org/quiet").entries_[0]
    known = replace(community(), index=Index(quiet))
    definitions = ladder().definitions
    assert eligibility(OTHER, known, definitions)[0] is Answer.YES
    assert eligibility(login("octo-third"), known, definitions)[0] is Answer.UNKNOWN
    former = replace(community(), index=Index(replace(quiet, emeritus=True)))
    assert eligibility(OTHER, former, definitions)[0] is Answer.UNKNOWN


def test_root_at_which_the_index_has_a_role_is_read_and_the_index_is_asked_for_once():
    source = FakeSource(index=Index(owner(Role.APPROVER, who=ME, repo="octo-org/quiet").entries_[0]))
    check = checker(source)
    check.check(ME)
    check.check(ME)
    assert source.file_queries[-1].paths["octo-org/quiet"] == frozenset({""})
    assert source.index_asked == [False]
    checker(source, role_index=True).check(ME)
    checker(source, full=True).check(ME)
    assert source.index_asked == [False, True, True]


def test_of_what_was_read_for_several_each_takes_the_names_of_what_they_asked_for():
    names = {REPO: "octo-org/new", "octo-org/rules": "octo-org/ruled", "octo-org/of-others": "octo-org/elsewhere"}
    source = FakeSource()
    one = One(source=source, rules=Rules(ladder=ladder(), as_of=AS_OF), aim=Aim(), before=None)
    asked = CommunityQuery(org_files={}, paths={REPO: frozenset()}, repositories=frozenset({"octo-org/rules"}))
    one.share(replace(community(), names=names), ME, asked)
    assert one.community.names == {REPO: "octo-org/new", "octo-org/rules": "octo-org/ruled"}
    assert one.read == {REPO: frozenset()}


def test_who_is_left_out_hides_no_place_and_no_index():
    source = FakeSource(index=Index(owner(Role.APPROVER, who=ME, repo="octo-org/quiet").entries_[0]))
    rules = ladder(files=FILES, do_not_track=[OTHER.name])
    report = checker(source, rules=rules, aim=lambda _: Aim(scopes=(HERE,), tier="reviewer")).check(ME)
    assert [str(result.scope) for result in report.readiness] == [str(HERE)]
    assert source.file_queries[-1].paths["octo-org/quiet"] == frozenset({""})
