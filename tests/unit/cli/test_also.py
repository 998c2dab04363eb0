"""``--also``: one run, several formats."""

import json

import pytest


def test_the_same_result_in_other_formats(run, tmp_path):
    ran = run("--demo", "almost-anders", "--also", "json=report.json", "--also", "markdown=report.md")
    assert ran.code == 0
    assert ran.out.startswith("almost-anders (Anders Almost) · Member of kubernetes since 2025-01-14\n")
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert document["contributor"]["login"] == "almost-anders"
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("## [almost-anders](")


def test_what_it_writes_is_what_the_format_alone_writes(run, tmp_path):
    run("--demo", "lead-lumi", "newcomer-nell", "-o", "text.txt", "--also", "html=one.html")
    alone = run("--demo", "lead-lumi", "newcomer-nell", "--format", "html", "-o", "two.html")
    assert alone.code == 0
    assert (tmp_path / "one.html").read_text(encoding="utf-8") == (tmp_path / "two.html").read_text(encoding="utf-8")


def test_it_is_written_when_somebody_is_below(run, tmp_path):
    ran = run("--demo", "newcomer-nell", "--also", "json=report.json", "--fail-below", "member")
    assert ran.code == 6
    assert (tmp_path / "report.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--also", "report.json"), "'report.json' is no FORMAT=FILE"),
        (("--also", "=report.json"), "is no FORMAT=FILE"),
        (("--also", "json="), "is no FORMAT=FILE"),
        (("--also", "jsn=report.json"), "Did you mean json?"),
        (("--also", "request=request.md"), "there is no format 'request'"),
        (("--also", "json=nowhere/report.json"), "there is no directory nowhere"),
        (("--also", "json=a", "--also", "html=./a"), "two reports are to be written to a"),
        (("--also", "json=a", "-o", "a"), "two reports are to be written to a"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anybody_is_asked(run, tmp_path, words, said):
    ran = run("--demo", "almost-anders", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(tmp_path.iterdir())
