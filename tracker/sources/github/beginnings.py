"""How the reading of a family of somebody's work begins: anew, or from where the shelf has it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.facts import Kind
from tracker.sources.github.activity import Activity, Matter
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.pending import Pending
from tracker.sources.github.plan import Plan
from tracker.sources.github.searches import Family, Search
from tracker.sources.github.shelf import Shelf
from tracker.sources.github.streams import Ask, Stream
from tracker.sources.github.views import Views
from tracker.sources.store.readings import Found, Trail

#: How much of each family is looked at before anything is said of anybody.
NEWEST = 25

#: The families, each with what it is about.
MATTERS = {
    Family.AUTHORED: Matter(family=Family.AUTHORED, kinds=(Kind.AUTHORED,), what="own pull requests"),
    Family.PARTICIPATION: Matter(
        family=Family.PARTICIPATION, kinds=(Kind.REVIEWED, Kind.CONVERSATIONS), what="pull requests by others"
    ),
}


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Opens the searches of a plan. ``sizes`` are learned while reading, by family."""

    ask: Ask
    plan: Plan
    shelf: Shelf
    sizes: Mapping[Family, PageSize]

    def of(self, family: Family, views: Views) -> Activity:
        """A family from where it was left, with what is known of it put to the views; or anew where nothing is."""
        return self._restored(family, views) or self.anew(family)

    def anew(self, family: Family) -> Activity:
        """A family of which nothing is known yet."""
        plan = self.plan
        empty = plan.empty.get(family, ())
        whole = self._stream(family, plan.searches[family], total=plan.totals[family], empty=empty)
        pending = Pending(self.ask, self.plan.contributor.login)
        return Activity(MATTERS[family], whole=whole, pending=pending, within=lambda repo: self._within(family, repo))

    def _restored(self, family: Family, views: Views) -> Activity | None:
        """A family as far as it is on the shelf; None where nothing of it is."""
        plan, known = self.plan, self.shelf.known(family)
        if not known.trails:
            return None
        items = self.shelf.items(known.found)
        for item in items.values():
            views.add(family, item)
        pending = Pending(
            self.ask, self.plan.contributor.login, [one for id_, one in known.found.items() if id_ not in items]
        )
        trails = {trail.terms: trail for trail in known.trails}
        whole = self._stream(
            family,
            plan.searches[family],
            total=plan.totals[family],
            empty=plan.empty.get(family, ()),
            known=trails,
            seen=known.found,
        )
        return Activity(
            MATTERS[family],
            whole=whole,
            within=lambda repo: self._within(family, repo, trails, known.found.values()),
            changed=self._stream(family, plan.changed.get(family, ())),
            pending=pending,
            earlier=dict.fromkeys(trail.scope for trail in known.trails if trail.scope),
            newest=[one.id for one in sorted(known.found.values(), key=_found_at, reverse=True)[:NEWEST]],
        )

    def _within(
        self, family: Family, repo: str, known: Mapping[str, Trail] | None = None, found: Iterable[Found] = ()
    ) -> Stream:
        searches = self.plan.asked.in_repository(family, repo)
        return self._stream(family, searches, known=known, seen=[one.id for one in found if one.repo == repo])

    def _stream(
        self,
        family: Family,
        searches: Sequence[Search],
        *,
        total: int = 0,
        empty: Sequence[Search] = (),
        known: Mapping[str, Trail] | None = None,
        seen: Iterable[str] = (),
    ) -> Stream:
        variables: dict[str, object] = {"type": self.plan.asked.dialect.type}
        if family is Family.PARTICIPATION:
            variables["login"] = self.plan.contributor.login.name
        return Stream(
            self.ask,
            family.value,
            searches,
            size=self.sizes[family],
            variables=variables,
            total=total,
            empty=empty,
            given=self.plan.pages,
            known=known,
            seen=seen,
        )


def _found_at(found: Found) -> str:
    return found.created_at
