"""Rules that differ: by place and by role, by the day that is asked for, and by what their documents say today."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from functional.comparing import findings, held
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld
from standin import running_standin
from standin.synth import owners_file

DAY = "2026-09-01"
RULES = Path(__file__).parents[2] / "config" / "kubernetes.yaml"

DORA, DAN, NIA, EVE, MAX = "docs-dora", "docs-dan", "node-nia", "etcd-eve", "etcd-max"
SHAY, BO, OLA, ORA, SUE = "shadow-shay", "builder-bo", "old-ola", "once-ora", "sigs-sue"

WEBSITE, K8S, ETCD = "kubernetes/website", "kubernetes/kubernetes", "etcd-io/etcd"
BUILDER, WORKS = "kubernetes-sigs/kubebuilder", "kubernetes-sigs/works"
KUBELET, PROXY = f"{K8S}:pkg/kubelet", f"{K8S}:pkg/proxy"

#: A sentence of today's rules that the world's document says otherwise.
QUOTED, SAID = "Member for at least 3 months", "Member for at least 6 months"
SIG_DOCS = "SIG Docs: https://github.com/kubernetes/website/blob/main/content/en/docs/contribute/participate/"
SIG_NODE = f"SIG Node: https://github.com/{COMMUNITY_REPO}/blob/main/sig-node/sig-node-contributor-ladder.md"
ETCD_RULES = f"https://github.com/{ETCD}/blob/main/Documentation/contributor-guide/community-membership.md"
KUBEBUILDER = f"Kubebuilder: https://github.com/{BUILDER}/blob/master/docs/CONTRIBUTING-ROLES.md"
SHADOWS = "Release Team shadows: https://github.com/kubernetes/sig-release/blob/master/release-team/shadows.md"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (DORA, DAN, NIA, EVE, MAX, SHAY, BO, OLA, ORA, SUE):
        world.person(login)
    world.turn("kubernetes", "2019-03-05", joined=[NIA, OLA])
    world.turn("kubernetes", "2026-08-10", joined=[BO])
    world.turn("kubernetes-sigs", "2019-01-15", joined=[SUE])
    for month in range(1, 7):
        world.pull(WEBSITE, DORA, f"2026-0{month}-02", paths=["content/en/a.md"], lines=40 if month <= 3 else 5)
        world.pull(WEBSITE, DAN, f"2026-0{month}-03", paths=["content/en/b.md"], lines=40 if month <= 5 else 5)
    # Nia reviewed 21 changes of both directories; two of them were never merged, and five she gave /lgtm.
    both = ["pkg/kubelet/kubelet.go", "pkg/proxy/proxy.go"]
    for number in range(21):
        day, last = f"2022-05-{number + 1:02}", NIA if number < 5 else ADMIN
        world.pull(K8S, EVE, day, paths=both, reviewers=[NIA], merged=number < 19, lgtm=last)
    for repo in (BUILDER, WORKS):
        for number in range(5):
            world.pull(repo, EVE, f"2026-07-0{number + 1}", lines=40 if number < 3 else 5, reviewers=[BO])
    world.pull(ETCD, EVE, "2026-06-01", reviewers=[MAX])
    world.pull(ETCD, EVE, "2026-06-02", reviewers=[MAX])
    world.pull(ETCD, MAX, "2026-06-03")
    world.pull(WORKS, SUE, "2019-02-01", reviewers=[ADMIN])
    for day in ("2016-05-02", "2017-04-03", "2019-12-01"):
        world.pull(K8S, OLA, day, paths=["pkg/proxy/a.go"], reviewers=[ADMIN])
    world.pull(WORKS, ORA, "2022-08-01", reviewers=[ADMIN])
    for repo in (K8S, BUILDER, WORKS):
        world.file(repo, "OWNERS", ("2016-01-01", owners_file(approvers=[ADMIN])))
    for directory in ("pkg/kubelet", "pkg/proxy"):
        world.file(K8S, f"{directory}/OWNERS", ("2016-01-01", owners_file(approvers=[ADMIN])))
    maintainers = f"# MAINTAINERS\nMax Made-Up (@{MAX}) <max@example.com> pkg:*\n\n# REVIEWERS\nAda (@{ADMIN}) pkg:*\n"
    world.file(ETCD, "MAINTAINERS", ("2023-06-01", maintainers))
    for path, text in documents(COMMUNITY_REPO).items():
        world.file(COMMUNITY_REPO, path, ("2026-08-21", text.replace(QUOTED, SAID)))
    return world


@cache
def rules() -> Json:
    return yaml.safe_load(RULES.read_text("utf-8"))


def sources(part) -> Iterator[Json]:
    """Every ``source`` of the rules, from the YAML as it stands."""
    if isinstance(part, dict):
        if isinstance(part.get("source"), dict):
            yield part["source"]
        for below in part.values():
            yield from sources(below)
    for below in part if isinstance(part, list) else ():
        yield from sources(below)


def documents(repo: str) -> dict[str, str]:
    """Documents that say all that the rules quote of a repository today, by path."""
    texts: dict[str, str] = {}
    for source in sources(rules()):
        document = rules()["documents"][source["document"]]
        if document["repository"] == repo and document["commit"] not in document["url"] and "quote" in source:
            texts[document["path"]] = texts.get(document["path"], "# Rules\n") + f"\n{source['quote']}.\n"
    return texts


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    directory = the_world().write(tmp_path_factory.mktemp("world"))
    with running_standin(directory, git=True, secondary_limits=False) as server:
        yield server


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, ...], Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def ask(server, run, known):
    """The report of one person that some words ask for."""

    def report(*words: str, day: str = DAY) -> Json:
        if (*words, day) not in known:
            ran = run(*words, "--format", "json", "--as-of", day, server=server)
            assert ran.code == 0
            known[*words, day] = ran.report
        return known[*words, day]

    return report


@pytest.fixture
def judged(ask):
    """How ready somebody is for a tier in a place."""

    def of(who: str, tier: str, scope: str, *words: str, day: str = DAY) -> Json:
        (found,) = ask(who, "--tier", tier, "--scope", scope, *words, day=day)["readiness"]
        return found

    return of


def by_id(tier: Json) -> dict[str, Json]:
    return {one["id"]: one for one in tier["criteria"]}


def seen(tier: Json, name: str) -> tuple[str, int, int]:
    one = by_id(tier)[name]
    return one["outcome"], one["observed"], one["required"]


# -- by place and role -------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "expected"), [(DORA, ("not_yet", 3, 5)), (DAN, ("met", 5, 5))])
def test_sig_docs_asks_for_five_substantial_pull_requests(ask, judged, who, expected):
    (here,) = (one for one in ask(who)["readiness"] if one["tier"] == "member")
    assert seen(here, "merged-pull-request") == expected
    assert [note.startswith(SIG_DOCS) for note in here["notes"]] == [True]
    assert by_id(here)["merged-pull-request"]["source"]["title"].startswith("SIG Docs roles and responsibilities")
    # Only of those who become members by this work.
    there = judged(who, "member", K8S)
    assert seen(there, "merged-pull-request") == ("met", 6, 1)
    assert there["notes"] == []


def test_sig_node_counts_merged_pull_requests_only(judged):
    node, proxy = judged(NIA, "reviewer", KUBELET), judged(NIA, "reviewer", PROXY)
    assert seen(node, "reviewed-or-merged") == ("not_yet", 19, 20)
    assert seen(proxy, "reviewed-or-merged") == ("met", 21, 20)
    assert seen(node, "primary-reviewer") == seen(proxy, "primary-reviewer") == ("met", 5, 5)
    assert (node["notes"], proxy["notes"]) == ([f"{SIG_NODE}#reviewer"], [])
    assert set(by_id(node)) - set(by_id(proxy)) == {"sig-node-meetings"}
    assert (node["needs_person"], proxy["needs_person"]) == (5, 4)
    approver = judged(NIA, "approver", KUBELET)
    assert seen(approver, "reviewed-or-merged") == ("not_yet", 19, 30)
    assert by_id(approver)["subfolder-first"]["outcome"] == "needs_person"
    assert approver["notes"] == [f"{SIG_NODE}#approver"]


def test_sig_node_did_so_from_a_day_on(judged):
    before, since = (judged(NIA, "reviewer", KUBELET, day=f"2022-07-0{day}") for day in (7, 8))
    assert seen(before, "reviewed-or-merged") == ("met", 21, 20)
    assert seen(since, "reviewed-or-merged") == ("not_yet", 19, 20)
    assert (before["notes"], len(since["notes"])) == ([], 1)


def test_etcd_has_rules_of_its_own(ask, judged):
    member = judged(EVE, "member", ETCD)
    assert member["scope"]["org"] == "etcd-io"
    assert member["notes"] == [f"etcd: {ETCD_RULES}#member-requirements"]
    assert by_id(member)["dev-mailing-list"]["title"] == "Subscribed to etcd's developers' mailing list"
    assert (
        by_id(judged(EVE, "member", K8S))["dev-mailing-list"]["title"] == "Subscribed to the developers' mailing list"
    )

    reviewer = judged(EVE, "reviewer", ETCD)
    assert by_id(reviewer)["approver-sponsor"]["title"] == "Sponsored by two maintainers of different companies"
    assert set(by_id(reviewer)) == set(by_id(judged(EVE, "reviewer", WORKS)))
    assert reviewer["notes"] == [f"etcd: {ETCD_RULES}#reviewer-requirements"]

    # Maintainers are elected: no tenure, no numbers.
    maintainer = judged(EVE, "approver", ETCD)
    assert set(by_id(maintainer)) == {"technical-judgement", "owner-nomination", "owners-pull-request"}
    assert maintainer["notes"] == [f"etcd (maintainer): {ETCD_RULES}#maintainer-requirements"]
    entry = held(ask(MAX))["approver", ETCD]
    assert (entry["since_is"], entry["since"]) == ("line_last_touched", "2023-06-01")
    assert entry["proof"][0]["url"].endswith(f"/{ETCD}/blob/main/MAINTAINERS")
    assert "@example.com" not in str(ask(MAX))


def test_a_release_team_shadow_needs_no_pull_requests(judged, home):
    entry = {"criterion": "release-team-shadow", "by": "release-lead", "on": "2026-08-01", "login": SHAY}
    (home / "said.yaml").write_text(yaml.safe_dump([entry]))
    plain, shadow = judged(SHAY, "member", K8S), judged(SHAY, "member", K8S, "--attest", "said.yaml")
    assert seen(plain, "merged-pull-request") == ("not_yet", 0, 1)
    assert set(by_id(plain)) - set(by_id(shadow)) == {
        "merged-pull-request",
        "ongoing-contributions",
        "other-contributions",
        "active-in-subproject",
    }
    assert set(by_id(shadow)) - set(by_id(plain)) == {"release-team-shadow"}
    stated = by_id(shadow)["release-team-shadow"]
    assert (stated["outcome"], stated["basis"]) == ("met", "attested")
    assert stated["reason"] == "stated by release-lead on 2026-08-01"
    assert (plain["notes"], shadow["notes"]) == ([], [SHADOWS])
    # Of somebody else nothing was said.
    assert judged(DAN, "member", K8S, "--attest", "said.yaml")["notes"] == []


def test_kubebuilder_asks_for_less(judged):
    here, there = judged(BO, "reviewer", BUILDER), judged(BO, "reviewer", WORKS)
    assert (here["outcome"], there["outcome"]) == ("needs_person", "not_yet")
    assert seen(here, "reviews") == ("met", 5, 5)
    assert seen(here, "reviewed-or-merged") == ("met", 3, 3)
    assert by_id(here)["member"]["outcome"] == "met"
    assert seen(there, "reviewed-or-merged") == ("not_yet", 3, 20)
    assert by_id(there)["member-tenure"]["outcome"] == "not_yet"
    assert not {"member-tenure", "primary-reviewer", "approver-sponsor", "no-objections"} & set(by_id(here))
    assert (here["notes"], there["notes"]) == ([f"{KUBEBUILDER}#becoming-a-reviewer"], [])
    approver = judged(BO, "approver", BUILDER)
    assert seen(approver, "reviewed-or-merged") == ("not_yet", 3, 5)
    assert by_id(approver)["reviewer-tenure"]["missing"] == "2 months as reviewer"
    assert approver["notes"] == [f"{KUBEBUILDER}#becoming-an-approver"]


# -- by the day --------------------------------------------------------------------------------------

FIRST = {"two-factor", "dev-mailing-list", "contributor-guide", "ongoing-contributions", "sponsorship"}
FIRST |= {"two-sponsors", "sponsors-named"}
SPONSORS = {"sponsors-eligible", "sponsors-companies", "sponsors-interaction"}
BY_ISSUE = {"member-elsewhere", "sponsors-confirmed", "request-opened", "admin-review"}
WORK = {"other-contributions", "active-in-subproject"}
#: What is asked of a member on a day, and the document that asks for contributions.
IN_FORCE = {
    "2017-05-25": (FIRST | {"merged-or-assigned"}, "community-membership.md of 2017-05-18"),
    "2017-06-01": (FIRST | {"other-contributions"}, "community-membership.md of 2017-05-26, Member"),
    "2017-06-20": (FIRST | WORK | {"sponsors-interaction"}, "community-membership.md of 2017-06-14, Member"),
    "2017-11-26": (
        FIRST | WORK | SPONSORS - {"sponsors-companies"},
        "community-membership.md of 2017-06-14, Member",
    ),
    "2018-01-15": (FIRST | WORK | SPONSORS, "community-membership.md of 2017-06-14, Member"),
    "2019-06-01": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2021-01-01": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2021-10-12": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2022-06-01": (
        FIRST | WORK | SPONSORS | BY_ISSUE | {"merged-pull-request"},
        "community-membership.md of 2017-06-14, Member",
    ),
    "2024-04-03": (
        FIRST | WORK | SPONSORS | BY_ISSUE | {"merged-pull-request", "gitdm-affiliation", "openprofile-affiliation"},
        "community-membership.md, Member",
    ),
}


@pytest.mark.parametrize("day", IN_FORCE)
def test_what_was_asked_of_a_member_on_a_day(ask, day):
    expected, source = IN_FORCE[day]
    report = ask(OLA, "--tier", "member", "--scope", K8S, day=day)
    found = {key[-1]: one for key, one in findings(report).items()}
    assert set(found) == expected
    assert found["ongoing-contributions"]["source"]["title"] == source


@pytest.mark.parametrize(
    ("day", "primary", "both", "approver"),
    [("2017-05-25", 3, 20, (10, 30)), ("2017-05-26", 5, 20, (10, 30)), ("2022-06-01", 5, 20, (10, 30))],
)
def test_what_was_asked_of_reviewers_and_approvers_on_a_day(judged, day, primary, both, approver):
    reviewer = by_id(judged(OLA, "reviewer", PROXY, day=day))
    assert (reviewer["primary-reviewer"]["required"], reviewer["reviewed-or-merged"]["required"]) == (primary, both)
    above = by_id(judged(OLA, "approver", PROXY, day=day))
    assert (above["primary-reviewer"]["required"], above["reviewed-or-merged"]["required"]) == approver
    # "Substantial" came into the rules with the second version, in other places for the two tiers.
    later = day > "2017-05-25"
    assert ("substantial" in reviewer["reviewed-or-merged"]["title"]) is later
    assert ("substantial" in above["primary-reviewer"]["title"]) is later
    assert "substantial" not in above["reviewed-or-merged"]["title"]


@pytest.mark.parametrize(
    ("day", "merged"), [("2016-05-01", 0), ("2017-06-01", 2), ("2019-11-30", 2), ("2019-12-01", 3), ("2022-06-01", 3)]
)
def test_only_work_until_the_day_counts(ask, day, merged):
    assert ask(OLA, day=day)["counts"]["authored_merged"]["total"] == merged


@pytest.mark.parametrize(
    ("who", "org", "day", "outcome"),
    [
        # Until 2022-01-17 only members of kubernetes itself needed no sponsors elsewhere.
        (SUE, "kubernetes", "2022-01-17", "not_yet"),
        (SUE, "kubernetes", "2022-01-18", "met"),
        (OLA, "kubernetes-sigs", "2022-01-17", "met"),
        (OLA, "kubernetes-sigs", "2019-03-04", "not_yet"),
    ],
)
def test_members_of_other_organizations_on_a_day(judged, who, org, day, outcome):
    (sponsorship,) = (
        one for one in judged(who, "member", f"{org}/any", day=day)["criteria"] if one["id"] == "sponsorship"
    )
    assert {one["id"]: one["outcome"] for one in sponsorship["parts"]}["member-elsewhere"] == outcome
    assert (sponsorship["outcome"] == "met") is (outcome == "met")


@pytest.mark.parametrize(
    ("who", "day", "inactive", "on"),
    [
        # No rule at first; then eighteen months, then twelve.
        (OLA, "2020-07-09", "unknown", None),
        (OLA, "2020-07-10", "no", "2021-06-01"),
        (OLA, "2021-05-31", "no", "2021-06-01"),
        (OLA, "2021-06-02", "yes", None),
        (ORA, "2023-07-09", "no", "2024-02-01"),
        (ORA, "2023-07-10", "no", "2023-08-01"),
        (ORA, "2023-08-02", "yes", None),
    ],
)
def test_inactivity_by_the_rule_of_the_day(ask, who, day, inactive, on):
    activity = ask(who, day=day)["standing"]["activity"]
    assert (activity["inactive"], activity["inactive_on"]) == (inactive, on)
    assert (activity["reason"] == "these rules have no word on inactivity") is (day == "2020-07-09")


def test_an_entry_whose_line_is_younger_than_the_day_is_shown_as_what_is_not_known(ask):
    """The line may have been touched; the role may be older. That files are read as they are now is said."""
    report = ask(MAX, "--scope", ETCD, day="2023-05-31")
    assert held(report)["approver", ETCD]["since_is"] == "line_last_touched"
    assert report["standing"]["unknown"][0].startswith("which roles were given or taken since 2023-05-31; they are")


# -- by what the documents say today -----------------------------------------------------------------


@pytest.fixture
def community(home) -> Path:
    """A checkout of the community's documents that says all that the rules quote."""
    for path, text in documents(COMMUNITY_REPO).items():
        target = home / "community" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return home / "community"


