"""Who may vote in an election: reasons for and against each, and what to write in the form of those not on the list."""

from collections.abc import Iterator
from datetime import datetime

from tracker.criteria.election import Election
from tracker.facts import Community
from tracker.facts.contributions import Activities, Activity
from tracker.facts.people import Login
from tracker.findings.audits import ALL_MEMBERS, Voter
from tracker.findings.sponsors import Answer
from tracker.record import record


@record
class Electorate:
    """What is known of those who may vote: the community's files, and what each contributed in the time that counts.

    ``orgs`` are the organizations whose members may vote; where not every file was read, who is in none is not known.
    """

    election: Election
    community: Community
    activities: Activities
    orgs: tuple[str, ...]
    since: datetime

    def voter(self, login: Login) -> Voter:
        """One person. Pure."""
        activity = self.activities.by_login.get(login)
        orgs = tuple(one.org for one in self.community.memberships(login) if one.org in self.orgs)
        committees = tuple(self._committees(login))
        enough = self.election.everyone is not None or bool(activity and activity.least >= self.election.contributions)
        once = tuple(self._committees(login, once=True))
        may_vote = self._may_vote(member=bool(orgs), enough=enough, committee=bool(committees), once=bool(once))
        return Voter(
            login=login,
            may_vote=may_vote,
            for_=tuple(self._reasons_for(orgs, committees, activity)),
            against=() if may_vote is Answer.YES else tuple(self._reasons_against(orgs, once, activity)),
            orgs=orgs,
            least=activity.least if activity else None,
            appeal=None if may_vote is Answer.YES else self._appeal(activity),
        )

    def _may_vote(self, *, member: bool, enough: bool, committee: bool, once: bool) -> Answer:
        """Nobody is *no* for want of contributions: those that are counted are never all."""
        if committee or (member and enough):
            return Answer.YES
        if member or once or self._unread_orgs:
            return Answer.UNKNOWN
        return Answer.UNKNOWN if self.community.groups is None else Answer.NO

    @property
    def _unread_orgs(self) -> tuple[str, ...]:
        return tuple(org for org in self.orgs if org not in self.community.rosters)

    def _committees(self, login: Login, *, once: bool = False) -> Iterator[str]:
        """The committees that list somebody, or thank them for what they did ``once`` (until when is not written)."""
        groups = self.community.groups.by_id if self.community.groups else {}
        for name in self.election.committees:
            group = groups.get(name)
            people = (group.emeritus_leads if once else group.chairs) if group else ()
            if group and any(person.login == login for person in people):
                yield group.name

    def _reasons_for(
        self, orgs: tuple[str, ...], committees: tuple[str, ...], activity: Activity | None
    ) -> Iterator[str]:
        if orgs:
            yield f"member of {', '.join(orgs)}"
        if orgs and self.election.everyone:
            yield ALL_MEMBERS
        if committees:
            yield f"member of the {' and the '.join(committees)} committee"
        if activity and activity.least >= self.election.contributions:
            yield f"at least {activity.least} contributions ({self.election.contributions} are needed)"

    def _reasons_against(
        self, orgs: tuple[str, ...], once: tuple[str, ...], activity: Activity | None
    ) -> Iterator[str]:
        for name in once:
            yield f"was a member of the {name} committee; whether at a time that counts is not known"
        if unread := self._unread_orgs:
            yield f"whether {', '.join(unread)} lists them is not known"
        elif not orgs:
            yield "no organization lists them now; members of earlier months of a committee may vote, too"
        if self.election.everyone:
            return
        needed = self.election.contributions
        if activity is None:
            yield "contributions were not counted yet"
        elif activity.least < needed:
            yield f"{activity.least} of {needed} contributions could be counted; there may be more"
            yield from activity.doubts

    def _appeal(self, activity: Activity | None) -> str:
        """A text for the exception form, to complete."""
        snapshot = self.election.snapshot
        lines = [
            f"I ask to vote in the {self.election.title}.",
            f"My contributions to Kubernetes between {self.since.date()} and {snapshot}:",
        ]
        if activity and activity.least:
            last = f", the last of which is {activity.last.url}" if activity.last else ""
            lines.append(f"- at least {activity.least} on GitHub{last}")
        return "\n".join([*lines, "- (work that GitHub does not show: what, where, with whom, and a link)"])
