"""When lines were last changed: of many files with one request, each failure for itself."""

import pytest
from standin import load_world, running_standin
from standin.synth import file_history, oid
from standin.testing import write_world
from unit.sources.github.sharing import Prepared, Watch, client_of, faults

from tracker.facts import CommunityQuery, Kind
from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Login
from tracker.sources.base import Blamer, FileRef, LastChange, Unread
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.api.responses import Answer, TooHeavy
from tracker.sources.github.blame import GitHubBlame
from tracker.sources.github.records import moment

REPO = "kubernetes/kubernetes"
OWNERS = FileRef(REPO, "pkg/OWNERS")
ALIASES = FileRef(REPO, "OWNERS_ALIASES")
ORG_FILE = FileRef("kubernetes/org", "config/kubernetes/org.yaml")
GONE = FileRef(REPO, "gone/OWNERS")


def commit(name, day, message):
    return {"oid": oid(REPO, name), "date": f"{day}T09:00:00Z", "login": "ann", "message": message}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    first = commit("first", "2020-01-01", "Begin")
    second = commit("second", "2021-01-01", "Merge pull request #7 from octo/branch\n\nAdd octo")
    pull = {
        "repo": REPO,
        "number": 7,
        "author": "octo",
        "title": "Add octo",
        "createdAt": "2020-12-01T00:00:00Z",
        "updatedAt": "2021-01-02T00:00:00Z",
        "closedAt": "2021-01-02T00:00:00Z",
        "mergedAt": "2021-01-02T00:00:00Z",
        "state": "MERGED",
    }
    files = [
        file_history(REPO, OWNERS.path, [(first, "approvers:\n- ann\n"), (second, "approvers:\n- ann\n- octo\n")]),
        file_history(REPO, ALIASES.path, [(first, "aliases:\n  team:\n  - octo\n")]),
    ]
    repos = [
        {"owner": "kubernetes", "name": "kubernetes"},
        {"owner": "kubernetes", "name": "secret", "private": True},
    ]
    repos.append({"owner": "kubernetes", "name": "empty"})
    users = [{"login": name} for name in ("vera", "ann", "octo")]
    return load_world(
        write_world(tmp_path_factory.mktemp("blame"), users=users, repos=repos, pulls=[pull], files=files)
    )


@pytest.fixture
def server(world):
    with running_standin(world, secondary_limits=False) as server:
        yield server


@pytest.fixture
def client(server):
    return client_of(server, Watch())


@pytest.fixture
def blame(client):
    return GitHubBlame(client)


def kinds(hub):
    """How many files each question was about, and whether it asked for the last changes."""
    return [(document.count("blame("), "LastChanges" in document) for document in hub.documents]


def told(*ranges, **more):
    blamed = {"ranges": [lines(*one) for one in ranges]}
    repo = {"nameWithOwner": REPO, "isPrivate": False, "defaultBranchRef": {"target": {"blame": blamed}}}
    return {**repo, **more}


def lines(first=1, last=1, pulls=None):
    commit = {"committedDate": "2020-01-01T00:00:00Z", "url": "https://github.com/c"}
    if pulls is not None:
        commit["associatedPullRequests"] = {"nodes": pulls}
    return {"startingLine": first, "endingLine": last, "commit": commit}


def pull(merged="2020-02-01T00:00:00Z", repo=REPO):
    return {"url": "https://github.com/p", "mergedAt": merged, "repository": {"nameWithOwner": repo}}


def reasons(answers):
    return [answer.reason if isinstance(answer, Unread) else None for answer in answers]


def test_it_keeps_the_promise(blame):
    promised: Blamer = blame
    assert promised.blame([]) == []


def test_the_merge_of_the_pull_request_dates_a_line(blame, client):
    (changes,) = blame.blame([OWNERS])
    assert changes == (
        LastChange(
            first=1,
            last=2,
            at=moment("2020-01-01T09:00:00Z"),
            url=f"https://github.com/{REPO}/commit/{oid(REPO, 'first')}",
        ),
        LastChange(first=3, last=3, at=moment("2021-01-02T00:00:00Z"), url=f"https://github.com/{REPO}/pull/7"),
    )
    assert (client.cost.requests, client.cost.points) == (1, 1)


def test_one_request_for_files_of_several_repositories(standin, watch):
    client = client_of(standin, watch)
    found = GitHubBlame(client).blame([ORG_FILE, FileRef("kubernetes-sigs/lantern", "OWNERS"), ALIASES])
    assert reasons(found) == [None, None, None]
    assert client.cost.requests == 1


def test_what_was_told_is_remembered(blame, client):
    first = blame.blame([OWNERS, GONE])
    assert blame.blame([GONE, OWNERS, OWNERS]) == [first[1], first[0], first[0]]
    assert client.cost.requests == 1
    blame.blame([OWNERS, ALIASES])
    assert client.cost.requests == 2


def test_each_failure_is_for_itself(blame):
    refs = [GONE, OWNERS, FileRef("kubernetes/nowhere", "OWNERS"), FileRef("kubernetes/empty", "OWNERS")]
    found = reasons(blame.blame(refs))
    assert found[0] == "Could not resolve to a blob with the path 'gone/OWNERS'."
    assert found[1] is None
    assert found[2].startswith("Could not resolve to a Repository")
    assert found[3]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "token_expired"}, "GitHub refused the token"),
        ({"kind": "primary_limit", "reset_in": 10**6}, "GitHub's hourly limit"),
        ({"kind": "http_error", "status": 503}, "GitHub answered with status 503"),
    ],
)
def test_a_failure_of_all_is_not_asked_again(server, blame, client, fault, reason):
    faults(server, fault)
    found = reasons(blame.blame([OWNERS, ALIASES]))
    assert all(one.startswith(reason) for one in found)
    spent = client.cost.requests
    faults(server)
    assert reasons(blame.blame([OWNERS])) == found[:1]
    assert client.cost.requests == spent