@pytest.fixture
def drift(run):
    return lambda *words: run("rules", "drift", *words, program="ladder")


def test_no_drift(drift, community):
    ran = drift("--community", str(community))
    assert (ran.code, ran.err) == (0, "")
    number = int(ran.out.split()[1])
    assert ran.out == f"kubernetes: {number} rules quote kubernetes/community, and it says what they quote\n"
    assert number > 50


def test_drift_of_one_sentence(drift, community):
    path = community / "community-membership.md"
    path.write_text(path.read_text("utf-8").replace(QUOTED, SAID), "utf-8")
    ran = drift("--community", str(community))
    assert (ran.code, ran.out) == (3, "")
    error, rule, hint = ran.err.splitlines()
    assert error.startswith("Error: 1 of ")
    assert error.endswith(" rules are under review: their source changed")
    assert rule == f'  reviewer/member-tenure: community-membership.md no longer says it: "{QUOTED}"'
    assert hint == "Hint: Read the document, then bring the rule and its quote up to date."


def test_a_document_that_is_gone(drift, community):
    (community / "governance.md").unlink()
    ran = drift("--community", str(community))
    assert ran.code == 3
    assert "committee-member: governance.md not read: " in ran.err


def test_drift_of_rules_that_were_not_in_force_on_the_day(drift, community):
    path = community / "community-membership.md"
    path.write_text(path.read_text("utf-8").replace("with at least one **merged** PR", "with work"), "utf-8")
    assert drift("--community", str(community)).code == 3
    assert drift("--community", str(community), "--as-of", "2021-10-12").code == 0


