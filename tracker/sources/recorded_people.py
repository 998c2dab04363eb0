"""People of whom everything is known from the beginning: nothing about them is gathered step by step."""

from collections.abc import Mapping, Sequence

from tracker.errors import NothingChecked
from tracker.facts import Facts, Need
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Gathering


class Recorded(Gathering):
    """People of whom everything is known from the beginning."""

    expecting = False

    def __init__(self, found: Mapping[Login, Facts | NothingChecked]) -> None:
        self._found = found

    def expect(
        self, needs: Mapping[Login, frozenset[Need]], accounts: Sequence[Login], openings: Sequence[OpeningsQuery]
    ) -> None:
        """Nobody is asked."""

    def listed(self, login: Login) -> bool | None:
        """Not known."""

    def facts(self, login: Login) -> Facts:
        found = self._found[login]
        if isinstance(found, NothingChecked):
            raise found
        return found

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        del needs
        return False

    def settle(self) -> bool:
        return False

    def unread_accounts(self, logins: Sequence[Login]) -> Sequence[Login]:
        del logins
        return ()

    def let_go(self, login: Login) -> None:
        """Nothing is kept for the sake of one person."""

    def end(self) -> None:
        """Nothing is left unfinished."""

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """Nothing waits for anybody."""
