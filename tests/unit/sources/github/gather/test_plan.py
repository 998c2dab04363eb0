"""The plan: who it is, how much there is, and in which words this GitHub wants to be asked."""

from datetime import UTC, datetime, timedelta

import pytest
from standin import running_standin
from unit.sources.github.hub import USER, Hub
from unit.sources.github.sharing import WORLD_DATE, client_of, faults, query

from tracker.errors import AccountError, NothingChecked, SourceError, TokenError
from tracker.facts.people import Login
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.question import SEARCH
from tracker.sources.github.api.responses import Answer, Problem
from tracker.sources.github.gather.plan import asked_about, last_day, refuse_bot, since_day
from tracker.sources.github.gather.planner import Planner
from tracker.sources.github.gather.planning import read_plans
from tracker.sources.github.searches import PLAIN, Family

NOT_FOUND = Problem(message="Could not resolve to a User with the login of 'octo'.", type="NOT_FOUND")


def orgs_in(text):
    return text.count("org:")


def planner_of(asked, now, **more):
    refuse_bot(asked)
    return Planner(query=asked, asked=asked_about(asked, now), now=now, **more)


def plan_of(hub, login="octo", **more):
    """The plan of one person; raises why there is none."""
    asked = query(login, **more)
    planner = planner_of(asked, hub.settings.now)
    [(_, plan, proof)] = read_plans(Batch(hub, 130 * SEARCH, goal=130 * SEARCH), {asked.login: planner})
    hub.proven, hub.sure = proof.families, proof.sure
    if isinstance(plan, NothingChecked):
        raise plan
    return plan


def test_one_question(watch):
    hub = Hub(
        watch, lambda text: 4 * orgs_in(text) if "involves" not in text and "org:" in text else orgs_in(text) or 1
    )
    plan = plan_of(hub, seen_since=WORLD_DATE - timedelta(days=365))
    assert len(hub.asked) == 3  # participation by parts counts twice here, and again, so operators are not trusted
    assert plan.involved == 10
    hub = Hub(watch, orgs_in)
    hub.count = lambda text: orgs_in(text) * (1 if "commenter" not in text or "OR commenter" in text else 0)
    plan = plan_of(hub)
    assert len(hub.asked) == 1
    assert plan.totals == {Family.AUTHORED: 5, Family.PARTICIPATION: 5}
    assert plan.hidden is not None  # no search for "is:pr author:octo" without organizations counts anything
    assert plan.requests is None
    assert (plan.contributor.name, plan.contributor.company) == (None, "Acme")
    assert plan.asked.until is None
    assert hub.proven


def in_parts(text):
    """One in each organization: authored, or with participation by review."""
    return 0 if "-reviewed-by" in text or "-involves" in text else orgs_in(text)


def test_what_finds_nothing_is_not_read(watch):
    plan = plan_of(Hub(watch, lambda text: in_parts(text) if "-author" in text else 0))
    assert all(one.terms in plan.empty for one in plan.searches[Family.AUTHORED])
    assert not any(one.terms in plan.empty for one in plan.searches[Family.PARTICIPATION])
    assert plan.involved is None


