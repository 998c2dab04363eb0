"""Without a token: a few REST searches, and every limit of them named."""

from datetime import datetime, timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import (
    ORGS,
    REST,
    WORLD_DATE,
    Watch,
    client_of,
    faults,
    nothing,
    pulls_of,
    query,
    small_world,
    wanting,
)

from tracker.errors import AccountError, LimitReached, SourceError
from tracker.facts import CommunityQuery, Kind
from tracker.facts.people import Login
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.rest_files import RestFiles, file_text

K8S = "kubernetes/kubernetes"


@pytest.fixture
def reduced(standin, watch):
    return AnonymousSource(client_of(standin, watch, token=None))


def gathered(world, wanted=nothing, *, options=None, **more):
    with running_standin(world, **{"anonymous_search_limit": 1000, **(options or {})}) as server:
        source = AnonymousSource(client_of(server, Watch(), token=None))
        return gather(source, query("octo", **more), wanted), source


def test_three_requests(reduced, standin):
    facts = gather(reduced, query("almost-anders"), nothing)
    assert len(facts.authored) == 12
    assert len(facts.participations) == 25
    assert (reduced.cost.requests, reduced.cost.points) == (3, 0)
    assert facts.contributor.company == "Copperline"
    assert facts.source == "github, without a token"
    assert facts.gap(Kind.AUTHORED) is None
    assert standin.standin.stats()["graphql_requests"] == 0


def test_what_hits_tell(reduced):
    own = gather(reduced, query("almost-anders"), nothing).authored[0]
    assert own.repo in {K8S, "kubernetes-sigs/lantern"}
    assert own.author == Login.parse("almost-anders")
    assert own.url.endswith(f"/pull/{own.number}")
    assert any(label.startswith("size/") for label in own.labels)
    assert (own.additions, own.changed_files, own.files) == (None, None, ())
    assert not own.files_complete
    assert own.merged


def test_reviews_are_not_dated_after_the_fact(reduced):
    part = gather(reduced, query("almost-anders"), nothing).participations[0]
    assert part.reviewed_at == part.pull_request.created_at
    assert part.conversation is None


def test_what_a_token_would_add_is_said(reduced):
    facts = gather(reduced, query("almost-anders", requests_repository="kubernetes/org"), nothing)
    for kind in (Kind.REVIEWED, Kind.CONVERSATIONS, Kind.REVIEW_COMMENTS, Kind.FILES, Kind.REQUESTS):
        gap = facts.gap(kind)
        assert gap.reason.startswith("without a token GitHub does not show")
        assert gap.effect == "a token adds them"
        assert not gap.more
    assert gather(reduced, query("almost-anders"), nothing).gap(Kind.REQUESTS) is None


def test_involvement(reduced):
    facts = gather(reduced, query("almost-anders", seen_since=WORLD_DATE - timedelta(days=365)), nothing)
    assert facts.recently_involved > 0
    assert reduced.cost.requests == 5


def test_more_pages_when_wanted(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=130, reviewed=110))
    facts, source = gathered(world)
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == "read 100 of 130 own pull requests"
    assert gap.more
    facts, source = gathered(world, wanting(Kind.AUTHORED, Kind.REVIEWED))
    assert (len(facts.authored), len(facts.participations)) == (130, 110)
    assert facts.gap(Kind.AUTHORED) is None
    assert source.cost.requests == 1 + 4


def test_searches_are_few(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=710, reviewed=1))
    facts, source = gathered(world, wanting(Kind.AUTHORED))
    assert source.cost.requests == 1 + 6
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == "without a token only 6 searches are made; read 500 of 710 own pull requests"
    assert not gap.more


def test_a_thousand_is_all_that_is_shown(tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.sources.github.anonymous.reading._SEARCHES", 30)
    world = small_world(tmp_path, pulls_of("octo", authored=1010))
    facts, _ = gathered(world, wanting(Kind.AUTHORED))
    assert len(facts.authored) == 1000
    assert facts.gap(Kind.AUTHORED).reason == "read 1,000 of 1,010 own pull requests"
    assert not facts.gap(Kind.AUTHORED).more


def test_as_of_and_exclusions(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=60, repos=(K8S, "kubernetes/org")))
    day = WORLD_DATE - timedelta(days=299)
    facts, _ = gathered(world, as_of=day, excluded_repos=frozenset({"kubernetes/org"}))
    assert {own.repo for own in facts.authored} == {K8S}
    assert all(own.created_at <= day for own in facts.authored)
    assert not any(own.merged for own in facts.authored if own.merged_at and own.merged_at > day)


