"""Rules of their own, by place and role."""

import pytest
import yaml
from functional.comparing import held
from functional.overlays.given import (
    BO,
    BUILDER,
    DAN,
    DORA,
    ETCD,
    EVE,
    K8S,
    KUBELET,
    MAX,
    NIA,
    PROXY,
    SHAY,
    WORKS,
    by_id,
)
from functional.running import Json
from functional.worlds import COMMUNITY_REPO

SIG_DOCS = "SIG Docs: https://github.com/kubernetes/website/blob/main/content/en/docs/contribute/participate/"
SIG_NODE = f"SIG Node: https://github.com/{COMMUNITY_REPO}/blob/main/sig-node/sig-node-contributor-ladder.md"
ETCD_RULES = f"https://github.com/{ETCD}/blob/main/Documentation/contributor-guide/community-membership.md"
KUBEBUILDER = f"Kubebuilder: https://github.com/{BUILDER}/blob/master/docs/CONTRIBUTING-ROLES.md"
SHADOWS = "Release Team shadows: https://github.com/kubernetes/sig-release/blob/master/release-team/shadows.md"


def seen(tier: Json, name: str) -> tuple[str, int, int]:
    one = by_id(tier)[name]
    return one["outcome"], one["observed"], one["required"]


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


def test_the_rules_of_one_directory_are_not_those_of_another_that_is_asked_for_beside_it(ask, judged):
    both = ask(NIA, "--tier", "reviewer", "--scope", KUBELET, "--scope", PROXY)["readiness"]
    for directory, result in zip((KUBELET, PROXY), both, strict=True):
        assert result == judged(NIA, "reviewer", directory)


def test_sig_node_counts_merged_pull_requests_only(judged):
    node, proxy = judged(NIA, "reviewer", KUBELET), judged(NIA, "reviewer", PROXY)
    assert seen(node, "reviewed-or-merged") == ("not_yet", 19, 20)
    assert seen(proxy, "reviewed-or-merged") == ("met", 21, 20)
    assert seen(node, "primary-reviewer") == seen(proxy, "primary-reviewer") == ("met", 5, 5)
    assert (node["notes"], proxy["notes"]) == ([f"{SIG_NODE}#reviewer"], [])
    assert set(by_id(node)) - set(by_id(proxy)) == {"sig-node-meetings"}
    assert (node["needs_person"], proxy["needs_person"]) == (5, 4)
    approver = judged(NIA, "approver", KUBELET)
    # That reviews count once they are merged is asked of reviewers only.
    assert seen(approver, "reviewed-or-merged") == ("not_yet", 21, 30)
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
