"""What every kind of criterion promises (tracker/criteria/base.py), of each kind there is.

Each is judged in many settings: nothing known, somebody at work, a member, an owner, a request; with nothing missing,
and with a gap in every kind of evidence.
"""

from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest
from factories import (
    ME,
    OTHER,
    REPO,
    at,
    case,
    community,
    criterion,
    facts,
    gap,
    member,
    mine,
    owner,
    participation,
    primary,
    reviewed,
    since,
)
from factories import pull_request as somebodys

from tracker.criteria import AnyCriterion, Criterion
from tracker.criteria.holding import HeldBy
from tracker.criteria.pull_requests import Counted
from tracker.criteria.sponsors import Checked
from tracker.facts import Community, Facts, Kind
from tracker.facts.confirmations import Comment
from tracker.facts.people import Affiliation, DatePrecision
from tracker.facts.requests import MembershipRequest, RequestState, parse_request
from tracker.facts.scopes import PROJECT, Scope
from tracker.facts.tenure import Stay
from tracker.findings.outcomes import Basis, Outcome

KINDS: tuple[type[Criterion], ...] = get_args(get_args(AnyCriterion)[0])
NAMES = sorted(name for kind in KINDS for name in get_args(kind.model_fields["kind"].annotation))


def _words(**fields: Any) -> dict[str, Any]:
    """A criterion as YAML states one."""
    return {"id": "part", "title": "A part", "decides": "decide", "source": {"document": "rules"}, **fields}


_PERSON = _words(kind="person", who="you")
_COUNT = _words(kind="pull_requests", counted="merged", at_least=1)
#: For each kind the fields that it needs, in as many ways as it has.
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "all_of": [{"criteria": [_COUNT, _COUNT]}, {"criteria": [_PERSON, _COUNT]}, {"criteria": [_PERSON]}],
    "any_of": [{"criteria": [_COUNT, _COUNT]}, {"criteria": [_PERSON, _COUNT]}, {"criteria": [_PERSON]}],
    "holds": [
        {"held_by": held_by, "role": "a member", "anywhere": anywhere}
        for held_by, anywhere in product(HeldBy, (False, True))
    ],
    "label": [{"met": "cla: yes", "not_met": "cla: no"}],
    "person": [{"who": "you"}, {"who": "your sponsors", "because": "nobody else was there"}],
    "pull_requests": [
        {"counted": counted, "at_least": 2, **more}
        for counted in Counted
        for more in ({}, {"substantial": True}, {"primary": True}, {"within_days": 30}, {"repositories": [REPO]})
    ],
    "sponsors": [{"check": check} for check in Checked],
    "sustained": [{"who": "your sponsors"}],
    "tenure": [
        {"held_by": held_by, "role": "member", "months": months}
        for held_by in ("org_file", "owners_reviewers", "owners_approvers")
        for months in (1, 300)
    ],
}
RULES = [criterion(name, **fields) for name, samples in SAMPLES.items() for fields in samples]
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}")

SCOPES = [
    PROJECT,
    Scope.organization("octo-org"),
    Scope.directory(REPO),
    Scope.directory(REPO, "pkg"),
]
GAPS = tuple(gap(kind) for kind in Kind)
COMMUNITY_KINDS = {Kind.MEMBERS, Kind.MEMBER_SINCE, Kind.OWNERS, Kind.OWNERS_SINCE, Kind.ROLES, Kind.GROUPS}


def _request(
    state: RequestState = RequestState.OPEN, sponsors: str = "@octo-other", said: str = "+1"
) -> MembershipRequest:
    return parse_request(
        number=7,
        url="https://github.com/octo-org/org/issues/7",
        title="REQUEST: New membership for octo-me",
        body=f"### GitHub Username\n\n@octo-me\n\n### Sponsor 1\n\n{sponsors}\n\n### Sponsor 2\n\n@octo-third\n",
        author=ME,
        state=state,
        opened_at=at("2026-02-01"),
        comments=[Comment(by=OTHER, at=at("2026-02-02"), url="https://github.com/octo-org/org/issues/7#1", text=said)],
    )


def _of_one_company() -> Community:
    stated = (Affiliation(company="Octo Works", stated_in="GitHub profile", url="https://github.com/octo-other"),)
    return replace(community(), affiliations={"octo-other": stated, "octo-third": stated})


PEOPLE: dict[str, tuple[Facts, Community]] = {
    "nothing is known": (facts(), community()),
    "nothing happened": (replace(facts(), requests=(), recently_involved=0), community()),
    "somebody at work": (
        facts(
            authored=[mine(1), mine(2, merged=None, labels=("cla: no",)), mine(3, labels=("cla: yes",))],
            participations=[primary(4), reviewed(5), participation(somebodys(6), read=False)],
        ),
        community(),
    ),
    "a first step": (facts(authored=[mine(1)], participations=[primary(4)]), community()),
    "a member": (facts(), community(rosters=[member(held=since("2026-08-01"))])),
    "a member of old": (facts(), community(rosters=[member(held=since("2019-01-01", DatePrecision.ON_OR_BEFORE))])),
    "an owner": (facts(), community(owners=[owner(held=since("2026-08-01"))])),
    "an open request": (replace(facts(), requests=(_request(),)), community(owners=[owner(who=OTHER)])),
    "a closed request": (replace(facts(), requests=(_request(RequestState.CLOSED),)), community()),
    "sponsors of one company": (replace(facts(), requests=(_request(),)), _of_one_company()),
    "sponsors who cannot be read": (replace(facts(), requests=(_request(sponsors="two of us"),)), community()),
}
#: What the request alone decides, with whom.
REQUESTED = {
    Checked.COMPANIES: {"sponsors of one company"},
    Checked.CONFIRMED: {person for person in PEOPLE if PEOPLE[person][0].requests},
}
SETTINGS = list(product(PEOPLE, SCOPES))


