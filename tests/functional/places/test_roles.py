"""Roles where somebody does not work: what was looked at, what was not, and that this is said."""

from functional.comparing import held
from functional.places.given import ALBA, RIA
from functional.worlds import ADMIN, SmallWorld
from standin.synth import owners_file

WIDE = "wide-wil"
REPOS = [f"kubernetes-sigs/repo-{number}" for number in range(7)]


def roles(report):
    return [gap for gap in report["data"]["gaps"] if gap["kind"] == "roles"]


def test_what_was_not_looked_at_is_said_of_everybody_and_is_no_failure(ask):
    ran = ask(ALBA, "--require-complete")
    assert ran.code == 0
    (gap,) = roles(ran.report)
    beside = "places beside the directories that you work in most"
    assert gap["reason"] == f"{beside} were not checked"
    assert gap["effect"] in ran.report["standing"]["unknown"]
    assert ran.report["data"]["gaps"] == [gap]
    assert ran.report["data"]["complete"] is True
    assert [roles(report) for report in ask(ALBA, RIA).report["reports"]] == [[gap], [gap]]


def test_text_says_it_too(run, server):
    out = run(ALBA, "-v", "--no-openings", server=server).out
    assert "Roles may be missing here: see what was not read." in out
    assert "Roles: places beside the directories that you work in most were not checked" in " ".join(out.split())
    assert "read in full" in out


def test_full_reads_the_owners_of_every_repository_worked_in(serve, run, tmp_path):
    world = SmallWorld()
    world.person(WIDE)
    world.turn("kubernetes", "2020-02-03", joined=[WIDE])
    for number, repo in enumerate(REPOS):
        for day in range(2 if number < 4 else 1):
            world.pull(repo, ADMIN, f"2026-05-0{day + 1}", paths=["deep/er/a.go"], reviewers=[WIDE])
        world.file(repo, "OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN])))
        world.file(repo, "deep/er/OWNERS", ("2020-01-01", owners_file(reviewers=[WIDE])))
    server = serve(world.write(tmp_path / "world"), git=True, git_root=None, secondary_limits=False)
    plain, full = (
        run(WIDE, "--format", "json", "--no-openings", *more, server=server).report for more in ((), ("--full",))
    )
    assert {key for key in held(full) if key[0] == "reviewer"} == {("reviewer", f"{repo}:deep/er") for repo in REPOS}
    assert {key for key in held(plain) if key[0] == "reviewer"} == {
        ("reviewer", f"{repo}:deep/er") for repo in REPOS[:4]
    }
    (gap,) = roles(plain)
    assert gap["reason"].startswith(f"3 more repositories that you work in ({', '.join(REPOS[4:])}) and places beside")
    assert "more" not in roles(full)[0]["reason"]
