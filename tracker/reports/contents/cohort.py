"""Several people: what changed, where each stands, how far each is in each criterion, who could sponsor whom."""

from collections.abc import Iterator, Mapping

from tracker.findings import Cell, Change, Cohort, Failure, Matrix, Member, Report, Row, Shift, Sponsorship
from tracker.reports import cohort_words, words
from tracker.reports.contents import person
from tracker.reports.document import Block, Document, Entry, Items, Link, Manner, Paragraph, People, Section, Table
from tracker.reports.document import Cell as Shown
from tracker.reports.escape import NAME, plain


def document(cohort: Cohort, manner: Manner) -> Document:
    """A cohort, everybody's own document in it."""
    return Document(
        title=cohort_words.title(cohort),
        intro=Paragraph(cohort_words.intro(cohort)),
        sections=tuple(section for section in _sections(cohort, manner) if section.blocks),
        tail=tuple(dict.fromkeys(words.rules(report.ladder) for report in cohort.reports)),
    )


def _sections(cohort: Cohort, manner: Manner) -> Iterator[Section]:
    """Whole reports are given up first, changes last."""
    since = f"What changed since {words.day(cohort.previous)}" if cohort.previous else ""
    yield _section(since, "changes", 5, *_changes(cohort))
    yield _section("Where everybody stands", "people in the overview", 3, *_overview(cohort, manner))
    yield _section("How far everybody is", "rows of the matrix", 1, *_matrix(cohort, manner))
    yield _section("Who could sponsor whom", "possible sponsors", 2, *_sponsorships(cohort))
    yield _section("Each person", "whole reports", 0, People(_reports(cohort, manner)))
    failed = tuple(map(_failure, cohort.failures))
    yield _section("Who could not be checked", "failures", 4, *([Items(entries=failed)] if failed else []))


def _section(title: str, name: str, goes: int, *blocks: Block) -> Section:
    return Section(title=title, name=name, goes=goes, blocks=blocks, counted=True)


def _changes(cohort: Cohort) -> Iterator[Block]:
    """A list for each kind of change."""
    if cohort.previous and not cohort.changes:
        yield Paragraph(cohort_words.NOTHING_CHANGED)
    titles = cohort_words.tiers(cohort)
    for kind in Shift if cohort.previous else ():
        if found := tuple(_change(one, titles) for one in cohort.changes if one.kind is kind):
            yield Items(title=kind.words.capitalize(), entries=found)


def _change(one: Change, titles: Mapping[str, str]) -> Entry:
    return Entry(text=str(one.login), about=cohort_words.change(one, titles))


def _overview(cohort: Cohort, manner: Manner) -> Iterator[Table]:
    columns: dict[str, list[Shown]] = {
        "Who": [Link(str(report.contributor.login), report.contributor.url) for report in cohort.reports],
        "Stands as": [report.standing.headline_title for report in cohort.reports],
        **(_looked_at_and_aims(cohort) if manner.wide else _looked_at(cohort.reports)),
    }
    if cohort.reports:
        rows: Iterator[tuple[Shown, ...]] = zip(*columns.values(), strict=True)
        yield Table(headers=tuple(columns), rows=tuple(rows))


def _looked_at(reports: tuple[Report, ...]) -> dict[str, list[Shown]]:
    return {
        "Looked at": [words.place(report.nearest[0]) if report.nearest else "" for report in reports],
        "Found": [report.nearest[0].summary if report.nearest else "" for report in reports],
    }


def _looked_at_and_aims(cohort: Cohort) -> dict[str, list[Shown]]:
    """Every tier that was looked at; the aims and mentors that the cohort's file gives to anybody."""
    titles = cohort_words.tiers(cohort)
    members = [cohort.member(report.contributor.login) for report in cohort.reports]
    columns: dict[str, list[Shown]] = {
        "Looked at": [tuple(f"{words.place(one)}: {one.summary}" for one in r.nearest) for r in cohort.reports]
    }
    if any(member.tier or member.scopes for member in cohort.members.values()):
        columns["Aims at"] = [cohort_words.aim(member, titles) for member in members]
    if any(member.mentor for member in cohort.members.values()):
        columns["Mentor"] = [str(member.mentor or "") for member in members]
    return columns


def _matrix(cohort: Cohort, manner: Manner) -> Iterator[Block]:
    """A table for each tier: all criteria side by side would be wider than a screen."""
    urls = {report.contributor.login: report.contributor.url for report in cohort.reports}
    for number, matrix in enumerate(cohort.matrix.by_tier()):
        if not number:
            yield Paragraph(cohort_words.legend(manner.signs))
        rows = tuple((Link(str(row.login), urls.get(row.login)), *_cells(row, manner)) for row in matrix.rows)
        yield Table(headers=_titles(matrix), rows=rows, numbered=True)


def _titles(matrix: Matrix) -> tuple[str, ...]:
    return (matrix.columns[0].tier_title, *(column.title for column in matrix.columns))


def _cells(row: Row, manner: Manner) -> tuple[str, ...]:
    return tuple(_cell(cell, manner) if cell else "" for cell in row.cells)


def _cell(cell: Cell, manner: Manner) -> str:
    return f"{manner.signs[words.verdict(cell)]} {cohort_words.number(cell)}".strip()


def _sponsorships(cohort: Cohort) -> Iterator[Table]:
    if rows := tuple(map(_sponsorship, cohort.sponsorships)):
        yield Table(headers=("Could be asked", "Company", "By"), rows=rows)


def _sponsorship(one: Sponsorship) -> tuple[str, str, str]:
    inside = cohort_words.INSIDE if one.inside else ""
    return f"{one.sponsor}{inside}", one.company or "", ", ".join(map(str, one.people))


def _reports(cohort: Cohort, manner: Manner) -> tuple[Document, ...]:
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


def _failure(failure: Failure) -> Entry:
    return Entry(text=plain(failure.login, NAME), about=failure.error, hint=failure.hint)
