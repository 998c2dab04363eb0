"""What was found out about a GitHub, in lines: also what a bug report holds, so nothing in it depends on a terminal."""

from collections.abc import Iterator
from itertools import chain
from textwrap import wrap

from tracker.facts.prose import counted
from tracker.findings.diagnosis import Check, CheckOutcome, Diagnosis
from tracker.reports import escape
from tracker.reports.base import Style

_OUTCOME, _TITLE = 13, 16


def render(diagnosis: Diagnosis, style: Style) -> str:
    """A line for each check, and below it what to do; ends with a newline."""
    lines = (
        "\n".join(
            [
                *_head(diagnosis),
                "",
                *chain.from_iterable(_check(one, style.width) for one in diagnosis.checks),
                "",
                _foot(diagnosis),
            ]
        )
        + "\n"
    )
    return lines if style.unicode else "".join(map(_ascii, lines.splitlines(keepends=True)))


def _ascii(line: str) -> str:
    return f"{escape.ascii_only(line.removesuffix(chr(10)))}\n"


def _head(diagnosis: Diagnosis) -> Iterator[str]:
    here = diagnosis.installation
    yield escape.plain(
        f"ladder-check {here.version} · Python {here.python} · {here.platform} · store schema {here.store_schema}"
    )
    yield escape.plain(f"{diagnosis.host} · ladder {diagnosis.ladder} · {diagnosis.checked_at:%Y-%m-%d %H:%M} UTC")


def _word(outcome: CheckOutcome) -> str:
    return outcome.value.replace("_", " ")


def _check(check: Check, width: int) -> Iterator[str]:
    label = f"{_word(check.outcome):{_OUTCOME}}{check.title:{_TITLE}}"
    yield from _folded(escape.plain(check.seen, escape.SENTENCE), label, width)
    if check.to_do:
        yield from _folded(escape.plain(check.to_do, escape.SENTENCE), " " * _OUTCOME, width)
    if url := escape.web_url(check.url):
        yield f"{' ' * _OUTCOME}{url}"


def _folded(text: str, label: str, width: int) -> list[str]:
    indent = " " * len(label)
    return wrap(text, width, initial_indent=label, subsequent_indent=indent, break_on_hyphens=False)


def _foot(diagnosis: Diagnosis) -> str:
    counts = ", ".join(f"{count} {_word(outcome)}" for outcome, count in diagnosis.counts.items() if count)
    return f"{counts} · {counted(diagnosis.cost.requests, 'request')}, {counted(diagnosis.cost.points, 'point')}"
