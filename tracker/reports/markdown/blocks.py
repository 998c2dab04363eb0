"""Each block of a document in GitHub's Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, starmap

from tracker.findings import ArchivedGroup, Evidence, Finding, Held, Initiative, Reason, Standing, TierResult
from tracker.reports import document as doc
from tracker.reports import words
from tracker.reports.base import Style
from tracker.reports.marks import dated, fenced, folded, link, listed, row, table, text

_TOP = 10


def block(shown: doc.Block) -> str:  # noqa: PLR0911 - a case for each kind of block
    """Its text; empty where there is nothing to say."""
    match shown:
        case doc.Paragraph():
            return f"{text(shown.text)} ({link('open', shown.url)})" if shown.url is not None else text(shown.text)
        case doc.Items():
            return _items(shown)
        case doc.Table():
            return table([*map(text, shown.headers)], map(cells_of, shown.rows))
        case doc.Code():
            return fenced(shown.text, shown.language)
        case Standing():
            held = words.tiers_held(shown)
            return table(("Tier", "Where", "Since", "Proof"), starmap(_held, held)) if held else ""
        case TierResult():
            return _criteria(shown)
        case doc.Group():
            return _group(shown)
        case doc.Ended():
            return f"Groups that ended:\n\n{listed(map(_ended, shown.groups))}"
        case doc.Follow():
            return folded("What to follow in them", [listed(map(_initiative, shown.initiatives))])


def said(words_: doc.Words) -> str:
    return link(words_.text, words_.url) if isinstance(words_, doc.Link) else text(words_)


def cells_of(cells: Sequence[doc.Cell]) -> list[str]:
    return ["; ".join(map(said, cell)) if isinstance(cell, tuple) else said(cell) for cell in cells]


def row_of(cells: Sequence[doc.Cell]) -> str:
    return row(cells_of(cells))


def _items(items: doc.Items) -> str:
    shown = listed(map(entry, items.entries), "1." if items.ordered else "-")
    rest = folded("More", [listed(map(entry, items.rest))] if items.rest else [])
    return "\n\n".join(filter(None, [items.title, shown, rest]))


def entry(one: doc.Entry) -> str:
    """A line of a list, and those of its parts."""
    about = "" if one.about is None else f": {text(_with_hint(one.about, one.hint))}"
    note = f" ({text(one.note)})" if one.note else ""
    url = f" ({link('open', one.url)})" if one.url is not None else ""
    parts = (f"\n  - [{'x' if done else ' '}] {text(part)}" for part, done in one.parts)
    typed = "".join(f"  \n  {text(typed)}" for typed in (one.command, one.then) if typed)
    return f"{'done: ' if one.done else ''}{said(one.text)}{about}{note}{url}{typed}{''.join(parts)}"


def _with_hint(about: str, hint: str | None) -> str:
    return about if hint is None else f"{about.rstrip('.')}. {hint}".strip()


def _held(title: str, held: Held) -> list[str]:
    since = link(words.since(held.since), held.since.url)
    proof = ", ".join(link(found.title, found.url) for found in held.proof)
    return [text(title), text(words.held_where(held)), since, proof]


def _criteria(result: TierResult) -> str:
    found = (*result.machine, *result.persons)
    blocks = [
        f"{text(result.summary)}. Rules: {link(result.source.title, result.source.url)}",
        listed(link(*words.titled(note)) for note in result.notes),
        table(
            ("Outcome", "Criterion", "Found", "What is missing, and why"),
            chain.from_iterable(_rows(finding, "") for finding in found),
        ),
    ]
    return "\n\n".join(filter(None, blocks))


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
        text(words.needed(finding)),
        "; ".join([*texts, *check]),
    ]


def _group(group: doc.Group) -> str:
    pages = [link(title, url) for _, title, url in group.pages if title and url]
    items = [*map(_fact, group.facts), *([", ".join(pages)] if pages else [])]
    return f"**{said(group.title)}**\n\n{listed(items)}".rstrip("\n")


def _fact(fact: doc.Fact) -> str:
    return f"{fact.label}: {said(fact.words)}"


def _reason(reason: Reason) -> str:
    return link(reason.text, reason.url)


def _ended(group: ArchivedGroup) -> str:
    went = ", ".join(map(_reason, group.successors))
    return f"{link(words.ended(group, briefly=True), group.url)}{f': {went}' if went else ''}"


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
