"""Several people: what changed, where each stands, how far each is in each criterion, who could sponsor whom."""

from collections.abc import Iterator
from itertools import chain

from tracker.findings import Cell, Cohort, Failure, Matrix, Member, Shift
from tracker.reports import cohort_words, escape, words
from tracker.reports.text.paint import Paint
from tracker.reports.text.table import table


def sections(cohort: Cohort, paint: Paint) -> Iterator[list[str]]:
    """What is said of everybody together; a section is empty where there is nothing to say."""
    yield [*paint.heading(cohort_words.title(cohort)), *paint.paragraph(cohort_words.intro(cohort))]
    yield _changes(cohort, paint)
    yield _overview(cohort, paint)
    yield from _matrix(cohort, paint)
    yield _sponsorships(cohort, paint)


def noted(member: Member, cohort: Cohort, paint: Paint) -> list[str]:
    """What the cohort's file says of a person."""
    aim = cohort_words.aim(member, cohort_words.tiers(cohort))
    said = (
        ("Aims at", aim),
        ("Mentor", str(member.mentor or "")),
        ("Here since", str(member.since or "")),
        ("Note", member.notes or ""),
    )
    return [line for name, text in said if text for line in paint.item(f"{name}: ", text)]


def _changes(cohort: Cohort, paint: Paint) -> list[str]:
    if not cohort.previous:
        return []
    lines = paint.heading(f"What changed since {words.day(cohort.previous)}")
    if not cohort.changes:
        return [*lines, *paint.paragraph(cohort_words.NOTHING_CHANGED)]
    titles = cohort_words.tiers(cohort)
    for kind in Shift:
        found = [f"{one.login}: {cohort_words.change(one, titles)}" for one in cohort.changes if one.kind is kind]
        lines += [f"  {kind.words.capitalize()}"] if found else []
        lines += chain.from_iterable(paint.item(f"  {paint.glyphs.bullet} ", text) for text in found)
    return lines


def _overview(cohort: Cohort, paint: Paint) -> list[str]:
    rows = [
        (
            str(report.contributor.login),
            report.standing.headline_title,
            words.place(report.nearest[0]) if report.nearest else "",
            report.nearest[0].summary if report.nearest else "",
        )
        for report in cohort.reports
    ]
    head = paint.heading("Where everybody stands")
    return [*head, *table(("Who", "Stands as", "Looked at", "Found"), rows, paint)] if rows else []


def _matrix(cohort: Cohort, paint: Paint) -> Iterator[list[str]]:
    """A table for each tier. Its columns are numbered: titles side by side would be wider than a screen."""
    heading = [*paint.heading("How far everybody is"), *paint.paragraph(_legend(paint)), ""]
    for matrix in cohort.matrix.by_tier():
        yield [*heading, *_tier(matrix, paint)]
        heading = []


def _tier(matrix: Matrix, paint: Paint) -> list[str]:
    numbers = [str(number) for number in range(1, len(matrix.columns) + 1)]
    rows = [(str(row.login), *(_cell(cell, paint) for cell in row.cells)) for row in matrix.rows]
    titles = (paint.item(f"  {number:>2} ", one.title) for number, one in zip(numbers, matrix.columns, strict=True))
    first = matrix.columns[0].tier_title
    return [*table((first, *numbers), rows, paint), *chain.from_iterable(titles)]


def _cell(cell: Cell | None, paint: Paint) -> str:
    return f"{paint.glyphs.signs[words.verdict(cell)]} {cohort_words.number(cell)}".strip() if cell else ""


def _legend(paint: Paint) -> str:
    signs = (f"{paint.glyphs.signs[word]} {meaning}" for word, meaning in cohort_words.LEGEND.items())
    return f"{'; '.join(signs)}. {cohort_words.NUMBERS}"


def _sponsorships(cohort: Cohort, paint: Paint) -> list[str]:
    rows = [
        (
            f"{one.sponsor}{cohort_words.INSIDE if one.inside else ''}",
            one.company or "",
            ", ".join(map(str, one.people)),
        )
        for one in cohort.sponsorships
    ]
    head = paint.heading("Who could sponsor whom")
    return [*head, *table(("Could be asked", "Company", "By"), rows, paint)] if rows else []


def failures(found: tuple[Failure, ...], paint: Paint) -> list[str]:
    """Who could not be checked, and why; empty where everybody could."""
    if not found:
        return []
    lines = paint.heading("Who could not be checked")
    for failure in found:
        lines += paint.item(f"  {paint.glyphs.bullet} ", f"{paint.say(failure.login, escape.NAME)}: {failure.error}")
        lines += paint.paragraph(failure.hint, 4) if failure.hint else []
    return lines
