"""The form of a membership request, in both generations of its template and as people bend them.

Source: kubernetes/org, ``.github/ISSUE_TEMPLATE/membership.md`` (August 2018 to August 2021: one list of sponsors)
and ``membership.yml`` since (a field for each sponsor), and issues of those years.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import Enum, StrEnum, auto

from tracker.facts.handles import handles, is_a_name, marked, mentions, words
from tracker.facts.people import Login
from tracker.facts.prose import one_line, visible, without_addresses, without_html_comments
from tracker.record import positional_record, record


class Template(StrEnum):
    """Generations of the template, told by the headings."""

    MARKDOWN = "markdown"
    FORM = "form"
    UNKNOWN = "unknown"


@record
class Box:
    """A checkbox, with its text as it was written."""

    text: str
    ticked: bool

    @property
    def optional(self) -> bool:
        """Whether the form only suggests it."""
        return bool(_OPTIONAL.match(self.text))


@record
class SponsorLine:
    """A line under a heading for sponsors. ``note`` is True where others name them and it only adds a remark."""

    raw: str
    logins: tuple[Login, ...] = ()
    note: bool = False


@record
class Form:
    """What the body of a request says. ``orgs`` are words in lower case; not each need name an organization."""

    username: Login | None
    orgs: tuple[str, ...]
    boxes: tuple[Box, ...]
    sponsors: tuple[SponsorLine, ...]
    contributions: str
    template: Template


class _Field(Enum):
    USERNAME = auto()
    ORGS = auto()
    REQUIREMENTS = auto()
    SPONSORS = auto()
    SPONSOR = auto()
    CONTRIBUTIONS = auto()


# Labels are compared as words in lower case: ``Sponsor(s):`` is ``sponsor s``.
_LABELS = {
    _Field.USERNAME: re.compile(
        r"(?:(?:my|your) )?(?:git ?hub (?:user ?name|user|handle|id|login|account|profile)|user ?name)"
    ),
    _Field.ORGS: re.compile(
        r"(?:(?:requested|kubernetes|git ?hub) )?org(?:ani[sz]ation)?s?(?: s)?"
        r"(?: (?:you are|i am) requesting membership in)?"
    ),
    _Field.REQUIREMENTS: re.compile(r"requirements"),
    _Field.SPONSORS: re.compile(r"(?:(?:my|your) )?sponsors?(?: s)?(?: are)?"),
    _Field.SPONSOR: re.compile(
        r"(?:my |your )?sponsor(?: no| number)? (?:\d+|one|two)(?: .*)?|(?:first|second|1st|2nd) sponsor"
    ),
    _Field.CONTRIBUTIONS: re.compile(r"(?:list of )?(?:your )?contributions(?: to (?:the )?\w+(?: project)?)?"),
}
_LONGEST_LABEL = 100
_WORDS = re.compile(r"[^\W_]+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_HASHES = re.compile(r"#{1,6} ?(?=[^\s#])")
_BOX = re.compile(r"(?:[-*+] ?|\d{1,3}[.)] ?)?\[ ?([xX✓✔]?) ?\](?!\() ?(.+)")
_OPTIONAL = re.compile(r"\W*+(?:optional|suggested)\b", re.IGNORECASE)
_BULLET = re.compile(r"[-*+•] (?=.*\w)|[-•](?=[@\w])|\d{1,3}[.)] ")
_EXAMPLE = re.compile(r"(?:[-*+•] ?)?e\. ?g\b[.:,]* ?", re.IGNORECASE)
_SPONSOR_LABEL = re.compile(r"\Asponsors? ?#?\d{0,2} ?[:\u2013-] ", re.IGNORECASE)
_COMMAND = re.compile(r"/[a-z][a-z-]*+(?: |$)")
#: A line that holds no more than this, nobody sees.
_TAG = re.compile(r"</?(?:details|summary|div|p|br)\b[^<>]*+>", re.IGNORECASE)
#: What GitHub writes for a field that was left empty.
_LEFT_EMPTY = frozenset({"", "_No response_"})
_NO_ORGS = frozenset({"and", "github", "no", "org", "organization", "organizations", "orgs", "response", "the"})


@positional_record
class _Section:
    """The lines under one heading. ``field`` is None before the first heading and under a strange one."""

    field: _Field | None
    lines: list[str]


def parse_form(body: str) -> Form:
    """The fields of a request's body. Any text gives a form; what is not there is None or empty.

    Headings of any depth, and bold text in their place, open a field; in a form without such headings a label with a
    colon does. Case and spacing do not matter. HTML comments and e-mail addresses are left out.
    """
    sections = _sections(body, plain=False)
    if not any(one.field in {_Field.SPONSOR, _Field.SPONSORS} for one in sections):
        sections = _sections(body, plain=True)
    lines: dict[_Field | None, list[str]] = defaultdict(list)
    for section in sections:
        lines[section.field] += section.lines
    contributions = lines.pop(_Field.CONTRIBUTIONS, [])
    sponsors = [one.lines for one in sections if one.field in {_Field.SPONSOR, _Field.SPONSORS}]
    named = (line for field in sponsors for line in _sponsor_lines(field))
    return Form(
        username=_username(lines[_Field.USERNAME]),
        orgs=_orgs(lines[_Field.ORGS]),
        boxes=tuple(box for field in lines.values() for line in field if (box := _box(line))),
        sponsors=tuple(named if sponsors else _perhaps_sponsors(body)),
        contributions=_contributions(contributions),
        template=_template({one.field for one in sections}),
    )


def _perhaps_sponsors(body: str) -> Iterator[SponsorLine]:
    """Everybody whom a body without a field for sponsors mentions: whether as a sponsor, their answer tells."""
    lines = map(one_line, without_html_comments(visible(body)).splitlines())
    for login in dict.fromkeys(login for line in lines for login in marked(line)):
        yield SponsorLine(raw=f"@{login}")


def _template(fields: Collection[_Field | None]) -> Template:
    if _Field.SPONSOR in fields:
        return Template.FORM
    return Template.MARKDOWN if _Field.SPONSORS in fields else Template.UNKNOWN


def _sections(body: str, *, plain: bool) -> list[_Section]:
    """The body in pieces; with ``plain`` also where a line begins with a label and a colon."""
    sections, fences = [_Section(None, [])], 0
    for line in without_html_comments(visible(body)).splitlines():
        fences += bool(_FENCE.match(line))
        if fences % 2 and _box(line):  # shown as code, it is nobody's box
            continue
        heading = _heading(line) or (_labelled(line) if plain else None)
        # Contributions may have headings of their own; anywhere else a strange one ends the field.
        if heading and (heading.field or sections[-1].field is not _Field.CONTRIBUTIONS):
            sections.append(heading)
        elif not _TAG.fullmatch(line.strip()) and (line.strip() or sections[-1].field is _Field.CONTRIBUTIONS):
            sections[-1].lines.append(line)
    return sections


def _heading(line: str) -> _Section | None:
    """The section that a line opens, with what stands beside its label: ``**Sponsor 1:** @x``."""
    text = " ".join(line.split())
    hashes = _HASHES.match(text)
    if hashes:
        label, _, rest = text[hashes.end() :].partition(":")
    else:
        bold = text[:2] if text.startswith(("**", "__")) else None
        label, _, rest = text[2:].partition(bold) if bold else ("", "", "")
    known = _field(label)
    if known:
        rest = rest.lstrip("*_: ")
        return _Section(known, [rest] if rest else [])
    # ``#123`` is a number of an issue, and bold text may be anything.
    return _Section(None, []) if hashes and hashes[0].endswith(" ") else None


def _labelled(line: str) -> _Section | None:
    """The section that a plain line opens: ``Sponsor 1: @x``, in a list or not."""
    text = " ".join(line.split())
    bullet = _BULLET.match(text)
    label, colon, rest = text[bullet.end() if bullet else 0 :].partition(":")
    known = _field(label) if colon else None
    return _Section(known, [value] if (value := rest.lstrip("*_: ")) else []) if known else None


def _field(label: str) -> _Field | None:
    # What is longer than any label need not be taken apart.
    wanted = " ".join(_WORDS.findall(label.casefold())) if len(label) <= _LONGEST_LABEL else ""
    return next((name for name, pattern in _LABELS.items() if pattern.fullmatch(wanted)), None) if wanted else None


def _entry(line: str) -> str:
    """A line's text without a bullet and without the ``e.g.`` of the template, which some people leave in."""
    text = one_line(line)
    for before in (_BULLET, _EXAMPLE):
        if match := before.match(text):
            text = text[match.end() :]
    return text


