"""Groups for invented people. The groups are real ones, who leads them here is not."""

from datetime import UTC, date, datetime

from tracker.findings.groups import (
    ArchivedGroup,
    GroupAdvice,
    GroupSuggestion,
    Initiative,
    NextMeeting,
    Reason,
    Resource,
)

_COMMUNITY = "https://github.com/kubernetes/community"
SERVING = ArchivedGroup(
    id="wg-serving",
    name="Serving",
    archived_on=date(2026, 2, 17),
    url=f"{_COMMUNITY}/pull/8848",
    successors=(
        Reason(
            text="inference routing to gateway-api-inference-extension (SIG Network)",
            url="https://github.com/kubernetes-sigs/gateway-api-inference-extension",
        ),
        Reason(text="multi-host inference to LeaderWorkerSet (SIG Apps)", url="https://github.com/kubernetes-sigs/lws"),
    ),
    now_in=("SIG Network", "SIG Apps"),
)
_BATCH = GroupSuggestion(
    id="wg-batch",
    name="Batch",
    title="WG Batch",
    kind="wg",
    ai_ml=True,
    why="workload-centric: training, HPC and data jobs",
    about="Discuss and enhance the support for Batch workloads in core Kubernetes.",
    reasons=(
        Reason(
            text="24 pull requests in kubernetes-sigs/kueue (newest kubernetes-sigs/kueue#5120, 2026-07-20)",
            url="https://github.com/kubernetes-sigs/kueue/pull/5120",
        ),
        Reason(
            text="1 pull request about KEP-5440 (kubernetes/enhancements#5500, 2026-06-02)",
            url="https://github.com/kubernetes/enhancements/pull/5500",
        ),
        Reason(text="you stated an interest in batch", url=f"{_COMMUNITY}/tree/main/wg-batch"),
    ),
    related=("rests on WG Device Management", "fed WG AI Integration (archived 2026-04-17)"),
    repositories=("kubernetes-sigs/kueue",),
    slack="#wg-batch",
    slack_url="https://kubernetes.slack.com/messages/wg-batch",
    mailing_list="https://groups.google.com/a/kubernetes.io/g/wg-batch",
    meetings=("Thursdays 16:00 CET (Central European Time), weekly",),
    meetings_url="https://k8s.dev/calendar",
    next_meetings=(
        NextMeeting(
            text="Thursdays 16:00 CET (Central European Time), weekly", at=datetime(2026, 8, 27, 14, tzinfo=UTC)
        ),
    ),
    leads=("octo-chair", "octo-lead"),
    liaison="octo-liaison",
    url=f"{_COMMUNITY}/tree/main/wg-batch",
    issues_url="https://github.com/search?type=issues&q=is%3Aissue%20is%3Aopen%20label%3A%22wg%2Fbatch%22",
    first_step="Join the next meeting and say which workload you care about.",
    chances=(
        Reason(
            text="kjob has one owner in its OWNERS files: a second one is welcome",
            url="https://github.com/kubernetes-sigs/kjob/blob/HEAD/OWNERS",
        ),
    ),
)
_SCHEDULING = GroupSuggestion(
    id="sig-scheduling",
    name="Scheduling",
    title="SIG Scheduling",
    kind="sig",
    ai_ml=False,
    reasons=(
        Reason(
            text="24 pull requests in the subproject kueue (newest kubernetes-sigs/kueue#5120, 2026-07-20)",
            url="https://github.com/kubernetes-sigs/kueue/pull/5120",
        ),
    ),
    url=f"{_COMMUNITY}/tree/main/sig-scheduling",
)
ADVICE = GroupAdvice(
    suggested=(_BATCH, _SCHEDULING),
    archived=(SERVING, ArchivedGroup(id="wg-octo", name="Octo", archived_on=None)),
    initiatives=(
        Initiative(
            title="Gang scheduling",
            url="https://github.com/kubernetes/enhancements/issues/4671",
            repository="kubernetes/kubernetes",
            state="beta",
            keps=(
                Reason(
                    text="KEP-4671 gang scheduling: beta in 1.37",
                    url="https://github.com/kubernetes/enhancements/issues/4671",
                ),
            ),
        ),
    ),
)
NOTHING_FITS = GroupAdvice(archived=(SERVING,), note="nothing that was read leads to a group yet")
_GUIDE = "https://www.kubernetes.dev/docs"
ORIENTATION = (
    Resource(
        title="New Contributor Orientation",
        url=f"{_GUIDE}/onboarding/",
        note="third Tuesday of the month",
        parts=(
            Resource(title="what Kubernetes does", url=f"{_GUIDE}/onboarding/", id="orientation-technology", done=True),
            Resource(
                title="the session",
                url=f"{_GUIDE}/onboarding/",
                id="orientation-session",
                parts=(
                    Resource(title="what it does", url=f"{_GUIDE}/onboarding/", id="orientation-does", done=True),
                    Resource(title="questions", url=f"{_GUIDE}/onboarding/", id="orientation-questions"),
                ),
            ),
            Resource(title="how the community works", url=f"{_GUIDE}/onboarding/", id="orientation-community"),
        ),
    ),
    Resource(title="Contributor guide", url=f"{_GUIDE}/guide/", done=True),
    *(Resource(title=f"Page {n}", url=f"{_GUIDE}/guide/page-{n}/") for n in range(1, 7)),
)
