"""Several people: what changed, where each stands, how far each is in each criterion, who could sponsor whom."""

from collections.abc import Iterator, Mapping

from tracker.facts.people import Login
from tracker.findings import Cell, Change, Cohort, Failure, Row, Shift, Sponsorship
from tracker.reports import cohort_words, escape, words
from tracker.reports.base import Style
from tracker.reports.markdown import person
from tracker.reports.markdown.document import Document, Section, items
from tracker.reports.markdown.marks import head, link, row, text

_SIGNS = {"met": "✓", "stated": "✓", "counted": "≈", "not yet": "○", "unknown": "?", "needs a person": "·"}


def document(cohort: Cohort, style: Style) -> Document:
    """A cohort, with the notes of its file left out: what is written here may be published."""
    rules = dict.fromkeys(words.rules(report.ladder) for report in cohort.reports)
    return Document(
        title=f"## {text(cohort_words.title(cohort))}",
        intro=text(cohort_words.intro(cohort)),
        sections=tuple(section for section in _sections(cohort, style) if section.items),
        tail=f"<sub>{' '.join(map(text, rules))}</sub>" if rules else "",
    )


def _sections(cohort: Cohort, style: Style) -> Iterator[Section]:
    """Whole reports are given up first, changes last."""
    yield from _changes(cohort)
    yield _overview(cohort)
    yield from _matrix(cohort)
    yield _sponsorships(cohort)
    people = tuple(person.item(report, style) for report in cohort.reports)
    yield Section(name="whole reports", goes=0, items=people, head="### Each person\n\n")
    yield _failures(cohort.failures)


def _changes(cohort: Cohort) -> Iterator[Section]:
    """A list for each kind of change, the first below the heading of all."""
    if not cohort.previous:
        return
    heading = f"### What changed since {words.day(cohort.previous)}\n\n"
    if not cohort.changes:
        yield Section(name="changes", goes=5, items=items([heading + cohort_words.NOTHING_CHANGED]))
    titles = cohort_words.tiers(cohort)
    for kind in Shift:
        found = [f"- {_change(one, titles)}" for one in cohort.changes if one.kind is kind]
        begin = f"{heading}**{kind.words.capitalize()}**\n\n"
        yield Section(name="changes", goes=5, items=items(found), head=begin, between="\n")
        heading = "" if found else heading


def _change(one: Change, titles: Mapping[str, str]) -> str:
    return f"{text(str(one.login))}: {text(cohort_words.change(one, titles))}"


def _overview(cohort: Cohort) -> Section:
    mentored = any(member.mentor for member in cohort.members.values())
    aimed = any(member.tier or member.scopes for member in cohort.members.values())
    headers = ["Who", "Stands as", "Looked at", *(["Aims at"] * aimed), *(["Mentor"] * mentored)]
    titles = cohort_words.tiers(cohort)
    rows = []
    for report in cohort.reports:
        member = cohort.member(report.contributor.login)
        cells = [
            link(str(report.contributor.login), report.contributor.url),
            text(report.standing.headline_title),
            "; ".join(text(f"{words.place(result)}: {result.summary}") for result in report.nearest),
            *([text(cohort_words.aim(member, titles))] * aimed),
            *([text(str(member.mentor or ""))] * mentored),
        ]
        rows.append(row(cells))
    begin = f"### Where everybody stands\n\n{head(headers)}\n"
    return Section(name="people in the overview", goes=3, items=items(rows), head=begin, between="\n")


def _matrix(cohort: Cohort) -> Iterator[Section]:
    """A table for each tier: all criteria side by side would be wider than a screen."""
    urls = {report.contributor.login: report.contributor.url for report in cohort.reports}
    heading = f"### How far everybody is\n\n{_legend()}\n\n"
    for matrix in cohort.matrix.by_tier():
        headers = [text(matrix.columns[0].tier_title), *(text(column.title) for column in matrix.columns)]
        found = [row(_row(one, urls)) for one in matrix.rows]
        begin = f"{heading}{head(headers)}\n"
        yield Section(name="rows of the matrix", goes=1, items=items(found), head=begin, between="\n")
        heading = ""


def _legend() -> str:
    signs = "; ".join(f"{_SIGNS[word]} {meaning}" for word, meaning in cohort_words.LEGEND.items())
    return text(f"{signs}. {cohort_words.NUMBERS}")


def _row(one: Row, urls: Mapping[Login, str]) -> list[str]:
    return [link(str(one.login), urls.get(one.login)), *map(_cell, one.cells)]


def _cell(cell: Cell | None) -> str:
    return f"{_SIGNS[words.verdict(cell)]} {text(cohort_words.number(cell))}".strip() if cell else ""


def _sponsorships(cohort: Cohort) -> Section:
    begin = f"### Who could sponsor whom\n\n{head(('Could be asked', 'Company', 'By'))}\n"
    rows = [row(_sponsorship(one)) for one in cohort.sponsorships]
    return Section(name="possible sponsors", goes=2, items=items(rows), head=begin, between="\n")


def _sponsorship(one: Sponsorship) -> list[str]:
    inside = cohort_words.INSIDE if one.inside else ""
    return [text(f"{one.sponsor}{inside}"), text(one.company or ""), text(", ".join(map(str, one.people)))]


def _failures(failures: tuple[Failure, ...]) -> Section:
    found = [f"- {escape.markdown(one.login, escape.NAME)}: {text(_why(one))}" for one in failures]
    begin = "### Who could not be checked\n\n"
    return Section(name="failures", goes=4, items=items(found), head=begin, between="\n")


def _why(failure: Failure) -> str:
    return f"{failure.error.rstrip('.')}. {failure.hint}".strip()
