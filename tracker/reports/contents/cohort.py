"""Several people: what changed, where each stands, how far each is in each criterion, who could sponsor whom."""

from collections.abc import Iterator, Mapping

from tracker.findings.cohort import Cell, Change, Cohort, Failure, Member, Shift, Sponsorship
from tracker.findings.report import Report
from tracker.findings.term import Milestone
from tracker.reports import cohort_words, standing_words, term_words, words
from tracker.reports import document as doc
from tracker.reports.contents import matrix, person, week
from tracker.reports.escape import NAME, plain


def document(cohort: Cohort, manner: doc.Manner) -> doc.Document:
    """A cohort, everybody's own document in it."""
    return doc.Document(
        title=cohort_words.title(cohort),
        warning=standing_words.warning(cohort.reports),
        intro=doc.Paragraph(cohort_words.intro(cohort)),
        sections=tuple(section for section in _sections(cohort, manner) if section.blocks or section.people),
        tail=tuple(dict.fromkeys(words.rules(report.ladder) for report in cohort.reports)),
    )


def _sections(cohort: Cohort, manner: doc.Manner) -> Iterator[doc.Section]:
    """Whole reports are given up first, what deserves attention last."""
    yield _section("This week", "lines of this week", 6, *week.blocks(cohort, manner))
    since = f"What changed since {words.day(cohort.previous)}" if cohort.previous else ""
    yield _section(since, "changes", 5, *_changes(cohort))
    met = term_words.title(cohort.term) if cohort.term else ""
    yield _section(met, "weeks of the term", 4, *_met_in_term(cohort))
    yield _section(
        "Where everybody stands",
        "people in the overview",
        3,
        *([everybody(cohort, wide=manner.wide)] if cohort.reports else []),
    )
    yield _section("How far everybody is", "rows of the matrix", 1, *_matrix(cohort, manner))
    yield _section("Who could sponsor whom", "possible sponsors", 2, *_sponsorships(cohort))
    people = _reports(cohort, manner)
    yield doc.Section(title="Each person", name="whole reports", goes=0, blocks=(), people=people, counted=True)
    failed = tuple(map(_failure, cohort.failures))
    yield _section("Who could not be checked", "failures", 4, *([doc.Items(entries=failed)] if failed else []))


def _section(title: str, name: str, goes: int, *blocks: doc.Block) -> doc.Section:
    return doc.Section(title=title, name=name, goes=goes, blocks=blocks, counted=True)


def _changes(cohort: Cohort) -> Iterator[doc.Block]:
    """A list for each kind of change."""
    if cohort.previous and not cohort.changes:
        yield doc.Paragraph(cohort_words.NOTHING_CHANGED)
    titles = cohort_words.tiers(cohort)
    for kind in Shift if cohort.previous else ():
        if found := tuple(_change(one, titles) for one in cohort.changes if one.kind is kind):
            yield doc.Items(title=kind.words.capitalize(), entries=found)


def _change(one: Change, titles: Mapping[str, str]) -> doc.Entry:
    return doc.Entry(text=str(one.login), about=cohort_words.change(one, titles))


def everybody(cohort: Cohort, *, wide: bool) -> doc.Table:
    """Where each stands and what comes next; where it is ``wide``, when last seen, what to do, who mentors them."""
    reports = cohort.reports
    columns: dict[str, list[doc.Cell]] = {
        "Who": [doc.Link(str(report.contributor.login), report.contributor.url) for report in reports],
        "Stands as": [report.standing.headline_title for report in reports],
        **(_plans(cohort) if wide else {"Next": list(map(_place, reports)), "Found": list(map(_found, reports))}),
    }
    return doc.Table(headers=tuple(columns), rows=tuple(zip(*columns.values(), strict=True)))


def _place(report: Report) -> str:
    return words.place(report.worth_showing[0]) if report.worth_showing else ""


def _last_active(report: Report) -> doc.Cell:
    seen = report.standing.activity
    return doc.Link(words.day(seen.last_at), seen.last_url) if seen.last_at else "not known"


def _found(report: Report) -> str:
    """How far the best tier is; what comes next instead, where it is none."""
    if report.worth_showing:
        return report.worth_showing[0].summary
    return report.next.text if report.next else ""


