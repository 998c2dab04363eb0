"""Logins in what people typed into a field: ``@x``, ``x``, a profile's address, ``@x (Full Name)``, two at once.

Every pattern here is bounded, or gives nothing back that it took, so that long text costs time in proportion.
"""

import re
from collections.abc import Iterable

from tracker.facts.people import Login
from tracker.facts.prose import one_line

# No underscore, though managed accounts have one: none of these may work on public repositories.
_LOGIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}"
_WHOLE = re.compile(_LOGIN)
_MENTION = re.compile(rf"(?<![\w-])@({_LOGIN})(?![\w-]|/\w)")  # a name before a slash is a team's organization
_TEAM = re.compile(rf"@{_LOGIN}/[\w-]++")
_WORD = re.compile(rf"(?<![\w-])({_LOGIN})(?![\w-])")
_AT = re.compile(r"[(\[](?i:at)[)\]] ?")
_LINK = re.compile(r"\[([^\[\]]*+)\]\(([^()]*+)\)")
_PROFILE = re.compile(rf"(?<![\w./-])(?:(?i:https?)://)?(?:(?i:www)\.)?(?i:github\.com)/({_LOGIN})/?(?![\w/-])")
_URL = re.compile(r"(?i:https?)://\S++")
_BRACKETED = re.compile(r"\([^()]*+\)")
_SEPARATOR = re.compile(r"[,;/&+|]| (?i:and) ")
_MARKUP = "*_`'\"<>[]{}.:!#"

# What the templates hold before anybody fills them in. Their ``example_user`` is no login at all.
_PLACEHOLDERS = frozenset({"sponsor-1", "sponsor-2", "your-gh-handle"})
_NOBODY = frozenset(
    {"n/a", "na", "nil", "no response", "nobody", "none", "null", "pending", "tba", "tbd", "todo", "wip"}
)


def mentions(text: str) -> tuple[Login, ...]:
    """The logins written with an ``@`` or as an address of a profile; those in brackets are notes: ``@x (@employer)``."""
    return _logins(_MENTION.findall(_without_brackets(plain(text))))


def handles(text: str) -> tuple[Login, ...]:
    """The logins in one line, each once.

    The mentions; or where there are none, the names of a list such as ``x, y``; or else the mentions in brackets:
    ``Full Name (@x)``. A name of several words is no login. One word may be anything, and only GitHub knows whether
    it is a login.
    """
    return mentions(text) or _names(_without_brackets(plain(text))) or _logins(_MENTION.findall(plain(text)))


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


def _names(line: str) -> tuple[Login, ...]:
    if line.strip(_MARKUP).casefold() in _NOBODY:
        return ()
    chunks = (chunk.strip().strip(_MARKUP) for chunk in _SEPARATOR.split(_TEAM.sub(" ", line)))
    return _logins(chunk for chunk in chunks if _WHOLE.fullmatch(chunk) and chunk.casefold() not in _NOBODY)


def _logins(names: Iterable[str]) -> tuple[Login, ...]:
    found = (Login.maybe(name) for name in names)
    return tuple(dict.fromkeys(login for login in found if login and login.key not in _PLACEHOLDERS))
