"""The wording that text and Markdown share: outcomes, dates, numbers, places."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.facts.addresses import reference
from tracker.facts.gaps import Gap
from tracker.facts.people import DatePrecision, Since
from tracker.facts.prose import counted
from tracker.facts.scopes import ScopeKind
from tracker.findings.outcomes import Basis, Finding, Outcome
from tracker.findings.readiness import TierResult, walk
from tracker.findings.report import Data, LadderRef, Report
from tracker.findings.sponsors import SuggestedSponsor
from tracker.findings.standing import Count, Counts, Held, Standing

if TYPE_CHECKING:
    from tracker.findings.cohort import Cell

_PLACES = 2

#: What is said of a link to a search: paths, sizes and who was primary reviewer are nothing that GitHub searches for.
MAY_LIST_MORE = "may list more"
COUNTED_NOTE = "counted: by the ladder's own definitions; a sponsor or approver decides."


def verdict(finding: "Finding | Cell") -> str:
    """The outcome in a word or two. What was only counted, or stated, is not called met: others judge it."""
    if finding.outcome is not Outcome.MET:
        return finding.outcome.words
    return {Basis.DECIDED: "met", Basis.COUNTED: "counted", Basis.ATTESTED: "stated"}[finding.basis]


def progress(finding: "Finding | Cell") -> str:
    """Observed of required, as ``3 of 5``, ``3+ of 5``, ``? of 5``.

    The observed number alone where nothing is required, or one and that is there: ``7 of 1`` would say nothing.
    """
    observed = seen(finding)
    return observed if _speaks_alone(finding) else f"{observed or '?'} of {finding.required}"


def _speaks_alone(finding: "Finding | Cell") -> bool:
    return finding.required is None or (finding.required == 1 and bool(finding.observed))


def seen(finding: "Finding | Cell") -> str:
    """The observed number alone; empty where none is known."""
    return "" if finding.observed is None else number(finding.observed, at_least=finding.observed_is_at_least)


def number(number: int, *, at_least: bool) -> str:
    """A number, with a plus where there may be more; a question mark where nothing is known."""
    # "0+" would be read as nothing, where it means that nobody knows.
    if at_least:
        return f"{number}+" if number else "?"
    return str(number)


def needed(finding: Finding) -> str:
    """How much is there of what is needed: ``25 of 5 needed``; ``7 pull requests`` where none or one is required."""
    if not _speaks_alone(finding):
        return f"{progress(finding)} needed"
    unit = (finding.unit or "").removesuffix("s" if seen(finding) == "1" else "")
    return f"{seen(finding)} {unit}".strip() if seen(finding) else ""


def with_a_number(finding: Finding) -> Finding:
    """The finding; where it joins others and has no number of its own, the first that has one and is not met."""
    open_ = (one for one in walk(finding.parts) if one.outcome is not Outcome.MET and one.required is not None)
    return finding if finding.required is not None else next(open_, finding)


def is_counted(results: tuple[TierResult, ...]) -> bool:
    """Whether a reader meets a word that ``COUNTED_NOTE`` explains."""
    return any(verdict(finding) == "counted" for result in results for finding in result.criteria)


def since(when: Since) -> str:
    """A date, with how far it can be trusted."""
    match when.precision:
        case DatePrecision.EXACT:
            return str(when.day)
        case DatePrecision.ON_OR_BEFORE | DatePrecision.LINE_LAST_TOUCHED:
            return f"{when.day} or earlier"
        case DatePrecision.UNKNOWN:
            return "not known"


def day(moment: datetime) -> str:
    """The day of a moment, in UTC."""
    return moment.astimezone(UTC).date().isoformat()


def is_entered(held: Held) -> bool:
    """Whether the tier rests on an entry somewhere; one is a project's contributor without being entered."""
    return held.scope.kind is not ScopeKind.PROJECT or held.since.day is not None


def tiers_held(standing: Standing) -> list[tuple[str, Held]]:
    """The tiers that rest on an entry, with their titles, then those held once."""
    held = [(held.title, held) for held in standing.held if is_entered(held)]
    return held + [(f"{held.title}, emeritus", held) for held in standing.emeritus]


def held_where(held: Held) -> str:
    """Where a tier is held, and through which alias."""
    return f"{held.scope} (via {held.via})" if held.via else str(held.scope)


def explanations(finding: Finding) -> list[str]:
    """What is missing, and why it is so: a sentence or two for beside the outcome, and what became of the rule."""
    review = [finding.under_review] if finding.under_review else []
    return [*_why(finding), *review]


