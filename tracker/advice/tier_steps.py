"""Steps towards a tier: whom to ask, what is missing, what only people can tell, and the paperwork once it is due."""

from collections.abc import Iterator, Sequence

from tracker.advice import commands
from tracker.advice.introductions import named, who_decides
from tracker.advice.membership_steps import find_sponsors, wants_sponsors
from tracker.facts import Kind
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.groups import Opening
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import PULL_REQUESTS, TierResult
from tracker.findings.report import NextStep, Report
from tracker.findings.sponsors import SuggestedSponsor

#: So many things are named in a step; the report lists them all.
NAMED = 3
#: In the address of a pull request: one that waits for a reviewer. An issue is nothing to review.
_PULL_REQUEST = "/pull/"


def reach(result: TierResult, report: Report) -> Iterator[NextStep]:
    """The steps towards one tier, empty where nothing in it can be acted on."""
    missing = [
        one for one in result.criteria if one.outcome is Outcome.NOT_YET and not _comes_by_itself(one, result, report)
    ]
    if missing:
        yield from _what_is_missing(result, missing, report)
        yield from _ask_what_to_do(result, report)
    elif not result.count(Outcome.UNKNOWN):
        yield from _ask(result, report)
    else:
        yield from _look_up(result)
    yield from _boxes(result, report)


def _comes_by_itself(finding: Finding, result: TierResult, report: Report) -> bool:
    """Whether a criterion of a directory asks for membership, and that is a step of its own before."""
    ahead = report.next.scope if report.next else None
    first = ahead is not None and ahead.kind is ScopeKind.ORGANIZATION and result.scope.kind is ScopeKind.DIRECTORY
    return first and finding.required is None and finding.ready_on is None


def _what_is_missing(result: TierResult, missing: Sequence[Finding], report: Report) -> Iterator[NextStep]:
    waiting = [one for one in report.openings if one.repo == result.scope.repo and _PULL_REQUEST in one.url]
    for finding in missing:
        if wants_sponsors(finding):
            yield from find_sponsors(result, finding, report)
        else:
            yield _step(result, finding, waiting if finding.unit == PULL_REQUESTS else ())


def _step(result: TierResult, finding: Finding, waiting: Sequence[Opening]) -> NextStep:
    """What is missing, and where it can be had today."""
    text, url = _text(finding, result.scope), finding.next_step_url or finding.check_url or finding.source.url
    if waiting:
        these = "this one waits" if len(waiting) == 1 else f"{len(waiting)} wait"
        text, url = f"{text.rstrip('.')}; {these} for somebody.", waiting[0].url
    return NextStep(text=text, url=url, tier=result.tier, criterion=finding.id)


def _text(finding: Finding, scope: Scope) -> str:
    """A sentence that begins with a verb; with the number that is missing, where there is one."""
    missing = finding.missing or finding.title
    if finding.ready_on:
        return f"Wait until {finding.ready_on}: {finding.title[:1].lower()}{finding.title[1:]}."
    if finding.next_step is None:
        return f"Get what is missing: {missing}."
    step = finding.next_step.rstrip(".").replace("in this area", f"in {scope}")
    if finding.required is None:
        return f"{step}."
    if finding.unit != PULL_REQUESTS or finding.observed is None:
        return f"{step}: {missing}."
    more = finding.required - finding.observed
    return f"{step}; {more} more {'is' if more == 1 else 'are'} needed."


def _ask_what_to_do(result: TierResult, report: Report) -> Iterator[NextStep]:
    people = _decide(result.scope, report)
    if people and result.scope.kind is ScopeKind.DIRECTORY:
        text = f"Ask {named(people, result.scope)} what to review or change next in {result.scope}."
        yield NextStep(text=text, url=people[0].evidence[0].url, tier=result.tier)


def _ask(result: TierResult, report: Report) -> Iterator[NextStep]:
    """Every number is reached: what is left is to talk to those who decide, and the paperwork."""
    people = _decide(result.scope, report)
    if any(map(wants_sponsors, result.machine)):
        return
    if people:
        yield NextStep(text=_ask_by_name(result, report), url=people[0].evidence[0].url, tier=result.tier)
    else:
        yield NextStep(text=_ask_whoever_decides(result), url=_where_they_are(result, report), tier=result.tier)
    yield from _paperwork(result, report)


def _ask_by_name(result: TierResult, report: Report) -> str:
    people = _decide(result.scope, report)
    if result.scope.kind is ScopeKind.ORGANIZATION:
        return f"Ask {named(people, result.scope, 'and')} to sponsor you."
    return f"Ask {named(people, result.scope)} to support you as {result.place}."


def _ask_whoever_decides(result: TierResult) -> str:
    if result.scope.kind is ScopeKind.DIRECTORY:
        return f"Ask an approver of {result.scope} to support you as {result.title}; its OWNERS file names them."
    return f"Talk to those who lead {result.scope} about {result.title}: people decide this."


def _where_they_are(result: TierResult, report: Report) -> str:
    if result.scope.kind is not ScopeKind.DIRECTORY:
        return result.source.url
    path = f"{result.scope.path}/OWNERS".lstrip("/")
    return f"{commands.web(report)}/{result.scope.repo}/blob/HEAD/{path}"


def _paperwork(result: TierResult, report: Report) -> Iterator[NextStep]:
    """The pull request to OWNERS; a request for membership comes with what only the person can tell."""
    if result.scope.kind is ScopeKind.DIRECTORY:
        command = commands.check(report, "--format", "nomination", "--scope", str(result.scope))
        text = f"Open the pull request that adds you to OWNERS in {result.scope}; it is written for you."
        yield NextStep(text=text, url=_where_they_are(result, report), tier=result.tier, command=command)


def _decide(scope: Scope, report: Report) -> list[SuggestedSponsor]:
    return [one for one in who_decides(scope, report.sponsors.suggested) if one.evidence]


def _look_up(result: TierResult) -> Iterator[NextStep]:
    """What could not be settled can be looked at, where there is a link for it."""
    unknown = (one for one in result.criteria if one.outcome is Outcome.UNKNOWN and one.check_url)
    for finding in unknown:
        text = f"Look for yourself, as not all could be read: {finding.title}."
        yield NextStep(text=text, url=str(finding.check_url), tier=result.tier, criterion=finding.id)


def _unless_open(report: Report) -> str:
    unread = any(gap.kind is Kind.REQUESTS for gap in report.data.gaps)
    return ", unless one of yours is open already: requests were not all read" if unread else ""


def _boxes(result: TierResult, report: Report) -> Iterator[NextStep]:
    """What only the person can say, as one step; what others have to say is in the report, and no step of theirs."""
    titles = [finding.title for finding in result.persons if finding.who == "you"]
    request = report.sponsors.request
    files = result.scope.kind is ScopeKind.ORGANIZATION and not (request and request.state == "open")
    if not titles and not files:
        return
    things = "one thing" if len(titles) == 1 else f"{len(titles)} things"
    confirm = f"Confirm {things} about yourself ({'; '.join(titles[:NAMED])}{'; …' if titles[NAMED:] else ''})"
    file = f"{'then file' if titles else 'File'} the request, which is written for you{_unless_open(report)}"
    text = ", ".join([*([confirm] if titles else []), *([file] if files else [])])
    command = commands.check(report, "--format", "request") if files else None
    yield NextStep(text=f"{text}.", url=result.source.url, tier=result.tier, command=command)
