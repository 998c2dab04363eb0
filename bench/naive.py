"""The loop that one writes first with PyGithub: search, then every pull request, its reviews, files and comments.

python bench/naive.py LOGIN[,LOGIN...] [MOST]
"""

import os
import sys
from collections.abc import Iterator

import github
from github.Issue import Issue

ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")


def found(hub: github.Github, login: str) -> Iterator[Issue]:
    for words in (f"author:{login}", f"reviewed-by:{login} -author:{login}"):
        for org in ORGS:
            yield from hub.search_issues(f"is:pr {words} org:{org}")


def main(logins: list[str], limit: int) -> int:
    hub = github.Github(auth=github.Auth.Token("bench"), base_url=os.environ["GITHUB_API_URL"], per_page=100)
    hub.requester._Requester__seconds_between_requests = 0
    seen = 0
    for login in logins:
        for issue in found(hub, login):
            if limit and seen >= limit:
                return seen
            pull = issue.as_pull_request()
            for what in (pull.get_reviews(), pull.get_files(), pull.get_issue_comments()):
                list(what)
            seen += 1
    return seen


if __name__ == "__main__":
    print(main(sys.argv[1].split(","), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