def test_an_accident_is_asked_again_once(server, blame):
    faults(server, {"kind": "graphql_error", "field": "f", "times": 1})
    assert reasons(blame.blame([OWNERS])) == [None]
    faults(server, {"kind": "graphql_error", "field": "f"})
    assert reasons(blame.blame([ALIASES]))[0].startswith("Something went wrong")


def test_what_is_too_heavy_has_no_date_and_fewer_files_are_asked_for():
    """The commits without their pull requests would be earlier than what brought them."""
    heavy = TooHeavy("too much")
    hub = Prepared(heavy, Answer(data={"f": told()}), heavy, Answer(data={"f": told((1, 2, []))}))
    refs = [FileRef(REPO, f"{n}/OWNERS") for n in range(3)]
    changed = LastChange(first=1, last=2, at=moment("2020-01-01T00:00:00Z"), url="https://github.com/c")
    assert GitHubBlame(hub).blame(refs) == [(), Unread(ref=refs[1], reason="too much"), (changed,)]
    assert kinds(hub) == [(3, True), (1, True), (1, True), (1, True)]
    assert not hub.answers


def test_many_files_take_several_requests():
    refs = [FileRef(REPO, f"{n}/OWNERS") for n in range(12)]
    hub = Prepared(*(Answer(data={"f" if n == 0 else f"f_{n + 1}": told() for n in range(count)}) for count in (10, 2)))
    assert GitHubBlame(hub).blame(refs) == [()] * 12
    assert kinds(hub) == [(10, True), (2, True)]


@pytest.mark.parametrize(
    "pulls",
    [[], [pull(merged=None)], [pull(repo="octo/kubernetes")]],
)
def test_other_pull_requests_date_nothing(pulls):
    hub = Prepared(Answer(data={"f": told((1, 1, pulls))}))
    ((change,),) = GitHubBlame(hub).blame([OWNERS])
    assert change.url == "https://github.com/c"


def test_the_pull_request_of_the_repository_does():
    hub = Prepared(Answer(data={"f": told((1, 1, [pull()]))}))
    ((change,),) = GitHubBlame(hub).blame([OWNERS])
    assert (change.at, change.url) == (moment("2020-02-01T00:00:00Z"), "https://github.com/p")


@pytest.mark.parametrize("pulls", [None, [None], [None, pull()]])
def test_where_pull_requests_are_left_out_the_line_has_no_date(pulls):
    """Whatever brought it came after the commit."""
    hub = Prepared(Answer(data={"f": told((1, 1, pulls), (2, 2, [pull()]))}))
    ((change,),) = GitHubBlame(hub).blame([OWNERS])
    assert (change.first, change.at) == (2, moment("2020-02-01T00:00:00Z"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (told(isPrivate=True), f"{REPO} is not a public repository"),
        (None, f"{REPO} is not a public repository"),
        (told(defaultBranchRef=None), f"{REPO} has no commits"),
        (told(defaultBranchRef={"target": None}), f"{REPO} has no commits"),
        (told(defaultBranchRef={"target": {"blame": {}}}), f"{REPO} has no commits"),
    ],
)
def test_what_has_no_lines(answer, reason):
    assert reasons(GitHubBlame(Prepared(Answer(data={"f": answer}))).blame([OWNERS])) == [reason]


def test_an_odd_answer_is_a_failure():
    (found,) = GitHubBlame(Prepared(Answer(data={"f": {"odd": True}}))).blame([OWNERS])
    assert "not in its form" in found.reason


# -- what a source makes of it ----------------------------------------------------------------------


def community_query(login):
    return CommunityQuery(
        org_files={org: f"kubernetes/org:config/{org}/org.yaml" for org in ("kubernetes", "kubernetes-sigs")},
        logins=frozenset({Login.parse(login)}),
        paths={REPO: frozenset({"pkg/widget/testing"}), "kubernetes-sigs/lantern": frozenset({""})},
    )


def test_a_source_dates_those_who_are_asked_about(source, standin):
    asked = community_query("reviewer-rosa")
    community = source.community(asked)
    (login,) = asked.logins
    dates = [entry.since for tree in community.owners.values() for entry in tree.entries(login)]
    dates += [membership.since for membership in community.memberships(login)]
    assert len(dates) == 5
    assert {since.precision for since in dates} == {DatePrecision.LINE_LAST_TOUCHED}
    assert all(since.day and since.url.startswith("https://github.com/") for since in dates)
    assert community.gap(Kind.OWNERS_SINCE) is None
    assert community.gap(Kind.MEMBER_SINCE).reason == "the history of the org files was not read"
    assert [row["operation"] for row in standin.standin.log()] == ["Texts", "Blame", "Blame"]
    assert source.community(asked) == community
    assert [row["operation"] for row in standin.standin.log()] == ["Texts", "Blame", "Blame"]


def test_without_a_token_no_line_is_dated(standin, watch):
    asked = community_query("reviewer-rosa")
    community = AnonymousSource(client_of(standin, watch, token=None)).community(asked)
    (login,) = asked.logins
    assert {membership.since for membership in community.memberships(login)} == {UNKNOWN_SINCE}
    assert {entry.since for tree in community.owners.values() for entry in tree.entries(login)} == {UNKNOWN_SINCE}
