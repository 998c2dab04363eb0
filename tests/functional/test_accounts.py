"""Accounts that are not what they seem, and what nobody may see."""

from functools import partial

import pytest
from functional import counting
from functional.running import AKI, K8S, LANTERN, LUMI, MIRA, ROSA, WIDGET, WORLD_DAY, Json

pytestmark = pytest.mark.usefixtures("history_read_once")

# -- accounts that are not what they seem -----------------------------------------------------------


def test_case_of_a_login_does_not_matter(usual):
    plain, shouted, with_at = usual(ROSA), usual("REVIEWER-ROSA"), usual("@reviewer-rosa")
    assert shouted["contributor"]["login"] == with_at["contributor"]["login"] == ROSA
    for other in (shouted, with_at):
        assert _without_cost(other) == _without_cost(plain)
    owners = next(file["text"] for file in counting.records("files") if file["path"] == "pkg/widget/testing/OWNERS")
    assert "reviewer-rosa" in owners
    assert ROSA not in owners


def test_a_renamed_account_is_followed(serve, run):
    server = serve(renames={"aki-as-was": AKI})
    asked = partial(run, "--format", "json", "--as-of", WORLD_DAY, server=server)
    before, now = asked("aki-as-was"), asked(AKI)
    assert before.code == 0
    assert before.report["contributor"]["login"] == AKI
    assert _without_cost(before.report) == _without_cost(now.report)
    assert now.report["counts"]["authored_merged"]["total"] == len(counting.authored(AKI))


def test_an_organization_is_no_person(serve, run):
    ran = run("Kubernetes-SIGs", server=serve())
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == ("Error: Kubernetes-SIGs is an organization\nHint: Give the login of one of its people.\n")


def test_nobody_of_that_name(serve, run):
    ran = run("nobody-by-that-name", server=serve())
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: GitHub has no account nobody-by-that-name\nHint: Check the spelling")
    assert ran.err.count("\n") == 2


@pytest.mark.parametrize("bot", ["k8s-ci-robot", "K8s-CI-Robot", "dependabot[bot]", "dependabot", "octo-helper[bot]"])
def test_a_bot_is_refused_politely_and_costs_nothing(serve, run, bot):
    server = serve()
    ran = run(bot, server=server)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == f"Error: {bot} is a bot\nHint: The ladder is for people; give a person's login.\n"
    assert server.standin.stats()["requests"] == 0


def test_a_deleted_authors_pull_request_counts_for_its_reviewer(usual):
    (pull,) = [pull for pull in counting.records("pulls") if pull["author"] is None]
    report = usual(ROSA, "--full", "--tier", "reviewer", "--scope", WIDGET)
    criteria = {criterion["id"]: criterion for criterion in report["readiness"][0]["criteria"]}
    for name in ("primary-reviewer", "reviewed-or-merged"):
        shown = [f"{pull['repo']}#{pull['number']}: {pull['title']}"]
        assert [e["title"] for e in criteria[name]["evidence"] if e["url"].endswith(f"/{pull['number']}")] == shown


def test_a_bots_pull_request_may_be_reviewed_and_is_never_substantial(usual):
    (pull,) = [pull for pull in counting.records("pulls") if (pull["author"] or "").endswith("[bot]")]
    assert LUMI in {review["author"] for review in pull["reviews"]}
    shown = {}
    for tier in ("approver", "reviewer"):  # of an approver any size is asked for, of a reviewer substantial work
        report = usual(LUMI, "--full", "--tier", tier, "--scope", K8S)
        shown[tier] = {
            evidence["url"].rpartition("/")[2]
            for criterion in report["readiness"][0]["criteria"]
            if criterion["id"] == "reviewed-or-merged"
            for evidence in criterion["evidence"]
        }
    assert str(pull["number"]) in shown["approver"] - shown["reviewer"]


NOT_INDEXED = f"OWNERS at the root of {LANTERN} could not be read: it is not in the index of roles"


# -- what nobody may see ----------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_private_repositories_leave_no_trace(serve, run, format_):
    """The token may read a private repository in which its owner works; that is nobody else's business."""
    server = serve(git_root=None)
    ask_for = partial(run, MIRA, "--full", "-v", "--format", format_, "--as-of", WORLD_DAY, server=server)
    titles = [pull["title"] for pull in counting.authored(MIRA)]
    assert {pull["repo"] for pull in counting.authored(MIRA)} == {LANTERN}
    assert all(word in ask_for().out for word in (LANTERN, *titles[-2:]))
    server.standin.options.private = (LANTERN,)
    ran = ask_for()
    assert ran.code == 0
    assert not [word for word in titles if word.lower() in ran.out.lower() + ran.err.lower()]
    # Its name stands in sigs.yaml, a public file: that roles there were not looked for is said of it as of any other.
    shown = " ".join(f"{ran.out} {ran.err}".split()).replace(NOT_INDEXED, "").replace(f"Roles in {LANTERN}:", "")
    if format_ == "json":
        assert ran.report["counts"]["authored_merged"]["total"] == 0
        shown = shown.replace(f'"repos": [ "{LANTERN}" ]', "")
    assert "lantern" not in shown.lower()


def _without_cost(report: Json) -> Json:
    """A report without what differs from run to run."""
    data = {name: value for name, value in report["data"].items() if name not in {"cost", "fetched_at"}}
    return report | {"data": data}
