"""The Kubernetes ladder says what the community's documents say, requirement by requirement and day by day."""

from datetime import date

import pytest
from factories import login, pull_request

from tracker.catalog import load_ladder
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.ladder import walk

TODAY = date(2026, 8, 21)
KUEUE = Scope.directory("kubernetes-sigs/kueue", "pkg")
KUBELET = Scope.directory("kubernetes/kubernetes", "pkg/kubelet/cm")
ETCD = Scope.directory("etcd-io/etcd", "server")
KUBEBUILDER = Scope.directory("kubernetes-sigs/kubebuilder")
ORG = Scope.organization("kubernetes-sigs")


@pytest.fixture(scope="module")
def ladder():
    return load_ladder("kubernetes")[0]


def rules(ladder, tier, scope=None, day=TODAY, **other):
    places = {ScopeKind.ORGANIZATION: ORG, ScopeKind.DIRECTORY: KUEUE}
    found = ladder.tier(tier)
    where = scope or places.get(found.scope, PROJECT)
    in_force = walk(ladder.rules(found, where, day, **other))
    return {rule.id: rule for rule in in_force if rule.in_force(day)}


def everything(ladder):
    """Every criterion of the file with the name of its tier or overlay."""
    for owner in (*ladder.tiers, *ladder.beside, *ladder.overlays):
        for rule in walk(owner.criteria):
            yield owner.id, rule


def test_no_next_step_says_again_what_is_missing(ladder):
    """A tenure that is missing says how long it is; the step says what comes before it."""
    tenures = [(owner, rule) for owner, rule in everything(ladder) if rule.kind == "tenure" and rule.next_step]
    assert tenures
    for owner, rule in tenures:
        assert "wait" not in rule.next_step, owner
        assert rule.next_step.startswith(f"Become a {rule.role}"), owner


def test_tiers_in_order_each_with_its_scope_and_proof(ladder):
    assert [(tier.id, str(tier.scope), str(tier.held_by)) for tier in ladder.tiers] == [
        ("contributor", "project", "contributing"),
        ("member", "organization", "org_file"),
        ("reviewer", "directory", "owners_reviewers"),
        ("approver", "directory", "owners_approvers"),
        ("subproject-owner", "subproject", "subproject_owners"),
        ("subproject-lead", "subproject", "subproject_leads"),
        ("sig-tech-lead", "group", "tech_leads"),
        ("sig-chair", "group", "chairs"),
    ]
    assert [state.id for state in ladder.states] == ["emeritus", "inactive", "inactive-owner"]
    assert [role.id for role in ladder.beside] == ["wg-chair", "committee-member"]


#: What sig-governance.md asks of all leads, owners among them.
LEADS = {
    *("member", "community-orientation-course", "reachable"),
    *("people-skills", "sustained-contributions", "documented-role"),
}

#: What each tier asks today.
ASKED = {
    "contributor": {"cla", "code-of-conduct", "ok-to-test", "ai-guidance"},
    "member": {
        "merged-pull-request",
        "ongoing-contributions",
        "other-contributions",
        "active-in-subproject",
        "two-factor",
        "dev-mailing-list",
        "contributor-guide",
        "gitdm-affiliation",
        "openprofile-affiliation",
        "sponsorship",
        "member-elsewhere",
        "two-sponsors",
        "sponsors-named",
        "sponsors-eligible",
        "sponsors-companies",
        "sponsors-confirmed",
        "sponsors-mentioned",
        "sponsors-interaction",
        "request-opened",
        "contributions-representative",
        "admin-review",
    },
    "reviewer": {
        "member-tenure",
        "primary-reviewer",
        "reviewed-or-merged",
        "knowledgeable",
        "approver-sponsor",
        "no-objections",
        "owners-pull-request",
    },
    "approver": {
        "reviewer-tenure",
        "primary-reviewer",
        "reviewed-or-merged",
        "owner-nomination",
        "no-objections",
        "owners-pull-request",
    },
    "subproject-owner": {"listed-in-sigs-yaml", "owner-role", "triage-and-review", "technical-judgement", *LEADS},
    "subproject-lead": {
        *LEADS,
        "judgement-shown",
        "charter-process",
        "chosen-by-leads",
        "listed-in-sigs-yaml",
    },
    "sig-tech-lead": {
        *LEADS,
        "chosen-by-leads",
        "tech-lead-duties",
        "listed-in-sigs-yaml",
    },
    "sig-chair": {
        *LEADS,
        "chosen-by-leads",
        "chair-duties",
        "listed-in-sigs-yaml",
    },
}


