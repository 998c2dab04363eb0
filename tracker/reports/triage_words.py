"""The wording of what membership requests wait for, which text and Markdown share."""

from collections import Counter
from collections.abc import Iterator

from tracker.facts.people import Login
from tracker.findings.desk import Desk
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import RequestVerdict, Turn, Wait
from tracker.reports.words import day

#: The verdicts in the order in which somebody goes through them, as titles.
TITLES = {
    RequestVerdict.READY: "Ready for admins",
    RequestVerdict.UNKNOWN: "To look up",
    RequestVerdict.WAITS: "Waiting for applicants and sponsors",
    RequestVerdict.NEEDLESS: "Nothing to add",
    RequestVerdict.OVER: "Closed",
}
_COUNTED = {
    RequestVerdict.READY: "ready for admins",
    RequestVerdict.UNKNOWN: "to look up",
    RequestVerdict.WAITS: "waiting for applicants or sponsors",
    RequestVerdict.NEEDLESS: "with nothing to add",
    RequestVerdict.OVER: "closed",
}
_TURNS = {Turn.APPLICANT: "applicant:", Turn.SPONSOR: "sponsor", Turn.ADMINS: "admins:"}
_MAY_SPONSOR = {
    Answer.YES: "may sponsor",
    Answer.NO: "may not sponsor",
    Answer.UNKNOWN: "not known whether they may sponsor",
}


def summary(desk: Desk) -> str:
    """How many requests there are, by verdict."""
    counts = Counter(one.triage.verdict for one in desk.requests if one.triage)
    said = [f"{counts[verdict]} {words}" for verdict, words in _COUNTED.items() if counts[verdict]]
    state = "" if desk.state == "all" else f"{desk.state} "
    since = f" made since {day(desk.since)}" if desk.since else ""
    least = "At least " if desk.gaps or desk.unread else ""
    number = len(desk.requests)
    verdicts = f": {', '.join(said)}" if said else ""
    return f"{least}{number} {state}request{'' if number == 1 else 's'}{since}, as of {day(desk.as_of)}{verdicts}."


def heading(made: RequestAudit, number: str) -> str:
    """Who asks for what, since when."""
    applicant = str(made.applicant) if made.applicant else "nobody that can be read"
    age = made.triage.age_days if made.triage else 0
    days = "today" if age == 0 else "1 day old" if age == 1 else f"{age} days old"
    return f"{number}{made.number} {applicant} for {', '.join(made.orgs) or 'no organization that can be read'}, {days}"


def sponsor(one: SponsorCheck, made: RequestAudit) -> str:
    """What is known of a sponsor: whether they may be one and why, where they work, and that they did not answer."""
    silent = "" if one.confirmed else "; no answer yet" if made.complete else "; answer not known"
    why = f": {'; '.join(one.why)}" if one.why else ""
    return f"{_MAY_SPONSOR[one.eligible]}{why}; {stated(made, one.login) or 'company not stated'}{silent}"


def stated(made: RequestAudit, login: Login) -> str:
    """The companies of somebody, each with where that is stated."""
    found = made.triage.companies if made.triage else ()
    return ", ".join(f"{each.company} ({each.stated_in})" for each in found if each.login == login)


def applicant(made: RequestAudit) -> Iterator[str]:
    """The companies of the applicant, where any are stated."""
    if made.applicant and (companies := stated(made, made.applicant)):
        yield f"{made.applicant}: {companies}"


def wait(one: Wait) -> str:
    """Whose turn it is, and for what; what a sponsor does begins with their login."""
    return f"{_TURNS[one.turn]} {one.text}"


def change(one: FileChange) -> str:
    """What stands above a change."""
    return f"{one.path}: change it by hand, as {one.by_hand}" if one.diff is None else one.path
