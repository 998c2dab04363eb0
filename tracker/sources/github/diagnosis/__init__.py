"""Finds out whether a GitHub answers as this program relies on: a check for each thing, in about nine requests.

``survey`` asks and keeps what came; the checks are functions of that alone. No login is in what
they say, nor the token.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.findings.diagnosis import Check
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.diagnosis import access, comparisons, files, names, schema
from tracker.sources.github.diagnosis.observations import Observations, Subject
from tracker.sources.github.diagnosis.survey import Survey

__all__ = ["Subject", "diagnose"]

_CHECKS = (
    access.connection,
    access.clock,
    access.token,
    access.scopes,
    access.organizations,
    schema.schema,
    comparisons.operators,
    comparisons.limit,
    comparisons.canary,
    files.tree,
    files.blame,
    names.names,
    access.cost,
)


def diagnose(client: GitHubClient, subject: Subject) -> tuple[Check, ...]:
    """Every check, in the order a person would look; what could not be asked is ``not_checked``. Never raises."""
    observed = Survey(client, subject).run()
    return tuple(_unnamed(check(observed), client, observed) for check in _CHECKS)


def _unnamed(check: Check, client: GitHubClient, observed: Observations) -> Check:
    """The same without the token, and without the login of whose work was counted."""

    def clean(text: str) -> str:
        return _without(client.settings.redact(text), observed)

    return replace(check, seen=clean(check.seen), to_do=clean(check.to_do) if check.to_do else None)


def _without(text: str, observed: Observations) -> str:
    for login in _logins(observed):
        text = re.sub(rf"(?<![\w-]){re.escape(login)}(?![\w-])", "somebody", text, flags=re.IGNORECASE)
    return text


def _logins(observed: Observations) -> Iterator[str]:
    if reviewer := getattr(observed.canary, "reviewer", None):
        yield str(reviewer)
