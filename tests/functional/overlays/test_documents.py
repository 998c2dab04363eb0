"""Rules, compared with what their documents say today."""

from pathlib import Path

import pytest
from functional.comparing import findings
from functional.overlays.given import DAY, NIA, PROXY, QUOTED, SAID, WEBSITE, documents
from functional.worlds import COMMUNITY_REPO


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
    assert (ran.code, ran.out) == (4, "")
    assert "rules could not be compared: their source was not read\n" in ran.err
    assert "committee-member: governance.md not read: " in ran.err
    assert "under review" not in ran.err


def test_what_changed_stands_before_what_could_not_be_read(drift, community):
    (community / "governance.md").unlink()
    path = community / "community-membership.md"
    path.write_text(path.read_text("utf-8").replace(QUOTED, SAID), "utf-8")
    ran = drift("--community", str(community))
    assert (ran.code, ran.out) == (3, "")
    error, changed, heading, *unread, _ = ran.err.splitlines()
    assert error.startswith("Error: 1 of ")
    assert changed.startswith("  reviewer/member-tenure: community-membership.md no longer says it: ")
    assert heading == "  Not known of these, as their source was not read:"
    assert unread
    assert all("governance.md not read: " in line for line in unread)


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
    words = (NIA, "-v", "--tier", "reviewer", "--scope", PROXY, "--format", format_)
    assert "rule under review" in run(*words, "--as-of", DAY, server=server).out
    assert "rule under review" not in run(*words, "--as-of", "2026-08-20", server=server).out