def _username(lines: Sequence[str]) -> Login | None:
    """The first mention; else what one line names alone: several words may be a name."""
    mentioned = (login for line in lines for login in mentions(_entry(line)))
    named = (found[0] for line in lines if len(found := handles(_entry(line))) == 1)
    return next(mentioned, None) or next(named, None)


def _orgs(lines: Sequence[str]) -> tuple[str, ...]:
    """The organizations asked for. The template's ``e.g. (at)kubernetes`` counts only where it stands alone."""
    asked = [line for line in lines if not _EXAMPLE.match(one_line(line))]
    return _org_names(asked) or _org_names(lines)


def _org_names(lines: Sequence[str]) -> tuple[str, ...]:
    entries = (_entry(line) for line in lines)
    names = (login.key for text in entries for login in words(text))
    return tuple(dict.fromkeys(name for name in names if name not in _NO_ORGS))


def _box(line: str) -> Box | None:
    match = _BOX.match(one_line(line))
    return Box(text=match[2], ticked=bool(match[1])) if match else None


def _sponsor_lines(lines: Sequence[str]) -> Iterator[SponsorLine]:
    entries = ((line, _entry(line)) for line in lines)
    found = [(line, text, handles(_SPONSOR_LABEL.sub("", text))) for line, text in entries if text not in _LEFT_EMPTY]
    named = any(logins for _, _, logins in found)
    listed = any(logins and _BULLET.match(line.strip()) for line, _, logins in found)
    mentioned = any(marked(text) for _, text, _ in found)
    for line, text, logins in found:
        # Each item of a list stands for a sponsor; a line between or below them is a note, such as "Thanks!".
        remark = not marked(text) and (listed or (mentioned and all(is_a_name(one.name) for one in logins)))
        note = named and not _BULLET.match(line.strip()) and (not logins or remark)
        yield SponsorLine(raw=text, logins=() if note else logins, note=note)


def _contributions(lines: Sequence[str]) -> str:
    text = "\n".join(without_addresses(line.rstrip()) for line in lines if not _COMMAND.match(line)).strip()
    return "" if text.strip("_").casefold() == "no response" else text
