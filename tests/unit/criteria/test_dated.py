"""On which day a criterion was met: the fact's that completed it, and no day that nothing tells."""

from datetime import date

import pytest
from factories import (
    WEB,
    case,
    command,
    community,
    criterion,
    facts,
    gap,
    member,
    mine,
    owner,
    participation,
    pull_request,
    review,
    since,
)
from hypothesis import given
from hypothesis import strategies as st

from tracker.criteria.base import Attestation
from tracker.facts import Kind
from tracker.facts.owners import Role
from tracker.facts.people import DatePrecision
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome

EXACT, OR_BEFORE, UNKNOWN = DatePrecision.EXACT, DatePrecision.ON_OR_BEFORE, DatePrecision.UNKNOWN
OCTO = Scope.organization("octo-org")
SECURE = {
    "kind": "person",
    "who": "you",
    "id": "secure",
    "title": "S",
    "decides": "person",
    "source": {"document": "rules"},
}
MERGED = {"kind": "pull_requests", "id": "merged", "title": "M", "decides": "count", "source": {"document": "rules"}}
MERGED |= {"counted": "merged", "at_least": 2}


def rule(counted="merged", at_least=2, **other):
    return criterion("pull_requests", counted=counted, at_least=at_least, **other)


def dated(a_rule, scope=None, attested=None, of=None, **known):
    met = a_rule.find(case(facts(**known), scope=scope, attested=attested, of=of)).met_since
    return met.day.isoformat() if met.day else None, met.precision


def merged_on(*days):
    return [mine(number, merged=day) for number, day in enumerate(days, start=1)]


def seen(number=1, *said, merged="2026-06-10", complete=True, read=True):
    return participation(pull_request(number, merged=merged), said=said, complete=complete, read=read)


def test_the_one_that_made_the_number_full_dates_it_whatever_came_later():
    own = merged_on("2026-07-01", "2026-05-04", "2026-06-02")
    assert dated(rule(), authored=own) == ("2026-06-02", EXACT)
    found = rule().find(case(facts(authored=own)))
    assert found.met_since.url == own[2].url


def test_what_is_not_met_has_no_day():
    assert dated(rule(at_least=4), authored=merged_on("2026-05-04")) == (None, UNKNOWN)


def test_where_an_earlier_one_may_be_hidden_it_is_that_day_or_before():
    own = merged_on("2026-05-04", "2026-06-02")
    assert dated(rule(), authored=own, gaps=[gap(Kind.AUTHORED)]) == ("2026-06-02", OR_BEFORE)
    unclear = [*own, mine(9, files_known=False, merged="2026-05-20")]
    assert dated(rule(substantial=True), authored=unclear) == ("2026-06-02", OR_BEFORE)
    assert dated(rule(within_days=90), authored=merged_on("2026-07-04", "2026-07-09")) == ("2026-07-09", OR_BEFORE)


def test_a_pull_request_counts_as_reviewed_from_its_first_review_on():
    twice = seen(1, review(day="2026-05-05"), review(day="2026-07-05"))
    assert dated(rule("reviewed", 1), participations=[twice]) == ("2026-05-05", EXACT)


@pytest.mark.parametrize("known", [{"complete": False}, {"read": False}])
def test_a_first_review_that_may_be_hidden_dates_nothing_to_the_day(known):
    unclear = seen(1, review(day="2026-06-05"), **known)
    assert dated(rule("reviewed", 1), participations=[unclear]) == ("2026-06-05", OR_BEFORE)
    early = seen(2, review(day="2026-05-05"))
    assert dated(rule("reviewed", 1), participations=[unclear, early]) == ("2026-05-05", OR_BEFORE)
    late = seen(3, review(day="2026-06-09"))
    assert dated(rule("reviewed", 2), participations=[unclear, late]) == ("2026-06-09", EXACT)


@pytest.mark.parametrize("more", [{"primary": True}, {"merged_only": True}])
def test_what_has_to_be_merged_counts_from_the_merge_on(more):
    early = seen(1, command(day="2026-05-05"), merged="2026-06-10", complete=True)
    assert dated(rule("reviewed", 1, **more), participations=[early]) == ("2026-06-10", EXACT)


def test_what_was_said_after_the_merge_may_have_made_somebody_primary():
    late = seen(1, review(day="2026-06-01"), command(day="2026-06-05"), review(day="2026-07-02"), merged="2026-06-10")
    assert dated(rule("reviewed", 1, primary=True), participations=[late]) == ("2026-07-02", OR_BEFORE)
    assert dated(rule("reviewed", 1, merged_only=True), participations=[late]) == ("2026-06-10", EXACT)


@pytest.mark.parametrize("touched", ["2026-08-20", "2026-08-21"])
def test_nothing_is_met_on_a_day_that_is_still_to_come(touched):
    held = criterion("holds", held_by="owners_reviewers", role="one")
    tree = owner(held=since(touched, DatePrecision.LINE_LAST_TOUCHED))
    assert dated(held, of=community(owners=[tree])) == ("2026-08-21", OR_BEFORE)


