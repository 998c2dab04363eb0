"""A made-up ladder with every kind of rung and one rule for each, for tests of what is made of a ladder."""

from datetime import date
from typing import Any

from tracker.ladder import Ladder

SOURCE = {"document": "rules"}
ORGS = ("octo-org", "octo-sigs")


def _rule(id_: str, kind: str, decides: str = "count", **fields: Any) -> dict[str, Any]:
    return {"id": id_, "title": id_.capitalize(), "kind": kind, "decides": decides, "source": SOURCE, **fields}


def _tier(id_: str, scope: str, held_by: str, *criteria: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": id_,
        "title": id_.capitalize(),
        "summary": f"Whoever is {id_}.",
        "scope": scope,
        "held_by": held_by,
        "source": SOURCE,
        "criteria": criteria,
    }


REVIEWS = _rule("reviews", "pull_requests", counted="reviewed", at_least=3)
TIERS = (
    _tier("contributor", "project", "contributing", _rule("first", "pull_requests", counted="opened", at_least=1)),
    _tier(
        "member",
        "organization",
        "org_file",
        _rule("merged", "pull_requests", counted="merged", at_least=2),
        _rule("secure", "person", "person", who="you"),
    ),
    _tier("reviewer", "directory", "owners_reviewers", REVIEWS),
    _tier("approver", "directory", "owners_approvers", REVIEWS),
    _tier("owner", "subproject", "subproject_owners", _rule("nominated", "person", "person", who="the leads")),
    _tier("lead", "subproject", "subproject_leads", _rule("leading", "person", "person", who="the chairs")),
    _tier("techlead", "group", "tech_leads", _rule("technical", "person", "person", who="the chairs")),
    _tier("chair", "group", "chairs", _rule("chosen", "person", "person", who="the group")),
)


def ladder(**changes: Any) -> Ladder:
    """The ladder, with some of its fields replaced."""
    fields: dict[str, Any] = {
        "schema": "ladder-check.ladder/v1",
        "id": "rungs",
        "name": "Rungs",
        "rules_as_of": date(2026, 8, 1),
        "orgs": ORGS,
        "documents": {"rules": {"title": "rules.md", "url": "https://github.com/octo-org/rules/blob/main/rules.md"}},
        "definitions": {
            "substantial": {"reason": "ours", "changed_lines": 30},
            "primary": {"reason": "ours"},
        },
        "inactivity": [{"months": 12, "source": SOURCE}],
        "tiers": TIERS,
    }
    return Ladder.model_validate(fields | changes)
