"""Tokens of all kinds, versions of the REST API, and the schema as it may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standin import World, running_standin
from standin.testing import Client

if TYPE_CHECKING:
    pass

ROBIN, AKI = "ready-robin", "approver-aki"


BODY = "A1b2C3" * 6
TOKENS = {
    "classic": f"ghp_{BODY}",
    "fine-grained": f"github_pat_{BODY}_{BODY}",
    "oauth": f"gho_{BODY}",
    "app-user": f"ghu_{BODY}",
    "installation": f"ghs_12345_{BODY}.{BODY}.{BODY}-_",
    "unknown": "any",
}


@pytest.mark.parametrize("kind", TOKENS)
def test_answers_tell_of_a_token_what_its_kind_has(world: World, kind: str) -> None:
    with running_standin(world, scopes=("read:org",), token_expires="2027-01-31 00:00:00 UTC") as server:
        client = Client(server, TOKENS[kind])
        for response in (client.get("/rate_limit"), client.post("{viewer{login}}")):
            assert response.status_code == 200
            scoped = kind in {"classic", "oauth", "unknown"}
            assert response.headers.get("X-OAuth-Scopes") == ("read:org" if scoped else None)
            expires = kind in {"classic", "fine-grained", "unknown"}
            assert ("github-authentication-token-expiration" in response.headers) == expires
        assert {row["token_kind"] for row in server.standin.log()} == {kind}


def test_a_refresh_token_opens_nothing(world: World) -> None:
    with running_standin(world) as server:
        assert Client(server, f"ghr_{BODY}").get("/user").status_code == 401


def test_versions_of_the_rest_api(world: World) -> None:
    with running_standin(world, api_versions=("2026-03-10", "2028-01-01")) as server:
        client = Client(server)
        answers = {
            v: client.get("/user", headers={"X-GitHub-Api-Version": v} if v else {})
            for v in ("", "2028-01-01", "2022-11-28")
        }
        assert [answer.status_code for answer in answers.values()] == [200, 200, 400]
        assert answers[""].headers["X-GitHub-Api-Version-Selected"] == "2026-03-10"
        assert answers["2028-01-01"].headers["X-GitHub-Api-Version-Selected"] == "2028-01-01"
        assert "not a supported version" in answers["2022-11-28"].json()["message"]
        assert isinstance(answers["2022-11-28"].json()["errors"], str)
        assert [row["api_version"] for row in server.standin.log()] == [None, "2028-01-01", "2022-11-28"]


def test_deprecated_and_dropped_parts_of_the_schema(world: World) -> None:
    ask = '{__type(name:"PullRequest"){fields(includeDeprecated:true){name isDeprecated deprecationReason}} search:__type(name:"SearchType"){enumValues{name}}}'
    with running_standin(
        world, deprecated={"PullRequest.reviews": "Soon"}, dropped=("SearchType.ISSUE_ADVANCED", "PullRequest.files")
    ) as server:
        client = Client(server)
        found = client.data(ask)
        fields = {f["name"]: f for f in found["__type"]["fields"]}
        assert fields["reviews"]["deprecationReason"] == "Soon"
        assert not fields["comments"]["isDeprecated"]
        assert "files" not in fields
        assert "ISSUE_ADVANCED" not in {v["name"] for v in found["search"]["enumValues"]}
        assert client.errors('{search(type:ISSUE_ADVANCED,query:"is:pr"){issueCount}}')
        gone = client.errors('{search(type:ISSUE,query:"is:pr",first:1){nodes{... on PullRequest{files{totalCount}}}}}')
        assert gone[0]["extensions"]["code"] == "undefinedField"
    with running_standin(world) as server:
        assert "files" in {f["name"] for f in Client(server).data(ask)["__type"]["fields"]}
    with pytest.raises(KeyError), running_standin(world, dropped=("PullRequest.mood",)):
        pass
