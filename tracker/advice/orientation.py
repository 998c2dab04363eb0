"""What to read, watch and join on the way to a tier."""

from collections.abc import Collection
from dataclasses import replace

from tracker.findings.groups import Resource
from tracker.guide import Guide, Part, ResourceEntry


def orientation(tier: str, guide: Guide, attested: Collection[str] = ()) -> tuple[Resource, ...]:
    """The resources for a tier in the guide's order; what is attested, or all of whose parts are, is done."""
    return tuple(_resource(entry, attested) for entry in guide.orientation if tier in entry.tiers)


def _resource(entry: ResourceEntry, attested: Collection[str]) -> Resource:
    parts = tuple(_part(part, entry.url, attested) for part in entry.parts)
    return Resource(title=entry.title, url=entry.url, note=entry.note, done=_all_done(parts), parts=parts)


def _part(part: Part, url: str, attested: Collection[str]) -> Resource:
    where = part.url or url
    parts = tuple(_part(one, where, attested) for one in part.parts)
    done = part.id in attested
    if done:  # who says that they did the whole did its parts
        parts = tuple(replace(one, done=True) for one in parts)
    return Resource(title=part.title, url=where, id=part.id, done=done or _all_done(parts), parts=parts)


def _all_done(parts: Collection[Resource]) -> bool:
    return bool(parts) and all(part.done for part in parts)
