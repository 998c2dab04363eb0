"""What holds of every count: less knowledge never makes a certain answer of an open one, nor the opposite of a certain one."""

from dataclasses import replace

from factories import (
    AUTHOR,
    ME,
    OTHER,
    case,
    command,
    criterion,
    facts,
    gap,
    login,
    mine,
    participation,
    pull_request,
    review,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.criteria.primary import is_primary
from tracker.facts import Kind
from tracker.facts.activity import Conversation, ReviewState
from tracker.facts.commands import CommandKind
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome, all_of, any_of

MET, NOT_YET, UNKNOWN = Outcome.MET, Outcome.NOT_YET, Outcome.UNKNOWN
OUTCOMES = st.sampled_from(Outcome)
PEOPLE = st.sampled_from([ME, OTHER, AUTHOR, login("octo-third")])
DAYS = st.integers(1, 15).map(lambda day: f"2026-06-{day:02}")
SAID = st.one_of(
    st.builds(command, PEOPLE, DAYS, st.sampled_from(CommandKind)),
    st.builds(review, PEOPLE, DAYS, st.sampled_from(ReviewState), st.integers(0, 3)),
)
PATHS = st.lists(st.sampled_from(["pkg/a.go", "docs/a.md"]), min_size=1, max_size=2, unique=True)
SHAPE = {"paths": PATHS, "lines": st.sampled_from([5, 40]), "merged": st.sampled_from(["2026-06-10", None])}


@st.composite
def people_at_work(draw):
    """Authored pull requests, and those of others with everything that was said there."""
    shapes = draw(st.lists(st.fixed_dictionaries(SHAPE), max_size=6))
    split = draw(st.integers(0, len(shapes)))
    authored = [mine(number, **shape) for number, shape in enumerate(shapes[:split])]
    others = [
        participation(pull_request(100 + number, **shape), said=sorted(draw(st.lists(SAID, max_size=4)), key=_when))
        for number, shape in enumerate(shapes[split:])
    ]
    return authored, others


def _when(said):
    return said.at


RULES = st.builds(
    criterion,
    st.just("pull_requests"),
    counted=st.sampled_from(["opened", "merged", "reviewed", "reviewed_or_merged"]),
    at_least=st.integers(1, 4),
    substantial=st.booleans(),
    primary=st.booleans(),
    merged_only=st.booleans(),
)
SCOPES = st.sampled_from([Scope.directory("octo-org/octo-repo"), Scope.directory("octo-org/octo-repo", "pkg")])
KINDS = st.sampled_from(Kind)


def outcome(rule, scope, authored, others, gaps=()):
    return rule.find(case(facts(authored=authored, participations=others, gaps=gaps), scope=scope)).outcome


@given(RULES, SCOPES, people_at_work(), st.lists(KINDS, min_size=1, max_size=3))
def test_a_gap_never_makes_not_yet_and_never_takes_met_away(rule, scope, work, kinds):
    before = outcome(rule, scope, *work)
    after = outcome(rule, scope, *work, gaps=[gap(kind) for kind in kinds])
    assert after is before or (before, after) == (NOT_YET, UNKNOWN)


@given(RULES, SCOPES, people_at_work(), st.data())
def test_more_evidence_never_takes_met_away(rule, scope, work, data):
    authored, others = work
    kept_authored = data.draw(st.lists(st.sampled_from(authored), unique_by=id)) if authored else []
    kept_others = data.draw(st.lists(st.sampled_from(others), unique_by=id)) if others else []
    if outcome(rule, scope, kept_authored, kept_others) is MET:
        assert outcome(rule, scope, authored, others) is MET


@given(RULES, SCOPES, people_at_work(), st.data())
def test_records_behind_a_gap_can_only_be_unknown(rule, scope, work, data):
    authored, others = work
    kept = data.draw(st.lists(st.sampled_from(others), unique_by=id)) if others else []
    gaps = [gap(kind) for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)]
    seen = outcome(rule, scope, authored, kept, gaps)
    assert seen in (MET, UNKNOWN)
    if seen is MET:
        assert outcome(rule, scope, authored, others) is MET


@settings(max_examples=4 * settings().max_examples)
@given(RULES, SCOPES, people_at_work(), st.data())
def test_what_was_not_read_of_a_pull_request_never_decides(rule, scope, work, data):
    authored, others = work
    known = outcome(rule, scope, authored, others)
    coarse_authored = [_without_files(pr) if data.draw(st.booleans()) else pr for pr in authored]
    coarse_others = [_coarser(one, data) for one in others]
    seen = outcome(rule, scope, coarse_authored, coarse_others)
    assert seen in (known, UNKNOWN)


def _without_files(pr):
    return replace(pr, files=(), changed_files=len(pr.files))


def _coarser(one, data):
    """The same with less read: no files, no conversation, or only its newest part."""
    if data.draw(st.booleans()):
        one = replace(one, pull_request=_without_files(one.pull_request))
    match data.draw(st.sampled_from(["all", "none", "newest"])):
        case "none":
            return replace(one, conversation=None)
        case "newest":
            return replace(one, conversation=_newest(one.conversation, data.draw(DAYS)))
        case _:
            return one


def _newest(conversation, day):
    return Conversation(
        reviews=tuple(said for said in conversation.reviews if f"{said.at:%Y-%m-%d}" >= day),
        commands=tuple(said for said in conversation.commands if f"{said.at:%Y-%m-%d}" >= day),
        complete=False,
    )


@given(st.lists(SAID, max_size=5))
def test_without_a_tie_at_most_one_person_is_primary_by_command(said):
    commands = [one for one in said if hasattr(one, "kind")]
    moments = [one.at for one in commands]
    if len(set(moments)) < len(moments):
        return
    by_me = participation(said=commands)
    found = [is_primary(who, replace(by_me, mine=()), case().definitions) for who in (ME, OTHER, login("octo-third"))]
    assert found.count(True) <= 1


class TestJoining:
    """Of ``all_of`` and ``any_of``; better first: met, needs a person, unknown, not yet."""

    @given(st.lists(OUTCOMES), OUTCOMES)
    def test_one_more_demand_never_helps(self, outcomes, more):
        assert _rank_all(all_of([*outcomes, more])) >= _rank_all(all_of(outcomes))

    @given(st.lists(OUTCOMES, min_size=1), OUTCOMES)
    def test_one_more_way_never_hurts(self, outcomes, more):
        assert _rank_any(any_of([*outcomes, more])) <= _rank_any(any_of(outcomes))

    @given(st.lists(OUTCOMES, min_size=1))
    def test_the_joined_outcome_is_one_of_them(self, outcomes):
        assert all_of(outcomes) in outcomes
        assert any_of(outcomes) in outcomes

    @given(st.permutations(list(Outcome)))
    def test_order_does_not_matter(self, outcomes):
        assert all_of(outcomes) is NOT_YET
        assert any_of(outcomes) is MET

    def test_of_nothing(self):
        assert all_of([]) is MET
        assert any_of([]) is NOT_YET


def _rank_all(one):
    return [MET, Outcome.NEEDS_PERSON, UNKNOWN, NOT_YET].index(one)


def _rank_any(one):
    return [MET, UNKNOWN, Outcome.NEEDS_PERSON, NOT_YET].index(one)
