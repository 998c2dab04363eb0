"""Logins in what people typed into a field: ``@x``, ``x``, a profile's address, ``@x (Full Name)``, two at once.

Every pattern here is bounded, or gives nothing back that it took, so that long text costs time in proportion.
"""

import re
from collections.abc import Iterable

from tracker.facts.people import STAND_IN, Login
from tracker.facts.prose import one_line

# No underscore, though managed accounts have one: none of these may work on public repositories.
_LOGIN = rf"(?:{STAND_IN}|[A-Za-z0-9][A-Za-z0-9-]{{0,38}})"
_WHOLE = re.compile(_LOGIN)
_MENTION = re.compile(rf"(?<![\w-])@({_LOGIN})(?![\w-]|/\w)")  # a name before a slash is a team's organization
_TEAM = re.compile(rf"@{_LOGIN}/[\w-]++")
_WORD = re.compile(rf"(?<![\w-])({_LOGIN})(?![\w-])")
_AT = re.compile(r"[(\[](?i:at)[)\]] ?")
_LINK = re.compile(r"\[([^\[\]]*+)\]\(([^()]*+)\)")
_PROFILE = re.compile(rf"(?<![\w./-])(?:(?i:https?)://)?(?:(?i:www)\.)?(?i:github\.com)/({_LOGIN})/?(?![\w/-])")
_URL = re.compile(r"(?i:https?)://\S++")
_BRACKETED = re.compile(r"\([^()]*+\)")
_PIECES = re.compile(r"\([^()]*+\)|[^()]++|[()]")
_SEPARATOR = re.compile(r"[,;/&+|]| (?i:and) ")
_MARKUP = "*_`'\"<>[]{}.:!#"

# What the templates hold before anybody fills them in. Their ``example_user`` is no login at all.
_PLACEHOLDERS = frozenset({"sponsor-1", "sponsor-2", "your-gh-handle"})
_NOBODY = frozenset(
    {"n/a", "na", "nil", "no response", "nobody", "none", "null", "pending", "tba", "tbd", "todo", "wip"}
)


def mentions(text: str) -> tuple[Login, ...]:
    """The logins written with an ``@`` or as a profile's address; what is in brackets is a note: ``@x (@employer)``."""
    return _logins(_MENTION.findall(_without_brackets(plain(text))))


def handles(text: str) -> tuple[Login, ...]:
    """The logins in one line, each once.

    Of each item in a list the mentions, or else those in brackets: ``Full Name (@x)``; where no item has any, the items
    that are one word: ``x, y``. A name of several words is no login, and neither is one that a person may have and that
    has something in brackets: ``Ann (x)`` may mean either. One word may be anything else, and only GitHub knows whether
    it is a login.
    """
    return marked(text) or _logins(name for item in _items(text) if (name := _word(item)))


def marked(text: str) -> tuple[Login, ...]:
    """The same, of those only that are marked as logins: by an ``@``, or by the address of a profile."""
    return _logins(name for item in _items(text) for name in _mentioned(item))


def words(text: str) -> tuple[Login, ...]:
    """Every word that could be a login."""
    return _logins(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """One line in which an address of a profile has become a mention, and other addresses are gone."""
    line = _LINK.sub(_target, _AT.sub("@", one_line(text)))
    return " ".join(_URL.sub(" ", _PROFILE.sub(r"@\1", line)).split())


def _without_brackets(line: str) -> str:
    return " ".join(_BRACKETED.sub(" ", line).split())


def _target(link: re.Match[str]) -> str:
    """What stands for a Markdown link: the profile that it leads to, or else its text."""
    label, address = link.groups()
    return f" {address} " if _PROFILE.search(address) else f" {label} "


def _items(text: str) -> list[str]:
    """The items of a list on one line; what stands in brackets is in one piece. The whole line may be ``n/a``."""
    line = _TEAM.sub(" ", plain(text))
    if line.strip(_MARKUP).casefold() in _NOBODY:
        return []
    items = [""]
    for piece in _PIECES.findall(line):
        if piece.startswith("("):
            items[-1] += piece
        else:
            first, *others = _SEPARATOR.split(piece)
            items[-1] += first
            items += others
    return [item for item in items if item.strip(_MARKUP).casefold() not in _NOBODY]


def _mentioned(item: str) -> list[str]:
    """The mentions in an item; those in brackets where they name whom the words before them call by name."""
    outside = _without_brackets(item)
    if found := _MENTION.findall(outside):
        return found
    word = outside.strip().strip(_MARKUP)
    beside = bool(_WHOLE.fullmatch(word)) and not is_a_name(word)
    return [] if beside else _MENTION.findall(item)


def _word(item: str) -> str | None:
    """The only word of an item, where it can be meant as a login."""
    word, notes = _without_brackets(item).strip().strip(_MARKUP), _BRACKETED.findall(item)
    if not _WHOLE.fullmatch(word) or word.casefold() in _NOBODY:
        return None
    ambiguous = (is_a_name(word) and notes) or (word.isalpha() and any(_MENTION.search(note) for note in notes))
    return None if ambiguous else word


def is_a_name(word: str) -> bool:
    """Whether a word is written as people's names are: ``Ann``. A login may be, too."""
    return word.isalpha() and word.istitle()


def _logins(names: Iterable[str]) -> tuple[Login, ...]:
    found = (Login.maybe(name) for name in names)
    return tuple(dict.fromkeys(login for login in found if login and login.key not in _PLACEHOLDERS))
