"""Several people: who is read on, and what is kept at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from factories import REPO, community, facts, gap, login, owner, pull_request
from unit.checker.test_checker import FakeSource, checker

from tracker.errors import SourceError
from tracker.facts import Facts, Gap, Kind, Need, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Told
from tracker.sources.recorded_people import Recorded

A, B, C = (login(f"octo-{name}") for name in "abc")


def reading(who: Login, merged: int, *, more: bool = True) -> Facts:
    """Two merged pull requests make a verdict; before, with ``more``, somebody may read on for it."""
    work = [pull_request(number, author=who) for number in range(1, merged + 1)]
    return facts(who=who, authored=work, gaps=[gap(Kind.AUTHORED, more=more)])


class FakeGathering(Recorded):
    """What is known of each after each step."""

    def __init__(self, people: Mapping[Login, Sequence[Facts]]) -> None:
        super().__init__({})
        self.people = people
        self.step = 0
        self.needed: list[set[Login]] = []
        self.let_go_of: list[Login] = []
        self.ahead: list[int] = []
        self.ended = False

    def facts(self, login: Login) -> Facts:
        if login not in self.people:
            raise SourceError("no answer")
        return self.people[login][self.step]

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        self.needed.append(set(needs))
        self.step += 1
        return True

    def let_go(self, login: Login) -> None:
        self.let_go_of.append(login)

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        self.ahead.append(len(queries))

    def end(self) -> None:
        assert not self.ended
        self.ended = True


class SeveralSource(FakeSource):
    def begin(self, queries: Sequence[Query], told: Told) -> FakeGathering:
        del told
        steps = {A: (2, 2, 2), B: (1, 2, 2), C: (0, 1, 2)}
        known = [query.login for query in queries if query.login in steps]
        self.read = FakeGathering({who: [reading(who, merged) for merged in steps[who]] for who in known})
        return self.read


def test_only_those_whose_verdicts_wait_are_read_on():
    source = SeveralSource()
    cohort = checker(source).check_all([A, B, C])
    assert source.read.needed == [{B, C}, {C}]
    assert source.read.ended
    assert [report.counts.authored_merged.total for report in cohort.reports] == [2, 2, 2]
    assert [report.cost.requests for report in cohort.reports] == [0, 0, 0]  # all of it was spent for all


@pytest.mark.parametrize("who", [A, B, C])
def test_alone_as_together(who):
    alone = checker(SeveralSource()).check(who)
    reports = checker(SeveralSource()).check_all([C, B, A]).reports
    (together,) = [report for report in reports if report.contributor.login == who]
    assert replace(together, data=alone.data) == alone


def test_what_was_read_of_somebody_is_let_go_when_nothing_more_is_said_of_them():
    source = SeveralSource()
    checker(source, openings=False).check_all([A, B, C])
    assert (source.read.let_go_of, source.read.ahead) == ([A, B, C], [0])
    checker(source).check_all([A, B, C])
    assert (source.read.let_go_of, source.read.ahead) == ([], [3])


def test_everybody_is_counted_while_they_are_judged():
    seen = []
    checker(SeveralSource()).check_all([A, B], lambda *step: seen.append(step))
    assert seen[-2:] == [(0, 2, A), (1, 2, B)]


def test_who_could_not_be_read_is_a_failure():
    cohort = checker(SeveralSource()).check_all([A, login("octo-nobody")])
    assert [report.contributor.login for report in cohort.reports] == [A]
    assert [(failure.login, failure.error) for failure in cohort.failures] == [("octo-nobody", "no answer")]


def test_a_gap_of_the_files_that_all_share_is_of_those_only_who_work_there():
    elsewhere = owner(who=B, repo="octo-org/elsewhere")
    gaps = [gap(Kind.OWNERS, repos=frozenset({repo})) for repo in (REPO, elsewhere.repo, "octo-org/nobodys")]
    source = SeveralSource(files=community(owners=[elsewhere], gaps=gaps))
    reports = checker(source, openings=False).check_all([A, B]).reports
    missing = [[one.repos for one in report.data.gaps if one.kind is Kind.OWNERS] for report in reports]
    assert missing == [[{REPO}], [{REPO}]]


def test_the_files_are_read_once_and_gaps_of_others_are_not_looked_at(monkeypatch):
    looked_at = []
    concerns = Gap.concerns
    monkeypatch.setattr(Gap, "concerns", lambda one, *asked: looked_at.append(one.login) or concerns(one, *asked))
    gaps = [gap(Kind.OWNERS_SINCE, login=who) for who in (A, None, C, B, A)]
    source = SeveralSource(files=community(gaps=gaps))
    reports = checker(source, openings=False).check_all([A, B, C]).reports

    found = [[one.login for one in report.data.gaps if one.kind is Kind.OWNERS_SINCE] for report in reports]
    assert found == [[A, None, A], [None, B], [None, C]]
    assert sorted(map(str, looked_at)) == sorted(map(str, [A, A, B, C, None, None, None]))
    assert len(source.file_queries) == 1


class ExpectingGathering(FakeGathering):
    """Is told what is probably asked for next."""

    expecting = True

    def __init__(self, people: Mapping[Login, Sequence[Facts]], *, listed: bool | None) -> None:
        super().__init__(people)
        self.seems = listed
        self.expected: list[tuple[int, int, list[bool]]] = []

    def listed(self, login: Login) -> bool | None:
        assert login in self.people
        return self.seems

    def expect(self, needs, accounts, openings) -> None:
        waits = sum(map(len, needs.values()))
        self.expected.append((waits, len(accounts), [one.reviews for one in openings]))


class ExpectingSource(SeveralSource):
    seems: bool | None = False

    def begin(self, queries: Sequence[Query], told: Told) -> ExpectingGathering:
        people = super().begin(queries, told).people
        self.read = ExpectingGathering(people, listed=self.seems)
        return self.read


@pytest.mark.parametrize(("seems", "first"), [(None, []), (True, [True]), (False, [False])])
def test_of_one_person_is_said_what_is_probably_asked_for(seems, first):
    source = ExpectingSource()
    source.seems = seems
    checker(source).check(C)
    before, after = source.read.expected
    assert before == (0, 0, first)
    assert after == (1, 0, [False])
    assert [query.dated for query in source.file_queries] == [False, True]


def test_of_several_it_is_not():
    source = ExpectingSource()
    checker(source).check_all([A, C])
    assert source.read.expected == []
    assert [query.dated for query in source.file_queries] == [True]
