"""PyGithub, an independent client: what it makes of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import github
import pytest

if TYPE_CHECKING:
    from standin.server import StandinServer


@pytest.fixture
def hub(shared: StandinServer) -> github.Github:
    return github.Github(
        auth=github.Auth.Token("good"), base_url=shared.base_url, retry=None, seconds_between_requests=None
    )


def test_accounts_and_organisations(hub: github.Github) -> None:
    assert hub.get_user().login == "member-mira"
    rosa = hub.get_user("reviewer-rosa")
    assert (rosa.login, rosa.name, rosa.company) == ("Reviewer-Rosa", "Rosa Reviewer", "Bolt Systems")
    sigs = hub.get_organization("kubernetes-sigs")
    assert sigs.has_in_members(rosa)
    assert not sigs.has_in_members(hub.get_user("ready-robin"))
    assert sigs.has_in_public_members(hub.get_user("lead-lumi"))
    members = {m.login for m in sigs.get_members()}
    assert members == {"member-mira", "Reviewer-Rosa", "approver-aki", "lead-lumi", "k8s-ci-robot"}


def test_search_and_pull_requests(hub: github.Github) -> None:
    found = hub.search_issues("is:pr author:ready-robin is:merged")
    assert found.totalCount == 6
    pull = hub.get_repo(found[0].repository.full_name).get_pull(found[0].number)
    assert pull.merged
    assert pull.merged_by.login == "k8s-ci-robot"
    assert [(r.user.login, r.state) for r in pull.get_reviews()][-1] == ("approver-aki", "APPROVED")
    assert [f.filename for f in pull.get_files()] == ["pkg/widget/count.go", "pkg/widget/doc.md"]
    assert [c.user.login for c in pull.get_issue_comments()] == ["almost-anders", "approver-aki", "k8s-ci-robot"]
    assert [c.path for c in pull.get_review_comments()] == ["pkg/widget/count.go"]


def test_it_pages_through_a_search(shared: StandinServer) -> None:
    hub = github.Github(
        auth=github.Auth.Token("good"), base_url=shared.base_url, per_page=7, retry=None, seconds_between_requests=None
    )
    found = hub.search_issues("is:pr org:kubernetes")
    assert len({p.id for p in found}) == found.totalCount == 55
    assert [p.number for p in found.reversed] == [p.number for p in found][::-1]


def test_files_and_issues(hub: github.Github) -> None:
    repo = hub.get_repo("kubernetes/org")
    file: Any = repo.get_contents("config/kubernetes/org.yaml")
    assert file.decoded_content.startswith(b"admins:")
    listed: Any = repo.get_contents("config")
    assert [c.path for c in listed][:2] == ["config/etcd-io", "config/kubernetes-client"]
    tree = repo.get_git_tree("main", recursive=True)
    blob = next(e for e in tree.tree if e.path == "config/kubernetes/org.yaml")
    assert repo.get_git_blob(blob.sha).encoding == "base64"
    assert [c.body[:2] for c in repo.get_issue(105).get_comments()] == ["cc", "+1", "+1"]


def test_graphql(hub: github.Github) -> None:
    _, body = hub.requester.graphql_query("query($l:String!){user(login:$l){login}}", {"l": "ready-robin"})
    assert body["data"]["user"]["login"] == "ready-robin"
    with pytest.raises(github.GithubException):
        hub.requester.graphql_query("{viewer{nope}}", {})


def test_errors(hub: github.Github, shared: StandinServer) -> None:
    with pytest.raises(github.UnknownObjectException):
        hub.get_user("nobody")
    with pytest.raises(github.GithubException, match="422"):
        _ = hub.search_issues("is:pr author:nobody-at-all").totalCount
    with pytest.raises(github.GithubException, match="stand-in: GET"):
        _ = hub.get_repo("kubernetes/org").get_releases().totalCount
    refused = github.Github(
        auth=github.Auth.Token("bad"), base_url=shared.base_url, retry=None, seconds_between_requests=None
    )
    with pytest.raises(github.BadCredentialsException):
        _ = refused.get_user().login
