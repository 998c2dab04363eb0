"""One person is read from a local GitHub: as little as is wanted, and every gap named."""

from datetime import timedelta

import pytest
from unit.sources.github.sharing import (
    WORLD_DATE,
    Watch,
    client_of,
    faults,
    gathered,
    nothing,
    pulls_of,
    query,
    small_world,
    stamp,
    wanting,
)

from tracker.errors import LimitReached, TokenError
from tracker.facts import Kind, Need
from tracker.facts.people import Login
from tracker.sources.github.source import GitHubSource

#: A fault then hits the question that it is meant for; test_together.py has them together.
pytestmark = pytest.mark.usefixtures("apart")

K8S, ORG = "kubernetes/kubernetes", "kubernetes/org"


@pytest.fixture(scope="module")
def medium(tmp_path_factory):
    return small_world(
        tmp_path_factory.mktemp("medium"), pulls_of("octo", authored=130, reviewed=110, repos=(K8S, ORG))
    )


def reasons(facts, kind):
    return [gap.reason for gap in facts.gaps if gap.kind is kind]


def questions(log):
    return [row["operation"] for row in log]


def test_a_newcomer_takes_three_requests(source, standin):
    facts = source.gather(query("ready-robin"), nothing)
    assert (len(facts.authored), len(facts.participations)) == (6, 3)
    assert (source.cost.requests, source.cost.points) == (3, 7)
    assert (facts.source, facts.host, facts.fetched_at) == ("github", "github.com", WORLD_DATE)
    assert facts.gap(Kind.AUTHORED) is None
    assert facts.gap(Kind.REVIEWED) is None
    assert [own.created_at for own in facts.authored] == sorted(
        (own.created_at for own in facts.authored), reverse=True
    )
    assert standin.standin.stats()["requests"] == 3


def test_nothing_is_read_where_nothing_is(source):
    facts = source.gather(query("newcomer-nell", orgs=("etcd-io",)), nothing)
    assert (facts.authored, facts.participations, facts.gaps) == ((), (), ())
    assert source.cost.requests == 2  # the plan, and the counts that confirm it


def test_the_person_s_part_and_everybody_s(source):
    facts = source.gather(query("Reviewer-Rosa"), nothing)
    part = facts.participations[0]
    assert {review.by for review in part.mine} == {Login.parse("reviewer-rosa")}
    assert all(review.comments is not None for review in part.mine)
    assert set(part.mine) <= set(part.conversation.reviews)
    assert part.conversation.complete
    assert not any(review.by == Login.parse("k8s-ci-robot") for review in part.conversation.reviews)


def test_the_first_pages_and_what_they_leave(medium):
    facts, client, log = gathered(medium)
    assert (len(facts.authored), len(facts.participations)) == (50, 25)
    assert questions(log) == ["Plan", "Authored", "Participation"]
    assert reasons(facts, Kind.AUTHORED) == ["read the newest 50 of 130 own pull requests; --full reads them all"]
    assert reasons(facts, Kind.REVIEWED) == reasons(facts, Kind.CONVERSATIONS)
    assert all(gap.more for gap in facts.gaps)
    assert client.cost.requests == 3


def test_only_what_is_wanted_is_read(medium):
    facts, _, log = gathered(medium, wanting(Kind.AUTHORED))
    assert len(facts.authored) == 130
    assert questions(log).count("Participation") == 1
    assert facts.gap(Kind.AUTHORED) is None
    assert facts.gap(Kind.REVIEWED).more


def test_one_page_serves_two_needs(medium):
    _, client, log = gathered(medium, wanting(Kind.REVIEWED, Kind.CONVERSATIONS))
    assert questions(log).count("Participation") == 5
    assert client.cost.requests == 7


def test_a_repository_has_its_own_search(medium):
    facts, _, log = gathered(medium, wanting(Kind.REVIEWED, repo=ORG))
    assert questions(log).count("Participation") == 1 + 3
    assert sum(part.pull_request.repo == ORG for part in facts.participations) == 55
    assert facts.gap(Kind.REVIEWED, ORG) is None
    assert facts.gap(Kind.REVIEWED, K8S).more
    assert len({part.pull_request.id for part in facts.participations}) == len(facts.participations)