@pytest.mark.parametrize("tier", ASKED)
def test_every_requirement_is_there(ladder, tier):
    assert set(rules(ladder, tier)) == ASKED[tier]


#: tier, criterion, day, scope, what the rule says. None is today, or the usual scope.
NUMBERS = [
    ("member", "merged-pull-request", None, None, {"at_least": 1, "counted": "merged", "substantial": False}),
    ("reviewer", "member-tenure", None, None, {"months": 3, "held_by": "org_file"}),
    ("reviewer", "primary-reviewer", None, None, {"at_least": 5, "primary": True, "substantial": False}),
    ("reviewer", "reviewed-or-merged", None, None, {"at_least": 20, "substantial": True, "merged_only": False}),
    ("approver", "reviewer-tenure", None, None, {"months": 3, "held_by": "owners_reviewers"}),
    ("approver", "primary-reviewer", None, None, {"at_least": 10, "primary": True, "substantial": True}),
    ("approver", "reviewed-or-merged", None, None, {"at_least": 30, "substantial": False}),
    ("member", "merged-or-assigned", "2017-05-20", None, {"at_least": 10, "counted": "reviewed_or_merged"}),
    ("reviewer", "primary-reviewer", "2017-05-25", None, {"at_least": 3}),
    ("reviewer", "primary-reviewer", "2017-05-26", None, {"at_least": 5}),
    ("reviewer", "reviewed-or-merged", "2017-05-25", None, {"at_least": 20, "substantial": False}),
    ("reviewer", "reviewed-or-merged", "2017-05-26", None, {"at_least": 20, "substantial": True}),
    ("approver", "primary-reviewer", "2017-05-25", None, {"at_least": 10, "substantial": False}),
    ("approver", "reviewed-or-merged", "2017-05-25", None, {"at_least": 30}),
    ("reviewer", "reviewed-or-merged", None, KUBELET, {"at_least": 20, "substantial": True, "merged_only": True}),
    ("reviewer", "primary-reviewer", None, KUBELET, {"at_least": 5}),
    ("approver", "reviewed-or-merged", None, KUBELET, {"at_least": 30, "merged_only": False, "decides": "count"}),
    ("reviewer", "reviewed-or-merged", "2022-07-07", KUBELET, {"merged_only": False}),
    ("reviewer", "reviews", None, KUBEBUILDER, {"at_least": 5, "primary": False}),
    ("reviewer", "reviewed-or-merged", None, KUBEBUILDER, {"at_least": 3, "substantial": True}),
    ("approver", "reviewer-tenure", None, KUBEBUILDER, {"months": 2}),
    ("approver", "reviewed-or-merged", None, KUBEBUILDER, {"at_least": 5, "substantial": True}),
    ("reviewer", "primary-reviewer", None, ETCD, {"at_least": 5}),
    ("reviewer", "reviewed-or-merged", None, ETCD, {"at_least": 20, "substantial": True}),
    ("reviewer", "member-tenure", None, ETCD, {"months": 3}),
]


@pytest.mark.parametrize(("asked", "expected"), [(row[:-1], row[-1]) for row in NUMBERS])
def test_numbers(ladder, asked, expected):
    tier, name, day, scope = asked
    rule = rules(ladder, tier, scope, date.fromisoformat(day) if day else TODAY)[name]
    assert {key: getattr(rule, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("tier", "name", "begin"),
    [
        ("member", "merged-pull-request", date(2021, 10, 13)),
        ("member", "active-in-subproject", date(2017, 6, 14)),
        ("member", "gitdm-affiliation", date(2024, 4, 3)),
        ("member", "openprofile-affiliation", date(2024, 4, 3)),
        ("contributor", "ai-guidance", date(2025, 12, 19)),
        ("member", "sponsors-eligible", date(2017, 6, 21)),
        ("member", "sponsors-companies", date(2017, 11, 27)),
        ("sig-chair", "member", date(2019, 4, 16)),
        ("sig-tech-lead", "community-orientation-course", date(2020, 7, 14)),
    ],
)
def test_when_a_rule_came(ladder, tier, name, begin):
    assert name not in rules(ladder, tier, day=date.fromordinal(begin.toordinal() - 1))
    assert name in rules(ladder, tier, day=begin)


@pytest.mark.parametrize(
    ("day", "orgs"),
    [
        (date(2018, 7, 18), None),
        (date(2018, 7, 19), ("kubernetes",)),
        (date(2022, 1, 17), ("kubernetes",)),
        (TODAY, ()),
    ],
)
def test_from_which_organization_a_member_needed_no_sponsors(ladder, day, orgs):
    rule = rules(ladder, "member", day=day).get("member-elsewhere")
    assert (rule.in_orgs if rule else None) == orgs


def test_inactivity_was_shortened(ladder):
    months = {day: rule.months if (rule := ladder.inactive_after(day)) else None for day in
              (date(2020, 7, 9), date(2020, 7, 10), date(2023, 7, 9), date(2023, 7, 10), TODAY)}  # fmt: skip
    assert list(months.values()) == [None, 18, 18, 12, 12]


@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2017, 5, 20), date(2017, 6, 1), date(2018, 3, 1), TODAY])
@pytest.mark.parametrize("tier", ["member", "reviewer", "approver"])
def test_on_no_day_a_tier_asks_nothing(ladder, tier, day):
    assert rules(ladder, tier, day=day)


