"""``ladder audit``: who of the members was not seen at work, and who may vote."""

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from tracker.assess.members import StayingOn, beginning
from tracker.catalog import load_member_exceptions
from tracker.checker import Checker, community_files
from tracker.checker.members import Members, MembersWanted, audit_members
from tracker.checker.voters import audit_voters
from tracker.cli.admins import MembersOptions, VotersOptions
from tracker.cli.also import Shown
from tracker.cli.pages import Asking, ReadAt, page
from tracker.criteria.election import Election
from tracker.entry.words import one_of
from tracker.errors import ConfigError
from tracker.facts.contributions import ActivityQuery
from tracker.facts.left_out import LeftOut
from tracker.facts.people import Login
from tracker.ladder import Ladder
from tracker.record import positional_record
from tracker.reports import PAGES
from tracker.sources.github.offline.source import OfflineSource
from tracker.sources.github.source import GitHubSource


@page("members-audit")
def run_members(options: MembersOptions) -> None:
    """Audit the members, and write what was found.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    asking = Asking(options, PAGES)
    ladder = asking.ladder
    for org in options["orgs"]:
        one_of(org, ladder.orgs, "organization")
    exceptions = _exceptions(options["exceptions"], LeftOut(ladder.left_out))
    source = asking.source("work of many members")
    checker = asking.checker(source, _files_read(ladder))
    rule = ladder.inactive_after(checker.as_of.date())
    if rule is None:
        raise ConfigError(
            f"the rules of {ladder.name} have no word on inactivity", hint="Choose other rules: --ladder."
        )
    members = _members(asking, source, checker, Term(checker.as_of, rule.months))
    told = partial(asking.progress.reading, what="members")
    wanted = MembersWanted(
        orgs=options["orgs"] or ladder.orgs, named=frozenset(options["logins"]), exceptions=exceptions
    )
    page = audit_members(members, rule, wanted, told)
    asking.write(page, page.cost)


def _exceptions(file: Path | None, left_out: LeftOut) -> dict[Login, StayingOn]:
    """Who stays on, and why, in words that name nobody who asked to be left out. Raises ConfigError."""
    found = load_member_exceptions(file) if file else ()
    return {Login.parse(one.login): StayingOn(reason=left_out.text(one.reason, ""), until=one.until) for one in found}


@positional_record
class Term:
    """The time that contributions are looked for in: so many months that end at a moment; and how many are enough."""

    until: datetime
    months: int
    enough: int = 1


def _members(asking: Asking[Shown], source: GitHubSource | OfflineSource, checker: Checker, term: Term) -> Members:
    """Whom to ask about whose work. Offline the time ends when an earlier run ended it, if no day is asked for."""
    ladder = checker.ladder
    excluded = frozenset(repo.casefold() for repo in ladder.definitions.excluded_repositories)
    query = ActivityQuery(
        orgs=ladder.orgs,
        since=beginning(term.until, term.months),
        until=term.until,
        enough=term.enough,
        excluded=excluded,
    )
    if isinstance(source, OfflineSource) and not asking.day_is_given and (until := source.activities_until(query)):
        query = replace(query, since=beginning(until, term.months), until=until)
        source.shown_as_of(until)
    source.leave_out(ladder.left_out)
    notes = asking.dated(checker, query.until).of_today("Lists of members, sigs.yaml and OWNERS files")
    return Members(source=source, community=checker.source, ladder=ladder, query=query, notes=notes)


def _files_read(ladder: Ladder) -> ReadAt:
    """When the files were last read that name the members."""
    return lambda cache: cache.files_read_at(community_files(ladder).org_files.values())


@page("voters-audit")
def run_voters(options: VotersOptions) -> None:
    """Look through everybody who may vote, and write what was found.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    asking = Asking(options, PAGES)
    ladder = asking.ladder
    if options["election"]:
        one_of(options["election"], [one.id for one in ladder.elections], "election")
    source = asking.source("work of many members")
    checker = asking.checker(source, _files_read(ladder))
    election = _election(ladder, options["election"], checker.as_of)
    snapshot = min(datetime.combine(election.snapshot, time(23, 59, 59), UTC), checker.as_of)
    members = _members(asking, source, checker, Term(snapshot, election.months, election.contributions))
    told = partial(asking.progress.reading, what="members")
    page = audit_voters(members, election, options["logins"], told)
    asking.write(page, page.cost)


def _election(ladder: Ladder, name: str | None, as_of: datetime) -> Election:
    """The election that is asked about. Raises ConfigError where the rules have none, or none was announced by then."""
    named = next((one for one in ladder.elections if one.id == name), None)
    election = named or ladder.election_on(as_of.date())
    if election is None:
        raise ConfigError(
            f"{ladder.name} has no rule of an election announced by {as_of.date()}", hint="See --election."
        )
    return election
