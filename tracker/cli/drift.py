"""``ladder rules drift``: which rules quote words that their documents no longer say."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import quote as percent

from tracker.catalog import load_ladder
from tracker.criteria.base import RuleSource
from tracker.criteria.quotes import says
from tracker.errors import ConfigError, SourceError
from tracker.ladder import Document, Ladder, walk
from tracker.record import positional_record, record
from tracker.sources.github.api.endpoints import refuse_user

SECONDS = 30


class Status(StrEnum):
    """What was found of a quoted sentence."""

    SAME = "says it"
    CHANGED = "no longer says it"
    UNREAD = "not read"


@record
class Checked:
    """One rule and what became of its source."""

    rule: str
    document: Document
    quote: str
    status: Status


class Place(Protocol):
    """Where a repository's documents are read."""

    def text(self, path: str) -> str | None:
        """The text of a document, or None where there is none."""


@positional_record
class Folder:
    """A checkout on this machine."""

    root: Path

    def text(self, path: str) -> str | None:
        try:
            return (self.root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None


@positional_record
class Address:
    """An address under which the repository's files are served as they are."""

    url: str

    def text(self, path: str) -> str | None:
        import requests  # noqa: PLC0415 - it takes a while, and nobody else here needs it

        from tracker.sources.bounded_http import NotRead, Session, ask  # noqa: PLC0415 - see above

        try:
            with Session() as session:
                answer = ask(session, "GET", f"{self.url.rstrip('/')}/{percent(path)}", _may_follow, timeout=SECONDS)
        except NotRead as error:
            raise SourceError(f"the answer of {self.url} {error}") from None
        except requests.RequestException as error:
            raise SourceError(f"{self.url} does not answer: {type(error).__name__}") from None
        return answer.text if answer.status == HTTPStatus.OK else None


def _may_follow(asked: str, other: str) -> bool:
    """Anywhere on the web, but never without the encryption that somebody asked for."""
    return other.startswith("https://" if asked.startswith("https://") else ("http://", "https://"))


def place(text: str) -> Place:
    """Where a path or an address points.

    Raises:
        ConfigError: it is a path, and there is no such directory.
        UsageError: it is an address with a user name or a password in it.
    """
    if text.startswith(("http://", "https://")):
        refuse_user(text, "--community")
        return Address(text)
    if not Path(text).is_dir():
        raise ConfigError(f"there is no directory {text}", hint="Name a checkout of the repository, or its address.")
    return Folder(Path(text))


def check_drift(ladder: Ladder, repository: str, where: Place, day: date) -> Iterator[Checked]:
    """Each rule in force on a day that quotes a document of a repository, with what the document says now.

    Raises:
        SourceError: the place does not answer; what was found by then has been told.
    """
    texts: dict[str, str | None] = {}
    for rule, source in _sources(ladder, day):
        document = ladder.documents[source.document]
        if not (source.quote and document.lives and document.path and document.repository == repository):
            continue
        if document.path not in texts:
            texts[document.path] = where.text(document.path)
        text = texts[document.path]
        status = Status.UNREAD if text is None else Status.SAME if says(text, source.quote) else Status.CHANGED
        yield Checked(rule=rule, document=document, quote=source.quote, status=status)


def _sources(ladder: Ladder, day: date) -> Iterator[tuple[str, RuleSource]]:
    for tier in (*ladder.tiers, *ladder.beside):
        yield tier.id, tier.source
        yield from ((f"{tier.id}/{rule.id}", rule.source) for rule in walk(tier.criteria) if rule.in_force(day))
    for overlay in ladder.overlays:
        rules = (rule for rule in walk(overlay.criteria) if rule.in_force(day))
        yield from ((f"{overlay.id}/{rule.id}", rule.source) for rule in rules)
    if rule := ladder.inactive_after(day):
        yield "inactivity", rule.source
    if election := ladder.election_on(day):
        sources = (election.source, election.everyone, election.committees_source)
        yield from ((election.id, source) for source in sources if source)


def drift(name: str, repository: str, where: str, day: date) -> str:
    """That nothing changed, in a line.

    Raises:
        ConfigError: some rule's source changed: its rules no longer hold as they are.
        SourceError: nothing changed as far as was read, and some source could not be read.
    """
    ladder, _ = load_ladder(name)
    checked, trouble = _checked(ladder, repository, place(where), day)
    changed = [one for one in checked if one.status is Status.CHANGED]
    unread = [one for one in checked if one.status is Status.UNREAD]
    if changed:
        others = ("Not known of these, as their source was not read:", *map(_line, unread)) if unread else ()
        raise ConfigError(
            f"{len(changed)} of {len(checked)} rules are under review: their source changed",
            mistakes=(*map(_line, changed), *others, *([trouble.message] if trouble else ())),
            hint="Read the document, then bring the rule and its quote up to date.",
        )
    if trouble:
        raise trouble
    if unread:
        raise SourceError(
            f"{len(unread)} of {len(checked)} rules could not be compared: their source was not read",
            mistakes=tuple(map(_line, unread)),
            hint=f"Name a whole checkout of {repository}, or its address, or run again.",
        )
    return f"{name}: {len(checked)} rules quote {repository}, and it says what they quote"


def _checked(ladder: Ladder, repository: str, where: Place, day: date) -> tuple[list[Checked], SourceError | None]:
    """What was found, and what ended the reading too early, if anything."""
    checked: list[Checked] = []
    try:
        checked.extend(check_drift(ladder, repository, where, day))
    except SourceError as error:
        return checked, error
    return checked, None


def _line(one: Checked) -> str:
    return f'{one.rule}: {one.document.path} {one.status}: "{one.quote}"'