def _why(finding: Finding) -> list[str]:
    match finding.outcome:
        case Outcome.NOT_YET if finding.missing:
            return [f"Missing: {finding.missing}" + (f" ({finding.reason})" if finding.reason else "")]
        case Outcome.UNKNOWN:
            missing = f"As far as was read, missing: {finding.missing}" if finding.missing else None
            return [*filter(None, [f"Why: {finding.reason}" if finding.reason else None, missing])]
        case _:
            return [finding.reason] if finding.reason else []


def place(tier: TierResult | Held) -> str:
    """A tier and where: ``Reviewer in kubernetes-sigs/kueue``."""
    return tier.scope.named(tier.title)


def titled(note: str) -> tuple[str, str | None]:
    """A note and, where it ends in one, the address that it gives."""
    title, colon, last = note.rpartition(": ")
    return (title, last) if colon and last.startswith(("https://", "http://")) else (note, None)


def uncertain(report: Report) -> list[str]:
    """What may be missing from the standing: in a word where the gaps below say it, else in full."""
    effects = {missing.effect for missing in report.data.gaps}
    said_below = [text for text in report.standing.unknown if text in effects]
    pointer = ["Roles may be missing here: see what was not read."] if said_below else []
    return pointer + [f"Not known: {text}" for text in report.standing.unknown if text not in effects]


def gap(missing: Gap) -> str:
    """What is missing, why, and what that does to the report."""
    kind = missing.kind.value.replace("_", " ").capitalize()
    where = f" in {', '.join(sorted(missing.repos))}" if missing.repos else ""
    return f"{kind}{where}: {missing.reason.rstrip('.')}; {missing.effect.rstrip('.')}."


def rules(ladder: LadderRef) -> str:
    """By which rules somebody was judged."""
    return f"Rules: {ladder.name} ({ladder.source}), as of {ladder.rules_as_of}."


def facts(data: Data) -> str:
    """Where the facts are from, when they were read, and whether that was all of them."""
    return f"Facts: {data.source}, {data.host}, {reading(data)}."


def source(report: Report) -> str:
    """Rules and facts in one line."""
    ladder, data = report.ladder, report.data
    rules_of = f"{ladder.name} of {ladder.rules_as_of} ({ladder.source})"
    return f"As of {day(report.as_of)}: {rules_of}; {data.host}, {reading(data)}. With -v: all proofs."


def reading(data: Data) -> str:
    """When the facts were read, and whether that was all of them."""
    return f"read {'in full' if data.complete else 'in part'} on {day(data.fetched_at)}"


def so_far(counts: Counts) -> str:
    """What was counted, in one sentence; what is known to be nothing is left out."""
    parts = (
        _counted(counts.authored_merged, "merged"),
        _counted(counts.reviewed, "reviewed"),
        _counted(counts.lgtm_given, "given /lgtm"),
        _counted(counts.primary_reviewer, "as primary reviewer"),
    )
    return f"Pull requests so far: {', '.join(filter(None, parts)) or 'none merged or reviewed yet'}."


def _counted(count: Count, done: str) -> str:
    return f"{number(count.total, at_least=count.at_least)} {done}" if count.total or count.at_least else ""


def activity(standing: Standing) -> str | None:
    """When somebody was last seen, and what follows for the tiers held; None where there is nothing to say."""
    seen = standing.activity
    what = reference(seen.last_url or "")
    last = f"Last contribution seen on {day(seen.last_at)}{f', {what}' if what else ''}" if seen.last_at else ""
    if not any(map(is_entered, standing.held)) or (seen.inactive is False and not seen.inactive_on):
        return f"{last}." if last else None
    match seen.inactive:
        case True:
            return f"{last or 'No recent contribution was found'}; the project may call that inactive by now."
        case False:
            return f"{last or 'Active'}; counts as active until {seen.inactive_on}, even if nothing more happens."
        case None:
            return (
                f"{last or 'When the last contribution was is not known'}{f': {seen.reason}' if seen.reason else ''}."
            )


def introduction(person: SuggestedSponsor) -> str:
    """Who somebody is, how often the two met in their work, and what the other one looks after."""
    owned = [f"{owner.role} in {owner.repo}{f':{owner.path}' if owner.path else ''}" for owner in person.owners]
    more = [f"and {counted(len(owned) - _PLACES, 'more place')}"] if len(owned) > _PLACES else []
    return "; ".join([shared(person), *owned[:_PLACES], *more])


def shared(person: SuggestedSponsor) -> str:
    """Who somebody is, and how often the two met in their work."""
    company = f" ({person.company})" if person.company else ""
    return f"{person.login}{company}: {counted(person.interactions, 'shared pull request')}"
