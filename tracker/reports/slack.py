"""A digest of a cohort for Slack, in fewer than 1,500 characters however many people there are.

Source: Slack's "Formatting text for app surfaces": ``&``, ``<`` and ``>`` are escaped, a link is ``<address|words>``,
and what stands in angle brackets or after an ``@`` may call people. Nobody is ranked: people are in alphabetical order.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final, TypeVar

from tracker.advice.alone import as_cohort
from tracker.findings.attention import Attention, Topic
from tracker.findings.cohort import Cohort
from tracker.findings.reminders import Party, Reminder
from tracker.findings.report import Report
from tracker.findings.term import Milestone
from tracker.record import positional_record
from tracker.reports import escape, term_words
from tracker.reports.base import Style

#: The most characters, the last line's end among them.
MOST: Final = 1499
_LINE, _NAME, _NAMED, _ADDRESS = 150, 40, 6, 160
_LATELY = timedelta(days=7)
#: What would format, call somebody or become a link of its own; each looks nearly as it did.
_ACTING: Final = str.maketrans({
    "*": "∗", "~": "∼", "`": "ˋ", "@": "＠", "|": "¦", "&": "&amp;", "<": "&lt;", ">": "&gt;",  # noqa: RUF001
})  # fmt: skip
_OUTER_LINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_Said = TypeVar("_Said", Attention, Milestone, Reminder)
_LINK = re.compile(r":(?=//)|\bwww(?=\.)", re.IGNORECASE)


@positional_record
class _Section:
    """Lines below a title, each with how many people it is about."""

    title: str
    lines: tuple[tuple[str, int], ...]


def render(result: Report | Cohort, style: Style) -> str:
    """The digest; of the style nothing matters. Sections give up lines in turn, and say how many."""
    del style
    cohort = as_cohort(result)
    head, sections = _head(cohort), [one for one in _sections(cohort) if one.lines]
    shown, open_ = [0] * len(sections), set(range(len(sections)))
    while open_:
        for number in sorted(open_):
            more = [count + (place == number) for place, count in enumerate(shown)]
            if more[number] <= len(sections[number].lines) and len(_text(head, sections, more)) <= MOST:
                shown = more
            else:
                open_.discard(number)
    return _text(head, sections, shown)


def _text(head: str, sections: list[_Section], shown: list[int]) -> str:
    blocks = (_block(section, count) for section, count in zip(sections, shown, strict=True))
    return "\n\n".join([head, *blocks]) + "\n"


def _block(section: _Section, shown: int) -> str:
    left = sum(people for _, people in section.lines[shown:])
    more = [f"• and {left} more" if shown else f"• {left}, in the report"] if left else []
    return "\n".join([f"*{section.title}*", *(line for line, _ in section.lines[:shown]), *more])


def _head(cohort: Cohort) -> str:
    """Who, as of when, and where in the term that is."""
    day, term = cohort.as_of.date(), cohort.term
    people = "1 person" if len(cohort.reports) == 1 else f"{len(cohort.reports)} people"
    failed = f", {len(cohort.failures)} not checked" if cohort.failures else ""
    when = f", {term_words.where(term, day)}" if term else ""
    coming = term.ahead(day) if term else None
    checkpoint = f"; {_said(coming.name, _NAME)} on {coming.on}" if coming else ""
    return f"*{_said(cohort.name or 'Contributors', _NAME * 2)}* as of {day}{when}{checkpoint}: {people}{failed}"


def _sections(cohort: Cohort) -> Iterator[_Section]:
    yield _attention(cohort, Topic.READY)
    if cohort.term:
        yield _Section("Met in the last 7 days", _lines(filter(_lately(cohort), cohort.milestones), _milestone))
    else:
        yield _attention(cohort, Topic.MOVED)
    for party in Party:
        mine = (one for one in cohort.reminders if one.party is party)
        yield _Section(party.words, _lines(mine, _reminder))
    yield _attention(cohort, Topic.UNREAD)


def _attention(cohort: Cohort, topic: Topic) -> _Section:
    return _Section(topic.words, _lines((one for one in cohort.attention if one.topic is topic), _line))


def _lines(found: Iterable[_Said], said: Callable[[_Said], tuple[str, str | None]]) -> tuple[tuple[str, int], ...]:
    """A line for each thing that is said, with everybody of whom it is said."""
    alike: dict[tuple[str, str | None], list[str]] = {}
    for one in found:
        alike.setdefault(said(one), []).append(_said(str(one.login), _NAME))
    return tuple((f"• {_names(names)}: {_link(text, url)}", len(names)) for (text, url), names in alike.items())


def _names(names: list[str]) -> str:
    more = [f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return ", ".join([*names[:_NAMED], *more])


def _lately(cohort: Cohort) -> Callable[[Milestone], bool]:
    last = cohort.as_of.date()

    def lately(one: Milestone) -> bool:
        return one.week is not None and one.since.day is not None and last - _LATELY < one.since.day <= last

    return lately


def _line(one: Attention) -> tuple[str, str | None]:
    return "; ".join(filter(None, [one.text, one.then])), one.url


def _milestone(one: Milestone) -> tuple[str, str | None]:
    return term_words.what(one), next((piece.url for piece in one.evidence), one.since.url)


def _reminder(one: Reminder) -> tuple[str, str | None]:
    who = f"{' and '.join(one.who)}: " if one.who else ""
    return f"{who}{one.text}", one.url


def _link(text: str, url: str | None) -> str:
    """Words that lead somewhere, where the address is short enough to be pasted."""
    address = escape.web_url(url)
    said = _said(text) or "link"
    return f"<{address.replace('&', '&amp;')}|{said}>" if address and len(address) <= _ADDRESS else said


def _said(text: str, limit: int = _LINE) -> str:
    apart = _LINK.sub(lambda found: f"{found[0]} ", escape.plain(text, limit))
    return _OUTER_LINE.sub("＿", apart).translate(_ACTING)  # noqa: RUF001 - it is to look alike