def _case(person: str, scope: Scope, *, gaps: bool = False, attested=None):
    known, of = PEOPLE[person]
    if gaps:
        known = replace(known, gaps=tuple(one for one in GAPS if one.kind not in COMMUNITY_KINDS))
        of = replace(of, gaps=tuple(one for one in GAPS if one.kind in COMMUNITY_KINDS))
    return case(known, of=of, scope=scope, attested=attested)


def test_every_kind_is_tried():
    assert sorted(SAMPLES) == NAMES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_says_what_it_is(kind):
    assert kind.__doc__
    assert kind.__doc__ != Criterion.__doc__
    assert kind.judge is not Criterion.judge


@each_rule
@pytest.mark.parametrize("gaps", [False, True])
def test_every_answer_is_one_of_four_and_can_be_read(rule, gaps):
    for person, scope in SETTINGS:
        finding = rule.find(_case(person, scope, gaps=gaps))
        assert isinstance(finding.outcome, Outcome)
        match finding.outcome:
            case Outcome.NOT_YET:
                assert finding.missing
            case Outcome.NEEDS_PERSON | Outcome.UNKNOWN:
                assert finding.reason
            case Outcome.MET:
                assert finding.missing is None
                assert finding.next_step is None


@each_rule
def test_where_everything_has_a_gap_nothing_is_not_yet(rule):
    for person, scope in SETTINGS:
        outcome = rule.find(_case(person, scope, gaps=True)).outcome
        assert outcome is not Outcome.NOT_YET or _is_certain(rule, person), person


def _is_certain(rule: Criterion, person: str) -> bool:
    """What was read decides here whatever else there may be."""
    entered = rule.kind == "tenure" and person in {"a member", "an owner"}  # on a day that is known exactly
    requested = rule.kind == "sponsors" and person in REQUESTED.get(rule.check, ())  # the request itself was read
    newest = rule.kind == "label" and person == "somebody at work"  # more of the same would be older
    return bool(entered or requested or newest)


@each_rule
def test_a_gap_takes_nothing_away_from_what_is_met(rule):
    for person, scope in SETTINGS:
        if rule.find(_case(person, scope)).outcome is Outcome.MET:
            assert rule.find(_case(person, scope, gaps=True)).outcome is Outcome.MET


@each_rule
def test_numbers_agree_with_the_outcome(rule):
    for person, scope in SETTINGS:
        finding = rule.find(_case(person, scope))
        assert finding.evidence_total >= len(finding.evidence)
        if finding.required is not None and finding.observed is not None:
            assert (finding.outcome is Outcome.MET) == (finding.observed >= finding.required)


@each_rule
def test_only_what_a_person_has_to_say_can_be_attested(rule):
    from tracker.criteria import Attestation

    said = {rule.id: Attestation(by="octo-mentor", on=at("2026-05-01").date())}
    for person, scope in SETTINGS:
        before = rule.find(_case(person, scope))
        after = rule.find(_case(person, scope, attested=said))
        if before.outcome is Outcome.NEEDS_PERSON:
            assert (after.outcome, after.basis) == (Outcome.MET, Basis.ATTESTED)
        else:
            assert after == before


def test_a_closed_request_was_perhaps_granted_where_that_was_not_read():
    rule = criterion("sponsors", check="requested")
    request = replace(_request(RequestState.CLOSED), orgs=("octo-org",), closed_at=at("2026-02-10"))
    known = replace(facts(), requests=(request,))
    stay = Stay(joined=at("2026-02-10").date(), commit="a" * 40, precision=DatePrecision.EXACT)
    outcomes = {
        "listed nowhere": (known, community()),
        "members not read": (known, community(gaps=[gap(Kind.MEMBERS)])),
        "newer requests not read": (replace(known, gaps=(gap(Kind.REQUESTS),)), community()),
        "listed, nobody knows since when": (known, community(rosters=[member()])),
        "listed since then": (known, replace(community(rosters=[member()]), stays={"octo-org": {ME.key: (stay,)}})),
    }
    assert {name: rule.find(case(person, of=of)).outcome.value for name, (person, of) in outcomes.items()} == {
        "listed nowhere": "not_yet",
        "members not read": "unknown",
        "newer requests not read": "unknown",
        "listed, nobody knows since when": "unknown",
        "listed since then": "met",
    }


@pytest.mark.parametrize("check", ["named", "companies", "confirmed"])
def test_a_sponsor_who_cannot_be_read_may_be_the_one_that_is_missing(check):
    of_one = replace(_of_one_company(), affiliations={})
    known = replace(facts(), requests=(_request(sponsors="somebody I know and @octo-other"),))
    unreadable = replace(known.requests[0], sponsors=known.requests[0].sponsors[:1], unread_sponsors=("the two of us",))
    rule = criterion("sponsors", check=check)
    assert rule.find(case(replace(known, requests=(unreadable,)), of=of_one)).outcome is Outcome.UNKNOWN
