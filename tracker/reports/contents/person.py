"""A person's report: where they stand, what comes next, what to do, what could not be read."""

from collections.abc import Iterator, Sequence

from tracker.findings import Opening, Report, Resource
from tracker.reports import words
from tracker.reports.contents import groups, sponsors
from tracker.reports.document import (
    Block,
    Criteria,
    Document,
    Entry,
    Items,
    Ladder,
    Link,
    Manner,
    Paragraph,
    Section,
    Tiers,
)
from tracker.reports.escape import plain


def document(report: Report, manner: Manner, notes: Sequence[tuple[str, str]] = ()) -> Document:
    """A report; ``notes`` are what a cohort's file says of the person."""
    person = report.contributor
    return Document(
        title=report.standing.headline_title,
        who=Link(str(person.login), person.url),
        name=person.name,
        summary="; ".join(f"{words.place(result)}: {result.summary}" for result in report.nearest[:1]),
        intro=Paragraph(f"{report.ladder.name}, as of {words.day(report.as_of)}"),
        sections=tuple(section for section in _sections(report, manner) if section.blocks),
        tail=(words.rules(report.ladder), words.facts(report.data)),
        notes=tuple(notes),
    )


def _sections(report: Report, manner: Manner) -> Iterator[Section]:
    """The later a section is given up, the more it is what a report is for."""
    yield Section(title="Where you stand", name="where they stand", goes=6, blocks=list(_standing(report)))
    for result in report.nearest:
        place = words.place(result)
        yield Section(title=f"Next: {place}", name=f"the criteria of {place}", goes=4, blocks=[Criteria(result)])
    if words.is_counted(report.readiness):
        note = f"{manner.signs['counted']} {words.COUNTED_NOTE}"
        yield Section(name="what counted means", goes=3, blocks=[Paragraph(note)])
    steps = tuple(Entry(text=step.text, url=step.url) for step in report.next_steps)
    yield Section(title="Next steps", name="next steps", goes=5, blocks=_items(steps, ordered=True))
    waiting = tuple(map(_opening, report.openings))
    yield Section(title="Waiting for somebody", name="what waits for somebody", goes=1, blocks=_items(waiting))
    yield Section(title="Sponsors", name="sponsors", goes=2, blocks=list(sponsors.blocks(report.sponsors, manner)))
    yield Section(title="Groups that fit", name="groups", goes=1, blocks=list(groups.blocks(report.groups, manner)))
    shown = tuple(map(_resource, report.orientation))
    reading = _items(shown[: manner.resources], rest=shown[len(shown[: manner.resources]) :])
    yield Section(title="Orientation", name="orientation", goes=0, blocks=reading)
    gaps = tuple(Entry(text=words.gap(gap)) for gap in report.data.gaps)
    yield Section(title="What was not read", name="what was not read", goes=7, blocks=_items(gaps))


def _items(entries: tuple[Entry, ...], *, rest: tuple[Entry, ...] = (), ordered: bool = False) -> list[Block]:
    return [Items(entries=entries, rest=rest, ordered=ordered)] if entries else []


def _standing(report: Report) -> Iterator[Block]:
    standing = report.standing
    yield Ladder(standing)
    held = [(held.title, held) for held in standing.held if words.is_entered(held)]
    held += [(f"{held.title}, emeritus", held) for held in standing.emeritus]
    if held:
        yield Tiers(tuple(held))
    notes = [words.so_far(report.counts), words.activity(standing)]
    notes += dict.fromkeys(held.since.note for held in (*standing.held, *standing.emeritus))
    notes += (*report.data.notes, *words.uncertain(report))
    yield Items(entries=tuple(Entry(text=note) for note in notes if note), apart=True)


def _opening(opening: Opening) -> Entry:
    return Entry(text=Link(plain(opening.title), opening.url), about=opening.why)


def _resource(resource: Resource) -> Entry:
    return Entry(
        text=Link(resource.title, resource.url),
        note=resource.note or "",
        done=resource.done,
        parts=tuple((f"{part.title} ({part.id})", part.done) for part in resource.parts),
    )