@given(st.dates(date(2020, 1, 1), date(2026, 8, 21)), st.sampled_from(DatePrecision), st.integers(1, 12))
def test_a_tenure_is_never_met_later_than_today(day, precision, months):
    held = since(str(day), precision) if precision is not UNKNOWN else since(None)
    found = criterion("tenure", held_by="org_file", role="member", months=months).find(
        case(of=community(rosters=[member(held=held)]), scope=OCTO)
    )
    assert found.outcome is not Outcome.MET or found.met_since.day <= date(2026, 8, 21)


DAYS = st.dates(date(2026, 5, 1), date(2026, 8, 20))


@given(st.lists(DAYS, max_size=8), st.lists(DAYS, max_size=8), st.integers(1, 8))
def test_it_is_the_first_day_on_which_the_facts_of_that_day_meet_it(merges, reviews, number):
    def known(until):
        own = [mine(n, merged=str(day)) for n, day in enumerate(merges) if day <= until]
        others = [seen(n, review(day=str(day))) for n, day in enumerate(reviews, start=100) if day <= until]
        return facts(authored=own, participations=others)

    a_rule = rule("reviewed_or_merged", number)
    met = a_rule.find(case(known(date(2026, 8, 21))))
    first = next((day for day in sorted([*merges, *reviews]) if _met(a_rule, known(day))), None)
    assert (met.met_since.day, met.outcome is Outcome.MET) == (first, first is not None)


def _met(a_rule, known):
    return a_rule.find(case(known)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (since("2026-02-03"), ("2026-05-03", EXACT)),
        (since("2026-02-03", OR_BEFORE), ("2026-05-03", OR_BEFORE)),
        (since("2026-02-03", DatePrecision.LINE_LAST_TOUCHED), ("2026-05-31", OR_BEFORE)),
    ],
)
def test_a_tenure_is_met_when_its_months_are_over(held, expected):
    three = criterion("tenure", held_by="org_file", role="member", months=3)
    assert dated(three, scope=OCTO, of=community(rosters=[member(held=held)])) == expected


def test_a_role_is_held_since_the_earliest_entry_and_one_that_is_not_dated_may_be_earlier():
    held = criterion("holds", held_by="owners_reviewers", role="one", anywhere=True)
    trees = [owner(Role.REVIEWER, "pkg", since("2026-05-07")), owner(held=since("2026-04-07"), repo="octo-org/two")]
    assert dated(held, of=community(owners=trees)) == ("2026-04-07", EXACT)
    assert dated(held, of=community(owners=trees, gaps=[gap(Kind.ROLES)])) == ("2026-04-07", OR_BEFORE)
    unknown = owner(held=since(None), repo="octo-org/three")
    assert dated(held, of=community(owners=[*trees, unknown])) == ("2026-04-07", OR_BEFORE)
    assert dated(held, of=community(owners=[unknown])) == (None, UNKNOWN)


def test_what_somebody_said_is_met_on_the_day_on_which_it_was_said():
    said = Attestation(by="octo-mentor", on=date(2026, 5, 12), url=f"{WEB}/said")
    assert dated(criterion(**SECURE), attested={"secure": said}) == ("2026-05-12", EXACT)


def test_a_label_has_no_day():
    label = criterion("label", met="cla: yes", not_met="cla: no")
    found = label.find(case(facts(authored=[mine(labels=("cla: yes",))])))
    assert found.outcome is Outcome.MET
    assert (found.met_since.day, found.met_since.note) == (
        None,
        "labels were read without the day on which they were given",
    )


def joined(kind, *rules):
    return criterion(kind, criteria=[{**one, "id": f"part-{n}"} for n, one in enumerate(rules)])


def test_all_of_is_met_with_the_last_and_not_dated_where_one_is_not():
    both = joined("all_of", MERGED, SECURE)
    said = {"part-1": Attestation(by="octo-mentor", on=date(2026, 5, 12))}
    own = merged_on("2026-05-04", "2026-06-02")
    assert dated(both, authored=own, attested=said) == ("2026-06-02", EXACT)
    assert dated(both, authored=own, attested=said, gaps=[gap(Kind.AUTHORED)]) == ("2026-06-02", OR_BEFORE)
    # The number was full on 8 May or before: the word of 12 May came last in any case.
    early = merged_on("2026-05-04", "2026-05-08")
    assert dated(both, authored=early, attested=said, gaps=[gap(Kind.AUTHORED)]) == ("2026-05-12", EXACT)
    label = {"kind": "label", "title": "L", "decides": "decide", "source": {"document": "rules"}}
    with_label = joined("all_of", MERGED, label | {"met": "cla: yes", "not_met": "cla: no"})
    assert dated(with_label, authored=[mine(1, labels=("cla: yes",)), mine(2)]) == (None, UNKNOWN)


def test_any_of_is_met_with_the_first_and_one_that_is_unknown_may_have_been_earlier():
    either = joined("any_of", MERGED, SECURE)
    said = {"part-1": Attestation(by="octo-mentor", on=date(2026, 6, 12))}
    own = merged_on("2026-05-04", "2026-06-02")
    assert dated(either, authored=own, attested=said) == ("2026-06-02", EXACT)
    assert dated(either, authored=own[:1], attested=said) == ("2026-06-12", EXACT)
    assert dated(either, authored=own[:1], attested=said, gaps=[gap(Kind.AUTHORED)]) == ("2026-06-12", OR_BEFORE)
