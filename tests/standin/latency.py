"""How long GitHub takes for a document, by what it looks up: published figures, as far as there are any.

A search 0.1 to 0.5 s; a page of 25 pull requests with their conversations 1 to 4 s; the files of about 50 pull requests
are over the ten seconds after which GitHub gives up, and so are 100 pull requests with three nested lists.
"""

#: Seconds that every document takes.
BASE = 0.15
#: Seconds for each time that a field is looked up, by its type and name.
SECONDS = {
    "Query.search": 0.2,
    "Query.user": 0.02,
    "Query.node": 0.005,
    "User.pullRequests": 0.2,
    "PullRequest.reviews": 0.03,
    "PullRequest.comments": 0.03,
    "PullRequest.files": 0.13,
    "PullRequestReview.comments": 0.002,
    "Issue.comments": 0.03,
    "Commit.file": 0.02,
    "Commit.blame": 0.45,
}
