"""Since when members are members: the dates of the org files' history, put to the entries of the files."""

from collections.abc import Callable
from dataclasses import replace

from tracker.facts import Community, CommunityQuery, Gap, Kind
from tracker.facts.people import Membership, OrgRoster
from tracker.sources.kubernetes.org_history import HistoryPlace, HistoryQuery, OrgHistory, read_history

#: Reads the history of the org files; asked once, and only when somebody is a member.
History = Callable[[HistoryQuery], OrgHistory]


def history_at(place: HistoryPlace) -> History:
    """A history that is read once, from a place that git can reach."""
    known: dict[str, OrgHistory] = {}

    def read(query: HistoryQuery) -> OrgHistory:
        if query.repo not in known:
            known[query.repo] = read_history(query, place)
        return known[query.repo]

    return read


def with_dates(community: Community, query: CommunityQuery, history: History | None) -> Community:
    """The community with a date for each membership of the logins asked about; a gap where there is none."""
    members = [membership for login in query.logins for membership in community.memberships(login)]
    if not members and not query.former:
        return community
    asked = history_query(query)
    if asked is None or history is None:
        return replace(community, gaps=(*community.gaps, _unread("the history of the org files was not read")))
    found = history(asked)
    rosters = dict(community.rosters)
    for membership in members:
        rosters[membership.org] = _dated(rosters[membership.org], membership, found)
    keys = {login.key for login in query.logins}
    stays = {org: {key: book[key] for key in keys & book.keys()} for org, book in found.books.items()}
    return replace(community, rosters=rosters, stays=stays, gaps=(*community.gaps, *found.gaps))


def history_query(query: CommunityQuery) -> HistoryQuery | None:
    """What to read of which repository; None where the org files are in none, or their beginning is not stated."""
    repos = {name.partition(":")[0] for name in query.org_files.values()}
    if len(repos) != 1 or query.known_from is None:
        return None
    paths = {org: (name.partition(":")[2], *query.org_files_were.get(org, ())) for org, name in query.org_files.items()}
    return HistoryQuery(repo=repos.pop(), paths=paths, floor=query.known_from)


def _dated(roster: OrgRoster, membership: Membership, history: OrgHistory) -> OrgRoster:
    since = history.since(membership.org, membership.login)
    return replace(roster, members={**roster.members, membership.login: replace(membership, since=since)})


def _unread(reason: str) -> Gap:
    return Gap(kind=Kind.MEMBER_SINCE, reason=reason, effect="since when somebody is a member is not known")
