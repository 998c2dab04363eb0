"""The loop that one writes first with PyGithub: search, then every pull request, its reviews, files and comments."""

import os
import sys

import github

ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")


def main(login: str, limit: int) -> int:
    hub = github.Github(auth=github.Auth.Token("bench"), base_url=os.environ["GITHUB_API_URL"], per_page=100)
    hub.requester._Requester__seconds_between_requests = 0
    seen = 0
    for words in (f"author:{login}", f"reviewed-by:{login} -author:{login}"):
        for org in ORGS:
            for issue in hub.search_issues(f"is:pr {words} org:{org}"):
                if limit and seen >= limit:
                    break
                pull = issue.as_pull_request()
                for what in (pull.get_reviews(), pull.get_files(), pull.get_issue_comments()):
                    list(what)
                seen += 1
    return seen


if __name__ == "__main__":
    print(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0))