class TestOverlays:
    def test_sig_docs_asks_more_of_who_works_on_the_website(self, ladder):
        website = Scope.directory("kubernetes/website")
        rule = rules(ladder, "member", working_in=[website])["merged-pull-request"]
        assert (rule.at_least, rule.substantial, rule.repositories) == (5, True, ("kubernetes/website",))

    def test_a_release_team_shadow_needs_no_other_contribution(self, ladder):
        asked = rules(ladder, "member", attested=["release-team-shadow"])
        assert "release-team-shadow" in asked
        assert not {"merged-pull-request", "ongoing-contributions"} & set(asked)
        assert {"two-factor", "sponsorship"} <= set(asked)

    def test_sig_node_asks_for_meetings_and_for_a_subfolder_first(self, ladder):
        assert "sig-node-meetings" in rules(ladder, "reviewer", KUBELET)
        assert "subfolder-first" in rules(ladder, "approver", KUBELET)
        assert "sig-node-meetings" not in rules(ladder, "reviewer")

    def test_etcd_names_no_numbers_for_its_maintainers(self, ladder):
        asked = rules(ladder, "approver", ETCD)
        assert not {"primary-reviewer", "reviewed-or-merged", "reviewer-tenure"} & set(asked)
        assert "technical-judgement" in asked
        assert "two maintainers" in rules(ladder, "reviewer", ETCD)["approver-sponsor"].title

    def test_etcd_has_its_own_mailing_list(self, ladder):
        assert "etcd" in rules(ladder, "member", Scope.organization("etcd-io"))["dev-mailing-list"].title

    def test_sponsors_for_etcd_are_of_etcd(self, ladder):
        asked = rules(ladder, "member", Scope.organization("etcd-io"))
        assert (asked["sponsors-eligible"].kind, asked["sponsors-eligible"].who) == (
            "person",
            "the maintainers of etcd",
        )
        assert asked["sponsorship"].source.quote == "Sponsored by two active maintainers or reviewers"
        general = rules(ladder, "member")
        assert general["sponsors-eligible"].kind == "sponsors"
        assert set(asked) == set(general)

    @pytest.mark.parametrize(
        ("tier", "scope", "added"),
        [
            ("reviewer", Scope.directory("kubernetes/website"), set()),
            ("approver", Scope.directory("kubernetes/website", "content"), {"pr-wrangler"}),
            (
                "approver",
                Scope.directory("kubernetes/kubernetes", "staging/src/k8s.io/api/batch"),
                {"api-training-reviews", "api-approvers-agree"},
            ),
            ("approver", Scope.directory("kubernetes/kubernetes", "staging/src/k8s.io/apiserver"), set()),
            (
                "approver",
                Scope.directory("kubernetes/enhancements", "keps/prod-readiness"),
                {"production-readiness-shadow", "production-readiness-variety"},
            ),
            ("approver", Scope.directory("kubernetes/enhancements", "keps"), set()),
            ("reviewer", Scope.directory("kubernetes-sigs/cluster-api", "cmd/clusterctl"), {"cluster-api-consensus"}),
            ("approver", Scope.directory("kubernetes-sigs/cluster-api"), {"cluster-api-consensus"}),
            (
                "subproject-owner",
                Scope(kind=ScopeKind.SUBPROJECT, group="sig-network", subproject="gateway-api"),
                {"gateway-api-contributions", "gateway-api-approver", "gateway-api-meetings"},
            ),
            ("subproject-owner", Scope(kind=ScopeKind.SUBPROJECT, group="sig-network", subproject="ingress"), set()),
        ],
    )
    def test_what_a_place_asks_for_beside_the_general_rules(self, ladder, tier, scope, added):
        assert set(rules(ladder, tier, scope)) - ASKED[tier] == added

    @pytest.mark.parametrize(
        ("tier", "alias"), [("reviewer", "sig-docs-en-reviews"), ("approver", "sig-docs-en-owners")]
    )
    def test_sig_docs_keeps_its_roles_in_aliases(self, ladder, tier, alias):
        rule = rules(ladder, tier, Scope.directory("kubernetes/website"))["owners-pull-request"]
        assert alias in rule.next_step
        assert "separately" in rule.explain

    def test_who_works_on_gateway_api_owns_other_subprojects_by_the_general_rules(self, ladder):
        ingress = Scope(kind=ScopeKind.SUBPROJECT, group="sig-network", subproject="ingress")
        working_in = [Scope.directory("kubernetes-sigs/gateway-api")]
        assert "gateway-api-approver" not in rules(ladder, "subproject-owner", ingress, working_in=working_in)

    def test_kubebuilder_asks_for_no_months_as_member(self, ladder):
        assert "member-tenure" not in rules(ladder, "reviewer", KUBEBUILDER)
        assert rules(ladder, "reviewer", KUBEBUILDER)["member"].anywhere


