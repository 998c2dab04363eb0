"""A nomination for OWNERS: what somebody did in a place, in the words of its rules, and the change that enters them."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.advice.owners_change import propose
from tracker.advice.worklists import search, work_list
from tracker.criteria.work import Piece, Test, Work, tally, within
from tracker.facts.owners import OwnersTree, Role
from tracker.facts.people import Contributor, Login
from tracker.facts.scopes import Scope
from tracker.facts.yaml_layout import Layout
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.papers import Paper
from tracker.findings.paperwork import Nomination, Paperwork, WorkList
from tracker.findings.readiness import TierResult


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """What goes into a nomination: the findings of the tier in the place, the work, and the files as they are."""

    contributor: Contributor
    web: str
    scope: Scope
    role: Role
    result: TierResult
    work: Work
    owners: Layout | None
    tree: OwnersTree
    aliases: Layout | None = None
    nearest: str | None = None
    """The nearest directory above with an OWNERS file, where the place has none."""
    known_to: tuple[Login, ...] = ()


def nomination(nominee: Nominee) -> Paperwork:
    """The pull request, or what is missing for it. What only people can tell they will tell there."""
    missing = tuple(_missing(nominee))
    if missing or nominee.owners is None:
        return Paperwork(paper=Paper.NOMINATION, missing=missing)
    criteria = nominee.result.criteria
    written = Nomination(
        login=nominee.contributor.login,
        url=nominee.contributor.url,
        role=nominee.role.value,
        scope=nominee.scope,
        source=nominee.result.source,
        reached=tuple(finding for finding in criteria if finding.outcome is Outcome.MET),
        left=tuple(finding for finding in criteria if finding.outcome is Outcome.NEEDS_PERSON and _is_others(finding)),
        work=tuple(one for one in _work(nominee) if one.total),
        known_to=nominee.known_to,
        change=propose(nominee.owners, nominee.aliases, nominee.role, nominee.contributor.login, nominee.tree),
    )
    return Paperwork(paper=Paper.NOMINATION, nomination=written)


def _is_others(finding: Finding) -> bool:
    """Whether others judge it: what the nominee has to do is done by this very pull request."""
    return not (finding.who or "").startswith("you")


def _missing(nominee: Nominee) -> Iterator[str]:
    for finding in nominee.result.criteria:
        if finding.outcome in {Outcome.NOT_YET, Outcome.UNKNOWN}:
            yield f"{finding.title}: {finding.missing or finding.reason or finding.outcome.words}"
    if nominee.owners is None:
        here = nominee.nearest
        near = "" if here is None else f"; the nearest is in {Scope.directory(str(nominee.scope.repo), here)}"
        yield f"an OWNERS file: none was found in {nominee.scope}{near}"


def _work(nominee: Nominee) -> Iterator[WorkList]:
    work, login, repo = nominee.work, nominee.contributor.login, nominee.scope.repo
    here = within(nominee.scope)

    def other(piece: Piece) -> bool:
        return not work.primary(piece)

    def listed(title: str, query: str, *tests: Test, authored: bool = False) -> WorkList:
        pieces = tally(work.merged if authored else work.reviewed, here, work.counted, *tests).certain
        return work_list(title, pieces, work, search(nominee.web, f"is:pr {query} repo:{repo}"))

    others = f"(reviewed-by:{login} OR commenter:{login}) -author:{login}"
    yield listed("Primary reviewer of", others, work.primary)
    yield listed("Substantial pull requests authored", f"is:merged author:{login}", work.substantial, authored=True)
    yield listed("Other substantial pull requests reviewed", others, work.substantial, other)