def test_what_changed_since_an_earlier_day_may_have_been_reviewed_since(tmp_path):
    """Search tells who reviewed, and not when: of a pull request that was left alone since, it was by then."""
    rows = pulls_of("octo", reviewed=3)
    day = datetime.fromisoformat(rows[-1]["updatedAt"])
    later = [{**row, "updatedAt": "2026-05-30T00:00:00Z"} for row in rows[:2]]
    world = small_world(tmp_path, [*later, rows[-1]])
    facts, _ = gathered(world, as_of=day)
    assert [part.pull_request.number for part in facts.participations] == [3]
    reason = "without a token GitHub does not show when 2 of the reviewed pull requests were reviewed"
    assert reason in {gap.reason for gap in facts.gaps if gap.kind is Kind.REVIEWED}
    assert len(gathered(world)[0].participations) == 3


def test_incomplete_results_are_asked_again_and_then_a_gap(standin, watch):
    faults(standin, {"kind": "incomplete_results", "times": 1, "path": "/search"})
    source = AnonymousSource(client_of(standin, watch, token=None))
    assert gather(source, query("almost-anders"), nothing).gap(Kind.AUTHORED) is None
    assert source.cost.requests == 4
    faults(standin, {"kind": "incomplete_results", "path": "/search"})
    facts = gather(source, query("almost-anders", seen_since=WORLD_DATE), wanting(Kind.AUTHORED))
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == "GitHub says that its results are incomplete; read 11 of 12 own pull requests"
    assert not gap.more
    assert facts.recently_involved is None
    assert facts.gap(Kind.ACCOUNT).effect == "inactivity is not certain"


def test_incomplete_results_without_missing_ones_are_a_gap_too(tmp_path):
    facts, _ = gathered(
        small_world(tmp_path, []), options={"faults": [{"kind": "incomplete_results", "path": "/search"}]}
    )
    assert facts.gap(Kind.AUTHORED).reason.startswith("GitHub says that its results are incomplete")


@pytest.mark.parametrize(
    ("login", "message"),
    [
        ("no-such-person", "GitHub has no account no-such-person"),
        ("kubernetes", "is an organization"),
        ("dependabot[bot]", "is a bot"),
    ],
)
def test_accounts_that_cannot_be_checked(reduced, login, message):
    with pytest.raises(AccountError, match=message):
        gather(reduced, query(login), nothing)


def test_a_bot_by_its_account(hub, client):
    hub.get(f"{REST}/users/robot", json={**ACCOUNT, "type": "Bot"})
    with pytest.raises(AccountError, match="is a bot"):
        gather(AnonymousSource(client), query("robot"), nothing)


ACCOUNT = {
    "login": "octo",
    "node_id": "U_1",
    "html_url": "https://github.com/octo",
    "name": None,
    "company": None,
    "created_at": "2020-01-01T00:00:00Z",
    "type": "User",
}


def test_another_answer_about_an_account(hub, client):
    hub.get(f"{REST}/users/octo", status=451, json={"message": "Unavailable"})
    with pytest.raises(SourceError, match=r"did not say who octo is \(status 451\)"):
        gather(AnonymousSource(client), query("octo"), nothing)
    hub.replace("GET", f"{REST}/users/octo", json={"login": "octo"})
    with pytest.raises(SourceError, match="not in its form"):
        gather(AnonymousSource(client), query("octo"), nothing)


def test_a_refused_search_is_a_gap(hub, client):
    hub.get(f"{REST}/users/octo", json=ACCOUNT)
    hub.get(f"{REST}/search/issues", status=422, json={"message": "Validation Failed"})
    facts = gather(AnonymousSource(client), query("octo", seen_since=WORLD_DATE), wanting(*Kind))
    gap = facts.gap(Kind.AUTHORED)
    assert gap.reason == "GitHub refused the search; read 0 of an unknown number of own pull requests"
    assert not gap.more
    assert client.cost.requests == 4