class TestLeads:
    @pytest.mark.parametrize("tier", ["subproject-owner", "subproject-lead", "sig-tech-lead", "sig-chair"])
    def test_owners_are_leads_in_the_sense_of_the_governance(self, ladder, tier):
        asked = rules(ladder, tier, PROJECT)
        assert set(asked) >= LEADS
        assert {asked[name].source.document for name in LEADS} == {"governance"}

    def test_what_contradicts_itself_is_shown_and_the_reading_named(self, ladder):
        lead = ladder.tier("subproject-lead")
        assert "contradict each other" in lead.summary
        explained = rules(ladder, "subproject-lead", PROJECT)["listed-in-sigs-yaml"].explain
        for name in ("sig-governance.md", "community-membership.md", "We read the entry under leads"):
            assert name in explained

    def test_who_is_inactive_in_owners_has_its_own_numbers(self, ladder):
        (state,) = (one for one in ladder.states if one.id == "inactive-owner")
        assert "Fewer than 10 contributions by DevStats and fewer than 10 comments" in state.summary
        assert (state.source.document, state.source.section) == ("owners", "Cleanup")


class TestEveryRule:
    def test_has_a_source_with_a_short_quote(self, ladder):
        for where, rule in everything(ladder):
            assert rule.source.quote, (where, rule.id)
            assert len(rule.source.quote.split()) <= 15, (where, rule.id)

    def test_says_what_to_do_and_where(self, ladder):
        for where, rule in everything(ladder):
            assert rule.next_step, (where, rule.id)
            assert (rule.next_step_url or "").startswith("https://"), (where, rule.id)

    def test_a_person_decides_exactly_where_no_program_can(self, ladder):
        for where, rule in everything(ladder):
            assert (rule.decides == "person") is (rule.kind == "person"), (where, rule.id)

    def test_documents_have_a_revision_and_the_day_it_was_read(self, ladder):
        for name, document in ladder.documents.items():
            assert len(document.commit or "") == 40, name
            assert document.read_on, name
            assert document.repository, name
            assert document.path, name

    def test_of_the_past_cites_the_past(self, ladder):
        for where, rule in everything(ladder):
            if rule.in_force_until:
                assert ladder.documents[rule.source.document].title[-10:] <= str(rule.in_force_until), (where, rule.id)