def test_half_of_the_questions_is_half_as_much():
    """Pages of a hundred ids are spread among counts: GitHub takes back a question that is too large, not its order."""
    asked = list(planner_of(query("octo"), WORLD_DATE, canary=True).questions().values())
    pages = ["first: 100" in one.field for one in asked]
    assert sum(pages[: len(pages) // 2]) in {sum(pages) // 2, (sum(pages) + 1) // 2}


@pytest.mark.parametrize("lost", ["author:", "-author:", "involves:"])
def test_a_join_that_does_not_add_up_is_not_trusted_whatever_the_family(watch, lost):
    def count(text):
        if "org:" not in text:
            return 7
        joined = " OR " in text
        family = "involves:" if "involves:" in text else "-author:" if "-author:" in text else "author:"
        return 0 if joined and family == lost else in_parts(text)

    hub = Hub(watch, count)
    plan = plan_of(hub, seen_since=WORLD_DATE - timedelta(days=365))
    assert len(hub.asked) == 3
    assert not plan.asked.dialect.operators
    assert hub.texts[0] == hub.texts[1]
    assert not any(" OR " in text for text in hub.texts[2])
    assert plan.totals == {Family.AUTHORED: 5, Family.PARTICIPATION: 5}
    assert plan.involved == 5
    assert not hub.proven


def test_a_count_that_moved_while_it_was_asked_for_is_asked_for_again(watch):
    """Somebody reviews between two searches of one document: joined searches are trusted all the same."""
    hub = Hub(watch)
    hub.count = lambda text: in_parts(text) + (len(hub.asked) == 1 and " OR " in text and "commenter" in text)
    plan = plan_of(hub)
    assert len(hub.asked) == 2
    assert plan.asked.dialect.operators
    assert plan.totals == {Family.AUTHORED: 5, Family.PARTICIPATION: 5}
    assert hub.proven


@pytest.mark.parametrize(("message", "sure"), [("Not now.", False), ("More than five AND / OR / NOT operators.", True)])
def test_a_joined_search_that_fails_is_asked_in_parts_and_proves_nothing(watch, message, sure):
    hub = Hub(watch, in_parts)
    error = Problem(message=message, type="FORBIDDEN")
    hub.problems = lambda name, given: (error,) if " OR " in given.get("query", "") else ()
    plan = plan_of(hub)
    assert len(hub.asked) == 2
    assert not plan.asked.dialect.operators
    assert plan.totals == {Family.AUTHORED: 5, Family.PARTICIPATION: 5}
    assert hub.sure is sure


def test_a_joined_search_that_is_refused_is_asked_in_parts(watch):
    hub = Hub(watch, in_parts)
    error = Problem(message="More than five AND / OR / NOT operators were used.", type="UNPROCESSABLE")
    hub.problems = lambda name, given: (error,) if " OR " in given.get("query", "") else ()
    plan = plan_of(hub)
    assert len(hub.asked) == 2
    assert not plan.asked.dialect.operators
    assert plan.totals == {Family.AUTHORED: 5, Family.PARTICIPATION: 5}


def test_who_has_nothing_has_nothing_and_proves_nothing(watch):
    hub = Hub(watch, lambda text: 3 if text == "is:pr author:octo" else 0)
    plan = plan_of(hub)
    assert len(hub.asked) == 1
    assert plan.totals == {Family.AUTHORED: 0, Family.PARTICIPATION: 0}
    assert plan.hidden is None
    assert not hub.proven


def test_work_in_one_organization_proves_nothing_for_others(watch):
    hub = Hub(watch, lambda text: 1 if "org:etcd-io" in text and "-reviewed-by" not in text else 0)
    plan = plan_of(hub)
    assert plan.totals == {Family.AUTHORED: 1, Family.PARTICIPATION: 1}
    assert not hub.proven


@pytest.mark.parametrize(
    "message",
    [
        "Variable $type of type SearchType! was provided invalid value",
        'Argument "ISSUE_ADVANCED" is not one of SearchType',
    ],
)
def test_an_older_search_is_asked_without_operators(watch, message):
    hub = Hub(watch, lambda text: 1)
    hub.answers = [Answer(data={}, errors=(Problem(message=message, type="GRAPHQL_VALIDATION"),))]
    plan = plan_of(hub)
    assert plan.asked.dialect == PLAIN
    types = [{given["type"] for _, name, given in fields if name == "search"} for fields in hub.asked]
    assert types == [{"ISSUE_ADVANCED"}, {"ISSUE"}]
    assert not any(" OR " in text for text in hub.texts[1])


def test_neither_search_is_an_error(watch):
    hub = Hub(watch, lambda text: 1)
    refused = Answer(data={}, errors=(Problem(message="$type is wrong", type="GRAPHQL_VALIDATION"),))
    hub.answers = [refused, refused]
    with pytest.raises(SourceError, match="did not say who octo is"):
        plan_of(hub)


def test_an_accident_is_asked_again_once(watch):
    hub = Hub(watch, in_parts)
    accident = Answer(data={"q0": None}, errors=(Problem(message="Something went wrong"),))
    hub.answers = [accident]
    assert plan_of(hub).totals[Family.AUTHORED] == 5
    hub.answers = [accident] * 40
    with pytest.raises(SourceError, match="Something went wrong"):
        plan_of(hub)


def test_a_count_that_github_left_out_is_not_zero(watch):
    hub = Hub(watch, in_parts)
    forbidden = Problem(message="no", type="FORBIDDEN")
    hub.problems = lambda name, given: (forbidden,) if "involves:" in given.get("query", "") else ()
    plan = plan_of(hub, seen_since=WORLD_DATE)
    assert plan.involved is None
    hub.problems = lambda name, given: (forbidden,) if "reviewed-by:" in given.get("query", "") else ()
    plan = plan_of(hub)
    assert plan.told == {Family.AUTHORED}
    assert plan.searches[Family.PARTICIPATION]


def test_an_optional_field_fails_alone(watch):
    hub = Hub(watch, in_parts)
    heavy = Problem(message="Resource limits exceeded.", type="RESOURCE_LIMITS_EXCEEDED", path=("pullRequests",))
    plain = hub._field
    hub._field = lambda name, given: {**USER, "pullRequests": None} if name == "user" else plain(name, given)
    asked = []

    def problems(name, given):
        asked.append(name)
        return (heavy,) if name == "user" and len(hub.asked) < 3 else ()

    hub.problems = problems
    assert plan_of(hub).contributor.login == Login.parse("octo")
    assert not any("Profile" in str(fields) for fields in hub.asked[3:])


def test_a_hidden_account_is_told_apart_from_an_idle_one(watch):
    plan = plan_of(Hub(watch, lambda text: 0))
    assert plan.hidden == "GitHub's search shows none of the 3 pull requests that the profile of octo counts"


def test_policies_are_named(watch):
    hub = Hub(watch, lambda text: 0)
    message = "`etcd-io` forbids access via a personal access token (classic)."
    hub.problems = lambda name, given: (Problem(message=message, type="FORBIDDEN"),) if name == "user" else ()
    with pytest.raises(TokenError, match="etcd-io"):
        plan_of(hub)


def test_an_empty_answer_is_no_missing_account(watch):
    with pytest.raises(SourceError, match="empty answer"):
        plan_of(Hub(watch, user=None))


def test_who_is_not_there(watch):
    hub = Hub(watch)
    hub.problems = lambda name, given: (NOT_FOUND,) if name == "user" else ()
    with pytest.raises(AccountError, match="no account octo") as caught:
        plan_of(hub)
    assert "renamed" in caught.value.hint


def test_several_people_share_a_document_and_none_is_taken_along(watch):
    hub = Hub(watch, in_parts)
    hub.problems = lambda name, given: (NOT_FOUND,) if given.get("login") == "octo-nobody" else ()
    now = hub.settings.now
    asked = [query("octo"), query("octo-nobody"), query("octo-other")]
    planners = {one.login: planner_of(one, now, prove=frozenset()) for one in asked}
    users = {"octo": USER, "octo-other": {**USER, "login": "octo-other"}}
    plain = hub._field
    hub._field = lambda name, given: users[given["login"]] if name == "user" else plain(name, given)
    found = {login.name: plan for login, plan, _ in read_plans(Batch(hub, 130 * SEARCH, goal=130 * SEARCH), planners)}
    assert len(hub.asked) == 1
    assert isinstance(found["octo-nobody"], AccountError)
    assert [found[name].contributor.login.name for name in users] == list(users)


def test_dates(watch):
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert last_day(query("octo", as_of=now - timedelta(hours=20)), now) is None
    assert last_day(query("octo", as_of=now - timedelta(days=9)), now) == "2026-05-23"
    assert since_day(query("octo", seen_since=now)) == "2026-06-01"
    assert since_day(query("octo")) is None
    plan = plan_of(Hub(watch, in_parts), as_of=WORLD_DATE - timedelta(days=9))
    assert plan.searches[Family.AUTHORED][0].text.endswith("created:<=2026-05-23 sort:created-desc")


@pytest.mark.parametrize(
    ("login", "message"),
    [
        ("kubernetes", "kubernetes is an organization"),
        ("no-such-person", "GitHub has no account no-such-person"),
        ("dependabot[bot]", "is a bot"),
        ("K8s-CI-Robot", "is a bot"),
    ],
)
def test_accounts_that_cannot_be_checked(standin, watch, login, message):
    bots = frozenset({Login.parse("k8s-ci-robot")})
    with pytest.raises(AccountError, match=message):
        plan_of(client_of(standin, watch), login, bots=bots)


def test_a_renamed_account_is_followed(sample_world, watch):
    with running_standin(sample_world, renames={"aki-as-was": "approver-aki"}) as server:
        client = client_of(server, watch)
        plan = plan_of(client, "aki-as-was")
    assert plan.contributor.login == Login.parse("approver-aki")
    assert plan.totals[Family.AUTHORED] == 20
    assert client.cost.requests == 2


def test_membership_requests_come_with_the_plan(standin, watch):
    repo = {"requests_repository": "kubernetes/org"}
    plan = plan_of(client_of(standin, watch), "ready-robin", **repo, requests_title="New membership for")
    (request,) = plan.requests
    assert request.number == 105
    assert len(request.confirmations) == 2
    assert not request.comments_complete  # its thread is still to be asked for alone
    earlier = plan_of(client_of(standin, watch), "ready-robin", **repo, as_of=datetime(2020, 1, 1, tzinfo=UTC))
    assert earlier.requests == ()


def test_requests_that_github_left_out_are_not_none_at_all(watch):
    hub = Hub(watch, in_parts)
    forbidden = Problem(message="no", type="FORBIDDEN")
    hub.problems = lambda name, given: (forbidden,) if "is:issue" in given.get("query", "") else ()
    assert plan_of(hub, requests_repository="kubernetes/org").requests is None


def test_the_stand_in_is_asked_once(standin, watch):
    client = client_of(standin, watch)
    plan = plan_of(client, "almost-anders", seen_since=WORLD_DATE - timedelta(days=365))
    assert plan.totals == {Family.AUTHORED: 12, Family.PARTICIPATION: 25}
    assert plan.involved
    assert client.cost.requests == 1


def test_a_fault_of_one_document_is_asked_again(standin, watch):
    faults(standin, {"kind": "graphql_error", "times": 1})
    assert plan_of(client_of(standin, watch), "almost-anders").totals[Family.AUTHORED] == 12
