"""A person's report: what comes next and what to do, where they stand, what proves it, what could not be read."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.facts import Gap
from tracker.findings.groups import Opening, Resource
from tracker.findings.report import NextStep, Report
from tracker.later import Later
from tracker.reports import document as doc
from tracker.reports import standing_words, words
from tracker.reports.contents import glance
from tracker.reports.escape import plain

if TYPE_CHECKING:
    from tracker.reports.contents import groups, sponsors
else:
    groups, sponsors = Later("tracker.reports.contents.groups"), Later("tracker.reports.contents.sponsors")

#: So many steps are shown where there is little room.
_STEPS = 3


def document(report: Report, manner: doc.Manner, notes: Sequence[tuple[str, str]] = ()) -> doc.Document:
    """A report; ``notes`` are what a cohort's file says of the person."""
    person = report.contributor
    sections = _first_screen(report, manner) if manner.brief else _sections(report, manner)
    return doc.Document(
        title=standing_words.headline(report),
        who=doc.Link(str(person.login), person.url),
        name=person.name,
        summary=standing_words.ahead(report),
        warning=standing_words.warning([report]),
        intro=doc.Paragraph(standing_words.ahead(report)),
        sections=tuple(section for section in sections if section.blocks),
        tail=_tail(report, manner),
        notes=tuple(notes),
    )


def _tail(report: Report, manner: doc.Manner) -> tuple[str, ...]:
    if manner.brief:
        return tuple(filter(None, [glance.unread(report), words.source(report)]))
    return words.rules(report.ladder), words.facts(report.data)


def _first_screen(report: Report, manner: doc.Manner) -> Iterator[doc.Section]:
    """What fits on a screen: with these bounds, and what stands above and below, it has at most 45 lines."""
    yield doc.Section(title="Do next", name="next steps", goes=5, blocks=_steps(report, _STEPS), lines=11)
    yield doc.Section(name="where they stand", goes=6, blocks=[report.standing], lines=2)
    for result in report.worth_showing[:1]:
        place = words.place(result)
        yield doc.Section(title=place, name=f"the criteria of {place}", goes=4, blocks=[result], lines=10)
    entries = tuple(glance.entries(report, manner.zone))
    yield doc.Section(name="what else there is", goes=1, blocks=_items(entries), lines=5)


def _sections(report: Report, manner: doc.Manner) -> Iterator[doc.Section]:
    """The later a section is given up, the more it is what a report is for."""
    yield doc.Section(title="Do next", name="next steps", goes=5, blocks=_steps(report, None))
    yield doc.Section(
        title="Where you stand", name="where they stand", goes=6, blocks=[report.standing, _notes(report)]
    )
    for result in report.best_first[:1]:
        place = words.place(result)
        yield doc.Section(title=f"Next: {place}", name=f"the criteria of {place}", goes=4, blocks=[result])
    if words.is_counted(report.readiness):
        note = f"{manner.signs['counted']} {words.COUNTED_NOTE}"
        yield doc.Section(name="what counted means", goes=3, blocks=[doc.Paragraph(note)])
    yield doc.Section(title="Sponsors", name="sponsors", goes=2, blocks=list(sponsors.blocks(report.sponsors)))
    fitting = list(groups.blocks(report.groups, manner.zone))
    yield doc.Section(title="Groups that fit", name="groups", goes=1, blocks=fitting)
    waiting = tuple(map(_opening, report.openings))
    yield doc.Section(title="Waiting for somebody", name="what waits for somebody", goes=1, blocks=_items(waiting))
    gaps = tuple(map(_gap, report.data.gaps))
    yield doc.Section(title="What was not read", name="what was not read", goes=7, blocks=_items(gaps))
    yield from _to_look_up(report, manner)


def _to_look_up(report: Report, manner: doc.Manner) -> Iterator[doc.Section]:
    """Other places, and what there is to read."""
    for result in report.best_first[1:]:
        place = words.place(result)
        title = f"Also looked at: {place}"
        yield doc.Section(title=title, name=f"the criteria of {place}", goes=4, blocks=[result], folded=True)
    shown = tuple(map(_resource, report.orientation))
    reading = _items(shown[: manner.resources], rest=shown[len(shown[: manner.resources]) :])
    yield doc.Section(title="Orientation", name="orientation", goes=0, blocks=reading, folded=True)


def _steps(report: Report, most: int | None) -> list[doc.Block]:
    return _items(tuple(map(_step, report.next_steps[:most])), ordered=True)


def _step(step: NextStep) -> doc.Entry:
    return doc.Entry(text=step.text, url=step.url, command=step.command)


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


def _gap(missing: Gap) -> doc.Entry:
    return doc.Entry(text=words.gap(missing), note=f"{missing.option} reads more" if missing.option else "")


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
