"""What there is to lay out: results of every kind."""

from tracker.findings.area import Area
from tracker.findings.audits import MembersAudit, VotersAudit
from tracker.findings.candidates import Candidates
from tracker.findings.cohort import Cohort
from tracker.findings.desk import Desk
from tracker.findings.group_area import GroupArea
from tracker.findings.report import Report
from tracker.findings.sponsors import RequestAudit

#: What every format can lay out.
Result = Report | Cohort | RequestAudit
#: What can be read from top to bottom: also what leads ask for, and those who look after an organization.
Page = Result | Candidates | Area | GroupArea | Desk | MembersAudit | VotersAudit
