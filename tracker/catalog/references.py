"""What one part of a ladder file says of another: ids, documents, dates. Read from the plain values.

A model says nothing of these while any part of it does not hold; a person who mends a file wants all mistakes at once.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import TypeAlias

from tracker.catalog.sheet import Mistake, Place, Value
from tracker.catalog.wording import guess

Mapped: TypeAlias = dict[str, Value]
#: A mapping of the file and where it stands.
Found: TypeAlias = tuple[Place, Mapped]

#: Keys under which a document is named.
_SOURCES = ("source", "everyone", "committees_source")


def check_references(value: Value) -> Iterator[Mistake]:
    """Every reference of a ladder file that leads nowhere, and everything that contradicts itself."""
    top = value if isinstance(value, dict) else {}
    yield from _documents(top)
    yield from _dates(top)
    tiers, beside, overlays = (entries(top, key) for key in ("tiers", "beside", "overlays"))
    yield from repeated([*tiers, *beside])
    yield from repeated(overlays)
    yield from repeated(entries(top, "elections"))
    for tier in (*tiers, *beside):
        yield from _overlapping(_criteria(tier))
    for overlay in overlays:
        yield from _overlay(overlay, tiers)
    for (_, first), (place, second) in combinations(entries(top, "inactivity"), 2):
        if _overlap(first, second):
            yield Mistake(place, "is in force on days on which another rule on inactivity is")


def _documents(top: Mapped) -> Iterator[Mistake]:
    documents = top.get("documents")
    known = documents if isinstance(documents, dict) else {}
    for place, found in _mappings((), top):
        for key in _SOURCES:
            source = found.get(key)
            name = source.get("document") if isinstance(source, dict) else None
            if isinstance(name, str) and name not in known:
                yield Mistake((*place, key, "document"), f"there is no document {name!r}{guess(name, known)}")


def _dates(top: Mapped) -> Iterator[Mistake]:
    for place, found in _mappings((), top):
        begin, end = day_under(found, "in_force_from"), day_under(found, "in_force_until")
        if begin and end and begin >= end:
            yield Mistake((*place, "in_force_until"), f"the rule ends on {end}, before it begins on {begin}")


def repeated(found: Iterable[Found]) -> Iterator[Mistake]:
    """Ids that are there before."""
    seen: set[str] = set()
    for place, entry in found:
        name = entry.get("id")
        if isinstance(name, str) and name in seen:
            yield Mistake((*place, "id"), f"the id {name} is there twice")
        elif isinstance(name, str):
            seen.add(name)


def _overlapping(criteria: Iterable[Found]) -> Iterator[Mistake]:
    """An id may come again where the rule changed: for other days."""
    for (_, first), (place, second) in combinations(criteria, 2):
        name = second.get("id")
        if isinstance(name, str) and first.get("id") == name and _overlap(first, second):
            yield Mistake((*place, "id"), f"the id {name} is there twice for the same days")


def _overlay(overlay: Found, tiers: list[Found]) -> Iterator[Mistake]:
    place, values = overlay
    own = list(_criteria(overlay))
    yield from _overlapping(own)
    name = values.get("tier")
    tier = next((tier for tier in tiers if tier[1].get("id") == name), None)
    if tier is None:
        if isinstance(name, str):
            known = [str(found["id"]) for _, found in tiers if "id" in found]
            yield Mistake((*place, "tier"), f"there is no tier {name!r}{guess(name, known)}")
        return
    base = _ids(entries(tier[1], "criteria"))
    yield from _unknown(place, values, ("without",), base)
    yield from _unknown(place, values, ("applies_to", "attested"), base | _ids(own))


def _unknown(place: Place, values: Mapped, keys: tuple[str, ...], known: set[str]) -> Iterator[Mistake]:
    names: Value = values
    for key in keys:
        names = names.get(key) if isinstance(names, dict) else None
    for number, name in enumerate(names if isinstance(names, list) else []):
        if isinstance(name, str) and name not in known:
            yield Mistake((*place, *keys, number), f"the tier has no criterion {name!r}{guess(name, known)}")


def _ids(found: Iterable[Found]) -> set[str]:
    return {name for _, values in found if isinstance(name := values.get("id"), str)}


def entries(of: Mapped, key: str, place: Place = ()) -> list[Found]:
    """The mappings in the list under a key, each with its place."""
    listed = of.get(key)
    numbered = enumerate(listed if isinstance(listed, list) else [])
    return [((*place, key, number), entry) for number, entry in numbered if isinstance(entry, dict)]


def _criteria(of: Found) -> Iterator[Found]:
    """The criteria of a tier or overlay, and those that composites join."""
    place, values = of
    for found in entries(values, "criteria", place):
        yield found
        yield from _criteria(found)


def _mappings(place: Place, value: Value) -> Iterator[Found]:
    if isinstance(value, dict):
        yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from _mappings((*place, step), part)


def _overlap(first: Mapped, second: Mapped) -> bool:
    begins = day_under(first, "in_force_from") or date.min, day_under(second, "in_force_from") or date.min
    ends = day_under(first, "in_force_until") or date.max, day_under(second, "in_force_until") or date.max
    return max(begins) < min(ends)


def day_under(values: Mapped, key: str) -> date | None:
    """The day under a key; None where there is none, or what stands there is no day."""
    try:
        return date.fromisoformat(str(values[key])) if values.get(key) else None
    except ValueError:  # the model says so
        return None
