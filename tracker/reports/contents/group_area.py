"""One page about a group: its subprojects in a table, and where files disagree about its leads."""

from collections.abc import Iterator

from tracker.facts.prose import counted
from tracker.findings.group_area import Disagreement, GroupArea, OwnersRow
from tracker.reports import document as doc
from tracker.reports import words
from tracker.reports.contents import candidates

_HEADERS = ("Subproject", "OWNERS", "Reviewers", "Approvers", "Active", "Merged")


def document(area: GroupArea, manner: doc.Manner) -> doc.Document:
    """The page; what was not read is said before anything else."""
    del manner
    return doc.Document(
        title=f"Area {area.title}",
        intro=doc.Paragraph(_intro(area), area.url),
        sections=tuple(section for section in _sections(area) if section.blocks),
        tail=(words.rules(area.ladder),),
    )


def _intro(area: GroupArea) -> str:
    since, until = words.day(area.since), words.day(area.as_of)
    known = [row for row in area.rows if not row.unknown]
    thin, files = sum(bool(row.thin) for row in known), counted(len(known), "OWNERS file")
    few = f"of {files} that could be read {thin or 'none'} with fewer than two active people"
    leads = ", ".join(map(str, area.leads)) or "nobody"
    said = f"Led by {leads} (sigs.yaml); {few}, {since} to {until}. Nobody is judged."
    return " ".join([said, *area.data.notes])


def _sections(area: GroupArea) -> Iterator[doc.Section]:
    if area.data.gaps or area.not_compared:
        others = (f"Not compared: {one}." for one in area.not_compared)
        yield doc.section("Read in part", 9, candidates.in_part(area.data.gaps, "", others))
    yield doc.section("Subprojects", 5, _subprojects(area))
    yield doc.section("Other leads than in sigs.yaml", 7, _disagreements(area))


def _subprojects(area: GroupArea) -> Iterator[doc.Block]:
    if area.rows:
        yield doc.Table(headers=_HEADERS, rows=tuple(map(_row, area.rows)))
    unknown = dict.fromkeys(_unknown(row) for row in area.rows if row.unknown)
    if unknown:
        yield doc.Items(title="Not known in full:", entries=tuple(doc.Entry(text=one) for one in unknown))


def _unknown(row: OwnersRow) -> str:
    """The reason, after its place where it does not name that itself."""
    reason, place = row.unknown or "", str(row.scope)
    return reason if place in reason else f"{place}: {reason}"


def _row(row: OwnersRow) -> tuple[doc.Cell, ...]:
    numbers = (row.reviewers, row.approvers, row.active, row.merged)
    said = ("?" if number is None else words.number(number, at_least=bool(row.unknown)) for number in numbers)
    return row.subproject, doc.Link(str(row.scope), row.url), *said


def _disagreements(area: GroupArea) -> Iterator[doc.Block]:
    for one in area.disagreements:
        yield doc.Paragraph(_differs(one))
        if one.change.diff:
            yield doc.Code(one.change.diff, "diff")
        else:
            yield doc.Paragraph(f"To be changed by hand: {one.change.by_hand}.")


def _differs(one: Disagreement) -> str:
    missing = f"does not name {', '.join(map(str, one.missing))}" if one.missing else ""
    surplus = f"names {', '.join(map(str, one.surplus))}, whom sigs.yaml does not" if one.surplus else ""
    return f"{one.file}, {one.place}: {' and '.join(filter(None, [missing, surplus]))}."
