"""A cohort's file may name everybody who took part in a directory."""

from functional.leads.generated import AS_OF, REPO, SINCE, Generated, everybody

WORDS = ("--as-of", AS_OF, "--no-openings", "--format", "json", "--cohort", "cohort.yaml")


def checked(document):
    return {report["contributor"]["login"] for report in document["reports"]}


def test_everybody_who_took_part_is_of_the_cohort(run, serve, home, tmp_path):
    generated = Generated(4, pulls=60)
    server = serve(generated.write(tmp_path / "world"), secondary_limits=False, git=True)
    (home / "cohort.yaml").write_text(
        f"members:\n- contributors: {REPO}:docs\n  tier: reviewer\n  scope: {REPO}:docs\n"
    )
    document = run(*WORDS, server=server).report
    assert checked(document) == everybody(generated.rows, "docs", SINCE).keys()
    assert {result["tier"] for report in document["reports"] for result in report["readiness"]} == {"reviewer"}


def test_a_place_that_is_none_and_one_that_cannot_be_read_are_failures(run, serve, home, tmp_path):
    generated = Generated(4, pulls=20)
    server = serve(generated.write(tmp_path / "world"), secondary_limits=False, git=True)
    (home / "cohort.yaml").write_text(f"members:\n- octo-ada\n- contributors: {REPO}:dcs\n")
    document = run(*WORDS, server=server).report
    (failure,) = document["failures"]
    assert (failure["login"], failure["error"]) == (f"contributors to {REPO}:dcs", f"{REPO} has no directory dcs")
    (home / "cohort.yaml").write_text(f"members:\n- octo-ada\n- contributors: {REPO}:docs\n")
    ran = run(*WORDS, server=server, token="")
    assert "a repository's pull requests cannot be read without a token" in ran.out + ran.err
