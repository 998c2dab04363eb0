"""What one part of a guide to groups says of another: ids, words for interests. Read from the plain values."""

from collections.abc import Iterable, Iterator

from tracker.catalog.references import Found, Mapped, entries, repeated
from tracker.catalog.sheet import Mistake, Place, Value
from tracker.catalog.wording import guess


def check_guide(value: Value) -> Iterator[Mistake]:
    """Every reference of a guide that leads nowhere, and everything that is there twice.

    SIGs and committees are known from sigs.yaml alone: whether one exists is not asked here.
    """
    top = value if isinstance(value, dict) else {}
    groups = [*entries(top, "groups"), *entries(top, "archived")]
    yield from repeated(groups)
    yield from repeated(entries(top, "initiatives"))
    yield from repeated([part for found in entries(top, "orientation") for part in _parts(found)])
    known = {name for _, one in groups if isinstance(name := one.get("id"), str)}
    yield from _unknown(_named(top), known)
    yield from _words(entries(top, "interests"))


def _parts(found: Found) -> Iterator[Found]:
    """The parts of something to read, with their own."""
    place, one = found
    for part in entries(one, "parts", place):
        yield part
        yield from _parts(part)


#: Groups that are known from sigs.yaml alone.
_OF_SIGS_YAML = ("sig-", "committee-")
#: A name of something, and where it stands.
_Named = tuple[Place, Value]


def _named(top: Mapped) -> Iterator[_Named]:
    """Every place that names a group."""
    for key in ("interests", "initiatives"):
        for place, one in entries(top, key):
            yield from _listed(one, "groups", place)
    yield from (((*place, "group"), one.get("group")) for place, one in entries(top, "newcomers"))
    for key in ("groups", "archived"):
        for place, one in entries(top, key):
            yield from (((*at, "to"), relation.get("to")) for at, relation in entries(one, "related", place))
            yield from (((*at, "group"), went.get("group")) for at, went in entries(one, "successors", place))


def _listed(of: Mapped, key: str, place: Place) -> Iterator[_Named]:
    listed = of.get(key)
    return (((*place, key, number), name) for number, name in enumerate(listed if isinstance(listed, list) else []))


def _unknown(named: Iterable[_Named], known: set[str]) -> Iterator[Mistake]:
    for place, name in named:
        if isinstance(name, str) and name not in known and not name.startswith(_OF_SIGS_YAML):
            yield Mistake(place, f"there is no group {name!r}{guess(name, known)}")


def _words(interests: Iterable[Found]) -> Iterator[Mistake]:
    """A word for two interests would be answered with either."""
    seen: set[str] = set()
    for place, one in interests:
        for at, word in [((*place, "name"), one.get("name")), *_listed(one, "synonyms", place)]:
            if isinstance(word, str) and word in seen:
                yield Mistake(at, f"the word {word} is there twice")
            elif isinstance(word, str):
                seen.add(word)
