"""Pull requests listed for people who judge them: grouped, newest first, each with its link."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from tracker.criteria.work import Piece, Work, tally
from tracker.findings.outcomes import Evidence
from tracker.findings.paperwork import WorkList

#: Who wants to see more opens the search.
SHOWN = 25


def by_repository(work: Work, web: str) -> Iterator[WorkList]:
    """All that counts, the repository with most of it first."""
    groups: dict[str, list[Piece]] = defaultdict(list)
    for piece in tally(work.reviewed_or_merged, work.counted).certain:
        groups[piece.pull_request.repo].append(piece)
    login = work.facts.contributor.login
    for repo in sorted(groups, key=lambda repo: (-len(groups[repo]), repo)):
        query = f"is:pr (author:{login} OR reviewed-by:{login} OR commenter:{login}) repo:{repo}"
        yield work_list(repo, groups[repo], work, check_url=search(web, query))


def work_list(title: str, pieces: Iterable[Piece], work: Work, check_url: str | None = None) -> WorkList:
    found = tuple(pieces)
    shown = tuple(_evidence(piece, work) for piece in found[:SHOWN])
    return WorkList(title=title, pieces=shown, total=len(found), check_url=check_url)


def search(web: str, query: str) -> str:
    return f"{web}/search?{urlencode({'q': query, 'type': 'pullrequests'})}"


def _evidence(piece: Piece, work: Work) -> Evidence:
    pull_request = piece.pull_request
    if pull_request.author == work.facts.contributor.login:
        note = "authored, merged"
    else:
        given = any(one.pull_request.id == pull_request.id for one in work.lgtm_given)
        note = "reviewed with /lgtm" if given else "reviewed"
    return Evidence(title=pull_request.title, url=pull_request.url, at=piece.at, note=note)
