"""Files of many repositories in few requests, and the community's files through them."""

import pytest
from standin import load_world, running_standin
from standin.testing import write_world
from unit.sources.github.sharing import ORGS, REST, Prepared, Watch, client_of, faults

from tracker.errors import SourceError
from tracker.facts import CommunityQuery, Kind
from tracker.facts.people import Login
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.api.responses import Answer, Problem, TooHeavy
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.rest_files import list_paths
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store

OWNERS = FileRef("kubernetes/kubernetes", "OWNERS")
SIGS = FileRef("kubernetes/community", "sigs.yaml")
COMMUNITY = CommunityQuery(
    org_files={org: f"kubernetes/org:config/{org}/org.yaml" for org in ORGS[:2]},
    paths={
        "kubernetes/kubernetes": frozenset({"pkg/widget/testing/a.go"}),
        "kubernetes-sigs/lantern": frozenset({"x"}),
    },
    groups_file="kubernetes/community:sigs.yaml",
)


@pytest.fixture
def files(standin, watch):
    return GitHubFiles(client_of(standin, watch))


def test_one_request_for_many_repositories(files, standin):
    refs = [OWNERS, SIGS, FileRef("kubernetes/kubernetes", "no/such/file"), OWNERS]
    owners, sigs, missing, again = files.read(refs)
    assert owners.text.startswith(("#", "approvers", "reviewers", "filters", "options", "labels"))
    assert owners.oid
    assert owners.url == "https://github.com/kubernetes/kubernetes/blob/master/OWNERS"
    assert "sigs:" in sigs.text
    assert (missing.text, missing.oid) == (None, None)
    assert again == owners
    assert standin.standin.stats()["requests"] == 1


def test_what_was_read_is_remembered(files, standin):
    files.read([OWNERS])
    files.read([OWNERS])
    assert standin.standin.stats()["requests"] == 1
    assert files.read([]) == []


def test_a_missing_repository_leaves_the_others(files):
    gone, owners = files.read([FileRef("kubernetes/no-such", "OWNERS"), OWNERS])
    reason = "kubernetes/no-such is not a public repository"
    assert gone == Unread(ref=FileRef("kubernetes/no-such", "OWNERS"), reason=reason, absent=True)
    assert owners.text


def test_a_directory_in_the_place_of_a_file_is_unread(files):
    (found,) = files.read([FileRef("kubernetes/kubernetes", "pkg")])
    assert found.reason == "it is a directory"


def found(mode=0o100644, **blob):
    return {
        "oid": "1",
        "mode": mode,
        "object": {
            "byteSize": len(blob.get("text") or "abc"),
            "isBinary": False,
            "isTruncated": False,
            "text": "abc",
            **blob,
        },
    }


def repository(blob=None, **more):
    branch = {"name": "main", "target": {"file": blob}}
    return {"nameWithOwner": OWNERS.repo, "isPrivate": False, "defaultBranchRef": branch, **more}


def answer_of(count):
    return Answer(data={"f" if n == 1 else f"f_{n}": repository(found()) for n in range(1, count + 1)})


def read_one(client, *answers):
    (text,) = GitHubFiles(Prepared(*answers, settings=client.settings)).read([OWNERS])
    return text


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (found(isBinary=True, text=None), "it is binary"),
        (found(isTruncated=True), "it is too large"),
        (found(text=None), "it is too large"),
        (found(text="approvers: [octo-ren\ufffd]", byteSize=22), "it is not in UTF-8"),
        (found(text="# caf\u00e9\n", byteSize=7), "it is not in UTF-8"),
    ],
)
def test_what_has_no_text(client, blob, reason):
    assert read_one(client, Answer(data={"f": repository(blob)})).reason == reason


@pytest.mark.parametrize(("text", "size"), [("# caf\u00e9\n", 8), ("abc", 6), ("\ufeffabc", 6), ("\ufffd", 3), ("", 0)])
def test_a_text_in_utf_8_is_read_with_or_without_its_mark(client, text, size):
    assert read_one(client, Answer(data={"f": repository(found(text=text, byteSize=size))})).text == text


@pytest.mark.parametrize("mode", [0o100644, 0o100755])
def test_a_plain_file_has_a_text(client, mode):
    text = read_one(client, Answer(data={"f": repository(found(mode))}))
    assert (text.text, text.link) == ("abc", None)


