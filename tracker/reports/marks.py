"""Markdown's means: escaped words, links, lists, tables, what can be folded, comments that nobody sees."""

import re
from collections.abc import Iterable, Sequence

from tracker.findings.outcomes import Evidence
from tracker.reports import escape, words


def text(said: str) -> str:
    return escape.markdown(said, escape.SENTENCE)


def link(said: str, url: str | None, limit: int = escape.TITLE) -> str:
    address = escape.web_url(url)
    shown = escape.markdown(said, limit) or "link"
    return f"[{shown}]({address})" if address else shown


def listed(items: Iterable[str], sign: str = "-") -> str:
    return "\n".join(f"{sign} {item}" for item in items)


def dated(evidence: Evidence) -> str:
    """A piece of evidence with its day and note."""
    details = filter(None, [words.day(evidence.at) if evidence.at else None, evidence.note])
    return ", ".join([link(evidence.title, evidence.url), *map(text, details)])


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([head(headers), *map(row, rows)])


def head(headers: Sequence[str]) -> str:
    """The two lines that begin a table."""
    return "\n".join([row(headers), row(["---"] * len(headers))])


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def folded(summary: str, blocks: list[str]) -> str:
    # GitHub reads Markdown inside HTML only after an empty line.
    return "\n\n".join([f"<details>\n<summary>{summary}</summary>", *blocks, "</details>"]) if blocks else ""


def comment(said: str, limit: int = escape.SENTENCE) -> str:
    return f"<!-- {escape.plain(said, limit).replace('>', '&gt;')} -->"


def fenced(lines: str, language: str = "") -> str:
    """Lines as they are; nothing in them ends the fence."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", lines)), default=0))
    return f"{fence}{language}\n{lines if lines.endswith(chr(10)) else f'{lines}{chr(10)}'}{fence}"
