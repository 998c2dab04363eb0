"""A zero has a witness: what is lost in large questions, hidden profiles, and what a host was found to do."""

import json
from datetime import timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import WORLD_DATE, Watch, client_of, gathered, pulls_of, query, small_world, wanting

from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.sources.github.api.responses import Reply
from tracker.sources.github.api.verdicts import left_out
from tracker.sources.github.source import GitHubSource
from tracker.sources.github.witness import unconfirmed
from tracker.sources.store import open_store

K8S = "kubernetes/kubernetes"


@pytest.fixture(scope="module")
def medium(tmp_path_factory):
    rows = pulls_of("octo", authored=40, reviewed=90, repos=(K8S, "etcd-io/pier"))
    return small_world(tmp_path_factory.mktemp("medium"), rows)


def shrunk(**more):
    return {"faults": [{"kind": "shrunk_connections", **more}]}


@pytest.mark.parametrize("width", [10, 40])
def test_what_large_questions_lose_is_asked_for_in_less(medium, width):
    whole, _, _ = gathered(medium, wanting(*Kind))
    facts, _, _ = gathered(medium, wanting(*Kind), options=shrunk(width=width, at=r"PullRequest\..*"))
    assert facts.participations == whole.participations
    assert facts.authored == whole.authored
    assert facts.gaps == whole.gaps


def test_a_hit_without_a_trace_is_a_gap_and_not_nothing(medium):
    """Whatever is asked for, and however little of it."""
    facts, _, _ = gathered(medium, options=shrunk(at=r"PullRequest\.(reviews|comments)", width=1))
    assert facts.participations == ()
    reasons = [gap.reason for gap in facts.gaps if gap.kind is Kind.REVIEWED and not gap.more]
    assert reasons == ["GitHub did not show 25 pull requests that it found: what octo did in it is not there"]


def test_a_hit_without_a_trace_is_asked_for_again_the_next_time(medium):
    store = open_store(None)
    with running_standin(medium, secondary_limits=False) as server:
        server.standin.faults.add(
            [{"kind": "shrunk_connections", "at": r"PullRequest\.(reviews|comments)", "width": 1}]
        )
        gather(GitHubSource(client_of(server, Watch()), store=store), query("octo"))
        server.standin.faults.replace([])
        facts = gather(GitHubSource(client_of(server, Watch()), store=store), query("octo"))
    assert len(facts.participations) == 25
    assert "what octo did" not in str(facts.gaps)


# -- hidden profiles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("totals", ["zero", "real"])
def test_a_private_profile_is_unknown_and_not_nothing(medium, totals):
    hidden = {"faults": [{"kind": "hidden_user", "logins": ["octo"], "totals": totals}]}
    facts, client, _ = gathered(medium, seen_since=WORLD_DATE - timedelta(days=365), options=hidden)
    assert facts.recently_involved is None
    for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
        assert facts.gap(kind)
    assert client.cost.requests == (3 if totals == "zero" else 2)


def test_who_has_nothing_has_nothing_and_a_witness(medium):
    with running_standin(medium, secondary_limits=False) as server:
        client = client_of(server, Watch())
        facts = gather(GitHubSource(client), query("vera"))
    assert (facts.authored, facts.participations, facts.gaps) == ((), (), ())
    assert client.cost.requests == 2


def test_each_has_a_witness_of_their_own(medium):
    with running_standin(medium, secondary_limits=False) as server:
        server.standin.faults.add([{"kind": "hidden_user", "logins": ["octo"]}])
        client = client_of(server, Watch())
        asked = [query("octo"), query("vera"), query("somebody")]
        gathering = GitHubSource(client).begin(asked, lambda *_: None)
        gaps = [bool(gathering.facts(one.login).gaps) for one in asked[:2]]
        assert gaps == [True, False]
        assert len([row for row in server.standin.log() if "/search/issues" in row["path"]]) == 2


class Searched:
    """A REST search that refuses only where nobody of those who are named is visible, and finds so many of theirs."""

    def __init__(self, *visible, found=0, headers=None, incomplete=False):
        self.visible = visible
        self.body = {"total_count": found, "incomplete_results": incomplete, "items": []}
        self.headers = headers or {}

    def get(self, _path, parameters):
        named = {word.removeprefix("author:") for word in parameters["q"].split() if word.startswith("author:")}
        if named & set(self.visible):
            return Reply(status=200, headers=self.headers, body=json.dumps(self.body))
        return Reply(status=422, body='{"message": "Validation Failed"}')


