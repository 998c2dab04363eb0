"""Which groups are suggested to whom, why, and what is said of those that ended."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from factories import ME, at, mine, owner, participation, pull_request, review, reviewed
from unit.group_cases import advice, ended, guide, real_groups, suggested, with_, without

from tracker.facts import Community
from tracker.facts.groups import Person
from tracker.facts.meetings import Meeting
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Login

KUBERNETES = "kubernetes/kubernetes"
NEWCOMERS = ["sig-contributor-experience", "sig-docs", "sig-release"]
ENHANCEMENTS = "kubernetes/enhancements"


def sigs(repo, **more):
    return mine(repo=f"kubernetes-sigs/{repo}", **more)


class TestTheGroupsThatPeopleReadAbout:
    @pytest.mark.parametrize(
        ("work", "group"),
        [
            (sigs("kueue"), "wg-batch"),
            (sigs("jobset"), "wg-batch"),
            (mine(repo=KUBERNETES, paths=["pkg/controller/job/job.go"]), "wg-batch"),
            (mine(repo=KUBERNETES, labels=("wg/batch",)), "wg-batch"),
            (sigs("dra-driver-nvidia-gpu"), "wg-device-management"),
            (mine(repo=KUBERNETES, paths=["test/e2e/dra/dra.go"]), "wg-device-management"),
            (mine(repo=KUBERNETES, title="KEP-5055: taint more devices"), "wg-device-management"),
            (sigs("wg-ai-gateway"), "wg-ai-gateway"),
            (sigs("gateway-api-inference-extension"), "wg-ai-gateway"),
            (mine(repo=KUBERNETES, labels=("wg/workload-aware-scheduling",)), "wg-workload-aware-scheduling"),
            (mine(repo=KUBERNETES, labels=("AREA/Workload-Aware",)), "wg-workload-aware-scheduling"),
            (mine(repo=KUBERNETES, title="Gang scheduling: count pods once"), "wg-workload-aware-scheduling"),
            (
                mine(repo=ENHANCEMENTS, paths=["keps/sig-scheduling/4671-gang-scheduling/README.md"]),
                "wg-workload-aware-scheduling",
            ),
            (mine(repo=ENHANCEMENTS, paths=["keps/prod-readiness/sig-node/5823.yaml"]), "wg-checkpoint-restore"),
            (mine(repo=KUBERNETES, title="kubelet: container checkpoint in CRI-O"), "wg-checkpoint-restore"),
        ],
    )
    def test_active_ones_are_suggested(self, work, group):
        found = {one.id: one for one in advice(work).suggested}
        assert group in found
        assert found[group].ai_ml
        assert found[group].first_step
        assert any(reason.url == work.url and str(work) in reason.text for reason in found[group].reasons)

    @pytest.mark.parametrize(
        ("work", "group", "day", "heir"),
        [
            (sigs("lws"), "wg-serving", "2026-02-17", "LeaderWorkerSet"),
            (mine(repo=KUBERNETES, labels=("wg/serving",)), "wg-serving", "2026-02-17", "inference-perf"),
            (sigs("ai-conformance"), "wg-ai-conformance", "2026-03-03", "SIG Architecture"),
            (sigs("agent-sandbox"), "wg-ai-integration", "2026-04-17", "agent-sandbox"),
        ],
    )
    def test_archived_ones_are_named_with_the_day_and_the_heirs(self, work, group, day, heir):
        found = {one.id: one for one in advice(work).archived}
        assert str(found[group].archived_on) == day
        assert any(heir in went.text and went.url.startswith("https://") for went in found[group].successors)
        assert group not in suggested(work)

    def test_who_takes_up_the_work_of_an_archived_one_is_suggested(self):
        assert "sig-architecture" in suggested(sigs("ai-conformance"))
        assert suggested(sigs("inference-perf"))[0] == "sig-scalability"
        assert "sig-apps" in suggested(sigs("agent-sandbox"))

    def test_each_has_an_answer(self):
        known = {group.id for group in guide().groups if group.ai_ml} | {one.id for one in guide().archived}
        six = ("batch", "serving", "device-management", "ai-conformance", "ai-gateway", "ai-integration")
        assert {f"wg-{name}" for name in six} <= known


class TestWork:
    def test_reviews_lead_to_groups_as_well(self):
        assert suggested(participations=[reviewed(repo="kubernetes-sigs/kueue")])[0] == "wg-batch"

    def test_among_equals_ai_and_machine_learning_comes_first(self):
        assert suggested(sigs("kueue")) == ["wg-batch", "sig-scheduling"]

    def test_sigs_by_subproject_label_and_proposal(self):
        assert suggested(mine(repo="kubernetes-sigs/kind"))[0] == "sig-testing"
        assert suggested(mine(repo=KUBERNETES, labels=("sig/windows",))) == ["sig-windows"]
        assert suggested(mine(repo=ENHANCEMENTS, paths=["keps/sig-auth/1-x/kep.yaml"])) == ["sig-auth"]

    def test_recent_work_weighs_more(self):
        old = [mine(n, repo="kubernetes-sigs/kind", created_at=at("2021-01-01")) for n in range(3)]
        assert suggested(*old, mine(9, repo="kubernetes-sigs/kustomize"))[0] == "sig-cli"

    def test_at_most_four_two_of_them_kept_for_ai(self):
        labels = ("sig/node", "sig/auth", "sig/cli", "sig/docs", "sig/ui", "sig/windows")
        many = [mine(n, repo=KUBERNETES, labels=labels) for n in range(9)]
        found = suggested(*many, mine(90, repo="kubernetes-sigs/kueue", created_at=at("2024-01-01")))
        assert len(found) == 4
        assert "wg-batch" in found

    def test_a_word_inside_another_leads_nowhere(self):
        assert suggested(mine(repo=KUBERNETES, title="Rename hydra to dram")) == NEWCOMERS

    def test_reasons_say_how_many_and_which_was_the_newest(self):
        work = [sigs("kueue", number=n, created_at=at(f"2026-0{n}-01")) for n in (1, 5, 3)]
        (reason,) = advice(*work).suggested[0].reasons
        assert reason.text == "3 pull requests in kubernetes-sigs/kueue (newest kubernetes-sigs/kueue#5, 2026-05-01)"
        assert reason.url.endswith("/kueue/pull/5")

    def test_a_newcomer_begins_with_groups_that_welcome_newcomers(self):
        found = advice()
        assert [one.id for one in found.suggested] == NEWCOMERS
        assert [one.id for one in found.archived] == [one.id for one in guide().archived]
        assert found.suggested[0].reasons[0].text == "runs the New Contributor Orientation, and the mentoring programs"
        assert all(reason.url.startswith("https://") for one in found.suggested for reason in one.reasons)
        assert "Say what you would like to work on" in found.note
        assert "gpu" in found.note
        assert ". These welcome newcomers. Say what" in found.note
        assert max(map(len, found.note.split(". "))) < 130
        assert len(found.initiatives) == len(guide().initiatives)

    def test_only_groups_that_exist_welcome_newcomers(self):
        found = advice(groups=without(real_groups(), *NEWCOMERS))
        assert found.suggested == ()
        assert "welcome" not in found.note

    def test_work_that_leads_nowhere(self):
        assert suggested(mine(repo="octo-org/octo-repo")) == NEWCOMERS

    def test_a_plain_comment_is_no_work(self):
        assert suggested(participations=[participation(pull_request(repo="kubernetes-sigs/kueue"))]) == NEWCOMERS

    @pytest.mark.parametrize("repo", ["kubernetes/org", "Kubernetes/Org", "kubernetes/community", "kubernetes/k8s.io"])
    def test_a_title_in_a_list_of_people_leads_nowhere(self, repo):
        work = [mine(n, repo=repo, title="Add octo-mira to the gang scheduling and DRA teams") for n in range(9)]
        assert not {"wg-workload-aware-scheduling", "wg-device-management"} & set(suggested(*work))

    def test_a_label_there_leads_to_the_group(self):
        assert "wg-batch" in suggested(mine(repo="kubernetes/org", labels=("wg/batch",)))

    @pytest.mark.parametrize(("day", "leads"), [("2026-01-05", True), ("2024-01-05", False)])
    def test_one_word_in_an_old_title_is_too_weak(self, day, leads):
        work = mine(repo=KUBERNETES, title="Gang scheduling: count pods once", created_at=at(day))
        assert ("wg-workload-aware-scheduling" in suggested(work)) == leads

    def test_an_old_word_beside_surer_work_counts(self):
        old = mine(1, repo=KUBERNETES, title="kueue: gang scheduling", created_at=at("2024-01-05"))
        new = mine(2, repo=KUBERNETES, labels=("wg/workload-aware-scheduling",), created_at=at("2024-01-05"))
        assert "wg-workload-aware-scheduling" in suggested(old, new)

    def test_hostile_titles_are_never_in_a_reason(self):
        title = "[x](javascript:1) \x1b[31m KEP-4671 gang scheduling " + "a" * 10_000
        (reason, *_) = advice(mine(repo=KUBERNETES, title=title)).suggested[0].reasons
        assert reason.text == f"1 pull request about KEP-4671 ({KUBERNETES}#1, 2026-06-01)"


class TestLeads:
    """Who leads a group needs no introduction to it."""

    ME = Person(login=ME)

    def step(self, **changes):
        return advice(sigs("kueue"), groups=with_(real_groups(), "wg-batch", **changes)).suggested[0].first_step

    @pytest.mark.parametrize("role", ["chairs", "tech_leads", "emeritus_leads"])
    def test_no_first_step_in_a_group_that_one_leads(self, role):
        assert self.step()
        assert self.step(**{role: (self.ME,)}) is None

    def test_nor_where_one_leads_a_subproject(self):
        sig = real_groups().by_id["sig-scheduling"]
        led = tuple(replace(one, leads=(self.ME,) if one.name == "kueue" else ()) for one in sig.subprojects)
        found = advice(sigs("kueue"), groups=with_(real_groups(), "sig-scheduling", subprojects=led)).suggested
        assert {one.id: bool(one.first_step) for one in found} == {"wg-batch": True, "sig-scheduling": False}

    def test_a_committee_is_not_joined(self):
        (first, *_) = advice(interests=["committees"]).suggested
        assert first.first_step == "Read what the Steering Committee does; its members are elected or appointed."


class TestInterests:
    def test_ai_means_all_groups_that_are_active_now(self):
        found = advice(interests=["ai"])
        assert [one.id for one in found.suggested] == [
            *(
                "wg-batch",
                "wg-device-management",
                "wg-ai-gateway",
                "wg-workload-aware-scheduling",
                "wg-checkpoint-restore",
            )
        ]
        assert all(one.ai_ml and one.why for one in found.suggested)
        assert [one.id for one in found.archived] == ["wg-serving", "wg-ai-conformance", "wg-ai-integration"]
        assert len(found.initiatives) == len(guide().initiatives)

    def test_ai_follows_what_sigs_yaml_lists(self):
        found = advice(interests=["ai"], groups=without(real_groups(), "wg-device-management"))
        assert "wg-device-management" not in {one.id for one in found.suggested}
        assert "wg-device-management" in {one.id for one in found.archived}

    @pytest.mark.parametrize(
        ("word", "gone", "now"),
        [
            ("wg-structured-logging", "wg-structured-logging", "sig-instrumentation"),
            ("logging", "wg-structured-logging", "sig-instrumentation"),
            ("wg-lts", "wg-lts", "sig-release"),
            ("lts", "wg-lts", "sig-release"),
            ("wg-serving", "wg-serving", "sig-network"),
        ],
    )
    def test_what_ended_is_named_with_those_who_took_over(self, word, gone, now):
        found = advice(interests=[word])
        assert [one.id for one in found.archived] == [gone]
        assert now in {one.id for one in found.suggested}
        assert real_groups().by_id[now].title in found.archived[0].now_in

    def test_each_of_many_interests_has_an_answer(self):
        words = ["storage", "windows", "cli", "docs", "etcd", "ui"]
        work = [mine(n, repo=KUBERNETES, labels=("wg/data-protection",)) for n in range(9)]
        found = suggested(*work, interests=words)
        assert set(found) == {"sig-storage", "sig-windows", "sig-cli", "sig-docs", "sig-etcd", "sig-ui"}

    def test_what_a_group_is_for_in_its_own_words(self):
        mission = "Covers storage (eg. CSI and etc. Other things). It meets (often). More."
        (found, *_) = advice(
            interests=["storage"], groups=with_(real_groups(), "sig-storage", mission=mission)
        ).suggested
        assert found.about == "Covers storage (eg. CSI and etc. Other things)."
        assert advice(interests=["storage"]).suggested[0].about is None

    def test_alone(self):
        found = advice(interests=["gpus"])
        assert [one.id for one in found.suggested] == ["wg-device-management", "sig-node"]
        assert found.suggested[0].reasons[0].text == "you stated an interest in gpu"
        assert "kubernetes-sigs/dra-driver-nvidia-gpu" in found.suggested[1].repositories

    def test_in_what_ended(self):
        assert ended(interests=["inference"]) == ["wg-serving"]
        assert ended(interests=["conformance"]) == ["wg-ai-conformance"]
        assert suggested(interests=["conformance"]) == ["sig-architecture"]

    def test_come_before_work(self):
        assert suggested(sigs("kueue"), interests=["docs"])[:2] == ["sig-docs", "sig-contributor-experience"]

    @pytest.mark.parametrize("word", [one.name for one in guide().interests])
    def test_each_leads_to_a_group_that_lives(self, word):
        assert suggested(interests=[word])

    def test_what_to_follow(self):
        (found,) = advice(interests=["gang-scheduling"]).initiatives
        assert (found.title, found.repository) == ("Gang scheduling", "kubernetes/kubernetes")
        assert found.keps[0].text == "KEP-4671 gang scheduling: beta in 1.37"
        assert found.keps[0].url.endswith("/enhancements/issues/4671")


class TestSigsYaml:
    """Which groups exist, and how they are called, is what it says."""

    def test_a_group_that_vanished_is_archived_and_not_suggested(self):
        found = advice(sigs("kueue"), groups=without(real_groups(), "wg-batch"))
        assert "wg-batch" not in {one.id for one in found.suggested}
        (gone,) = found.archived
        assert (gone.id, gone.archived_on) == ("wg-batch", None)
        assert gone.successors[0].text == "kubernetes-sigs/kueue is of SIG Scheduling"

    def test_a_group_that_vanished_with_its_repositories(self):
        gone = with_(without(real_groups(), "wg-ai-gateway"), "sig-network", subprojects=())
        archived = {one.id: one for one in advice(sigs("gateway-api"), groups=gone).archived}
        assert archived["wg-ai-gateway"].successors == ()

    def test_a_group_that_vanished_without_repositories(self):
        gone = without(real_groups(), "wg-checkpoint-restore")
        archived = advice(mine(repo=KUBERNETES, labels=("wg/checkpoint-restore",)), groups=gone).archived[-1]
        assert (archived.id, archived.successors) == ("wg-checkpoint-restore", ())

    def test_a_group_that_was_renamed_is_known_by_its_label(self):
        renamed = with_(real_groups(), "wg-batch", id="wg-jobs", name="Jobs", label="jobs")
        work = mine(repo=KUBERNETES, labels=("wg/jobs",))
        assert [one.title for one in advice(work, groups=renamed).suggested] == ["WG Jobs"]
        assert ended(sigs("kueue"), groups=renamed) == ["wg-batch"]

    def test_a_label_that_changed(self):
        changed = with_(real_groups(), "wg-batch", label="jobs")
        found = advice(mine(repo=KUBERNETES, labels=("wg/jobs",)), groups=changed).suggested[0]
        assert found.id == "wg-batch"
        assert 'label:"wg/jobs"' in _query(found.issues_url)

    def test_a_group_that_came_back(self):
        back = with_(real_groups(), "wg-batch", id="wg-serving", name="Serving", label="serving")
        assert "wg-serving" in suggested(sigs("inference-perf"), groups=back)
        assert "wg-serving" not in ended(sigs("inference-perf"), groups=back)

    def test_a_new_group_that_the_guide_does_not_know(self):
        new = with_(real_groups(), "wg-etcd-operator", id="wg-octo", name="Octo", label="octo", slack="wg-octo")
        (found,) = advice(mine(repo=KUBERNETES, labels=("wg/octo",)), groups=new).suggested
        assert found.first_step == "Say hello in the channel of WG Octo and ask where help is wanted."
        assert not found.ai_ml

    def test_not_read(self):
        found = advice(sigs("lws"), community=Community())
        assert found.suggested == ()
        assert "was not read" in found.note
        assert [one.id for one in found.archived] == ["wg-serving"]


def _query(url):
    return parse_qs(urlsplit(url).query)["q"][0]


class TestHowToFindThem:
    def batch(self, **changes):
        return advice(sigs("kueue"), groups=with_(real_groups(), "wg-batch", **changes)).suggested[0]

    def test_contacts(self):
        chair, lead = Person(login=Login.parse("octo-chair")), Person(login=Login.parse("octo-lead"))
        found = self.batch(
            slack="wg-batch",
            mailing_list="https://groups.google.com/a/kubernetes.io/g/wg-batch",
            chairs=(chair,),
            tech_leads=(lead, chair),
            liaison=lead,
        )
        assert (found.slack, found.slack_url) == ("#wg-batch", "https://kubernetes.slack.com/messages/wg-batch")
        assert found.mailing_list == "https://groups.google.com/a/kubernetes.io/g/wg-batch"
        assert (found.leads, found.liaison) == (("octo-chair", "octo-lead"), "octo-lead")

    def test_a_channel_cannot_leave_its_address(self):
        assert self.batch(slack="../x?y").slack_url == "https://kubernetes.slack.com/messages/..%2Fx%3Fy"

    def test_nothing_is_known_of_contacts(self):
        found = self.batch()
        assert (found.slack, found.slack_url, found.leads, found.meetings, found.meetings_url) == (
            None,
            None,
            (),
            (),
            None,
        )

    def test_several_meetings_are_told_apart(self):
        first = Meeting(description="Europe", day="Thursday", time="16:00", timezone="CET", frequency="weekly")
        found = self.batch(meetings=(first, replace(first, description="", time="9:00"), Meeting(description="x")))
        assert found.meetings == ("Europe: Thursdays 16:00 CET, weekly", "Thursdays 9:00 CET, weekly")
        assert found.meetings_url == "https://k8s.dev/calendar"

    def test_issues_by_label_where_there_is_one(self):
        assert _query(self.batch().issues_url) == (
            'is:issue is:open no:assignee label:"wg/batch" org:kubernetes org:kubernetes-sigs'
        )

    def test_issues_by_repository_where_there_is_no_label(self):
        (found, *_) = advice(sigs("wg-ai-gateway")).suggested
        assert _query(found.issues_url).startswith(
            "is:issue is:open no:assignee repo:kubernetes-sigs/wg-ai-gateway repo:"
        )

    def test_how_it_stands_to_others(self):
        assert self.batch().related == (
            "rests on WG Device Management",
            "works with WG Workload-aware Scheduling",
            "fed WG AI Integration (archived 2026-04-17)",
        )
        gone = without(real_groups(), "wg-device-management")
        assert advice(sigs("kueue"), groups=gone).suggested[0].related[0] == (
            "rests on WG Device Management (no longer in sigs.yaml)"
        )


#: Every way in which sigs.yaml of 2026-08-21 says how often a group meets.
FREQUENCIES = (
    "biweekly", "weekly", "bi-weekly", "monthly", "biweekly, you must be signed into a free zoom account to join",
    "Biweekly", "Biweekly, interleaved with the Regular SIG Meeting", "biweekly - alternating with regular meeting",
    "biweekly 2019 start date: Jan. 11th", "biweekly starting Thursday June 7, 2018",
    "biweekly starting Wednesday March 20, 2019", "biweekly starting Thursday June 25th, 2020",
    "biweekly starting Tuesday Feb 27, 2024", "biweekly starting Tuesday March 12, 2024",
    "biweekly starting Tuesday Feb 11, 2025", "biweekly starting Tuesday Oct 28, 2025",
    "bi-weekly starting Tuesday August 13, 2019", "bi-weekly starting Tuesday April 16, 2024",
    "bi-weekly ([upcoming meeting dates](#upcoming-meeting-dates))",
    "weekly, you must be signed into a free zoom account to join", "weekly starting Tuesday December 7th, 2021",
    "every four weeks", "monthly 2020 start date: Jan. 7th", "monthly - third Tuesday",
    "monthly - last Wednesday every month", "monthly - first Wednesday every month",
    "monthly - Wednesday, after the fourth Tuesday, every month", "monthly, second Thursday of the month",
    "Monthly on 4th Thursday", "First Wednesday of the month", "First Tuesday of each month",
    "first Tuesday of the month", "first Monday of the month", "every third Wednesday of the month",
    "every first Thursday of the month",
)  # fmt: skip


def test_there_are_so_many_spellings():
    assert len(set(FREQUENCIES)) == 35


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_meetings_are_shown_as_they_were_written_without_old_days(frequency):
    (found, *_) = advice(
        sigs("kueue"), groups=with_(real_groups(), "wg-batch", meetings=(tuesday(frequency),))
    ).suggested
    (text,) = found.meetings
    assert text.startswith("Tuesdays 9:00 PT (Pacific Time), ")
    assert text.rpartition(", ")[2] in frequency
    assert not re.search(r"20\d\d|start", text)


def tuesday(frequency, **more):
    values = {"day": "Tuesday", "time": "9:00", "timezone": "PT (Pacific Time)", "frequency": frequency}
    return Meeting(**{**values, **more})


class TestNextMeetings:
    """The facts are of 2026-08-21, 18:00 UTC, a Friday."""

    def found(self, *meetings):
        return advice(sigs("kueue"), groups=with_(real_groups(), "wg-batch", meetings=meetings)).suggested[0]

    def test_the_soonest_comes_first_and_the_doubtful_nowhere(self):
        asked = (
            tuesday("weekly", description="US"),
            tuesday("biweekly"),
            tuesday("weekly", day="Monday", url="https://a.b"),
        )
        first, second = self.found(*asked).next_meetings
        assert (first.text, first.url) == ("Mondays 9:00 PT (Pacific Time), weekly", "https://a.b")
        assert (first.name, second.name) == ("", "US")
        assert second.text == "Tuesdays 9:00 PT (Pacific Time), weekly"
        assert [one.at.isoformat() for one in (first, second)] == [
            "2026-08-24T16:00:00+00:00",
            "2026-08-25T16:00:00+00:00",
        ]

    def test_the_only_meeting_needs_no_name(self):
        (found,) = self.found(tuesday("weekly", description="US")).next_meetings
        assert (found.name, found.text) == ("", "Tuesdays 9:00 PT (Pacific Time), weekly")

    def test_none_is_known(self):
        assert self.found().next_meetings == ()


class TestChances:
    REPO = "kubernetes-sigs/kueue"

    def chances(self, *trees):
        community = Community(groups=real_groups(), owners={tree.repo: tree for tree in trees})
        return advice(mine(repo=self.REPO), community=community).suggested[0].chances

    def test_one_owner(self):
        (chance,) = self.chances(owner(Role.APPROVER, repo=self.REPO))
        assert chance.text == "kueue has one owner in its OWNERS files: a second one is welcome"
        assert chance.url == "https://github.com/kubernetes-sigs/kueue/blob/HEAD/OWNERS"

    def test_reviewers_and_emeriti_own_nothing(self):
        entry = owner(Role.APPROVER, repo=self.REPO).entries_[0]
        tree = OwnersTree(repo=self.REPO, entries_=(replace(entry, emeritus=True), replace(entry, role=Role.REVIEWER)))
        assert self.chances(tree)[0].text.startswith("kueue has no owner in")

    def test_who_approves_some_files_only_owns_nothing(self):
        entry = owner(Role.APPROVER, repo=self.REPO).entries_[0]
        tree = OwnersTree(repo=self.REPO, entries_=(replace(entry, filter=r"go\.mod$"),))
        assert self.chances(tree)[0].text.startswith("kueue has no owner in")

    def test_where_the_aliases_were_not_read_nothing_is_known(self):
        tree = owner(Role.APPROVER, repo=self.REPO)
        assert self.chances(replace(tree, complete=False, aliases_unread=True)) == ()

    def test_two_owners_are_enough(self):
        entry: OwnersEntry = owner(Role.APPROVER, repo=self.REPO).entries_[0]
        other = replace(entry, login=Login.parse("octo-two"))
        assert self.chances(OwnersTree(repo=self.REPO, entries_=(entry, other))) == ()

    def test_what_was_not_read_is_no_chance(self):
        assert self.chances() == ()
        assert self.chances(OwnersTree(repo=self.REPO, complete=False)) == ()


def test_a_review_of_an_old_day_counts_by_that_day():
    talk = participation(pull_request(repo="kubernetes-sigs/kueue"), said=[review(day="2023-01-05")])
    (reason,) = advice(participations=[talk]).suggested[0].reasons
    assert "2023-01-05" in reason.text
