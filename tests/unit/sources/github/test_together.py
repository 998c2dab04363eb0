"""The plan and the first pages come with one request where GitHub can take it, and say the same as apart."""

from dataclasses import replace
from datetime import timedelta

import pytest
from graphql import parse, validate
from standin import running_standin
from standin.schema import github_schema
from tracker.sources.github.portions import Portions
from tracker.sources.github.reading import Reading
from tracker.sources.github.together import first_pages
from unit.sources.github.records import connection, pull
from unit.sources.github.sharing import (
    TOKEN,
    WORLD_DATE,
    client_of,
    faults,
    gathered,
    nothing,
    pulls_of,
    query,
    shelf_of,
    small_world,
    wanting,
)

from tracker.errors import AccountError, LimitReached
from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.sources.github import answers
from tracker.sources.github.client import Settings
from tracker.sources.github.documents import plan_with_pages
from tracker.sources.github.planner import read_plan
from tracker.sources.github.replies import Answer, Problem, TooHeavy
from tracker.sources.github.searches import PLAIN, Family
from tracker.sources.github.source import GitHubSource

PEOPLE = ("newcomer-nell", "ready-robin", "member-mira", "almost-anders", "Reviewer-Rosa", "approver-aki", "lead-lumi")
K8S = "kubernetes/kubernetes"
USER = {
    "id": "U_1",
    "login": "octo",
    "name": None,
    "company": None,
    "url": "https://github.com/octo",
    "createdAt": "2020-01-01T00:00:00Z",
    "pullRequests": {"totalCount": 0},
}


def names_of(log):
    return [row["operation"] for row in log]


def page(*nodes, count=None):
    return {**connection(*nodes), "issueCount": len(nodes) if count is None else count}


class Hub:
    """A GitHub in which ``count`` says how much a search finds; a page then holds so many pull requests."""

    def __init__(self, watch, count):
        self.settings = Settings(token=TOKEN, patience=watch.patience())
        self.count = count
        self.heavy = 0
        self.errors = []
        self.asked = []

    def graphql(self, document, variables):
        self.asked.append((document.split("(")[0].split()[-1], "AuthoredPage" in document))
        if self.heavy:
            self.heavy -= 1
            raise TooHeavy("GitHub answered with status 502, twice")
        errors = tuple(self.errors.pop(0)) if self.errors else ()
        if any("$type" in error.message for error in errors):
            return Answer(data={}, errors=errors)
        if "q" in variables:
            return Answer(data={"search": self._found(variables["q"], full=True)})
        found = {
            alias: self._found(text, full=f"{alias}_size" in variables)
            for alias, text in variables.items()
            if isinstance(text, str) and "is:" in text
        }
        return Answer(data={"user": USER, "repositoryOwner": None, **found}, errors=errors)

    def _found(self, text, *, full):
        count = self.count(text)
        nodes = [
            pull(n, id=f"PR_{text.count('org:')}_{n}", author={"__typename": "User", "login": "octo"})
            for n in range(count)
        ]
        return page(*nodes) if full else {"issueCount": count}


def read(hub, portions=None, **more):
    asked = query("octo", **more)
    portions = portions or Portions()
    plan = read_plan(hub, asked, portions)
    return plan, Reading(hub, asked, plan, portions, shelf_of(asked)).read(nothing)


def shown(plan):
    """The pages that came with the plan and hold something."""
    return {text: page for text, page in plan.pages.items() if page.count}


def page_of(plan, family):
    return plan.pages[plan.searches[family][0].text]


def orgs_in(text):
    return text.count("org:")


def authored(text):
    """One pull request of octo's in each organization, and nothing by others."""
    return 0 if "-author" in text else orgs_in(text)


@pytest.mark.parametrize("pages", [{}, {"a": "AuthoredPage"}, {"a": "AuthoredPage", "b": "ParticipationPage"}])
def test_github_understands(pages):
    text = plan_with_pages(["a", "b", "c"], pages)
    assert validate(github_schema(), parse(text)) == []
    assert text.count("first: 1) { issueCount }") == 3 - len(pages)
    assert text.count("_size)") == len(pages)


def test_one_request_has_it_all(source, standin):
    since = WORLD_DATE - timedelta(days=365)
    facts = source.gather(query("ready-robin", requests_repository="kubernetes/org", seen_since=since), nothing)
    assert (len(facts.authored), len(facts.participations), len(facts.requests)) == (6, 3, 1)
    assert facts.recently_involved
    assert facts.gaps == ()
    assert names_of(standin.standin.log()) == ["Plan"]
    assert (source.cost.requests, source.cost.points) == (1, 6)