class TestDefinitions:
    @pytest.mark.parametrize(
        "name",
        [
            "k8s-ci-robot",
            "Kubernetes-Prow",
            "dependabot",
            "x[bot]",
            "copilot",
            "fejta-bot",
            "minikube-bot",
            "googlebot",
        ],
    )
    def test_bots(self, ladder, name):
        assert login(name) in ladder.definitions.bots

    @pytest.mark.parametrize("name", ["ndipebot", "octo-bot", "robot-rae"])
    def test_the_end_of_a_login_makes_no_robot(self, ladder, name):
        assert login(name) not in ladder.definitions.bots

    def test_titles_make_no_robot(self, ladder):
        for title in ("Automated update of the image list", "Bump golang.org/x/net from 0.1.0 to 0.2.0"):
            assert ladder.definitions.counts(pull_request(title=title)) is True

    @pytest.mark.parametrize(
        ("other", "counts"),
        [
            ({"base": "release-1.30"}, False),
            ({"title": "Automated cherry pick of #12345: Make it better"}, False),
            ({"title": "Automated cherry pick of #12345 #12346: Make it better", "base": None}, False),
            ({"title": "[release-0.9] Make it better"}, True),
            ({"title": "[release-1.31] Code Thaw for 1.31", "base": "master"}, True),
            ({"title": "[release-1.31] Code Thaw for 1.31", "base": None}, None),
            ({"title": "Cherry-pick the fix of 123", "base": None}, None),
            ({"title": "Make it better", "base": None}, True),
            ({"title": "[release-0.9] Make it better", "base": "release-0.9"}, False),
            ({"labels": ("cherry-pick-approved",)}, False),
            ({"repo": "kubernetes-sigs/contributor-playground"}, False),
            ({"title": "[release] Describe how to cut one"}, True),
            ({"title": "Explain cherry picks"}, True),
        ],
    )
    def test_what_counts(self, ladder, other, counts):
        assert ladder.definitions.counts(pull_request(**other)) is counts

    @pytest.mark.parametrize(
        ("title", "reason"),
        [
            ("Bump golang.org/x/net from 0.1.0 to 0.2.0", "a dependency bump"),
            ("build(deps): bump the group with 3 updates", "a dependency bump"),
            ("chore: bump etcd image", "a dependency bump"),
            ("[go] Bump images", "a dependency bump"),
            ("Update etcd to v3.6.4", "a dependency bump"),
            ("update go dependencies", "a dependency bump"),
            ("Update vendor after module changes", "a vendor update"),
            ("vendor: octo", "a vendor update"),
            ("Run go mod tidy", "a vendor update"),
            ('Revert "Make it better"', "a revert"),
            ("Automated update of the image list", "an automated change"),
            ("Regenerate generated files", "an automated change"),
            ("Auto-generate the changelog", "an automated change"),
            ("Automatic retries for the watch cache", None),
            ("Fix a race in the scheduler", None),
            ("Update HPA to v2beta2", None),
            ("Add a vendor-neutral resource name", None),
            ("Automate the release notes", None),
            ("Support bumping priorities", None),
        ],
    )
    def test_titles_that_are_never_substantial(self, ladder, title, reason):
        assert ladder.definitions.substantial.exclusion(pull_request(title=title)) == reason

    @pytest.mark.parametrize(
        ("path", "counts"),
        [
            ("pkg/apis/core/zz_generated.deepcopy.go", False),
            ("vendor/example.com/a.go", False),
            ("api/v1/octo.pb.go", False),
            ("api/openapi-spec/swagger.json", False),
            ("staging/src/k8s.io/client-go/informers/factory.go", False),
            ("staging/src/k8s.io/api/testdata/HEAD/core.v1.Pod.json", False),
            ("config/crd/bases/octo.yaml", False),
            ("go.sum", False),
            ("docs/package-lock.json", False),
            ("pkg/mock/client.go", False),
            ("pkg/client/mock_client.go", False),
            ("pkg/testdata/golden/a.txt", False),
            ("pkg/generated.go", True),
            ("pkg/mocking/a.go", True),
            ("go.mod", True),
            ("pkg/vendoring/a.go", True),
            ("pkg/scheduler/scheduler.go", True),
        ],
    )
    def test_generated_files(self, ladder, path, counts):
        assert ladder.definitions.substantial.is_met(pull_request(paths=[path], lines=30)) is counts

    def test_substantial_from_thirty_lines(self, ladder):
        assert ladder.definitions.substantial.changed_lines == 30

    def test_where_an_approval_is_lgtm(self, ladder):
        primary = ladder.definitions.primary
        assert len(primary.approval_is_lgtm) == 36
        assert primary.counts_approval("kubernetes/test-infra")
        assert primary.counts_approval("kubernetes-sigs/controller-runtime")
        assert not primary.counts_approval("kubernetes/kubernetes")

    def test_our_readings_have_a_reason(self, ladder):
        assert "do not say" in ladder.definitions.substantial.reason
        assert "do not say" in ladder.definitions.primary.reason


def test_where_the_community_keeps_its_files(ladder):
    files = ladder.files
    assert files.org_file == "kubernetes/org:config/{org}/org.yaml"
    assert files.org_file_was == ("{org}/org.yaml",)
    assert files.members_known_from == date(2018, 8, 30)
    assert files.groups_file == "kubernetes/community:sigs.yaml"
    assert (files.requests_repository, files.requests_title) == ("kubernetes/org", "New membership for")
    assert ladder.orgs == ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
