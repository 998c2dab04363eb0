"""Markdown's means: escaped words, links, lists, tables. They know nothing of reports."""

from collections.abc import Iterable, Sequence

from tracker.reports import escape


def text(words: str) -> str:
    return escape.markdown(words, escape.SENTENCE)


def link(words: str, url: str | None, limit: int = escape.TITLE) -> str:
    address = escape.web_url(url)
    shown = escape.markdown(words, limit) or "link"
    return f"[{shown}]({address})" if address else shown


def listed(items: Iterable[str], sign: str = "-") -> str:
    return "\n".join(f"{sign} {item}" for item in items)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def folded(summary: str, blocks: list[str]) -> str:
    # GitHub reads Markdown inside HTML only after an empty line.
    return "\n\n".join([f"<details>\n<summary>{summary}</summary>", *blocks, "</details>"]) if blocks else ""
