"""What reports claim, a line for each claim: to be compared with what they claimed before.

Left out are the fields that are written for people, which may be put otherwise, and those that tell of the run itself.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from functional.running import Json

#: Fields in sentences, by their names anywhere in a report.
PROSE = frozenset(
    [
        "title",
        "headline_title",
        "name",
        "note",
        "notes",
        "reason",
        "effect",
        "text",
        "missing",
        "next_step",
        "first_step",
        "why",
        "about",
        "unit",
        "option",
        "since_note",
    ]
)
#: Of the run, and not of the person.
_RUN = frozenset({"tool", "schema", "source", "host", "fetched_at", "cost"})
#: Lists of links with more entries are summed up.
_LINKS = 3


def lines(reports: Mapping[str, Json | None]) -> Iterator[str]:
    """The claims of reports by login, as lines of JSON: each begins with the login and the section."""
    for login, report in sorted(reports.items()):
        if report is None:
            yield json.dumps([login, None])
            continue
        for section, found in _without_prose(report).items():
            for entry in found if isinstance(found, list) else [found]:
                yield json.dumps([login, section, entry], ensure_ascii=False)


def _without_prose(found: Any) -> Any:
    """The same without sentences and what is empty; long lists of links as their number and a checksum."""
    if isinstance(found, dict):
        kept = {key: _without_prose(one) for key, one in found.items() if key not in PROSE | _RUN}
        return {key: one for key, one in kept.items() if one not in (None, [], {}, "")}
    if isinstance(found, list):
        kept = [_without_prose(one) for one in found]
        if len(kept) > _LINKS and all(isinstance(one, dict) and "url" in one for one in kept):
            return {"links": len(kept), "sha256": sha256(json.dumps(kept).encode()).hexdigest()[:12]}
        return [one for one in kept if one not in (None, [], {}, "")]
    return found
