"""``ladder audit``: who of the members was not seen at work, and who may vote."""

from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from tracker.assess.members import StayingOn, beginning
from tracker.catalog import load_member_exceptions
from tracker.checker import Checker
from tracker.checker.members import Members, MembersWanted, audit_members
from tracker.checker.voters import audit_voters
from tracker.cli.admins import MembersOptions, VotersOptions
from tracker.cli.pages import Asking, page
from tracker.criteria.election import Election
from tracker.entry.words import one_of
from tracker.errors import ConfigError
from tracker.facts.contributions import ActivityQuery
from tracker.facts.left_out import LeftOut
from tracker.facts.people import Login
from tracker.ladder import Ladder
from tracker.reports import PAGES
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
    checker = asking.checker(source)
    rule = ladder.inactive_after(checker.as_of.date())
    if rule is None:
        raise ConfigError(
            f"the rules of {ladder.name} have no word on inactivity", hint="Choose other rules: --ladder."
        )
    members = _members(source, checker, beginning(checker.as_of, rule.months), checker.as_of)
    told = partial(asking.progress.reading, what="members")
    wanted = MembersWanted(
        orgs=options["orgs"] or ladder.orgs, named=frozenset(options["logins"]), exceptions=exceptions
    )
    page = audit_members(members, rule, wanted, told)
    asking.write(page, page.cost)


def _exceptions(file: Path | None, left_out: LeftOut) -> dict[Login, StayingOn]:
    """Who stays on, and why, in words that name nobody who asked to be left out.

    Raises:
        ConfigError: the file cannot be read, or does not hold.
    """
    found = load_member_exceptions(file) if file else ()
    return {Login.parse(one.login): StayingOn(reason=left_out.text(one.reason, ""), until=one.until) for one in found}


def _members(source: GitHubSource, checker: Checker, since: datetime, until: datetime, enough: int = 1) -> Members:
    ladder = checker.ladder
    excluded = frozenset(repo.casefold() for repo in ladder.definitions.excluded_repositories)
    query = ActivityQuery(orgs=ladder.orgs, since=since, until=until, enough=enough, excluded=excluded)
    source.leave_out(ladder.left_out)
    return Members(source=source, community=checker.source, ladder=ladder, query=query)


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
    checker = asking.checker(source)
    election = _election(ladder, options["election"], checker.as_of)
    snapshot = min(datetime.combine(election.snapshot, time(23, 59, 59), UTC), checker.as_of)
    since = beginning(snapshot, election.months)
    members = _members(source, checker, since, snapshot, election.contributions)
    told = partial(asking.progress.reading, what="members")
    page = audit_voters(members, election, options["logins"], told)
    asking.write(page, page.cost)


def _election(ladder: Ladder, name: str | None, as_of: datetime) -> Election:
    """The election that is asked about.

    Raises:
        ConfigError: the rules have none, or none was announced by then.
    """
    named = next((one for one in ladder.elections if one.id == name), None)
    election = named or ladder.election_on(as_of.date())
    if election is None:
        raise ConfigError(
            f"{ladder.name} has no rule of an election announced by {as_of.date()}", hint="See --election."
        )
    return election
