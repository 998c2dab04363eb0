"""People who asked to be left out: what they did counts where it decides about others, and nobody learns who they are.

In their place stands a login that is nobody's, the same throughout one pull request or request, and another one in the
next. So nobody else becomes the primary reviewer, and no list of what one of them did can be made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from tracker.facts.activity import Conversation, Participation, PullRequest, Review
from tracker.facts.commands import Command
from tracker.facts.confirmations import Confirmation
from tracker.facts.gathered import Community, Facts
from tracker.facts.openings import OpenItem
from tracker.facts.people import STAND_IN, Login, Membership, OrgRoster
from tracker.facts.requests import MembershipRequest, NamedSponsor

Record = TypeVar("Record", PullRequest, Review, Command, Confirmation, NamedSponsor, MembershipRequest, OpenItem)
_STAND_IN = re.compile(STAND_IN)


def is_stand_in(login: Login) -> bool:
    """Whether a login stands for somebody who asked to be left out."""
    return _STAND_IN.fullmatch(login.key) is not None


@dataclass(frozen=True)
class LeftOut:
    """Puts stand-ins in the place of some logins: in facts, and in GitHub's records before anything is made of them."""

    logins: frozenset[Login]

    def login(self, login: Login, where: str) -> Login:
        """The login; or who stands for it in one place (the id of a pull request, the address of an issue)."""
        if login not in self.logins:
            return login
        return Login.parse(f"left-out.{sha256(f'{where} {login.key}'.encode()).hexdigest()[:12]}")

    def text(self, text: str, where: str) -> str:
        """What somebody wrote, without these logins."""
        return self._replaced(self._words, text, where) if self.logins else text

    def names_any(self, found: object) -> bool:
        """Whether any text in a value of JSON names one of these people."""
        if isinstance(found, str):
            return self._words.search(found) is not None
        inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
        return any(map(self.names_any, inner))

    def _replaced(self, names: re.Pattern[str], text: str, where: str) -> str:
        return names.sub(lambda found: self.login(Login.parse(found[0]), where).name, text)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        # A login may be a word that is a command after a slash, if that is not an address's.
        command = r"(?<=/)(?<!github\.com/)(?:remove-)?(?:lgtm|approve)(?![A-Za-z0-9-])"
        return self._names(rf"(?<![A-Za-z0-9-])(?!{command})")

    @cached_property
    def _mentions(self) -> re.Pattern[str]:
        return self._names(r"(?:(?<=@)|(?<=github\.com/))")

    def _names(self, before: str) -> re.Pattern[str]:
        keys = "|".join(sorted(map(re.escape, (login.key for login in self.logins)), key=len, reverse=True))
        # Logins are of these characters alone; without ASCII a long s would stand for an s.
        return re.compile(rf"{before}(?:{keys})(?![A-Za-z0-9-])", re.IGNORECASE | re.ASCII)

    def record(self, found: Mapping[str, object], where: str = "") -> dict[str, object]:
        """One of GitHub's records, and all that it holds."""
        # A pull request has an id and an issue an address; what is said on either has addresses of its own.
        inside = found.get("id") or where or found.get("url")
        place = inside if isinstance(inside, str) else where
        return {key: self._field(key, value, place, found) for key, value in found.items()}

    def _field(self, key: str, value: object, where: str, record: Mapping[str, object]) -> object:
        if not isinstance(value, str):
            return self._inside(value, where)
        match key:
            case "login":
                login = Login.maybe(value)
                return self.login(login, where).name if login else value
            case "title":
                return self.text(value, where)
            case "body":
                return self._body(value, where)
            case "name" | "company" if "company" in record:
                return self.text(value, key)  # one company stays one, whoever names it
            case _:
                return value

    def _inside(self, found: object, where: str) -> object:
        if isinstance(found, list):
            return [self._inside(one, where) for one in found]
        return self.record(found, where) if isinstance(found, dict) else found

    def _body(self, text: str, where: str) -> str:
        """A request is read for every word; of what is said on a pull request commands are kept and who is answered."""
        on_request = where.startswith("http")
        return self._replaced(self._words if on_request else self._mentions, text, where)

    def facts(self, facts: Facts) -> Facts:
        """What is known of one person's work."""
        return replace(
            facts,
            authored=tuple(map(self._pull_request, facts.authored)),
            participations=tuple(map(self._participation, facts.participations)),
            feedback={id_: self._conversation(talk, id_) for id_, talk in facts.feedback.items()},
            requests=None if facts.requests is None else tuple(map(self.request, facts.requests)),
        )

    def _pull_request(self, found: PullRequest) -> PullRequest:
        return replace(self._named(found, found.id), title=self.text(found.title, found.id))

    def _named(self, found: Record, where: str) -> Record:
        """The same with stand-ins for whoever it names, in whichever field."""
        values = {one.name: getattr(found, one.name) for one in fields(found)}
        named = {name: self.login(value, where) for name, value in values.items() if isinstance(value, Login)}
        return type(found)(**{**values, **named})

    def _participation(self, found: Participation) -> Participation:
        where = found.pull_request.id
        talk = found.conversation and self._conversation(found.conversation, where)
        return replace(found, pull_request=self._pull_request(found.pull_request), conversation=talk)

    def _conversation(self, talk: Conversation, where: str) -> Conversation:
        return replace(
            talk,
            reviews=tuple(self._named(one, where) for one in talk.reviews),
            commands=tuple(self._named(one, where) for one in talk.commands),
        )

    def request(self, found: MembershipRequest) -> MembershipRequest:
        """A membership request with its sponsors and its thread."""
        where = found.url

        def written(lines: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(self.text(line, where) for line in lines)

        return replace(
            self._named(found, where),
            title=self.text(found.title, where),
            sponsors=tuple(self._sponsor(one, where) for one in found.sponsors),
            raw_sponsors=written(found.raw_sponsors),
            unread_sponsors=written(found.unread_sponsors),
            confirmations=tuple(self._named(one, where) for one in found.confirmations),
            contributions=self.text(found.contributions, where),
        )

    def _sponsor(self, one: NamedSponsor, where: str) -> NamedSponsor:
        confirmed = one.confirmed and self._named(one.confirmed, where)
        return replace(self._named(one, where), raw=self.text(one.raw, where), confirmed=confirmed)

    def opening(self, item: OpenItem) -> OpenItem:
        """Something that waits for somebody."""
        return replace(self._named(item, item.url), title=self.text(item.title, item.url))

    def community(self, community: Community, about: frozenset[Login]) -> Community:
        """The community's files: these stay as they are in public, but for the notes about those asked about."""
        rosters = {org: self._roster(roster, about) for org, roster in community.rosters.items()}
        return replace(community, rosters=rosters)

    def _roster(self, roster: OrgRoster, about: frozenset[Login]) -> OrgRoster:
        def noted(one: Membership) -> Membership:
            note = one.since.note and self.text(one.since.note, one.url)
            return replace(one, since=replace(one.since, note=note))

        changed = {login: noted(one) for login in about if (one := roster.members.get(login))}
        return replace(roster, members={**roster.members, **changed}) if changed else roster
