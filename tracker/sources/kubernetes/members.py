"""Since when members are members: the dates of the org files' history, or else of their lines, put to their entries."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.facts import Community, CommunityQuery, Gap, Kind
from tracker.facts.people import Login, Membership
from tracker.facts.tenure import Stay
from tracker.later import Later
from tracker.sources.base import Blamer, FileRef
from tracker.sources.kubernetes.line_dates import last_change, since
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery, OrgHistory

if TYPE_CHECKING:
    from tracker.sources.kubernetes import org_history
else:
    org_history = Later("tracker.sources.kubernetes.org_history")

#: Reads the history of the org files; asked once, and only when somebody is a member.
History = Callable[[HistoryQuery], OrgHistory]

#: How an address of an org file's line ends (``orgs.py``).
_LINE = re.compile(r"#L(\d+)\Z")


def history_at(place: HistoryPlace) -> History:
    """A history that is read once, from a place that git can reach."""
    known: dict[str, OrgHistory] = {}

    def read(query: HistoryQuery) -> OrgHistory:
        if query.repo not in known:
            known[query.repo] = org_history.read_history(query, place)
        return known[query.repo]

    return read


def with_dates(
    community: Community, query: CommunityQuery, history: History | None, blamer: Blamer | None = None
) -> Community:
    """The community with a date for each membership of the logins asked about; a gap where there is none.

    Where the history tells none, because it could not be read or does not know the login, the last change of the line
    in the org file stands in for it. The gap that says why the history was not read stays. All stays of these logins
    are put beside; with ``query.former`` also where nobody of them is a member now.
    """
    members = [membership for login in sorted(query.logins) for membership in community.memberships(login)]
    if not members and not query.former:
        return community
    asked = history_query(query)
    found = history(asked) if asked and history else None
    dated = [replace(m, since=found.since(m.org, m.login)) if found else m for m in members]
    gaps = found.gaps if found else (_unread("the history of the org files was not read"),)
    if blamer:
        dated, more = _by_blame(dated, query, blamer)
        gaps += more
    rosters = dict(community.rosters)
    for membership in dated:
        roster = rosters[membership.org]
        rosters[membership.org] = replace(roster, members={**roster.members, membership.login: membership})
    stays = _stays(found, query.logins) if found else {}
    return replace(community, rosters=rosters, stays=stays, gaps=(*community.gaps, *gaps))


_Dated = tuple[list[Membership], tuple[Gap, ...]]


def _stays(history: OrgHistory, logins: Iterable[Login]) -> dict[str, dict[str, tuple[Stay, ...]]]:
    keys = {login.key for login in logins}
    return {org: {key: book[key] for key in keys & book.keys()} for org, book in history.books.items()}


def _by_blame(members: Sequence[Membership], query: CommunityQuery, blamer: Blamer) -> _Dated:
    """The memberships, with a date for those that had none and are shown by a line; all asked for at once."""
    lines = {member: line for member in members if member.since.day is None and (line := _LINE.search(member.url))}
    refs = {member: FileRef.parse(query.org_files[member.org]) for member in lines}
    asked = list(dict.fromkeys(refs.values()))
    blame = dict(zip(asked, blamer.blame(asked), strict=True)) if asked else {}
    found = {member: last_change(ref, [int(lines[member][1])], blame[ref]) for member, ref in refs.items()}
    undated = dict.fromkeys((member.login, why) for member, why in found.items() if isinstance(why, str))
    dated = {
        member: replace(member, since=since(one, member.since.note))
        for member, one in found.items()
        if not isinstance(one, str)
    }
    return [dated.get(member, member) for member in members], tuple(_unread(why, login) for login, why in undated)


def history_query(query: CommunityQuery) -> HistoryQuery | None:
    """What to read of which repository; None where the org files are in none, or their beginning is not stated."""
    files = {org: FileRef.parse(name) for org, name in query.org_files.items()}
    repos = {file.repo for file in files.values()}
    if len(repos) != 1 or query.known_from is None:
        return None
    paths = {org: (file.path, *query.org_files_were.get(org, ())) for org, file in files.items()}
    return HistoryQuery(repo=repos.pop(), paths=paths, floor=query.known_from)


def _unread(reason: str, login: Login | None = None) -> Gap:
    effect = "since when somebody is a member is not known"
    return Gap(kind=Kind.MEMBER_SINCE, reason=reason, effect=effect, login=login)