@pytest.mark.parametrize("login", PEOPLE)
@pytest.mark.parametrize("full", [False, True])
def test_together_says_what_apart_says(standin, watch, monkeypatch, login, full):
    asked = query(login, full=full, seen_since=WORLD_DATE - timedelta(days=365))
    together = GitHubSource(client_of(standin, watch))
    facts = together.gather(asked, wanting(*Kind))
    monkeypatch.setattr(Portions, "whole", False)
    apart = GitHubSource(client_of(standin, watch))
    assert replace(apart.gather(asked, wanting(*Kind)), fetched_at=facts.fetched_at) == facts
    families = bool(facts.authored) + bool(facts.participations)
    assert apart.cost.requests - together.cost.requests == families


def test_reading_goes_on_after_the_first_page(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=130, reviewed=60))
    facts, client, log = gathered(world, full=True)
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (130, 60, ())
    assert names_of(log) == ["Plan", "Authored", "Authored", "Participation", "Participation"]
    assert client.cost.requests == 5


def test_pages_count_as_pages(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=130, reviewed=60))
    facts, client, _ = gathered(world, wanting(Kind.AUTHORED, Kind.REVIEWED), pages=3)
    assert client.cost.requests == 2
    assert facts.gap(Kind.REVIEWED).more


def test_a_time_in_the_past(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=130))
    facts, client, _ = gathered(world, as_of=WORLD_DATE - timedelta(days=298), full=True)
    assert len(facts.authored) == 49
    assert client.cost.requests == 2  # a search knows days only


def test_private_repositories_stay_out(watch):
    hub = Hub(watch, authored)
    hub._found = lambda text, full: (
        page(pull(repository={"nameWithOwner": K8S, "isPrivate": True})) if full else {"issueCount": 1}
    )
    answer = hub.graphql("query Plan(", {"authored0": "is:pr", "authored0_size": 50})
    plan, facts = read(Hub(watch, authored))
    assert len(facts.authored) == 5
    (search,) = plan.searches[Family.AUTHORED]
    pages = first_pages(answer, [{"authored0": search}])
    assert pages[search.text].count == 1
    hidden = replace(plan, pages={**plan.pages, **pages})
    facts = Reading(hub, query("octo"), hidden, Portions(), shelf_of(query("octo"))).read(nothing)
    assert facts.authored == ()


# -- pages of a search that cannot be trusted -------------------------------------------------------


def test_a_join_that_does_not_add_up_drops_its_pages(watch):
    hub = Hub(watch, lambda text: 0 if "-author" in text else 2 if orgs_in(text) == 1 else 7)
    plan, facts = read(hub, full=True)
    assert not plan.asked.dialect.operators
    assert plan.searches[Family.AUTHORED][0].terms.endswith("org:kubernetes")
    assert {own.id for own in facts.authored} == {"PR_1_0", "PR_1_1"}  # none from the search that has five in it
    # the first organization's page came with the second plan
    assert hub.asked == [("Plan", True), ("Plan", True), *[("Authored", True)] * 4]


def test_an_older_search_is_asked_organization_by_organization(watch):
    hub = Hub(watch, lambda text: int("-author" not in text and text.endswith("org:etcd-io sort:created-desc")))
    hub.errors = [[Problem(message="Variable $type of type SearchType! was provided invalid value")]]
    plan, facts = read(hub)
    assert plan.asked.dialect == PLAIN
    assert shown(plan) == {}  # the first organization has nothing, so its page is nobody's
    assert len(facts.authored) == 1
    assert hub.asked == [("Plan", True), ("Plan", True), ("Authored", True)]


def test_a_renamed_account_is_read_under_its_new_name(sample_world, watch):
    with running_standin(sample_world, renames={"aki-as-was": "approver-aki"}) as server:
        source = GitHubSource(client_of(server, watch))
        facts = source.gather(query("aki-as-was"), nothing)
        assert source.cost.requests == 2
    assert facts.contributor.login == Login.parse("approver-aki")
    assert len(facts.authored) == 20
    assert {own.author for own in facts.authored} == {Login.parse("approver-aki")}
    assert len(facts.participations) == 25


def test_who_is_not_there_has_no_pages(standin, watch):
    source = GitHubSource(client_of(standin, watch))
    with pytest.raises(AccountError, match="no account"):
        source.gather(query("no-such-person"), nothing)
    assert source.cost.requests == 1