VERA, OCTO = Login.parse("vera"), Login.parse("octo")


@pytest.mark.parametrize("logins", [[OCTO, VERA], [VERA, OCTO], [VERA, OCTO, Login.parse("aki")]])
def test_an_answer_about_somebody_visible_is_no_witness_for_who_is_not(logins):
    found = unconfirmed(Searched("vera"), logins)
    assert found.keys() == set(logins) - {VERA}
    assert "profile may be private (Validation Failed)" in found[OCTO]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"incomplete": True}, "could not be confirmed: GitHub says that its results are incomplete"),
        ({"headers": {"x-github-sso": "partial-results; organizations=21955855"}}, "(organization 21955855)"),
        ({"found": 3}, "its REST search 3 pull requests"),
    ],
)
def test_a_witness_that_is_not_sure_is_none(more, why):
    assert unconfirmed(Searched("vera"), [VERA]) == {}
    assert why in unconfirmed(Searched("vera", **more), [VERA])[VERA]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("partial-results; organizations=1,2", " (organization 1, 2)"),
        ("partial-results; organizations=1,2,3,4,5,6", " (organization 1, 2, 3, 4, 5, …)"),
        ("Partial-Results;organizations= 7 , x", " (organization 7)"),
        ("partial-results", ""),
    ],
)
def test_single_sign_on_is_named_by_its_organizations(header, named):
    assert f"need single sign-on{named}; authorize" in left_out({"x-github-sso": header})


@pytest.mark.parametrize("header", ["", "required; url=https://github.com/orgs/octo/sso?authorization_request=A"])
def test_other_words_on_single_sign_on_leave_nothing_out(header):
    assert left_out({"x-github-sso": header}) is None
    assert left_out({}) is None


def test_where_the_witness_cannot_be_asked_nothing_is_certain(medium):
    with running_standin(medium, secondary_limits=False) as server:
        server.standin.faults.add([{"kind": "http_error", "status": 503, "path": "search/issues"}])
        facts = gather(GitHubSource(client_of(server, Watch())), query("vera"))
    assert "could not be confirmed" in facts.gap(Kind.AUTHORED).reason


# -- what a host was found to do ---------------------------------------------------------------------


def asked_by(server, store, watch, login="octo"):
    before = len(server.standin.log())
    gather(GitHubSource(client_of(server, watch), store=store), query(login))
    return server.standin.log()[before:]


def counted(log):
    return sum(row["width"] for row in log if row["operation"] == "People")


def test_first_contact_is_checked_once_in_seven_days(medium):
    store, watch = open_store(None), Watch()
    with running_standin(medium, secondary_limits=False) as server:
        first = asked_by(server, store, watch)
        with store.transaction() as transaction:
            for table in ("found", "readings", "pull_requests", "lists"):
                transaction.execute(f"DELETE FROM {table}")
        again = asked_by(server, store, watch)
        watch.time += timedelta(days=8).total_seconds()
        later = asked_by(server, store, watch)
    assert len(first) == len(again) + 2  # the canary, and a smaller document to begin with
    assert counted(first) > counted(again)  # the parts of joined searches
    assert counted(later) > counted(again)


@pytest.mark.parametrize("over", ["zero", "error"])
def test_where_operators_do_not_work_each_organization_is_asked_apart(medium, over):
    options = {"count_minus": True, "over_operators": over}
    facts, _, _ = gathered(medium, wanting(*Kind), options=options)
    assert (len(facts.authored), len(facts.participations)) == (40, 90)


# -- what came from the store ------------------------------------------------------------------------


def test_what_came_from_the_store_is_counted(medium):
    store = open_store(None)
    with running_standin(medium, secondary_limits=False) as server:
        cold = GitHubSource(client_of(server, Watch()), store=store)
        gather(cold, query("octo"))
        assert cold.cost.from_store == 0
        warm = GitHubSource(client_of(server, Watch()), store=store)
        gather(warm, query("octo"))
        assert warm.cost.from_store == 50