def test_a_limit_is_a_gap_and_no_zero(sample_world):
    with running_standin(sample_world, anonymous_search_limit=1) as server:
        watch = Watch()
        client = client_of(server, watch, token=None)
        watch.time -= 10**7  # so that the reset is far away
        facts = gather(AnonymousSource(client), query("almost-anders", seen_since=WORLD_DATE), wanting(*Kind))
    assert len(facts.authored) == 12
    gap = facts.gap(Kind.REVIEWED)
    assert gap.reason.startswith("GitHub's search limit is used up until")
    assert facts.recently_involved is None
    assert facts.gap(Kind.ACCOUNT).effect == "inactivity is not certain"


def test_a_limit_at_the_account_is_an_error(sample_world):
    with running_standin(sample_world, anonymous_core_limit=0) as server:
        watch = Watch(time=0)
        with pytest.raises(LimitReached, match="hourly limit"):
            gather(AnonymousSource(client_of(server, watch, token=None)), query("almost-anders"), nothing)


def test_the_community(reduced):
    wanted = CommunityQuery(
        org_files={org: f"kubernetes/org:config/{org}/org.yaml" for org in ORGS[:2]},
        paths={K8S: frozenset({"pkg/widget/a.go"})},
        groups_file="kubernetes/community:sigs.yaml",
    )
    community = reduced.community(wanted)
    assert set(community.rosters) == {"kubernetes", "kubernetes-sigs"}
    assert community.groups
    assert community.owners[K8S].entries(Login.parse("approver-aki"))
    spent = reduced.cost.requests
    assert spent <= 10
    reduced.community(wanted)
    assert reduced.cost.requests == spent


def test_files_are_few(standin, watch):
    files = RestFiles(client_of(standin, watch, token=None), most=2)
    owners, missing, more = files.read(
        [FileRef(K8S, "OWNERS"), FileRef(K8S, "no file"), FileRef(K8S, "OWNERS_ALIASES")]
    )
    assert isinstance(owners, FileText)
    assert owners.text
    assert missing.text is None
    assert more == Unread(ref=FileRef(K8S, "OWNERS_ALIASES"), reason="without a token only a few files are read")
    assert files.list_paths(K8S).reason == more.reason
    assert "OWNERS" in RestFiles(client_of(standin, watch, token=None), most=1).list_paths(K8S)


def test_a_directory_in_the_place_of_a_file_is_unread(standin, watch):
    (found,) = RestFiles(client_of(standin, watch, token=None), most=2).read([FileRef(K8S, "pkg")])
    assert found.reason == "it is a directory"


def test_what_is_no_file_has_no_text(hub, client):
    hub.get(f"{REST}/repos/a/b/contents/link", json={"type": "symlink", "target": "../up", "sha": "1", "size": 5})
    hub.get(f"{REST}/repos/a/b/contents/module", json={"type": "submodule", "sha": "1", "size": 0})
    link, module = RestFiles(client, most=9).read([FileRef("a/b", path) for path in ("link", "module")])
    assert (link.text, link.link) == (None, "../up")
    assert module.reason == "it is a submodule"


def test_files_that_fail(hub, client):
    hub.get(
        f"{REST}/repos/a/b/contents/big",
        json={"type": "file", "content": "", "encoding": "none", "size": 2_000_000, "sha": "1"},
    )
    hub.get(f"{REST}/repos/a/b/contents/odd", status=409, json={"message": "Git Repository is empty."})
    hub.get(f"{REST}/repos/a/b/contents/gone", status=401, json={"message": "Bad credentials"})
    files = RestFiles(client, most=9)
    big, odd, gone, rest = files.read([FileRef("a/b", path) for path in ("big", "odd", "gone", "rest")])
    assert big.reason == "it is too large, or no text"
    assert odd.reason == "Git Repository is empty."
    assert "Bad credentials" in gone.reason
    assert rest.reason == gone.reason


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"content": "YWJj\n", "encoding": "base64", "size": 3}, "abc"),
        ({"content": "", "encoding": "base64", "size": 0}, ""),
        ({"content": "/w==", "encoding": "base64", "size": 1}, None),
        ({"content": "x", "encoding": "base64", "size": 1}, None),
        ({"content": "", "encoding": "none", "size": 9}, None),
    ],
)
def test_texts(record, text):
    assert file_text(record) == text
