"""What to type into GitHub's search to find what somebody did within a time, in some organizations."""

from tracker.facts.contributions import ActivityQuery
from tracker.facts.people import Login
from tracker.record import positional_record
from tracker.sources.github.searches import Dialect, any_of, time_text

_NEWEST, _CHANGED = "sort:created-desc", "sort:updated-desc"


@positional_record
class ActivitySearches:
    """The searches for one query, as a dialect allows: as few as hold so many operators.

    ``updated`` has no end: a thread in which somebody took part may have changed later, too.
    """

    query: ActivityQuery
    dialect: Dialect

    def opened(self, login: Login) -> list[str]:
        """Issues and pull requests that somebody opened within the time: each is a contribution of theirs."""
        return [
            f"is:public author:{login} {self._created()} {any_of(orgs)} {_NEWEST}"
            for orgs in self.dialect.groups(self.query.orgs)
        ]

    def everywhere(self, login: Login) -> list[str]:
        """What they opened, and threads that they commented on and reviewed, in whatever place, without operators."""
        threads = [f"is:public {role} {self._updated()}" for role in _roles(login)]
        return [f"is:public author:{login} {self._created()}", *threads]

    def excluded(self, login: Login) -> list[str]:
        """What they opened in repositories that do not count."""
        return [
            f"is:public author:{login} {self._created()} repo:{repo} {_NEWEST}" for repo in sorted(self.query.excluded)
        ]

    def joined_in(self, login: Login) -> list[str]:
        """Threads that changed within the time and in which somebody ever commented or reviewed.

        Without operators, each role alone.
        """
        roles = _roles(login)
        people = [f"({' OR '.join(roles)})"] if self.dialect.operators else roles
        return [
            f"is:public {one} {self._updated()} {any_of(orgs)} {_CHANGED}"
            for orgs in self.dialect.groups(self.query.orgs, 1)
            for one in people
        ]

    def _created(self) -> str:
        return f"created:{time_text(self.query.since)}..{time_text(self.query.until)}"

    def _updated(self) -> str:
        return f"updated:>={time_text(self.query.since)}"


def anywhere(login: Login) -> str:
    """Whatever somebody opened or said anywhere on GitHub, at any time: to see whether search knows them at all."""
    return f"is:public involves:{login}"


def _roles(login: Login) -> list[str]:
    """The terms for who took part in a thread."""
    return [f"commenter:{login}", f"reviewed-by:{login}"]
