"""What waits for whom: for somebody themselves, their mentor, sponsors, the GitHub admins, reviewers."""

from enum import StrEnum

from tracker.facts.people import Login
from tracker.record import record


class Party(StrEnum):
    """For whom something waits."""

    SPONSORS = "sponsors"
    ADMINS = "admins"
    REVIEWERS = "reviewers"
    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Party.SPONSORS: "For sponsors",
    Party.ADMINS: "For the GitHub admins",
    Party.REVIEWERS: "For reviewers and approvers",
    Party.MENTOR: "For mentors",
    Party.MENTEE: "For the mentees",
}


@record
class Reminder:
    """One thing about a person (``login``) that waits for somebody. ``who`` are those who are known by name."""

    party: Party
    login: Login
    text: str
    who: tuple[str, ...] = ()
    url: str | None = None
