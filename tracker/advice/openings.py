"""Things to pick up today: issues for who begins, reviews for who may become a primary reviewer."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.criteria.definitions import Bots
from tracker.criteria.work import Work
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.groups import Opening

#: Labels that maintainers put on issues for newcomers (contributors/guide/help-wanted.md).
LABELS = ("good first issue", "help wanted")
#: Labels of pull requests that are not ready for a reviewer.
_NOT_READY = ("do-not-merge", "needs-rebase", "lgtm", "needs-ok-to-test")
MOST = 5


def where_to_look(work: Work, scopes: Iterable[Scope], extra: Sequence[str], *, member: bool) -> OpeningsQuery:
    """The repositories of the scopes aimed at, of the person's own work, then ``extra`` ones (those of groups).

    Members look for reviews, all others for issues.
    """
    aimed = [scope.repo for scope in scopes if scope.repo]
    own = _own(work)
    repos = dict.fromkeys((*aimed, *(repo for repo, _ in own.most_common()), *extra))
    login = work.facts.contributor.login
    return OpeningsQuery(login=login, repos=tuple(repos), labels=() if member else LABELS, reviews=member)


def openings(items: Iterable[OpenItem], work: Work, scopes: Iterable[Scope], bots: Bots) -> tuple[Opening, ...]:
    """At most five, the newest activity first; of pull requests those in the scopes aimed at that are ready."""
    directories = [scope for scope in scopes if scope.kind is ScopeKind.DIRECTORY]
    own = _own(work)
    fitting = [item for item in items if not item.pull_request or _reviewable(item, directories, bots)]
    newest = sorted(fitting, key=lambda item: (item.updated_at, item.url), reverse=True)
    return tuple(_opening(item, own[item.repo]) for item in newest[:MOST])


def _own(work: Work) -> Counter[str]:
    """The person's pull requests and reviews by repository, each pull request once."""
    repos = {piece.pull_request.id: piece.pull_request.repo for piece in (*work.reviewed_or_merged, *work.opened)}
    return Counter(repos.values())


def _reviewable(item: OpenItem, scopes: Sequence[Scope], bots: Bots) -> bool:
    held_back = any(label.startswith(_NOT_READY) for label in item.labels)
    return item.author is not None and item.author not in bots and not held_back and _within(item, scopes)


def _within(item: OpenItem, scopes: Sequence[Scope]) -> bool:
    here = [scope for scope in scopes if scope.repo == item.repo]
    return not scopes or any(scope.holds(path) for scope in here for path in item.paths)


def _opening(item: OpenItem, own: int) -> Opening:
    known = f"you have {own} pull {'request' if own == 1 else 'requests'} in {item.repo}" if own else f"in {item.repo}"
    if item.pull_request:
        why = f"waits for a reviewer; {known}"
    else:
        said = [label for label in LABELS if label in item.labels]
        why = f"nobody is assigned; marked {' and '.join(said)}; {known}" if said else f"nobody is assigned; {known}"
    return Opening(
        title=item.title, url=item.url, repo=item.repo, labels=item.labels, updated_at=item.updated_at, why=why
    )
