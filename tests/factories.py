"""Small made-up facts for tests: everything has a default, and nobody in them exists."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from pydantic import TypeAdapter

from tracker.criteria import AnyCriterion
from tracker.criteria.base import Attestation, Case
from tracker.criteria.definitions import Definitions, Primary, Substantial
from tracker.criteria.holding import holdings
from tracker.criteria.work import Work
from tracker.facts import Community, Facts, Gap, Kind
from tracker.facts.activity import Conversation, FileChange, Participation, PullRequest, Review, ReviewState
from tracker.facts.commands import Command, CommandKind
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import UNKNOWN_SINCE, Contributor, DatePrecision, Login, Membership, OrgRoster, Since
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Citation

ME = Login.parse("octo-me")
AUTHOR = Login.parse("octo-author")
OTHER = Login.parse("octo-other")
REPO = "octo-org/octo-repo"
WEB = "https://github.com"
#: The day of the report.
TODAY = date(2026, 8, 21)
#: When a pull request is merged unless a test says otherwise.
MERGED = "2026-06-10"


def at(day: str) -> datetime:
    """Noon of a day, in UTC; or a moment, where the text holds one."""
    moment = datetime.fromisoformat(day)
    return (moment if "T" in day else datetime.combine(moment.date(), time(12))).replace(tzinfo=UTC)


def login(name: str) -> Login:
    return Login.parse(name)


def pull_request(
    number: int = 1,
    *,
    repo: str = REPO,
    author: Login | None = AUTHOR,
    merged: str | None = MERGED,
    title: str = "Make it better",
    paths: Iterable[str] = ("pkg/a.go",),
    lines: int = 50,
    files_known: bool = True,
    **other: Any,
) -> PullRequest:
    """A pull request of ``lines`` added lines in each file; ``files_known=False``: neither files nor size were read."""
    files = tuple(FileChange(path=path, additions=lines, deletions=0) for path in paths) if files_known else ()
    fields: dict[str, Any] = {
        "id": f"{repo}#{number}",
        "repo": repo,
        "number": number,
        "url": f"{WEB}/{repo}/pull/{number}",
        "title": title,
        "author": author,
        "created_at": at("2026-06-01"),
        "updated_at": at("2026-06-11"),
        "merged_at": at(merged) if merged else None,
        "base": "main",
        "files": files,
        "changed_files": len(files) if files_known else None,
    }
    return PullRequest(**(fields | other))


def mine(number: int = 1, **other: Any) -> PullRequest:
    """A pull request of one's own."""
    return pull_request(number, author=ME, **other)


def review(
    by: Login = ME, day: str = "2026-06-05", state: ReviewState = ReviewState.COMMENTED, comments: int | None = 0
) -> Review:
    return Review(by=by, state=state, at=at(day), url=f"{WEB}/review", comments=comments)


def command(by: Login = ME, day: str = "2026-06-06", kind: CommandKind = CommandKind.LGTM) -> Command:
    return Command(kind=kind, by=by, at=at(day), url=f"{WEB}/comment")


def participation(
    pr: PullRequest | None = None,
    *,
    said: Iterable[Review | Command] = (),
    complete: bool = True,
    read: bool = True,
) -> Participation:
    """What everybody said on a pull request; ``read=False``: only what I said myself is known."""
    reviews = tuple(one for one in said if isinstance(one, Review))
    commands = tuple(one for one in said if isinstance(one, Command))
    return Participation(
        pull_request=pr or pull_request(),
        mine=tuple(one for one in reviews if one.by == ME),
        commands=tuple(one for one in commands if one.by == ME),
        conversation=Conversation(reviews=reviews, commands=commands, complete=complete) if read else None,
    )


def primary(number: int = 1, **other: Any) -> Participation:
    """A pull request that I was the primary reviewer of."""
    return participation(pull_request(number, **other), said=[command()])


