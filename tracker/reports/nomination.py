"""The pull request that enters somebody in OWNERS: its text, and the change, which ``git apply`` finds in it."""

from collections.abc import Iterator

from tracker.facts.addresses import reference
from tracker.findings.outcomes import Evidence, Finding
from tracker.findings.paperwork import Nomination, WorkList
from tracker.findings.results import Result
from tracker.findings.sponsors import RequestAudit
from tracker.reports import escape, words
from tracker.reports.base import Style
from tracker.reports.marks import comment, fenced, link, text


def render(result: Result, style: Style) -> str:
    """The nomination of everybody for whom one could be written, one after the other."""
    del style  # what goes into a pull request looks the same everywhere
    reports = () if isinstance(result, RequestAudit) else result.everybody
    written = [report.paperwork.nomination for report in reports if report.paperwork and report.paperwork.nomination]
    return "\n\n".join("\n\n".join(filter(None, _blocks(one))) for one in written) + "\n"


def _blocks(one: Nomination) -> Iterator[str]:
    where = escape.plain(f"{one.scope.path or 'the root'} of {one.scope.repo}")
    place = escape.plain(one.scope.path or str(one.scope.repo))
    yield comment(
        f"A pull request to {one.scope.repo} that nobody has opened yet. git apply finds the change in this text."
    )
    yield comment(f"Title: Add {one.login} to the {one.role}s of {place}")
    rules = link(one.source.title, one.source.url)
    yield f"This adds {link(str(one.login), one.url)} to the {one.role}s of {escape.markdown(where)} ({rules}):"
    yield "\n".join(map(_reached, one.reached))
    for work in one.work:
        yield f"{escape.markdown(work.title)} ({work.total}):"
        yield "\n".join(_listed(work))
    yield from _left(one)
    yield from _change(one)


def _reached(finding: Finding) -> str:
    """A criterion and what was found for it, with who may look: ``Member for at least 3 months: member since …``."""
    counted = f"{words.seen(finding) or '?'} found" if finding.required and not finding.reason else ""
    found = text(finding.reason or counted)
    proof = ", ".join(link(one.title, one.url) for one in finding.evidence[:1]) if finding.reason else ""
    check = link(f"look ({words.MAY_LIST_MORE})", finding.check_url) if finding.check_url else ""
    details = ", ".join(filter(None, [found, proof, check]))
    return f"- {text(finding.title)}{f': {details}' if details else ''}"


def _listed(work: WorkList) -> Iterator[str]:
    yield from map(_piece, work.pieces)
    if more := work.total - len(work.pieces):
        yield f"- and {more} more ({link(f'search, {words.MAY_LIST_MORE}', work.check_url)})"


def _piece(piece: Evidence) -> str:
    short = reference(piece.url)
    title = link(f"{short.rpartition('#')[2]} {piece.title}" if short else piece.title, piece.url)
    details = [escape.markdown(piece.note or ""), words.day(piece.at) if piece.at else ""]
    return f"- {', '.join(filter(None, [title, *details]))}"


def _left(one: Nomination) -> Iterator[str]:
    if one.left:
        yield "For the approvers to judge:"
        yield "\n".join(f"- {text(finding.title)}" for finding in one.left)
    if one.known_to:
        yield f"Approvers who know the work: {text(', '.join(map(str, one.known_to)))}"


def _change(one: Nomination) -> Iterator[str]:
    change = one.change
    if change.alias:
        everywhere = f"the alias {change.alias} gives the role here, and wherever else it is named"
        yield f"The change is in {escape.markdown(change.path)}: {text(everywhere)}."
    if change.note:
        yield text(f"{one.login} is named directly, as {change.note}.")
    if change.diff is None:
        by_hand = f"add {one.login} to the {one.role}s in {change.path} by hand; {change.by_hand or 'it is unusual'}"
        yield f"The change is still to be made: {text(by_hand)}."
    else:
        yield fenced(change.diff, "diff")