def test_a_limit_is_a_limit(standin, watch):
    faults(standin, {"kind": "primary_limit", "reset_in": 10**6})
    source = GitHubSource(client_of(standin, watch))
    with pytest.raises(LimitReached):
        source.gather(query("ready-robin"), nothing)
    assert source.cost.requests == 1


# -- too much at once -------------------------------------------------------------------------------


def test_what_is_too_heavy_together_is_asked_apart_for_less(watch):
    hub = Hub(watch, authored)
    hub.heavy = 1
    portions = Portions()
    plan, facts = read(hub, portions)
    assert hub.asked == [("Plan", True), ("Plan", False), ("Authored", True)]
    assert shown(plan) == {}
    assert len(facts.authored) == 5
    assert {family: size.size for family, size in portions.sizes.items()} == {
        Family.AUTHORED: 25,
        Family.PARTICIPATION: 12,
    }


def test_the_next_person_is_not_tried_together(watch):
    hub = Hub(watch, authored)
    hub.heavy = 1
    portions = Portions()
    read(hub, portions)
    hub.asked.clear()
    read(hub, portions)
    assert hub.asked[0] == ("Plan", False)


def test_until_smaller_pages_have_gone_well_for_a_while():
    portions = Portions()
    assert portions.whole
    portions.halve()
    pages = 0
    while not portions.whole:
        pages += 1
        for size in portions.sizes.values():
            size.passed()
    assert 4 <= pages <= 10


@pytest.mark.parametrize("options", [{"timeout_nodes": 100}, {"resource_limit_nodes": 100}])
def test_at_a_github_that_cannot_take_it(tmp_path, options):
    world = small_world(tmp_path, pulls_of("octo", authored=60, reviewed=30))
    facts, _, log = gathered(world, wanting(*Kind), options=options)
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (60, 30, ())
    assert names_of(log).count("Plan") in {2, 3}


@pytest.mark.parametrize("field", ["authored0", "participation0", "everywhere", "user"])
def test_what_was_left_out_once_is_asked_for_apart(standin, watch, field):
    faults(standin, {"kind": "graphql_error", "field": field, "times": 1})
    facts = GitHubSource(client_of(standin, watch)).gather(query("ready-robin"), nothing)
    assert names_of(standin.standin.log()) == ["Plan", "Plan", "Authored", "Participation"]
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (6, 3, ())


def test_a_refusal_is_a_gap_of_its_page_alone(watch):
    hub = Hub(watch, orgs_in)
    refusal = Problem(message="Resource not accessible", type="FORBIDDEN", path=("authored0", "nodes", 0, "files"))
    elsewhere = Problem(message="not there", type="NOT_FOUND", path=("everywhere",))
    hub.errors = [[refusal, elsewhere]]
    hub._found = lambda text, full: page(pull(), count=orgs_in(text)) if full else {"issueCount": orgs_in(text)}
    plan = read_plan(hub, query("octo"), Portions())
    assert [out.reason for out in page_of(plan, Family.AUTHORED).left_out] == [refusal.message]
    assert [out.repo for out in page_of(plan, Family.AUTHORED).left_out] == [K8S]
    assert page_of(plan, Family.PARTICIPATION).left_out == ()


def test_a_refusal_of_everything_is_a_gap_of_each_page():
    whole = Problem(message="partly refused", type="FORBIDDEN")
    answer = Answer(data={"a": page(pull()), "b": {"issueCount": 1}, "c": None}, errors=(whole,))
    assert [out.reason for out in answers.page_among(answer, "a").left_out] == [whole.message]
    assert answers.page_among(answer, "b") is None
    assert answers.page_among(answer, "c") is None


def test_what_the_first_page_leaves_out_is_a_gap(watch):
    hub = Hub(watch, authored)
    hub.errors = [[Problem(message="partly refused", type="FORBIDDEN", path=("authored0", "nodes", 1, "files"))]]
    _, facts = read(hub)
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == "GitHub left out a part of its answer: partly refused"
    assert gap.repos == {K8S}
    assert facts.gap(Kind.REVIEWED) is None


def test_nobody_asks_for_pages_of_no_organizations(watch):
    hub = Hub(watch, lambda text: 0)
    plan, _ = read(hub, orgs=())
    assert shown(plan) == {}
    assert hub.asked[0] == ("Plan", False)
