"""What was found: outcomes with their evidence, the tiers held, what is ready, what to do next.

A report is finished here: totals, order, verdicts and words are in it, and a format only lays it out.
What is imported from here loads the module that has it, and no other.
"""

from typing import TYPE_CHECKING

from tracker.later import attributes

if TYPE_CHECKING:
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
    from tracker.findings.results import Page, Result
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
else:
    #: Where each name is; a module is imported when one of its names is used.
    _HOMES = {
        "area": "Area Counted Deeds EmeritusChange Entered Excepted OwnedPlace Quiet Waiting",
        "attention": "Attention Topic",
        "audits": "MembersAudit VotersAudit",
        "candidates": "Candidate Candidates Companion RoleHolder",
        "cohort": "NO_MATRIX Cell Change Cohort Column Failure Matrix Member Row Shift Sponsorship",
        "desk": "Desk",
        "group_area": "Disagreement GroupArea OwnersRow",
        "groups": "NO_GROUPS ArchivedGroup GroupAdvice GroupSuggestion Initiative NextMeeting Opening Reason Resource",
        "outcomes": "Basis Citation Evidence Finding Outcome all_of any_of",
        "outlook": "Ahead Outlook",
        "readiness": "TierResult walk",
        "reminders": "Party Reminder",
        "report": "Data LadderRef NextStep Report",
        "results": "Page Result",
        "sponsors": "NO_SPONSORS Answer Granting NoSponsors OwnedScope RequestAudit RequestedOrg SponsorCheck Sponsors SuggestedSponsor",
        "standing": "NO_ACTIVITY Count Counts Held LastActivity Month Rung Standing",
        "term": "Checkpoint Milestone Term",
    }
    __getattr__ = attributes(__name__, _HOMES)