def reviewed(number: int = 1, **other: Any) -> Participation:
    """A pull request that I reviewed and somebody else gave /lgtm."""
    return participation(pull_request(number, **other), said=[review(), command(OTHER)])


def gap(kind: Kind = Kind.REVIEWED, **other: Any) -> Gap:
    return Gap(kind=kind, reason="reading stopped", effect="more may exist", **other)


def facts(
    *,
    authored: Iterable[PullRequest] = (),
    participations: Iterable[Participation] = (),
    gaps: Iterable[Gap] = (),
    who: Login = ME,
    today: date = TODAY,
) -> Facts:
    moment = datetime.combine(today, time(18), UTC)
    return Facts(
        contributor=Contributor(login=who, id="U_1", url=f"{WEB}/{who}"),
        as_of=moment,
        authored=tuple(authored),
        participations=tuple(participations),
        gaps=tuple(gaps),
        source="test",
        host="api.github.com",
        fetched_at=moment,
    )


def since(day: str | None, precision: DatePrecision = DatePrecision.EXACT, note: str | None = None) -> Since:
    return Since(day=date.fromisoformat(day), precision=precision, note=note) if day else UNKNOWN_SINCE


def member(org: str = "octo-org", held: Since = UNKNOWN_SINCE, *, who: Login = ME, admin: bool = False) -> OrgRoster:
    """An organization's file with one login in it."""
    url = f"{WEB}/{org}/org.yaml"
    return OrgRoster(
        org=org, url=url, members={who: Membership(org=org, login=who, admin=admin, url=f"{url}#L3", since=held)}
    )


def owner(
    role: Role = Role.REVIEWER, directory: str = "", held: Since = UNKNOWN_SINCE, *, repo: str = REPO, who: Login = ME
) -> OwnersTree:
    """A repository with one login in one OWNERS file."""
    url = f"{WEB}/{repo}/blob/main/{directory}/OWNERS"
    entry = OwnersEntry(login=who, role=role, repo=repo, directory=directory, url=url, since=held)
    return OwnersTree(repo=repo, entries_=(entry,))


def community(
    *, rosters: Iterable[OrgRoster] = (), owners: Iterable[OwnersTree] = (), gaps: Iterable[Gap] = ()
) -> Community:
    return Community(
        rosters={roster.org: roster for roster in rosters},
        owners={tree.repo: tree for tree in owners},
        gaps=tuple(gaps),
    )


def definitions(**other: Any) -> Definitions:
    """Substantial from 30 lines; primary by /lgtm; nothing excluded."""
    fields: dict[str, Any] = {
        "substantial": Substantial(reason="ours", changed_lines=30),
        "primary": Primary(reason="ours"),
    }
    return Definitions(**(fields | other))


def case(
    known: Facts | None = None,
    *,
    of: Community | None = None,
    scope: Scope | None = None,
    words: Definitions | None = None,
    attested: Mapping[str, Attestation] | None = None,
) -> Case:
    """What a criterion is given; the scope is the whole repository unless a test says otherwise."""
    known, of, words = known or facts(), of or community(), words or definitions()
    return Case(
        facts=known,
        community=of,
        definitions=words,
        work=Work(facts=known, definitions=words),
        holdings=holdings(of, known.contributor.login),
        scope=scope or Scope.directory(REPO),
        today=known.as_of.date(),
        web=WEB,
        orgs=("octo-org",),
        citations={"rules": Citation(title="rules.md", url=f"{WEB}/octo-org/rules/blob/main/rules.md")},
        attested=attested or {},
    )


_CRITERION: TypeAdapter[AnyCriterion] = TypeAdapter(AnyCriterion)


def criterion(kind: str, **other: Any) -> AnyCriterion:
    """A criterion of a kind; the test names the fields that this kind has."""
    words = {"id": "rule", "title": "A rule", "decides": "decide", "source": {"document": "rules"}}
    return _CRITERION.validate_python({"kind": kind, **words, **other})