def test_drift_of_another_repository(drift, home):
    for path, text in documents(WEBSITE).items():
        (home / path).parent.mkdir(parents=True)
        (home / path).write_text(text, "utf-8")
    asked = ("--repository", WEBSITE, "--community", str(home))
    assert drift(*asked).code == 0
    (home / next(iter(documents(WEBSITE)))).write_text("Nothing of the kind.", "utf-8")
    assert "sig-docs-member/merged-pull-request: content/en/docs/" in drift(*asked).err


def test_drift_of_the_files_of_a_server(drift, server):
    """The world's document says that one sentence otherwise."""
    ran = drift("--community", f"{server.base_url}/raw/{COMMUNITY_REPO}/main")
    assert ran.code == 3
    assert [line for line in ran.err.splitlines() if line.startswith("  ")] == [
        f'  reviewer/member-tenure: community-membership.md no longer says it: "{QUOTED}"'
    ]


def test_there_is_no_such_place(drift, home):
    ran = drift("--community", str(home / "nowhere"))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Error: there is no directory ")


def test_a_report_marks_the_rule_whose_document_says_otherwise(ask):
    found = findings(ask(NIA, "--tier", "reviewer", "--scope", PROXY))
    marked = {key[-1]: one["under_review"] for key, one in found.items() if one["under_review"]}
    assert marked == {"member-tenure": f'rule under review: community-membership.md no longer says "{QUOTED}"'}
    # It is still judged, as it was written down.
    assert found["reviewer", PROXY, "member-tenure"]["outcome"] == "met"


def test_older_rules_are_not_compared_with_todays_documents(ask):
    found = findings(ask(NIA, "--tier", "reviewer", "--scope", PROXY, day="2026-08-20"))
    assert {one["under_review"] for one in found.values()} == {None}


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_the_mark_is_seen_in_words(run, server, format_):
    words = (NIA, "--tier", "reviewer", "--scope", PROXY, "--format", format_)
    assert "rule under review" in run(*words, "--as-of", DAY, server=server).out
    assert "rule under review" not in run(*words, "--as-of", "2026-08-20", server=server).out
