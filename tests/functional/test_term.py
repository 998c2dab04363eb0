"""A programme's term by the command itself: what was met in it, the summary for each mentee, the digest for Slack."""

import pytest
from functional.running import AKI, ANDERS, LUMI, NELL, ROSA, WIDGET, WORLD_DAY

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--as-of", WORLD_DAY, "--no-openings")
TERM = """
name: Spring
term:
  from: 2026-03-02
  to: 2026-06-28
  checkpoints: [{name: Midterm, date: 2026-04-26}, {name: "Final with lead-lumi", date: 2026-06-28}]
"""
ANDERS_AIMS = f"""
  - login: {ANDERS}
    tier: reviewer
    scope: {WIDGET}
    mentor: {LUMI}
    attestations: [{{criterion: knowledgeable, by: {AKI}, on: 2026-05-12}}]
"""


@pytest.fixture
def cohort(home):
    """Writes a cohort's file with a term."""

    def write(*members, more=""):
        (home / "term.yaml").write_text(f"{TERM}members:\n{''.join(members)}{more}", encoding="utf-8")
        return ("--cohort", "term.yaml")

    return write


def someone(login, tier):
    return f"\n  - {{login: {login}, tier: {tier}}}\n"


def met(document, login):
    found = [one for one in document["milestones"] if one["login"] == login]
    return [(one["criterion"], one["week"], one["since"], one["since_is"]) for one in found]


def summaries(text):
    """Everybody's, by the login in its title."""
    parts = [part.strip() for part in text.split("\n---\n")]
    return {
        part.partition("[")[2].partition("]")[0]: part
        for part in parts
        if part.startswith("# ") and "[" in part.splitlines()[0]
    }


def test_what_was_met_has_its_week_and_its_fact(run, calm, cohort):
    words = cohort(ANDERS_AIMS, someone(NELL, "member"))
    document = run(*DAY, *words, "--format", "json", server=calm).report
    assert document["term"]["from"] == "2026-03-02"
    assert [point["name"] for point in document["term"]["checkpoints"]] == ["Midterm", "Final with lead-lumi"]
    assert ("knowledgeable", 11, "2026-05-12", "exact") in met(document, ANDERS)
    (nell,) = met(document, NELL)
    (merged,) = [one for one in document["milestones"] if one["login"] == NELL]
    assert nell[1:] == (10, "2026-05-05", "exact")
    assert merged["evidence"][0]["url"] == merged["since_url"]
    assert merged["evidence"][0]["at"].startswith("2026-05-05")


def test_as_of_an_earlier_day_only_what_was_met_by_then_is_told(run, calm, cohort):
    words = cohort(ANDERS_AIMS, someone(NELL, "member"))
    early = run("--as-of", "2026-04-26", "--no-openings", *words, "--format", "json", server=calm).report
    late = run(*DAY, *words, "--format", "json", server=calm).report
    days = [one["since"] for one in early["milestones"] if one["week"]]
    assert all(day <= "2026-04-26" for day in days)
    assert [one for one in met(late, NELL) if one[1]]
    assert not [one for one in met(early, NELL) if one[1]]


def test_a_summary_is_the_same_alone_as_together(run, calm, cohort):
    members = (ANDERS_AIMS, someone(NELL, "member"), someone(ROSA, "approver"))
    together = summaries(run(*DAY, *cohort(*members), "--format", "summary", server=calm).out)
    assert sorted(together) == sorted([ANDERS, NELL, ROSA])
    for login, member in zip((ANDERS, NELL, ROSA), members, strict=True):
        alone = run(*DAY, *cohort(member), "--format", "summary", server=calm).out
        assert alone.strip() == together[login]
    assert together[ANDERS].startswith(f"# Final with lead-lumi, 2026-06-28: [{ANDERS}](")


def test_whoever_is_left_out_is_in_none_of_it(run, calm, cohort):
    words = cohort(ANDERS_AIMS, someone(LUMI, "approver"), more=f"do_not_track: [{LUMI}, {AKI}]\n")
    for form in ("summary", "slack", "json", "text"):
        ran = run(*DAY, *words, "--format", form, server=calm)
        assert ran.code == 0
        assert LUMI not in ran.out
        assert AKI not in ran.out


def test_both_are_written_beside_a_report(run, calm, cohort, home):
    words = cohort(ANDERS_AIMS, someone(NELL, "member"))
    ran = run(*DAY, *words, "--also", "summary=forms.md", "--also", "slack=digest.txt", server=calm)
    assert "Met in the term, 2026-03-02 to 2026-06-28" in ran.out
    assert summaries((home / "forms.md").read_text(encoding="utf-8")).keys() == {ANDERS, NELL}
    digest = (home / "digest.txt").read_text(encoding="utf-8")
    assert digest.startswith(f"*Spring* as of {WORLD_DAY}, week ")
    assert len(digest) < 1500


def test_a_term_that_cannot_be_asks_nobody(run, serve, home):
    server = serve()
    (home / "wrong.yaml").write_text("term: {from: 2026-03-02, to: 2026-03-01}\nmembers: [octo-a]\n", encoding="utf-8")
    ran = run("--cohort", "wrong.yaml", server=server)
    assert ran.code == 3
    assert "wrong.yaml:1: term > to: 2026-03-01 is before 2026-03-02, when the term begins" in ran.err
    assert server.standin.stats()["requests"] == 0
