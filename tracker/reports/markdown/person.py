"""A person's report: where they stand, what comes next, what to do, what could not be read."""

from collections.abc import Iterable, Iterator
from itertools import chain

from tracker.findings import Finding, Held, Report, TierResult
from tracker.reports import escape, words
from tracker.reports.base import Style
from tracker.reports.markdown import groups, sponsors
from tracker.reports.markdown.document import Document, Item, Section
from tracker.reports.markdown.marks import dated, folded, link, listed, table, text

_TOP = 10


def document(report: Report, style: Style) -> Document:
    """The report on its own."""
    person = report.contributor
    name = f" ({escape.markdown(person.name, escape.NAME)})" if person.name else ""
    return Document(
        title=f"## {link(str(person.login), person.url)}{name}: {text(report.standing.headline_title)}",
        intro=text(f"{report.ladder.name}, as of {words.day(report.as_of)}"),
        sections=tuple(_sections(report, style)),
        tail=_footer(report),
    )


def item(report: Report, style: Style) -> Item:
    """The report as one of several, folded below a line."""
    person = report.contributor
    name = f" ({person.name})" if person.name else ""
    tiers = "; ".join(f"{words.place(result)}: {result.summary}" for result in report.nearest[:1])
    line = f"{person.login}{name}: {report.standing.headline_title}{f'. {tiers}' if tiers else ''}"
    found = [item for section in _sections(report, style) for item in section.items]
    first = link(str(person.login), person.url)
    summary = escape.summary(line, escape.SENTENCE)
    return Item(
        text=folded(summary, [first, *(one.text for one in found), _footer(report)]),
        brief=folded(summary, [first, *(one.brief for one in found), _footer(report)]),
    )


def _sections(report: Report, style: Style) -> Iterator[Section]:
    """The later a section is given up, the more it is what a report is for."""
    yield _section("where they stand", 6, ["### Where you stand", *_standing(report)])
    for result in report.nearest:
        yield _section(f"the criteria of {text(words.place(result))}", 4, _tier(result), _evidence(result, style))
    if words.is_counted(report.readiness):
        yield _section("what counted means", 3, [text(f"≈ {words.COUNTED_NOTE}")])
    rest = (
        ("next steps", 5, _next_steps(report), ""),
        ("what waits for somebody", 1, _openings(report), ""),
        ("sponsors", 2, sponsors.section(report.sponsors, style), sponsors.evidence(report.sponsors, style)),
        ("groups", 1, groups.section(report.groups), ""),
        ("orientation", 0, groups.orientation(report.orientation, style), ""),
        ("what was not read", 7, _gaps(report), ""),
    )
    for name, goes, blocks, evidence in rest:
        if blocks:
            yield _section(name, goes, blocks, evidence)


def _section(name: str, goes: int, blocks: list[str], evidence: str = "") -> Section:
    brief = "\n\n".join(block for block in blocks if block)
    whole = f"{brief}\n\n{evidence}" if evidence else brief
    return Section(name=name, goes=goes, counted=False, items=(Item(text=whole, brief=brief),))


def _standing(report: Report) -> list[str]:
    standing = report.standing
    rows = [_held(held, "") for held in standing.held if words.is_entered(held)] + [
        _held(held, ", emeritus") for held in standing.emeritus
    ]
    notes = [words.so_far(report.counts), words.activity(standing)]
    notes += dict.fromkeys(held.since.note for held in (*standing.held, *standing.emeritus))
    notes += (*report.data.notes, *words.uncertain(report))
    return [
        table(("Tier", "Where", "Since", "Proof"), rows) if rows else "",
        listed(text(note) for note in notes if note),
    ]


def _held(held: Held, suffix: str) -> list[str]:
    since = words.since(held.since)
    proof = ", ".join(link(found.title, found.url) for found in held.proof)
    return [
        text(held.title + suffix),
        text(words.held_where(held)),
        link(since, held.since.url),
        proof,
    ]


def _tier(result: TierResult) -> list[str]:
    return [
        f"### Next: {text(words.place(result))}",
        f"{text(result.summary)}. Rules: {link(result.source.title, result.source.url)}",
        listed(link(*words.titled(note)) for note in result.notes),
        table(
            ("Outcome", "Criterion", "Found", "What is missing, and why"),
            chain.from_iterable(_rows(finding, "") for finding in (*result.machine, *result.persons)),
        ),
    ]


def _evidence(result: TierResult, style: Style) -> str:
    found = [finding for criterion in result.criteria for finding in _with_parts(criterion) if finding.evidence]
    return folded("Evidence", [_found(finding, style) for finding in found])


def _with_parts(finding: Finding) -> Iterable[Finding]:
    return chain([finding], *(_with_parts(part) for part in finding.parts))


def _rows(finding: Finding, lead: str) -> list[list[str]]:
    """A row for the finding and one for each of its parts, marked by how deep they are."""
    return [_row(finding, lead), *chain.from_iterable(_rows(part, f"{lead}↳ ") for part in finding.parts)]


def _row(finding: Finding, lead: str) -> list[str]:
    # Parts say in detail what the finding that joins them says in short.
    texts = [text(one) for one in words.explanations(finding) if not finding.parts]
    check = [link("check", finding.check_url)] if finding.check_url else []
    return [
        text(words.verdict(finding)),
        lead + link(finding.title, finding.source.url),
        text(words.progress(finding)),
        "; ".join([*texts, *check]),
    ]


def _found(finding: Finding, style: Style) -> str:
    shown = finding.evidence if style.verbose else finding.evidence[:_TOP]
    more = finding.evidence_total - len(shown)
    return f"{text(finding.title)}:\n\n{listed([*map(dated, shown), *([f'and {more} more'] if more > 0 else [])])}"


def _next_steps(report: Report) -> list[str]:
    if not report.next_steps:
        return []
    return ["### Next steps", listed((f"{text(s.text)} ({link('open', s.url)})" for s in report.next_steps), "1.")]


def _openings(report: Report) -> list[str]:
    items = [f"{link(one.title, one.url)}: {text(one.why)}" for one in report.openings]
    return ["### Waiting for somebody", listed(items)] if items else []


def _gaps(report: Report) -> list[str]:
    gaps = [text(words.gap(gap)) for gap in report.data.gaps]
    return ["### What was not read", listed(gaps)] if gaps else []


def _footer(report: Report) -> str:
    data = report.data
    facts = f"Facts: {data.source}, {data.host}, {words.reading(data)}."
    return f"<sub>{text(words.rules(report.ladder))} {text(facts)}</sub>"
