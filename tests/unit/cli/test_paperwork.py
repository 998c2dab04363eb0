"""``--format request`` and ``--format nomination`` with the sample contributors."""

import pytest

WIDGET = "kubernetes/kubernetes:pkg/widget"


def demo(run, *words):
    return run("--demo", *words)


def test_a_request_goes_to_standard_output_and_nothing_else(run):
    ran = demo(run, "ready-robin", "-f", "request", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert "### GitHub Username\n\n@ready-robin\n" in ran.out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["newcomer-nell", "-f", "request"], "no membership request for newcomer-nell yet, missing: two reviewers or"),
        (
            ["member-mira", "-f", "request"],
            "member-mira needs no membership request: a member of kubernetes-sigs joins",
        ),
        (["newcomer-nell", "-f", "nomination", "--scope", WIDGET], "missing: Member for at least 3 months: 3 months"),
        (["Reviewer-Rosa", "-f", "nomination", "--scope", WIDGET, "--tier", "reviewer"], "already Reviewer in"),
        (["approver-aki", "-f", "nomination", "--scope", WIDGET], "approver-aki needs no nomination: already Approver"),
        (["almost-anders", "-f", "nomination", "--scope", WIDGET, "--tier", "member"], "a tier that is entered there"),
        (
            ["almost-anders", "-f", "nomination", "--scope", "kubernetes/kubernetes:pkg"],
            "an OWNERS file: none was found in kubernetes/kubernetes:pkg; the nearest is in kubernetes/kubernetes",
        ),
        (["almost-anders", "-f", "nomination", "--scope", "octo-org/octo"], "an OWNERS file: none was found in octo-"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(run, tmp_path, words, error):
    ran = demo(run, *words, "--output", "paper.md")
    assert (ran.code, ran.out) == (4, "")
    assert error in ran.err
    assert "Hint: `ladder-check " in ran.err
    assert not (tmp_path / "paper.md").exists()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["almost-anders", "-f", "nomination"], "a nomination is for one place"),
        (["almost-anders", "-f", "nomination", "--scope", WIDGET, "--scope", "a/b"], "a nomination is for one place"),
        (["ready-robin", "-f", "request", "--ladder", "kserve"], "KServe contributor ladder has no form of requests"),
    ],
)
def test_what_cannot_be_meant(run, words, error):
    ran = demo(run, *words)
    assert (ran.code, ran.out) == (2, "")
    assert error in ran.err


def test_of_several_people_those_who_can_be_written_for_and_a_note_on_the_others(run):
    ran = demo(run, "newcomer-nell", "ready-robin", "-f", "request")
    assert ran.code == 0
    assert "@ready-robin" in ran.out
    assert "newcomer-nell" not in ran.out
    assert "Note: no membership request for newcomer-nell yet" in ran.err


def test_of_several_people_nobody(run):
    ran = demo(run, "newcomer-nell", "member-mira", "-f", "request")
    assert (ran.code, ran.out) == (4, "")
    assert "newcomer-nell" in ran.err
    assert "member-mira" in ran.err


ATTESTED = """\
- {criterion: two-factor, by: ready-robin, on: 2026-05-01, login: ready-robin}
- {criterion: membership-guidelines, by: ready-robin, on: 2026-05-01}
- {criterion: dev-mailing-list, by: ready-robin, on: 2026-05-01, expires: 2026-05-20}
- {contribution: Ran the lantern workshop, url: "https://example.com/workshop", by: approver-aki, on: 2026-05-01}
- {sponsor: reviewer-rosa, by: newcomer-nell, on: 2026-05-01, login: newcomer-nell}
- {sponsor: approver-aki, by: newcomer-nell, on: 2026-05-01, login: newcomer-nell}
"""


@pytest.fixture
def attested(tmp_path):
    file = tmp_path / "attested.yaml"
    file.write_text(ATTESTED, encoding="utf-8")
    return str(file)


def test_boxes_are_ticked_and_work_is_listed_as_attested(run, attested):
    out = demo(run, "ready-robin", "-f", "request", "--attest", attested).out
    assert "- [X] I have [enabled 2FA" in out
    assert "- [X] I have reviewed the [community membership guidelines]" in out
    assert "- [ ] I have subscribed to" in out
    assert "- Other contributions\n  - https://example.com/workshop Ran the lantern workshop" in out


def test_sponsors_who_were_spoken_to_are_named_and_not_vouched_for(run, attested):
    ran = demo(run, "newcomer-nell", "-f", "request", "--attest", attested)
    assert ran.code == 0
    assert "### Sponsor 1\n\n@reviewer-rosa\n\n### Sponsor 2\n\n@approver-aki\n" in ran.out
    assert "- [X] I have spoken to my sponsors" in ran.out
    assert "- [ ] I have verified that my sponsors are from different" in ran.out
    assert "- [ ] I have [enabled 2FA" in ran.out


def test_the_same_file_holds_for_a_report(run, attested):
    ran = demo(run, "ready-robin", "--attest", attested, "-v")
    assert ran.code == 0
    assert "✓ stated   Two-factor authentication on" in ran.out


def test_a_nomination_ends_in_the_change(run):
    ran = demo(run, "almost-anders", "-f", "nomination", "--scope", WIDGET)
    assert ran.code == 0
    assert ran.out.startswith("<!-- A pull request to kubernetes/kubernetes that nobody has opened yet.")
    assert "Primary reviewer of (25):" in ran.out
    assert "     - lead-lumi\n+    - almost-anders\n```\n" in ran.out
    assert "Pull request that adds you" not in ran.out
