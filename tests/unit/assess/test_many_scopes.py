"""Many scopes at once: the effort grows with their number, and there is a most."""

from collections import Counter

import pytest
from factories import definitions, facts, participation, pull_request, review

from tracker.assess import Aim, assess
from tracker.catalog import load_cohort, load_ladder
from tracker.criteria.holding import Holding
from tracker.criteria.work import Work, tally, within
from tracker.errors import ConfigError, UsageError
from tracker.facts import Community
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.scopes import MAX_SCOPES, Scope

REPO = "kubernetes/kubernetes"


@pytest.fixture(scope="module")
def ladder():
    return load_ladder("kubernetes")[0]


@pytest.fixture
def calls(monkeypatch):
    """How often a place was compared with another, or a role with a place."""
    found = Counter()

    def counted(kind, name):
        inner = getattr(kind, name)

        def call(*words):
            found[name] += 1
            return inner(*words)

        monkeypatch.setattr(kind, name, call)

    counted(Scope, "holds")
    counted(Holding, "reaches")
    return found


def work_in(count):
    """Somebody's reviews: one in each of so many directories, and one besides that touches two of them."""
    parts = [
        participation(pull_request(n, repo=REPO, paths=[f"pkg/d{n}/a.go", f"pkg/d{n // 2}/b.go"]), said=[review()])
        for n in range(count)
    ]
    return facts(participations=parts)


def owners_of(login, count):
    entry = OwnersEntry(login=login, role=Role.APPROVER, repo=REPO, directory="", url="https://x.example")
    unread = frozenset(f"pkg/d{n}" for n in range(count))
    return Community(owners={REPO: OwnersTree(repo=REPO, entries_=(entry,), unread=unread, complete=False)})


def judge(ladder, count):
    known = work_in(count)
    aim = Aim(scopes=tuple(Scope.directory(REPO, f"pkg/d{n}") for n in range(count)))
    work = Work(facts=known, definitions=ladder.definitions)
    return assess(work, owners_of(known.contributor.login, count), ladder, aim)


def test_the_effort_grows_with_the_number_of_scopes_and_not_with_its_square(ladder, calls):
    judge(ladder, 50)
    few = Counter(calls)
    calls.clear()
    judge(ladder, 200)
    assert all(few.values())
    assert {name: calls[name] / few[name] < 5 for name in few} == {"holds": True, "reaches": True}


def test_the_pieces_near_a_scope_are_all_that_count_there():
    known = work_in(40)
    work = Work(facts=known, definitions=definitions())
    more = facts(
        participations=[
            *known.participations,
            participation(pull_request(90, repo=REPO, files_known=False), said=[review()]),
            participation(pull_request(91, repo="kubernetes/else", paths=["pkg/d1/a.go"]), said=[review()]),
        ]
    )
    for one in (work, Work(facts=more, definitions=definitions())):
        for path in ("", "pkg", "pkg/d1", "pkg/d1/a.go", "pkg/d", "docs"):
            scope = Scope.directory(REPO.upper(), path)
            assert one.reviewed
            assert tally(one.near(one.reviewed, scope), within(scope)) == tally(one.reviewed, within(scope))


def test_there_is_a_most():
    scopes = tuple(Scope.directory(REPO, f"d{n}") for n in range(MAX_SCOPES + 1))
    assert Aim(scopes=scopes[1:]).scopes
    with pytest.raises(UsageError, match="1,001 scopes are too many for one run"):
        Aim(scopes=scopes)


def test_there_is_a_most_in_a_cohort_too(tmp_path):
    file = tmp_path / "cohort.yaml"
    listed = ", ".join(f"o/r:d{n}" for n in range(MAX_SCOPES + 1))
    file.write_text(f"members:\n- login: octo-one\n  scope: [{listed}]\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_cohort(file)
    assert "at most 1000" in " ".join(caught.value.mistakes)
