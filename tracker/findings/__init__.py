"""What was found: outcomes with their evidence, the tiers held, what is ready, what to do next.

A report is finished here: totals, order, verdicts and words are in it, and a format only lays it out.
"""

from tracker.findings.area import (
    Area,
    Counted,
    Deeds,
    EmeritusChange,
    Entered,
    Excepted,
    OwnedPlace,
    Quiet,
    Waiting,
)
from tracker.findings.attention import Attention, Topic
from tracker.findings.audits import MembersAudit, VotersAudit
from tracker.findings.candidates import Candidate, Candidates, Companion, RoleHolder
from tracker.findings.cohort import (
    NO_MATRIX,
    Cell,
    Change,
    Cohort,
    Column,
    Failure,
    Matrix,
    Member,
    Row,
    Shift,
    Sponsorship,
)
from tracker.findings.desk import Desk
from tracker.findings.group_area import Disagreement, GroupArea, OwnersRow
from tracker.findings.groups import (
    NO_GROUPS,
    ArchivedGroup,
    GroupAdvice,
    GroupSuggestion,
    Initiative,
    NextMeeting,
    Opening,
    Reason,
    Resource,
)
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome, all_of, any_of
from tracker.findings.outlook import Ahead, Outlook
from tracker.findings.readiness import TierResult, walk
from tracker.findings.reminders import Party, Reminder
from tracker.findings.report import Data, LadderRef, NextStep, Report
from tracker.findings.sponsors import (
    NO_SPONSORS,
    Answer,
    Granting,
    NoSponsors,
    OwnedScope,
    RequestAudit,
    RequestedOrg,
    SponsorCheck,
    Sponsors,
    SuggestedSponsor,
)
from tracker.findings.standing import NO_ACTIVITY, Count, Counts, Held, LastActivity, Month, Rung, Standing
from tracker.findings.term import Checkpoint, Milestone, Term

#: What a format can lay out.
Result = Report | Cohort | RequestAudit
#: What can be read from top to bottom: also what leads ask for, and those who look after an organization.
Page = Result | Candidates | Area | GroupArea | Desk | MembersAudit | VotersAudit

__all__ = [
    "NO_ACTIVITY",
    "NO_GROUPS",
    "NO_MATRIX",
    "NO_SPONSORS",
    "Ahead",
    "Answer",
    "ArchivedGroup",
    "Area",
    "Attention",
    "Basis",
    "Candidate",
    "Candidates",
    "Cell",
    "Change",
    "Checkpoint",
    "Citation",
    "Cohort",
    "Column",
    "Companion",
    "Count",
    "Counted",
    "Counts",
    "Data",
    "Deeds",
    "Desk",
    "Disagreement",
    "EmeritusChange",
    "Entered",
    "Evidence",
    "Excepted",
    "Failure",
    "Finding",
    "Granting",
    "GroupAdvice",
    "GroupArea",
    "GroupSuggestion",
    "Held",
    "Initiative",
    "LadderRef",
    "LastActivity",
    "Matrix",
    "Member",
    "MembersAudit",
    "Milestone",
    "Month",
    "NextMeeting",
    "NextStep",
    "NoSponsors",
    "Opening",
    "Outcome",
    "Outlook",
    "OwnedPlace",
    "OwnedScope",
    "OwnersRow",
    "Page",
    "Party",
    "Quiet",
    "Reason",
    "Reminder",
    "Report",
    "RequestAudit",
    "RequestedOrg",
    "Resource",
    "Result",
    "RoleHolder",
    "Row",
    "Rung",
    "Shift",
    "SponsorCheck",
    "Sponsors",
    "Sponsorship",
    "Standing",
    "SuggestedSponsor",
    "Term",
    "TierResult",
    "Topic",
    "VotersAudit",
    "Waiting",
    "all_of",
    "any_of",
    "walk",
]