def _plans(cohort: Cohort) -> dict[str, list[doc.Cell]]:
    """When everybody was last seen and what comes next; the aims and mentors that the cohort's file gives anybody."""
    titles = cohort_words.tiers(cohort)
    members = [cohort.member(report.contributor.login) for report in cohort.reports]
    columns: dict[str, list[doc.Cell]] = {
        "Last active": list(map(_last_active, cohort.reports)),
        "Next": [tuple(filter(None, [_place(report), _found(report)])) for report in cohort.reports],
        "Do next": [next((step.text for step in report.next_steps), "") for report in cohort.reports],
    }
    if any(member.tier or member.scopes for member in cohort.members.values()):
        columns["Aims at"] = [cohort_words.aim(member, titles) for member in members]
    if any(member.mentor for member in cohort.members.values()):
        columns["Mentor"] = [str(member.mentor or "") for member in members]
    return columns


def _matrix(cohort: Cohort, manner: doc.Manner) -> Iterator[doc.Block]:
    """A table for each tier: all criteria side by side would be wider than a screen."""
    urls = {report.contributor.login: report.contributor.url for report in cohort.reports}
    for number, tier in enumerate(matrix.tiers(cohort.matrix)):
        if not number:
            yield doc.Paragraph(cohort_words.legend(manner.signs))
        where = ["Where"] if manner.wide else []
        people = [matrix.PEOPLE] if tier.persons else []
        titles = (tier.title, *where, *(column.title for column in tier.columns), *people)
        rows = tuple(_row(line, urls.get(line.row.login), manner) for line in tier.lines)
        yield doc.Table(headers=titles, rows=rows, numbered=True)


def _row(line: matrix.Line, url: str | None, manner: doc.Manner) -> tuple[doc.Cell, ...]:
    where = [line.place] if manner.wide else []
    people = [matrix.people(line)] if line.asked else []
    cells = (_cell(cell, manner) if cell else "" for cell in line.cells)
    return (doc.Link(str(line.row.login), url), *where, *cells, *people)


def _cell(cell: Cell, manner: doc.Manner) -> str:
    return f"{manner.signs[words.verdict(cell)]} {cohort_words.number(cell)}".strip()


def _sponsorships(cohort: Cohort) -> Iterator[doc.Table]:
    if rows := tuple(map(_sponsorship, cohort.sponsorships)):
        yield doc.Table(headers=("Could be asked", "Company", "By"), rows=rows)


def _sponsorship(one: Sponsorship) -> tuple[str, str, str]:
    inside = cohort_words.INSIDE if one.inside else ""
    return f"{one.sponsor}{inside}", one.company or "", ", ".join(map(str, one.people))


def _reports(cohort: Cohort, manner: doc.Manner) -> tuple[doc.Document, ...]:
    titles = cohort_words.tiers(cohort)
    everybody = ((report, cohort.member(report.contributor.login)) for report in cohort.reports)
    return tuple(person.document(report, manner, _notes(member, titles)) for report, member in everybody)


def _notes(member: Member, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the cohort's file says of a person."""
    said = (
        ("Aims at", cohort_words.aim(member, titles)),
        ("Mentor", str(member.mentor or "")),
        ("Here since", str(member.since or "")),
        ("Note", member.notes or ""),
    )
    return [(label, text) for label, text in said if text]


def _failure(failure: Failure) -> doc.Entry:
    return doc.Entry(text=plain(failure.login, NAME), about=failure.error, hint=failure.hint)


def _met_in_term(cohort: Cohort) -> Iterator[doc.Block]:
    """A list for each week in which something was met, then what nothing dates; nothing without a term."""
    if cohort.term is None:
        return
    found = term_words.weeks(cohort)
    if not found.keys() - {None}:
        yield doc.Paragraph(term_words.NOTHING)
    for number, met in found.items():
        yield doc.Items(title=term_words.week(cohort.term, number), entries=tuple(map(_milestone, met)))


def _milestone(one: Milestone) -> doc.Entry:
    url = next((piece.url for piece in one.evidence), one.since.url)
    return doc.Entry(text=str(one.login), about=f"{term_words.what(one)}; {term_words.when(one)}", url=url)