def test_a_symbolic_link_has_none(client):
    text = read_one(client, Answer(data={"f": repository(found(0o120000, text="pkg/OWNERS"))}))
    assert (text.text, text.link) == (None, "pkg/OWNERS")


@pytest.mark.parametrize(("mode", "reason"), [(0o160000, "it is a submodule"), (0o040000, "it is a directory")])
def test_what_is_no_file_is_unread(client, mode, reason):
    entry = {**found(mode), "object": None if mode == 0o160000 else {}}
    assert read_one(client, Answer(data={"f": repository(entry)})).reason == reason


def test_a_link_is_kept_as_one_and_a_file_that_became_one_is_read_again(client):
    store = open_store(None)
    link = Answer(data={"f": repository(found(0o120000, text="abc"))})
    known = Answer(data={"f": repository({"mode": 0o120000, "oid": "1"})})
    plain = Answer(data={"f": repository({"mode": 0o100644, "oid": "1"})})
    read = []
    for answers in ([link], [known], [plain, Answer(data={"f": repository(found())})], [known, link]):
        hub = Prepared(*answers, settings=client.settings)
        read += [(one.text, one.link) for one in GitHubFiles(hub, store).read([OWNERS])]
        assert hub.answers == []
    assert read == [(None, "abc"), (None, "abc"), ("abc", None), (None, "abc")]


def test_an_empty_file_is_there(client):
    assert read_one(client, Answer(data={"f": repository(found(text=""))})).text == ""


def test_a_repository_without_a_branch_has_no_files(client):
    text = read_one(client, Answer(data={"f": repository(None, defaultBranchRef=None)}))
    assert text.text is None
    assert text.url.endswith("/blob/HEAD/OWNERS")


def test_private_repositories_are_not_read(client):
    assert "not a public" in read_one(client, Answer(data={"f": repository(found(), isPrivate=True)})).reason


def test_an_error_is_no_missing_file(client):
    policy = Problem(message="forbids access", type="FORBIDDEN", path=("f",))
    assert read_one(client, Answer(data={"f": None}, errors=(policy,))).reason == "forbids access"
    elsewhere = Problem(message="forbids access", type="FORBIDDEN", path=("r1",))
    assert read_one(client, Answer(data={"f": repository(None)}, errors=(elsewhere,))).text is None


def test_an_accident_is_asked_again_once(client):
    accident = Problem(message="Something went wrong", path=("f", "defaultBranchRef", "target", "file"))
    partial = Answer(data={"f": repository(None)}, errors=(accident,))
    assert read_one(client, partial, partial).reason == "Something went wrong"
    assert read_one(client, partial, Answer(data={"f": repository(found())})).text == "abc"


def test_too_many_are_halved(client):
    refs = [FileRef("a/b", str(n)) for n in range(3)]
    one = Answer(data={"f": repository(found())})
    hub = Prepared(TooHeavy("too much"), one, TooHeavy("too much"), one, settings=client.settings)
    results = GitHubFiles(hub).read(refs)
    assert [type(result).__name__ for result in results] == ["FileText", "Unread", "FileText"]
    assert len(hub.asked) == 4


def test_two_in_a_row_are_an_outage(client):
    refs = [FileRef("a/b", str(n)) for n in range(4)]
    hub = Prepared(*[TooHeavy("too much")] * 4, settings=client.settings)
    assert {type(result) for result in GitHubFiles(hub).read(refs)} == {Unread}
    assert len(hub.asked) == 4


def test_a_failure_leaves_the_rest_unread(client):
    refs = [FileRef("a/b", str(n)) for n in range(60)]
    fifty = answer_of(50)
    hub = Prepared(fifty, SourceError("no network"), settings=client.settings)
    files = GitHubFiles(hub)
    results = files.read(refs)
    assert sum(isinstance(result, FileText) for result in results) == 50
    assert {result.reason for result in results if isinstance(result, Unread)} == {"no network"}
    hub.answers = [answer_of(10)]
    assert all(isinstance(result, FileText) for result in files.read(refs))


