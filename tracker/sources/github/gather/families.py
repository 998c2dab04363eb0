"""The searches that find the families of somebody's work, and the counts that prove them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import timedelta

from tracker.record import record
from tracker.sources.github.api.question import Question, Results, search_question
from tracker.sources.github.gather.plan import Watermarks
from tracker.sources.github.searches import Asked, Family, Search, time_text

#: What is counted for everybody, and what is read of it.
COUNTED = (Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED)
#: Search learns of a change within minutes, and clocks differ: what changed shortly before is looked at again.
OVERLAP = timedelta(hours=1)

#: The searches of each family, by the key under which they are asked.
Searches = Mapping[Family, Mapping[str, Search]]


@record
class FamilySearches:
    """The searches of some ``families`` in some organizations.

    For those read before they find what changed since their ``watermarks``. Of the families in ``prove`` the parts of
    every joined search are counted, too.
    """

    asked: Asked
    orgs: Sequence[str]
    families: tuple[Family, ...] = COUNTED
    watermarks: Watermarks = field(default_factory=dict)
    prove: frozenset[Family] = frozenset(COUNTED)

    @property
    def whole(self) -> Searches:
        """Every search, by family."""
        families = [family for family in self.families if family is not Family.INVOLVED or self.asked.since]
        return {family: _keyed(f"{family}", self.asked.searches(family, self.orgs)) for family in families}

    @property
    def changed(self) -> Searches:
        """The searches for what changed since the last time, by family."""
        found: dict[Family, Mapping[str, Search]] = {}
        for family, watermark in self.watermarks.items():
            since = time_text(watermark - OVERLAP)
            found[family] = _keyed(f"{family}_new", self.asked.searches(family, self.orgs, since))
        return found

    @property
    def parts(self) -> Searches:
        """Each family's searches without operators: together they must find what the joined ones find.

        One that joins nothing is its own part, and asked once.
        """
        if not self.asked.dialect.operators:
            return {}
        plain = replace(self.asked, dialect=replace(self.asked.dialect, operators=False))
        whole = self.whole
        joined = {search: key for found in whole.values() for key, search in found.items()}
        parts = {f: _keyed(f"{f}_part", plain.searches(f, self.orgs)) for f in whole if f in self.prove}
        return {family: {joined.get(one, key): one for key, one in found.items()} for family, found in parts.items()}

    def pages(self) -> dict[str, Question]:
        """The ids of what changed, or of everything where nothing was read before."""
        changed = self.changed
        paged = [found for family, found in self.whole.items() if family not in {*changed, Family.INVOLVED}]
        return self._questions([*changed.values(), *paged], 100, "...Ids")

    def counts(self) -> dict[str, Question]:
        """How much there is of the rest, and of parts."""
        counted = [found for family, found in self.whole.items() if family in {*self.watermarks, Family.INVOLVED}]
        return self._questions([*counted, *self.parts.values()], 1, "issueCount")

    def _questions(self, searches: Sequence[Mapping[str, Search]], first: int, what: str) -> dict[str, Question]:
        return {
            key: replace(search_question(one.text, None, self.asked.dialect, first=first, what=what), name=key)
            for found in searches
            for key, one in found.items()
        }

    def add_up(self, results: Results) -> bool:
        """Whether the joined searches are answered, and find what their parts find."""
        if any(results[key].failed for found in self.whole.values() for key in found):
            return False
        counts = {family: sum_of(results, found) for family, found in self.whole.items()}
        return all(counts[family] == sum_of(results, parts) for family, parts in self.parts.items())

    def proven(self, results: Results) -> frozenset[Family]:
        """The families in which parts in several organizations agreed: there operators work for everybody here."""
        proven = set()
        for family, parts in self.parts.items():
            known = {search: results[key].count for key, search in parts.items()}
            orgs = {search.terms.rpartition("org:")[2] for search, number in known.items() if number}
            if None not in known.values() and len(orgs) > 1:
                proven.add(family)
        return frozenset(proven)


def sum_of(results: Results, keys: Iterable[str]) -> int | None:
    """How much several searches find together; None where one of them is not known."""
    counts = [results[key].count for key in keys]
    return None if None in counts else sum(filter(None, counts))


def _keyed(prefix: str, searches: Sequence[Search]) -> dict[str, Search]:
    return {f"{prefix}{place}": search for place, search in enumerate(searches)}