def test_with_few_pages_to_go_all_is_read(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", reviewed=60, repos=(K8S, ORG)))
    facts, _, log = gathered(world, wanting(Kind.REVIEWED, repo=ORG))
    assert questions(log) == ["Plan", "Participation", "Participation", "Participation"]
    assert facts.gaps == ()


def test_the_pages_are_bounded(medium):
    facts, client, _ = gathered(medium, wanting(Kind.AUTHORED, Kind.REVIEWED), pages=3)
    assert client.cost.requests == 1 + 3
    assert "--full" in reasons(facts, Kind.REVIEWED)[0]


def test_full_reads_all(medium):
    facts, client, _ = gathered(medium, full=True, pages=1)
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (130, 110, ())
    assert client.cost.requests == 1 + 3 + 5


def test_past_a_thousand(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=1130))
    facts, client, _ = gathered(world, full=True)
    assert len(facts.authored) == 1130
    assert facts.gaps == ()
    assert client.cost.requests == 1 + 20 + 3


def test_what_nobody_can_serve_ends_the_reading(medium):
    facts, client, _ = gathered(medium, lambda _facts: frozenset({Need(Kind.MEMBERS), Need(Kind.FILES)}))
    assert client.cost.requests == 3
    assert facts.gap(Kind.FILES) is None


def test_as_of_is_a_time_machine(medium):
    day = WORLD_DATE - timedelta(days=298)
    watch = Watch()
    facts, _, _ = gathered(medium, watch=watch, as_of=day, full=True)
    assert all(own.created_at <= day for own in facts.authored)
    assert any(not own.merged for own in facts.authored)
    assert len(facts.authored) == 49


def test_excluded_repositories_do_not_count(medium):
    facts, _, _ = gathered(medium, full=True, excluded_repos=frozenset({"Kubernetes/Org"}))
    assert {own.repo for own in facts.authored} == {K8S}
    assert facts.gaps == ()


def shifted(tmp_path, by):
    world = small_world(tmp_path, pulls_of("octo", authored=60))
    facts, _, _ = gathered(world, wanting(Kind.AUTHORED), options={"faults": [{"kind": "page_shift", "by": by}]})
    return facts


def test_what_pages_show_twice_counts_once(tmp_path):
    facts = shifted(tmp_path, -1)
    assert len(facts.authored) == len({own.id for own in facts.authored}) == 60
    assert facts.gaps == ()


def test_what_pages_never_showed_is_a_gap(tmp_path):
    facts = shifted(tmp_path, 1)
    assert len(facts.authored) == 59
    assert reasons(facts, Kind.AUTHORED) == ["pages shifted while reading: 59 of 60 own pull requests seen"]
    assert not facts.gap(Kind.AUTHORED).more


def test_ghosts_do_not_stop_anybody(standin, watch):
    faults(standin, {"kind": "deleted_user", "logins": ["approver-aki", "lead-lumi"]})
    facts = GitHubSource(client_of(standin, watch)).gather(query("almost-anders"), nothing)
    assert len(facts.participations) == 25
    assert {part.pull_request.author for part in facts.participations} >= {None}


def ended(standin, watch, *records, **more):
    """A reading of almost-anders whose evidence is hit by faults, the plan is not."""
    faults(standin, *({"after": 2, **record} for record in records))
    source = GitHubSource(client_of(standin, watch, **more))
    return source.gather(query("almost-anders"), wanting(*Kind)), source


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "token_expired"}, "GitHub refused the token: Bad credentials"),
        ({"kind": "primary_limit", "reset_in": 10**6}, "GitHub's hourly limit is used up until"),
        ({"kind": "secondary_limit", "retry_after": 9999}, "GitHub asks to slow down"),
        ({"kind": "reset"}, "The connection to GitHub failed"),
        ({"kind": "truncate"}, "GitHub's answer was cut off"),
        ({"kind": "http_error", "status": 503}, "GitHub answered with status 503"),
        ({"kind": "http_error", "status": 502}, "GitHub answered with status 502"),
        ({"kind": "http_error", "status": 502, "body": "json"}, "GitHub answered with status 502"),
        ({"kind": "graphql_error"}, "Something went wrong while executing your query."),
    ],
)
def test_what_is_known_is_kept(standin, watch, fault, reason):
    facts, _ = ended(standin, watch, fault)
    assert len(facts.authored) == 12
    assert facts.participations == ()
    for kind in (Kind.REVIEWED, Kind.CONVERSATIONS):
        gap = facts.gap(kind)
        assert gap.reason.startswith(reason)
        assert gap.reason.endswith("read the newest 0 of 25 pull requests by others")
        assert not gap.more
    assert facts.gap(Kind.AUTHORED) is None


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "http_error", "status": 502, "times": 1},
        {"kind": "http_error", "status": 502, "times": 3},
        {"kind": "secondary_limit", "retry_after": 2, "times": 2},
        {"kind": "secondary_limit", "retry_after": "none", "times": 1},
        {"kind": "reset", "times": 2},
        {"kind": "truncate", "times": 1},
        {"kind": "graphql_error", "times": 1},
    ],
)
def test_what_passes_leaves_no_gap(standin, watch, fault):
    facts, source = ended(standin, watch, fault)
    assert (len(facts.authored), len(facts.participations)) == (12, 25)
    assert facts.gap(Kind.REVIEWED) is None
    assert source.cost.requests > 3


