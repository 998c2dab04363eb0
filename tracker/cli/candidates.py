"""``ladder candidates OWNER/REPO[:PATH]``: who is ready for a role there, of everybody who took part."""

from dataclasses import dataclass
from pathlib import Path

from tracker.checker.candidates import Finder
from tracker.cli.lead_options import LeadWords
from tracker.cli.lead_pages import Asking, write_schema
from tracker.entry.leads import numbers_in, tier_of
from tracker.errors import UsageError
from tracker.facts.scopes import Scope


@dataclass(frozen=True, kw_only=True)
class Words(LeadWords):
    """What was asked for on the command line."""

    scope: Scope | None
    tier: str | None
    clone: Path | None


def run_candidates(words: Words) -> None:
    """Find candidates and write who they are.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if words.json_schema:
        write_schema("candidates", words.output)
        return
    if words.scope is None:
        raise UsageError("no place was named", hint="Name one, for example kubernetes-sigs/kueue:pkg/scheduler.")
    asking = Asking(words)
    tier = tier_of(words.tier, asking.rules[0])
    lead = asking.lead(str(words.scope.repo))
    finder = Finder(
        checker=lead.checker,
        source=lead.source,
        scope=words.scope,
        tier=tier,
        since=lead.since,
        numbers=numbers_in(words.clone, words.scope, lead, asking.caller),
        told=asking.progress.reading,
    )
    found = finder.find()
    asking.write(found, found.data.cost)
