"""Each block of a document in GitHub's Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, starmap

from tracker.findings.groups import ArchivedGroup, Initiative, Reason
from tracker.findings.outcomes import Evidence, Finding
from tracker.findings.readiness import TierResult
from tracker.findings.standing import Held, Rung, Standing
from tracker.reports import document as doc
from tracker.reports import group_words, words
from tracker.reports.base import Style
from tracker.reports.contents import criteria
from tracker.reports.destinations import destination
from tracker.reports.marks import dated, fenced, folded, link, listed, row, table, text

_TOP = 10
#: What is said of a group first.
_OF_A_GROUP = frozenset({"Why", "Talk", "Next meeting", "Chance"})


def block(shown: doc.Block) -> str:  # noqa: PLR0911 - a case for each kind of block
    """Its text; empty where there is nothing to say."""
    match shown:
        case doc.Paragraph():
            return text(shown.text) + _to_page(shown.url)
        case doc.Items():
            return _items(shown)
        case doc.Table():
            return table([*map(text, shown.headers)], map(cells_of, shown.rows))
        case doc.Code():
            return fenced(shown.text, shown.language)
        case Standing():
            return _standing(shown)
        case TierResult():
            return _tier(shown)
        case doc.Group():
            return _group(shown)
        case doc.Ended():
            return f"Groups that ended:\n\n{listed(map(_ended, shown.groups))}"
        case doc.Follow():
            return folded("What to follow in them", [listed(map(_initiative, shown.initiatives))])


def _to_page(url: str | None) -> str:
    """Where to go, by what is there; nothing where the address is none of the web."""
    there = destination(url)
    return f" ({link(there, url)})" if there else ""


def _standing(shown: Standing) -> str:
    """The ladder in a line, the tiers held below it, folded with their proofs."""
    rungs = (_rung(rung, shown) for rung in shown.ladder)
    held = words.tiers_held(shown)
    proofs = folded(
        "Tiers held, with proof", [table(("Tier", "Where", "Since", "Proof"), starmap(_held, held))] if held else []
    )
    return "\n\n".join(filter(None, [" ─ ".join(rungs), proofs]))


def _rung(rung: Rung, shown: Standing) -> str:
    return (
        f"**{text(rung.title)}**"
        if shown.is_at(rung)
        else f"_{text(rung.title)}_"
        if rung.looked_at
        else text(rung.title)
    )


def said(words_: doc.Words) -> str:
    return link(words_.text, words_.url) if isinstance(words_, doc.Link) else text(words_)


def cells_of(cells: Sequence[doc.Cell]) -> list[str]:
    return [_several(cell) if isinstance(cell, tuple) else said(cell) for cell in cells]


def _several(cell: tuple[doc.Words, ...]) -> str:
    """What a cell says, each once: with its link where it has one."""
    linked = {one.text for one in cell if isinstance(one, doc.Link)}
    return "; ".join(said(one) for one in cell if one not in linked)


def row_of(cells: Sequence[doc.Cell]) -> str:
    return row(cells_of(cells))


def _items(items: doc.Items) -> str:
    shown = listed(map(entry, items.entries), "1." if items.ordered else "-")
    rest = folded("More", [listed(map(entry, items.rest))] if items.rest else [])
    return "\n\n".join(filter(None, [items.title, shown, rest]))


def entry(one: doc.Entry) -> str:
    """A line of a list, and those of its parts."""
    about = "" if one.about is None else f": {text(_with_hint(one.about, None if one.parts else one.hint))}"
    note = f" ({text(one.note)})" if one.note else ""
    parts = [f"\n  - [{'x' if done else ' '}] {text(part)}" for part, done in one.parts]
    parts += [f"\n  - {text(one.hint)}"] if parts and one.hint else []
    line = "\n  - " if parts else "  \n  "
    typed = [f"{line}{text(command)}" for command in (one.command, one.then) if command]
    return f"{'done: ' if one.done else ''}{said(one.text)}{about}{note}{_to_page(one.url)}{''.join([*parts, *typed])}"


def _with_hint(about: str, hint: str | None) -> str:
    return about if hint is None else f"{about.rstrip('.')}. {hint}".strip()


def _held(title: str, held: Held) -> list[str]:
    since = link(words.since(held.since), held.since.url)
    proof = ", ".join(link(found.title, found.url) for found in held.proof)
    return [text(title), text(words.held_where(held)), since, proof]


def _tier(result: TierResult) -> str:
    """A line for each criterion, then what is missing and why, with the rules, folded."""
    people = "; ".join(map(text, criteria.named(result)))
    rows = map(_line, criteria.shown(result))
    return "\n\n".join(
        filter(
            None,
            [
                f"{text(result.summary)}.",
                table(("Outcome", "Criterion", "Found"), rows) if result.criteria else "",
                f"Only people can tell: {people}." if people else "",
                folded("Rules, and what is missing and why", _in_full(result)),
            ],
        )
    )


def _line(finding: Finding) -> list[str]:
    word = words.verdict(finding)
    return [f"{doc.SIGNS[word]} {word}", text(finding.title), text(words.needed(words.with_a_number(finding)))]


def _in_full(result: TierResult) -> list[str]:
    found = (*result.machine, *result.persons)
    blocks = [
        f"Rules: {link(result.source.title, result.source.url)}",
        listed(link(*words.titled(note)) for note in result.notes),
        table(
            ("Outcome", "Criterion", "Found", "What is missing, and why"),
            chain.from_iterable(_rows(finding, "") for finding in found),
        ),
    ]
    return [*filter(None, blocks)]


def _rows(finding: Finding, lead: str) -> list[list[str]]:
    """A row for the finding and one for each of its parts, marked by how deep they are."""
    return [_row(finding, lead), *chain.from_iterable(_rows(part, f"{lead}↳ ") for part in finding.parts)]


def _row(finding: Finding, lead: str) -> list[str]:
    # Parts say in detail what the finding that joins them says in short.
    texts = [text(one) for one in words.explanations(finding) if not finding.parts]
    look = (
        f"look ({words.MAY_LIST_MORE}): {link(destination(finding.check_url), finding.check_url)}"
        if finding.check_url
        else ""
    )
    check = [look] if look else []
    return [
        text(words.verdict(finding)),
        lead + link(finding.title, finding.source.url),
        text(words.needed(finding)),
        "; ".join([*texts, *check]),
    ]


def _group(group: doc.Group) -> str:
    """Why it fits, where it talks and when it meets; the rest is folded."""
    pages = [link(title, url) for _, title, url in group.pages if title and url]
    first = {fact.label: fact for fact in reversed(group.facts) if fact.label in _OF_A_GROUP}
    shown = [fact for fact in group.facts if fact in first.values()]
    rest = [_fact(fact) for fact in group.facts if fact not in shown]
    more = [*rest, *([", ".join(pages)] if pages else [])]
    parts = [
        f"**{said(group.title)}**",
        listed(map(_fact, shown)),
        folded("More of it", [listed(more)] if more else []),
    ]
    return "\n\n".join(filter(None, parts))


def _fact(fact: doc.Fact) -> str:
    return f"{fact.label}: {said(fact.words)}"


def _reason(reason: Reason) -> str:
    return link(reason.text, reason.url)


def _ended(group: ArchivedGroup) -> str:
    went = ", ".join(map(_reason, group.successors))
    return f"{link(group_words.ended(group), group.url)}{f' ({went})' if went else ''}"


def _initiative(initiative: Initiative) -> str:
    keps = "; ".join(map(_reason, initiative.keps))
    return f"{link(initiative.title, initiative.url)}, {text(initiative.state)}{f' ({keps})' if keps else ''}"


def evidence(blocks: Iterable[doc.Block], style: Style) -> str:
    """What proves the blocks of a section, folded."""
    found = chain.from_iterable(_proofs(one) for one in blocks)
    return folded("Evidence", [_proof(of, pieces, total, style) for of, pieces, total in found if pieces])


def _proofs(shown: doc.Block) -> Iterator[tuple[str, tuple[Evidence, ...], int]]:
    """What is proven, the evidence that is known, and how much of it there is."""
    match shown:
        case TierResult():
            for finding in chain.from_iterable(map(_with_parts, shown.criteria)):
                yield finding.title, finding.evidence, finding.evidence_total
        case doc.Items():
            yield from ((one.who, one.proof, len(one.proof)) for one in shown.entries)


def _with_parts(finding: Finding) -> Iterable[Finding]:
    return chain([finding], *(_with_parts(part) for part in finding.parts))


def _proof(of: str, pieces: tuple[Evidence, ...], total: int, style: Style) -> str:
    shown = pieces if style.verbose else pieces[:_TOP]
    more = [f"and {total - len(shown)} more"] if total > len(shown) else []
    return f"{text(of)}:\n\n{listed([*map(dated, shown), *more])}"
