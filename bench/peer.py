"""A check as a project writes it for itself: a loop over the newest 1,000 pull requests, which is where search ends.

    python bench/peer.py LOGIN[,LOGIN...] [ORGANIZATION...]

Prints for each login, as JSON, how many pull requests the loop saw them author (merged) and review.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import requests

ASKED = """query($q: String!, $after: String) { search(type: ISSUE, first: 20, query: $q, after: $after) {
  pageInfo { hasNextPage endCursor }
  nodes { ... on PullRequest { merged author { login } reviews(first: 20) { nodes { author { login } } } } } } }"""


def answer(session: requests.Session, variables: dict[str, str | None]) -> Any:
    question = {"query": ASKED, "variables": variables}
    found = session.post(os.environ["GITHUB_GRAPHQL_URL"], json=question, timeout=60)
    found.raise_for_status()
    return found.json()["data"]["search"]


def newest(orgs: list[str]) -> Iterator[Any]:
    session = requests.Session()
    session.headers["Authorization"] = f"bearer {os.environ['GH_TOKEN']}"
    after, more = None, True
    while more:
        page = answer(
            session, {"q": f"is:pr sort:created-desc {' '.join(f'org:{org}' for org in orgs)}", "after": after}
        )
        yield from page["nodes"]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]


def main(logins: list[str], orgs: list[str]) -> None:
    authored, reviewed = Counter[str](), Counter[str]()
    for pull in newest(orgs):
        author = pull["author"]["login"]
        authored[author] += pull["merged"]
        reviewed.update({one["author"]["login"] for one in pull["reviews"]["nodes"]} - {author})
    print(json.dumps({login: [authored[login], reviewed[login]] for login in logins}))


if __name__ == "__main__":
    main(sys.argv[1].split(","), sys.argv[2:])
