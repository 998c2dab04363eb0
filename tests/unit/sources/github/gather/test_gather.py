"""People are read from a local GitHub: as little as is needed, newest first, and every gap named."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from gathering import gather
from standin import running_standin
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

from tracker.errors import AccountError, LimitReached, SourceError, TokenError
from tracker.facts import Kind, Need
from tracker.facts.people import Login
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store

#: Of the first pull requests that are read many at once, one is read alone, too.
CANARY = 1
#: Beside it, the first document of pull requests is smaller than those of a host that is known to be quick.
CAUTION = 1
K8S, ORG = "kubernetes/kubernetes", "kubernetes/org"
PEOPLE = ("newcomer-nell", "ready-robin", "member-mira", "almost-anders", "Reviewer-Rosa", "approver-aki", "lead-lumi")


@pytest.fixture(scope="module")
def medium(tmp_path_factory):
    return small_world(
        tmp_path_factory.mktemp("medium"), pulls_of("octo", authored=130, reviewed=110, repos=(K8S, ORG))
    )


def reasons(facts, kind):
    return [gap.reason for gap in facts.gaps if gap.kind is kind]


def test_a_newcomer_takes_two_requests(source, standin):
    facts = gather(source, query("ready-robin"))
    assert (len(facts.authored), len(facts.participations)) == (6, 3)
    assert source.cost.requests == 2  # who they are with the ids of their work, and that work
    assert (facts.source, facts.host, facts.fetched_at) == ("github", "github.com", WORLD_DATE)
    assert facts.gap(Kind.AUTHORED) is None
    assert facts.gap(Kind.REVIEWED) is None
    assert standin.standin.stats()["requests"] == 2


def test_nothing_is_read_where_nothing_is(source):
    facts = gather(source, query("newcomer-nell", orgs=("etcd-io",)))
    assert (facts.authored, facts.participations, facts.gaps) == ((), (), ())


def test_the_person_s_part_and_everybody_s(source):
    facts = gather(source, query("Reviewer-Rosa"))
    part = facts.participations[0]
    assert {review.by for review in part.mine} == {Login.parse("reviewer-rosa")}
    assert all(review.comments is not None for review in part.mine)
    assert set(part.mine) <= set(part.conversation.reviews)
    assert part.conversation.complete
    assert not any(review.by == Login.parse("k8s-ci-robot") for review in part.conversation.reviews)


def test_the_newest_and_what_they_leave(medium):
    facts, client, _ = gathered(medium)
    assert (len(facts.authored), len(facts.participations)) == (25, 25)
    assert [own.number for own in facts.authored] == list(range(130, 105, -1))
    assert reasons(facts, Kind.AUTHORED) == ["read the newest 25 of 130 own pull requests"]
    assert reasons(facts, Kind.REVIEWED) == reasons(facts, Kind.CONVERSATIONS)
    assert all(gap.more for gap in facts.gaps)
    assert client.cost.requests == 2 + CANARY + CAUTION


def test_places_are_told_by_the_newest_ids_and_by_what_was_read_first(medium):
    facts, _, _ = gathered(medium, wanting(Kind.REVIEWED, repo=ORG))
    assert facts.repositories == {K8S: 100, ORG: 100}
    assert len(facts.sample) == 50
    assert facts.sample == gathered(medium)[0].sample


def test_only_what_is_needed_is_read(medium):
    facts, _, _ = gathered(medium, wanting(Kind.AUTHORED))
    assert (len(facts.authored), len(facts.participations)) == (130, 25)
    assert facts.gap(Kind.AUTHORED) is None
    assert facts.gap(Kind.REVIEWED).more


def test_a_repository_has_its_own_search(tmp_path):
    pulls = pulls_of("octo", reviewed=900, repos=(K8S, *[f"kubernetes/r{n}" for n in range(8)]))
    facts, client, _ = gathered(small_world(tmp_path, pulls), wanting(Kind.REVIEWED, repo=K8S))
    assert sum(part.pull_request.repo == K8S for part in facts.participations) == 100
    assert client.cost.requests == 1 + 1 + 1 + 4  # the plan, the newest, the ids of that repository, and all of it
    assert facts.gap(Kind.REVIEWED, K8S) is None
    assert facts.gap(Kind.REVIEWED, "kubernetes/r1").more
    assert len({part.pull_request.id for part in facts.participations}) == len(facts.participations)


def test_with_few_pages_to_go_all_is_found(medium):
    facts, client, _ = gathered(medium, wanting(Kind.REVIEWED, repo=ORG))
    assert sum(part.pull_request.repo == ORG for part in facts.participations) == 55
    assert facts.gap(Kind.REVIEWED, ORG) is None
    assert client.cost.requests == 1 + 1 + 2 + CANARY + CAUTION  # the second page of ids comes along


def test_full_reads_all(medium):
    facts, client, _ = gathered(medium, full=True)
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (130, 110, ())
    assert (
        client.cost.requests == 1 + 1 + 4 + CANARY + CAUTION
    )  # the plan, the newest with the second page of ids, and all the rest


def test_past_a_thousand(tmp_path):
    facts, client, _ = gathered(small_world(tmp_path, pulls_of("octo", authored=1130)), full=True)
    assert len(facts.authored) == 1130
    assert facts.gaps == ()
    assert client.cost.requests < 1 + 12 + 23


def test_what_nobody_can_serve_ends_the_reading(medium):
    facts, client, _ = gathered(medium, lambda _facts: frozenset({Need(Kind.MEMBERS), Need(Kind.FILES)}))
    assert client.cost.requests == 2 + CANARY + CAUTION
    assert facts.gap(Kind.FILES) is None


def test_as_of_is_a_time_machine(medium):
    day = WORLD_DATE - timedelta(days=298)
    facts, _, _ = gathered(medium, watch=Watch(), as_of=day, full=True)
    assert all(own.created_at <= day for own in facts.authored)
    assert any(not own.merged for own in facts.authored)
    assert len(facts.authored) == 49


def test_excluded_repositories_do_not_count(medium):
    facts, _, _ = gathered(medium, full=True, excluded_repos=frozenset({"Kubernetes/Org"}))
    assert {own.repo for own in facts.authored} == {K8S}
    assert set(facts.repositories) == {K8S}
    assert facts.gaps == ()


def shifted(tmp_path, by):
    world = small_world(tmp_path, pulls_of("octo", authored=160))
    facts, _, _ = gathered(world, full=True, options={"faults": [{"kind": "page_shift", "by": by}]})
    return facts


def test_what_pages_show_twice_counts_once(tmp_path):
    facts = shifted(tmp_path, -1)
    assert len(facts.authored) == len({own.id for own in facts.authored}) == 160
    assert facts.gaps == ()


def test_what_pages_never_showed_is_a_gap(tmp_path):
    facts = shifted(tmp_path, 1)
    assert len(facts.authored) == 159
    assert reasons(facts, Kind.AUTHORED) == ["GitHub's search announced 1 more own pull requests than it showed"]
    assert not facts.gap(Kind.AUTHORED).more


def test_ghosts_do_not_stop_anybody(standin, watch):
    faults(standin, {"kind": "deleted_user", "logins": ["approver-aki", "lead-lumi"]})
    facts = gather(GitHubSource(client_of(standin, watch)), query("almost-anders"))
    assert len(facts.participations) == 25
    assert {part.pull_request.author for part in facts.participations} >= {None}


# -- limits and faults -------------------------------------------------------------------------------


def ended(standin, watch, *records, **more):
    """A reading of almost-anders whose evidence is hit by faults, the plan is not."""
    faults(standin, *({"after": 1, **record} for record in records))
    source = GitHubSource(client_of(standin, watch, **more))
    return gather(source, query("almost-anders"), wanting(*Kind)), source


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "token_expired"}, "GitHub refused the token: Bad credentials"),
        ({"kind": "primary_limit", "reset_in": 10**6}, "GitHub's hourly limit is used up until"),
        ({"kind": "secondary_limit", "retry_after": 9999}, "GitHub asks to slow down"),
        ({"kind": "reset"}, "The connection to 127.0.0.1:"),
        ({"kind": "truncate"}, "GitHub's answer was cut off"),
        ({"kind": "http_error", "status": 503}, "GitHub answered with status 503"),
        ({"kind": "http_error", "status": 502}, "GitHub answered with status 502"),
        ({"kind": "http_error", "status": 502, "body": "json"}, "GitHub answered with status 502"),
    ],
)
def test_what_ends_the_reading_is_said(standin, watch, fault, reason):
    facts, _ = ended(standin, watch, fault)
    assert (facts.authored, facts.participations) == ((), ())
    for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
        gap = facts.gap(kind)
        assert gap.reason.startswith(reason)
        assert "read the newest 0 of" in gap.reason
        assert not gap.more


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
    assert facts.gaps == ()
    assert source.cost.requests > 2


def test_a_limit_at_the_plan_is_an_error(standin, watch):
    faults(standin, {"kind": "primary_limit", "reset_in": 10**6})
    source = GitHubSource(client_of(standin, watch))
    with pytest.raises(LimitReached):
        gather(source, query("ready-robin"))
    assert source.cost.requests == 1


def test_a_bad_token_at_the_plan_is_an_error(standin, watch):
    with pytest.raises(TokenError, match="Bad credentials"):
        gather(GitHubSource(client_of(standin, watch, token="expired-token")), query("octo"))


@pytest.mark.parametrize("options", [{"timeout_nodes": 150}, {"resource_limit_nodes": 150}])
def test_what_is_too_heavy_is_asked_in_less(medium, options):
    facts, _, _ = gathered(medium, full=True, options=options)
    assert (len(facts.authored), len(facts.participations)) == (130, 110)
    assert facts.gaps == ()


def test_one_that_is_too_heavy_alone_is_a_gap_of_its_repository(tmp_path):
    pulls = pulls_of("octo", authored=20)
    pulls[7]["files"] = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(90)]
    facts, _, _ = gathered(small_world(tmp_path, pulls), full=True, options={"timeout_nodes": 60})
    assert len(facts.authored) == 19
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason.startswith("GitHub did not show 1 pull request that it found: GitHub answered with status 502")
    assert gap.repos == {K8S}
    assert not gap.more


def test_a_hidden_account_is_unknown(medium, monkeypatch):
    facts, _, _ = gathered(medium)
    assert facts.gap(Kind.AUTHORED).more
    monkeypatch.setattr(
        "tracker.sources.github.gather.planner._why_hidden", lambda answer, login: "search does not know them"
    )
    facts, _, _ = gathered(medium)
    assert "search does not know them" in reasons(facts, Kind.AUTHORED)
    assert "search does not know them" in reasons(facts, Kind.REVIEWED)


def test_requests_that_were_not_read_are_a_gap(source):
    facts = gather(source, query("ready-robin", requests_repository="kubernetes/no-such-repository"))
    assert facts.requests == ()
    since = WORLD_DATE - timedelta(days=365)
    facts = gather(source, query("ready-robin", requests_repository="kubernetes/org", seen_since=since))
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


# -- several people ----------------------------------------------------------------------------------


def together(source, *logins, wanted=nothing, **more):
    """What is known of each of some people, read side by side; or the error that says why it is not."""
    asked = {login: query(login, **more) for login in logins}
    gathering = source.begin(list(asked.values()), lambda *_: None)
    known = {login: known_of(gathering, one) for login, one in asked.items()}
    while needs := {asked[login].login: found for login, one in known.items() if (found := needed(one, wanted))}:
        if not gathering.advance(needs):
            break
        known = {login: known_of(gathering, one) for login, one in asked.items()}
    gathering.end()
    return known


def known_of(gathering, asked):
    try:
        return gathering.facts(asked.login)
    except AccountError as error:
        return error


def needed(known, wanted):
    return frozenset() if isinstance(known, AccountError) else wanted(known)


@pytest.mark.parametrize("wanted", [nothing, wanting(*Kind)])
def test_alone_as_together_in_any_order_and_with_any_store(standin, watch, wanted):
    since = WORLD_DATE - timedelta(days=365)
    alone = {
        login: gather(GitHubSource(client_of(standin, watch)), query(login, seen_since=since), wanted)
        for login in PEOPLE
    }
    store = open_store(None)
    for order in [PEOPLE, PEOPLE[::-1], *list(permutations(PEOPLE[3:]))[5:8]]:
        for source in (GitHubSource(client_of(standin, watch), store=store), GitHubSource(client_of(standin, watch))):
            for login, facts in together(source, *order, wanted=wanted, seen_since=since).items():
                assert replace(facts, fetched_at=alone[login].fetched_at) == alone[login], login


def test_a_pull_request_of_several_is_asked_for_once(standin, watch):
    client, asked = client_of(standin, watch), []
    plain = client.graphql
    client.graphql = lambda document, variables, **more: (asked.append(variables), plain(document, variables, **more))[
        1
    ]
    together(GitHubSource(client), *PEOPLE)
    ids = [value for variables in asked for value in variables.values() if str(value).startswith("PR_")]
    assert ids
    assert len(ids) == len(set(ids)) + CANARY


def test_who_does_not_exist_takes_nobody_along(standin, watch):
    source = GitHubSource(client_of(standin, watch))
    found = together(source, "a-nobody", "ready-robin", "octo-nobody", "kubernetes", "approver-aki")
    assert {login: isinstance(one, AccountError) for login, one in found.items()} == {
        "a-nobody": True,
        "ready-robin": False,
        "octo-nobody": True,
        "kubernetes": True,
        "approver-aki": False,
    }


def test_a_renamed_account_is_read_under_its_new_name(sample_world, watch):
    with running_standin(sample_world, renames={"aki-as-was": "approver-aki"}) as server:
        source = GitHubSource(client_of(server, watch))
        facts = together(source, "ready-robin", "aki-as-was", wanted=wanting(Kind.AUTHORED))["aki-as-was"]
    assert facts.contributor.login == Login.parse("approver-aki")
    assert len(facts.authored) == 20
    assert {own.author for own in facts.authored} == {Login.parse("approver-aki")}


def begun(standin, watch, told=lambda *_: None, *, store=None, size=2_600, **more):
    """A gathering of these people, of whom one document holds about one; and its source."""
    client = client_of(standin, watch, **more)
    client.sizes["People"] = size
    source = GitHubSource(client, store=store)
    return source.begin([query(login) for login in PEOPLE], told), source


def reached(gathering):
    found = set()
    for login in PEOPLE:
        with suppress(SourceError):
            found.add(gathering.facts(Login.parse(login)).contributor.login.name.casefold())
    return found


def test_who_was_answered_before_a_limit_is_known(standin, watch):
    store = open_store(None)
    gathering, source = begun(standin, watch, store=store, most=4)
    assert source.cost.requests == 4
    first = reached(gathering)
    assert 1 < len(first) < len(PEOPLE)
    for login in first:
        assert "the limit of 4 requests is used up" in gathering.facts(Login.parse(login)).gap(Kind.AUTHORED).reason
    gathering, _ = begun(standin, watch, store=store, most=4)
    assert first < reached(gathering)


def test_progress_counts_all_people_of_a_run(standin, watch, monkeypatch):
    monkeypatch.setattr("tracker.sources.github.gather.planning._TOGETHER", 2)
    told = []
    begun(standin, watch, lambda *one: told.append(one))
    accounts = [(done, total) for done, total, what in told if what == "accounts"]
    assert accounts == [(n, len(PEOPLE)) for n in range(1, len(PEOPLE) + 1)]


@pytest.mark.parametrize(("size", "kept"), [(26_000, False), (2_600, True)])
def test_nobody_is_asked_again_where_that_takes_most_of_the_requests(standin, watch, size, kept):
    """How many it takes depends on how much GitHub answers at once."""
    store = open_store(None)
    begun(standin, watch, store=store, size=26_000, most=3)
    watch.sleep(2 * 3600)
    standin.standin.reset()
    begun(standin, watch, store=store, size=size, most=6)
    assert (standin.standin.log()[0]["operation"] != "People") is kept