def test_listing(files, standin):
    paths = files.list_paths("kubernetes/kubernetes")
    assert {"OWNERS", "pkg/widget/OWNERS"} <= set(paths)
    assert "pkg" not in paths
    assert files.list_paths("kubernetes/kubernetes") is paths
    assert standin.standin.stats()["requests"] == 1
    assert "Not Found" in files.list_paths("kubernetes/no-such").reason


def test_a_listing_that_is_cut_is_none(sample_world, watch):
    with running_standin(sample_world, tree_limit=2) as server:
        assert "more files" in list_paths(client_of(server, watch), "kubernetes/kubernetes").reason


def test_a_listing_that_fails(hub, client):
    url = f"{REST}/repos/a/b/git/trees/HEAD"
    hub.get(url, status=409, json=[])
    assert list_paths(client, "a/b").reason == "status 409"
    hub.replace("GET", url, status=401, json={"message": "Bad credentials"})
    assert "Bad credentials" in list_paths(client, "a/b").reason


def test_the_community_takes_one_request(source, standin):
    community = source.community(COMMUNITY)
    assert {org: len(roster.members) for org, roster in community.rosters.items()} == {
        "kubernetes": 6,
        "kubernetes-sigs": 5,
    }
    assert community.memberships(Login.parse("approver-aki"))
    assert set(community.owners) == {"kubernetes/kubernetes", "kubernetes-sigs/lantern"}
    assert community.groups
    assert community.gaps == ()
    assert standin.standin.stats()["requests"] == 1
    source.community(COMMUNITY)
    assert source.cost.requests == 1


def test_every_owners_file_takes_a_listing_more(source):
    community = source.community(CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": None}))
    assert source.cost.requests == 2
    assert community.gap(Kind.OWNERS) is None


def test_a_community_that_cannot_be_read_is_all_gaps(standin, watch):
    faults(standin, {"kind": "primary_limit", "reset_in": 10**6})
    community = GitHubSource(client_of(standin, watch)).community(COMMUNITY)
    assert (community.rosters, community.owners, community.groups) == ({}, {}, None)
    assert {gap.kind for gap in community.gaps} >= {Kind.MEMBERS, Kind.OWNERS, Kind.GROUPS}
    assert "hourly limit" in community.gap(Kind.MEMBERS).reason


def test_broken_yaml_is_a_gap(standin, watch):
    faults(standin, {"kind": "malformed_yaml"})
    community = GitHubSource(client_of(standin, watch)).community(COMMUNITY)
    assert community.gap(Kind.MEMBERS)
    assert community.gap(Kind.GROUPS)


def test_hundreds_of_files(tmp_path):
    rows = [{"repo": "acme/app", "path": f"d{n}/OWNERS", "text": "approvers: [vera]\n"} for n in range(120)]
    world = load_world(write_world(tmp_path, files=rows))
    with running_standin(world) as server:
        client = client_of(server, Watch())
        found_ = GitHubFiles(client).read([FileRef("acme/app", f"d{n}/OWNERS") for n in range(120)])
    assert all(text.text for text in found_)
    assert (client.cost.requests, client.cost.points) == (3, 3)


BLOB, DIRECTORY = {"path": "OWNERS", "type": "blob", "mode": "100644"}, {"path": "pkg", "type": "tree"}


@pytest.mark.parametrize(
    ("tree", "listed"),
    [
        ([BLOB, DIRECTORY], None),
        ([], None),
        ([BLOB, {"path": "lib", "type": "commit"}], ("OWNERS",)),
        ([BLOB, DIRECTORY, {**BLOB, "path": "pkg/a.go"}], ("OWNERS", "pkg/a.go")),
    ],
)
def test_a_tree_with_nothing_below_its_top_level_is_not_listed(hub, client, tree, listed):
    hub.get(f"{REST}/repos/a/b/git/trees/HEAD", json={"tree": tree, "truncated": False})
    found = list_paths(client, "a/b")
    assert found == listed or (listed is None and "nothing below" in found.reason)


@pytest.mark.parametrize("target", [None, {}])
def test_a_branch_that_shows_nothing_of_a_file_is_no_missing_file(client, target):
    branch = {"name": "main", "target": target}
    found = read_one(client, Answer(data={"f": repository(defaultBranchRef=branch)}))
    assert "not in its form" in found.reason
