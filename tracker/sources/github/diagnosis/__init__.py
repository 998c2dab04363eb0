"""Finds out whether a GitHub answers as this program relies on: a check for each thing, in about nine requests.

``asking`` asks and keeps what came; the checks are functions of that alone. No login is in what they say, nor the token.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.findings.diagnosis import Check
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.diagnosis import access, cost, files, names, schema, search
from tracker.sources.github.diagnosis.asking import Asking
from tracker.sources.github.diagnosis.heard import Heard, Subject

__all__ = ["Subject", "diagnose"]

_CHECKS = (
    access.connection,
    access.clock,
    access.token,
    access.scopes,
    access.organizations,
    schema.schema,
    search.operators,
    search.limit,
    search.canary,
    files.tree,
    files.blame,
    names.names,
    cost.cost,
)


def diagnose(client: GitHubClient, subject: Subject) -> tuple[Check, ...]:
    """Every check, in the order in which a person would look; what could not be asked is ``not_checked``. Never raises."""
    heard = Asking(client, subject).ask()
    return tuple(_unnamed(check(heard), client, heard) for check in _CHECKS)


def _unnamed(check: Check, client: GitHubClient, heard: Heard) -> Check:
    """The same without the token, and without the login of whose work was counted."""

    def clean(text: str) -> str:
        return _without(client.redact(text), heard)

    return replace(check, seen=clean(check.seen), to_do=clean(check.to_do) if check.to_do else None)


def _without(text: str, heard: Heard) -> str:
    for login in _logins(heard):
        text = re.sub(rf"(?<![\w-]){re.escape(login)}(?![\w-])", "somebody", text, flags=re.IGNORECASE)
    return text


def _logins(heard: Heard) -> Iterator[str]:
    if reviewer := getattr(heard.canary, "reviewer", None):
        yield str(reviewer)
