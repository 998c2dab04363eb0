"""Names that moved and links in git, as real GitHub has them (rows 3, 4 and 13 of ``test_real_github.py``)."""

import pytest
from functional.comparing import findings, held
from functional.running import WORLD_DAY
from functional.worlds import ADMIN, SmallWorld
from standin import load_world

CORA, NORA = "csi-cora", "csi-nora"
DRIVER, FORMER = "kubernetes-csi/driver", "kubernetes-csi/old-driver"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A renamed repository whose aliases are a link to a shared file, and that has a linked OWNERS, which Prow ignores."""
    small = SmallWorld()
    small.repo(DRIVER, FORMER)
    for who in (small.person(CORA), small.person(NORA)):
        for month in (1, 2, 3):
            small.pull(DRIVER, who, f"2026-0{month}-05", paths=["pkg/deep/a.go"], reviewers=[ADMIN])
    small.turn("kubernetes-csi", "2024-04-03", joined=[CORA, NORA])
    small.file(DRIVER, "OWNERS", ("2022-01-01", "approvers: [octo-approvers]\n"))
    small.file(DRIVER, "OWNERS_ALIASES", ("2022-01-01", "release-tools/SHARED"), mode="120000")
    small.file(DRIVER, "release-tools/SHARED", ("2022-01-01", f"aliases: {{octo-approvers: [{CORA}]}}\n"))
    small.file(DRIVER, "pkg/deep/OWNERS", ("2022-01-01", f"reviewers: [{NORA}]\n"))
    small.file(DRIVER, "pkg/OWNERS", ("2022-01-01", "../release-tools/OTHER"), mode="120000")
    small.file(DRIVER, "release-tools/OTHER", ("2022-01-01", f"approvers: [{NORA}]\n"))
    return load_world(small.write(tmp_path_factory.mktemp("moved")))


@pytest.fixture
def report(serve, run, world):
    """The report that some words ask for, and the questions that it took."""

    def reported(*words, token="any"):
        server = serve(world, secondary_limits=False)
        options = {} if token else {"token": None}
        ran = run(*words, "--format", "json", "--as-of", WORLD_DAY, server=server, **options)
        assert ran.code == 0, ran.err
        return ran.report, server.standin.log()

    return reported


def work_in(found):
    return {
        key: (one["outcome"], one["observed"]) for key, one in findings(found).items() if f"{DRIVER}:pkg/deep" in key
    }


@pytest.mark.parametrize("more", [(), ("--full",)])
def test_a_former_name_means_the_repository_of_today(report, more):
    """Row 3: GraphQL follows, and everything else has the name of today."""
    words = ("--tier", "approver", *more)
    former, _ = report(NORA, "--scope", f"{FORMER}:pkg/deep", *words)
    today, _ = report(NORA, "--scope", f"{DRIVER}:pkg/deep", *words)
    assert work_in(former) == work_in(today)
    assert work_in(today)
    assert former["counts"] == today["counts"]
    assert former["counts"]["authored_merged"]["total"] == 3
    assert ("reviewer", f"{DRIVER}:pkg/deep") in held(former)


@pytest.mark.parametrize("token", ["any", None])
def test_a_redirect_keeps_the_question(report, token):
    """Row 4: a tree that is asked for by a former name is listed with all that is nested."""
    found, asked = report(NORA, "--scope", f"{FORMER}:pkg/deep", "--full", token=token)
    paths = [row["path"] for row in asked]
    assert not token or any("git/trees/HEAD" in path for path in paths)
    assert ("reviewer", f"{DRIVER}:pkg/deep") in held(found)
    assert "could not be listed" not in str(found["data"]["gaps"])


def test_linked_aliases_are_followed_and_linked_owners_are_not(report):
    """Row 13: the alias is nobody's login, and what Prow does not read gives nobody a role."""
    cora, _ = report(CORA, "--full")
    nora, _ = report(NORA, "--full")
    assert ("approver", DRIVER) in held(cora)
    assert {tier for tier, _ in held(nora)} == {"contributor", "member", "reviewer"}
    assert "octo-approvers" not in {
        one["login"] for one in (*cora["sponsors"]["suggested"], *nora["sponsors"]["suggested"])
    }
