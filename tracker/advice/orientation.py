"""What to read, watch and join on the way to a tier."""

from collections.abc import Collection

from tracker.findings import Resource
from tracker.guide import Guide, ResourceEntry


def orientation(tier: str, guide: Guide, attested: Collection[str] = ()) -> tuple[Resource, ...]:
    """The resources for a tier in the guide's order; what is attested is done."""
    return tuple(_resource(entry, attested) for entry in guide.orientation if tier in entry.tiers)


def _resource(entry: ResourceEntry, attested: Collection[str]) -> Resource:
    parts = tuple(Resource(title=p.title, url=entry.url, id=p.id, done=p.id in attested) for p in entry.parts)
    done = bool(parts) and all(part.done for part in parts)
    return Resource(title=entry.title, url=entry.url, note=entry.note, done=done, parts=parts)
