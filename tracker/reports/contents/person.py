"""A person's report: where they stand, what comes next, what to do, what could not be read."""

from collections.abc import Iterator, Sequence

from tracker.findings import Opening, Report, Resource
from tracker.reports import document as doc
from tracker.reports import words
from tracker.reports.contents import groups, sponsors
from tracker.reports.escape import plain


def document(report: Report, manner: doc.Manner, notes: Sequence[tuple[str, str]] = ()) -> doc.Document:
    """A report; ``notes`` are what a cohort's file says of the person."""
    person = report.contributor
    return doc.Document(
        title=report.standing.headline_title,
        who=doc.Link(str(person.login), person.url),
        name=person.name,
        summary="; ".join(f"{words.place(result)}: {result.summary}" for result in report.nearest[:1]),
        intro=doc.Paragraph(f"{report.ladder.name}, as of {words.day(report.as_of)}"),
        sections=tuple(section for section in _sections(report, manner) if section.blocks),
        tail=(words.rules(report.ladder), words.facts(report.data)),
        notes=tuple(notes),
    )


def _sections(report: Report, manner: doc.Manner) -> Iterator[doc.Section]:
    """The later a section is given up, the more it is what a report is for."""
    yield doc.Section(
        title="Where you stand", name="where they stand", goes=6, blocks=[report.standing, _notes(report)]
    )
    for result in report.nearest:
        place = words.place(result)
        yield doc.Section(title=f"Next: {place}", name=f"the criteria of {place}", goes=4, blocks=[result])
    if words.is_counted(report.readiness):
        note = f"{manner.signs['counted']} {words.COUNTED_NOTE}"
        yield doc.Section(name="what counted means", goes=3, blocks=[doc.Paragraph(note)])
    steps = tuple(doc.Entry(text=step.text, url=step.url) for step in report.next_steps)
    yield doc.Section(title="Next steps", name="next steps", goes=5, blocks=_items(steps, ordered=True))
    waiting = tuple(map(_opening, report.openings))
    yield doc.Section(title="Waiting for somebody", name="what waits for somebody", goes=1, blocks=_items(waiting))
    yield doc.Section(title="Sponsors", name="sponsors", goes=2, blocks=list(sponsors.blocks(report.sponsors, manner)))
    yield doc.Section(title="Groups that fit", name="groups", goes=1, blocks=list(groups.blocks(report.groups, manner)))
    shown = tuple(map(_resource, report.orientation))
    reading = _items(shown[: manner.resources], rest=shown[len(shown[: manner.resources]) :])
    yield doc.Section(title="Orientation", name="orientation", goes=0, blocks=reading)
    gaps = tuple(doc.Entry(text=words.gap(gap)) for gap in report.data.gaps)
    yield doc.Section(title="What was not read", name="what was not read", goes=7, blocks=_items(gaps))


def _items(
    entries: tuple[doc.Entry, ...], *, rest: tuple[doc.Entry, ...] = (), ordered: bool = False
) -> list[doc.Block]:
    return [doc.Items(entries=entries, rest=rest, ordered=ordered)] if entries else []


def _notes(report: Report) -> doc.Items:
    standing = report.standing
    notes = [words.so_far(report.counts), words.activity(standing)]
    notes += dict.fromkeys(held.since.note for held in (*standing.held, *standing.emeritus))
    notes += (*report.data.notes, *words.uncertain(report))
    return doc.Items(entries=tuple(doc.Entry(text=note) for note in notes if note), apart=True)


def _opening(opening: Opening) -> doc.Entry:
    return doc.Entry(text=doc.Link(plain(opening.title), opening.url), about=opening.why)


def _resource(resource: Resource) -> doc.Entry:
    return doc.Entry(
        text=doc.Link(resource.title, resource.url),
        note=resource.note or "",
        done=resource.done,
        parts=tuple(_boxes(resource.parts)),
    )


def _boxes(parts: tuple[Resource, ...]) -> Iterator[tuple[str, bool]]:
    """What can be ticked: a part that has parts itself stands for them until one of those is done, and once all are."""
    for part in parts:
        yield f"{part.title} ({part.id})", part.done
        if not part.done and any(one.done for one in part.parts):
            yield from _boxes(part.parts)
