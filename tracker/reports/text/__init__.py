"""A report for a terminal: where you stand, what comes next, what to do, what could not be read."""

from itertools import chain

from tracker.findings import Cohort, Report, RequestAudit, Result
from tracker.reports import escape, words
from tracker.reports.base import Style
from tracker.reports.text import groups, openings, readiness, several, sponsors, standing
from tracker.reports.text.paint import Paint


def render(result: Result, style: Style) -> str:
    """The report, at most ``style.width`` columns wide except where an address is longer."""
    paint = Paint(style)
    match result:
        case Report():
            lines = _report(result, paint)
        case Cohort():
            lines = _cohort(result, paint)
        case RequestAudit():
            lines = sponsors.audit(result, paint)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _report(report: Report, paint: Paint) -> list[str]:
    return _joined(
        _headline(report, paint),
        standing.section(report, paint),
        *(readiness.section(result, paint) for result in report.nearest),
        readiness.note(report, paint),
        _next_steps(report, paint),
        openings.section(report.openings, paint),
        sponsors.section(report.sponsors, paint),
        groups.section(report.groups, paint),
        groups.orientation(report.orientation, paint),
        _gaps(report, paint),
        _footer(report, paint),
    )


def _joined(*sections: list[str]) -> list[str]:
    """The sections that say something, an empty line between them."""
    return list(chain.from_iterable(["", *section] for section in sections if section))[1:]


def _headline(report: Report, paint: Paint) -> list[str]:
    person = report.contributor
    name = f" ({paint.say(person.name, escape.NAME)})" if person.name else ""
    title = paint.say(report.standing.headline_title, escape.NAME)
    first, *rest = paint.fold(f"{person.login}{name}: {title}", paint.columns)
    login = first[: len(str(person.login))]
    first = paint.link(paint.color("bold", login), person.url) + first.removeprefix(login)
    return [first, *rest, *paint.paragraph(f"{report.ladder.name}, as of {words.day(report.as_of)}", 0)]


def _next_steps(report: Report, paint: Paint) -> list[str]:
    if not report.next_steps:
        return []
    lines = paint.heading("Next steps")
    for number, step in enumerate(report.next_steps, start=1):
        lines += paint.item(f"{number:3}. ", step.text)
        lines += paint.address("Open:", step.url, 5)
    return lines


def _gaps(report: Report, paint: Paint) -> list[str]:
    if not report.data.gaps:
        return []
    items = (paint.item(f"  {paint.glyphs.bullet} ", words.gap(gap)) for gap in report.data.gaps)
    return [*paint.heading("What was not read"), *chain.from_iterable(items)]


def _footer(report: Report, paint: Paint) -> list[str]:
    ladder, data = report.ladder, report.data
    rules = f"Rules: {ladder.name} ({ladder.source}), as of {ladder.rules_as_of}."
    facts = f"Facts: {data.source}, {data.host}, {words.reading(data)}."
    return [paint.color("dim", line) for text in (rules, facts) for line in paint.paragraph(text, 0)]


def _cohort(cohort: Cohort, paint: Paint) -> list[str]:
    ruler = [paint.color("dim", paint.glyphs.line * paint.columns)]
    reports = [part for report in cohort.reports for part in (ruler, _one_of_several(report, cohort, paint))]
    failures = several.failures(cohort.failures, paint)
    return _joined(*several.sections(cohort, paint), *reports, *([ruler, failures] if failures else []))


def _one_of_several(report: Report, cohort: Cohort, paint: Paint) -> list[str]:
    return _joined(several.noted(cohort.member(report.contributor.login), cohort, paint), _report(report, paint))