def test_a_limit_at_the_plan_is_an_error(standin, watch):
    faults(standin, {"kind": "primary_limit", "reset_in": 10**6})
    with pytest.raises(LimitReached):
        GitHubSource(client_of(standin, watch)).gather(query("octo"), nothing)


def test_a_bad_token_at_the_plan_is_an_error(standin, watch):
    with pytest.raises(TokenError, match="Bad credentials"):
        GitHubSource(client_of(standin, watch, token="expired-token")).gather(query("octo"), nothing)


def test_heavy_pages_are_halved(medium):
    facts, _, log = gathered(medium, full=True, options={"timeout_nodes": 80})
    assert (len(facts.authored), len(facts.participations)) == (130, 110)
    assert facts.gaps == ()
    assert any(row["status"] == 502 for row in log)


def test_resource_limits_are_halved(medium):
    facts, _, log = gathered(medium, full=True, options={"resource_limit_nodes": 80})
    assert (len(facts.authored), len(facts.participations)) == (130, 110)
    assert facts.gaps == ()
    assert "RESOURCE_LIMITS_EXCEEDED" in str(log)


def test_one_that_is_too_heavy_alone_is_named(tmp_path):
    pulls = pulls_of("octo", authored=20)
    pulls[7]["files"] = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(90)]
    facts, _, _ = gathered(small_world(tmp_path, pulls), full=True, options={"timeout_nodes": 60})
    assert len(facts.authored) == 19
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == f"GitHub could not answer about {K8S}#8"
    assert gap.repos == {K8S}
    assert not gap.more


def test_a_hidden_account_is_unknown(medium, monkeypatch):
    facts, _, _ = gathered(medium)
    assert facts.gap(Kind.AUTHORED).more
    monkeypatch.setattr("tracker.sources.github.planner._hidden", lambda answer, login: "search does not know them")
    facts, _, _ = gathered(medium)
    assert "search does not know them" in reasons(facts, Kind.AUTHORED)
    assert "search does not know them" in reasons(facts, Kind.REVIEWED)


def test_requests_that_were_not_read_are_a_gap(standin, watch):
    faults(standin, {"kind": "graphql_error", "field": "requests"})
    source = GitHubSource(client_of(standin, watch))
    facts = source.gather(query("ready-robin", requests_repository="kubernetes/org"), nothing)
    assert facts.requests is None
    assert facts.gap(Kind.REQUESTS)


def test_requests_and_involvement_are_facts(source):
    since = WORLD_DATE - timedelta(days=365)
    facts = source.gather(query("ready-robin", requests_repository="kubernetes/org", seen_since=since), nothing)
    assert [request.number for request in facts.requests] == [105]
    assert facts.recently_involved > 0
    assert facts.gap(Kind.REQUESTS) is None


def test_commands_count_wherever_they_stand(tmp_path):
    pulls = pulls_of("octo", reviewed=4)
    said = stamp(WORLD_DATE - timedelta(days=299))
    pulls[0] |= {"reviews": [], "comments": [{"author": "octo", "createdAt": said, "body": "/lgtm"}]}
    pulls[1] |= {"reviews": [], "comments": [{"author": "octo", "createdAt": said, "body": "> /lgtm\nthanks"}]}
    pulls[2]["reviews"][0]["body"] = "/approve"
    pulls[3]["reviews"][0]["comments"] = [{"path": "a", "body": "/lgtm", "createdAt": said}]
    facts, _, _ = gathered(small_world(tmp_path, pulls))
    assert [part.pull_request.number for part in facts.participations] == [4, 3, 1]
    assert [len(part.commands) for part in facts.participations] == [1, 1, 1]
    assert facts.participations[2].mine == ()
