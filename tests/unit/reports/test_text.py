import re
import shlex
from dataclasses import replace

import pytest
from unit.reports import invented

from tracker.findings.outcomes import Basis, Finding, Outcome
from tracker.findings.sponsors import Sponsors
from tracker.findings.standing import Standing
from tracker.reports import FORMATS, Style
from tracker.reports.text.paint import Paint, width
from tracker.reports.text.table import table

PAINT = Paint(Style())
PEOPLE = [invented.newcomer, invented.almost_reviewer, invented.approver, invented.cohort]


def text(report, **style):
    return FORMATS["text"](report, Style(**style))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize("verbose", [0, 1])
def test_nothing_but_addresses_is_wider_than_the_terminal(person, columns, verbose):
    lines = text(person(), width=columns, verbose=verbose).splitlines()
    assert [line for line in lines if width(line) > columns and "://" not in line] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_without_colours_and_links_there_are_no_sequences(person):
    assert "\x1b" not in text(person())
    assert "\x1b[" not in text(person(), links=True)
    assert "\x1b]" not in text(person(), color=True)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("verbose", [0, 1])
def test_where_the_terminal_can_links_are_short(person, verbose):
    shown = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", text(person(), links=True, verbose=verbose))
    assert [line for line in shown.splitlines() if "://" in line] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_colour_adds_nothing_but_colour(person):
    coloured = text(person(), color=True)
    for code in ("0", "1", "2", "32", "33", "34", "35", "36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert [line.rstrip() for line in coloured.splitlines()] == text(person()).splitlines()


def test_most_important_first():
    brief = ["Next: Reviewer", "Do next", "  ◆ Contributor", "Reviewer in ", "Not read:", "As of "]
    whole = [
        "Next: Rev",
        "Do next",
        "Where you stand",
        "Next: Rev",
        "Sponsors",
        "What was not read",
        "Rules: Kubernetes",
    ]
    for verbose, parts in enumerate((brief, whole)):
        report = text(invented.almost_reviewer(), verbose=verbose)
        for part in parts:
            _, found, report = report.partition(f"\n{part}")
            assert found


def test_no_word_shames():
    for person in PEOPLE:
        said = text(person(), verbose=1).lower()
        assert not [word for word in ("fail", "reject", "score", "rank", "insufficient", "only 1") if word in said]


def test_evidence_is_there_when_asked_for():
    assert "kueue/pull/6004" not in text(invented.almost_reviewer())
    assert "kueue/pull/6005" in text(invented.almost_reviewer(), verbose=1)


def test_many_roles_are_counted_and_listed_when_asked_for():
    report = invented.approver()
    many = replace(report, standing=replace(report.standing, held=report.standing.held[1:2] * 14))
    assert "(and 13 more)" in " ".join(text(many).split())
    assert text(many, verbose=1).count("  Reviewer  ") == 14


def test_many_possible_sponsors_are_all_there_when_asked_for():
    report = invented.newcomer()
    sponsor = replace(report.sponsors.suggested[0], company=None)
    many = replace(report, sponsors=Sponsors(suggested=(sponsor,) * 5), next_steps=())
    assert text(many).count("octo-reviewer (3 shared)") == 3
    assert text(many, verbose=1).count("octo-reviewer: 3 shared") == 5


@pytest.mark.parametrize("path", ["deep/" * 3, "deep/" * 16, "with a space in it/" * 4])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_command_can_be_copied_as_it_stands(columns, path):
    command = shlex.join(["ladder-check", "octo-me", "--format", "nomination", "--scope", f"octo-org/octo:{path}"])
    report = invented.newcomer()
    step = replace(report.next_steps[0], command=command)
    shown = text(replace(report, next_steps=(step,)), width=columns).splitlines()
    first = next(number for number, line in enumerate(shown) if line.strip().startswith("$ "))
    lines = list(takewhile_and_one(lambda line: line.endswith("\\"), shown[first:]))
    assert shlex.split("\n".join(lines).replace("\\\n", "").strip().removeprefix("$ ")) == shlex.split(command)


def takewhile_and_one(goes_on, lines):
    for line in lines:
        yield line
        if not goes_on(line):
            return


def test_whom_the_steps_name_is_not_named_again():
    report = invented.newcomer()
    assert "octo-reviewer (" in report.next_steps[0].text
    assert "Know your work" not in text(report)
    assert "Know your work: octo-reviewer" in text(replace(report, next_steps=report.next_steps[1:]))


def test_as_many_entries_as_fit_are_shown():
    report = invented.almost_reviewer()
    shown = text(report).partition("Request:")[2].partition("Not read")[0]
    assert "Groups: WG Batch" in shown
    assert len(shown.splitlines()) == 6  # five lines, and an empty one


def test_a_request_and_suggestions_stand_apart():
    both = Sponsors(
        request=invented.almost_reviewer().sponsors.request, suggested=invented.newcomer().sponsors.suggested
    )
    assert "From different companies: unknown.\n\n  You could ask" in text(
        replace(invented.newcomer(), sponsors=both), verbose=1
    )


def test_somebody_of_whom_nothing_is_known_yet_is_on_the_first_rung():
    standing = Standing(headline="contributor", headline_title="Contributor", ladder=invented.rungs({}, "member"))
    report = text(invented.report(invented.person("octo-new"), standing, invented.counts(0, 0, 0, 0, 0, 0)), verbose=1)
    assert "├═◆═┤ Contributor       ← you are here" in report
    assert "├─◇─┤ Member            ← next" in report


def test_the_nearest_rung_is_next():
    report = invented.newcomer()
    ladder = invented.rungs({"contributor": 1}, "member", "reviewer")
    shown = text(replace(report, standing=replace(report.standing, ladder=ladder)), verbose=1)
    assert "├─◇─┤ Reviewer          ← after that\n  ├─◇─┤ Member            ← next\n" in shown


def test_what_is_uncertain_is_said_once():
    shown = text(invented.almost_reviewer(), verbose=1)
    assert "· Roles may be missing here: see what was not read.\n" in shown
    assert "· Not known: roles in repositories whose OWNERS were not read\n" in shown
    assert shown.count(invented.SINCE_GAP.effect.split()[0]) == 1


def with_criterion(**more):
    finding = Finding(**{"id": "x", "title": "X", "basis": Basis.DECIDED, "source": invented.rules("Member"), **more})
    report = invented.newcomer()
    return text(replace(report, readiness=(replace(report.readiness[0], criteria=(finding,)),)), verbose=1)


def test_a_number_without_a_threshold_has_no_bar():
    line = next(line for line in with_criterion(outcome=Outcome.MET, observed=7).splitlines() if "✓ met" in line)
    assert line.split() == ["✓", "met", "X", "7"]


def test_parts_that_need_a_person_stand_below_what_joins_them():
    part = Finding(
        id="y",
        title="Y",
        outcome=Outcome.NEEDS_PERSON,
        basis=Basis.DECIDED,
        source=invented.rules("Member"),
        reason="only your sponsors can tell",
    )
    shown = with_criterion(outcome=Outcome.NEEDS_PERSON, parts=(part,), reason="left out?")
    assert "  · X: left out?\n    · needs a person  Y\n               only your sponsors can tell\n" in shown


def test_wide_characters_are_aligned():
    lines = table(("Who", "What"), [("山田太郎", "a"), ("Ada", "b"), ("e\u0301 🚀", "c")], PAINT)
    assert {width(line[: line.rindex(end)]) for line, end in zip(lines[2:], "abc", strict=True)} == {12}


def test_bars_end_in_one_column_beside_wide_titles():
    finding = {"outcome": Outcome.NOT_YET, "required": 5, "observed": 2}
    lines = [
        next(line for line in with_criterion(title=title, **finding).splitlines() if "○ not yet" in line)
        for title in ("Reviews", "山田太郎のレビュー", "🚀🚀")
    ]
    assert len({width(line) for line in lines}) == 1


def test_a_table_folds_its_widest_column():
    lines = table(("A", "B"), [("x" * 100, "y")], PAINT)
    assert max(map(width, lines)) <= 80
    assert "".join(line.replace("y", "").strip() for line in lines[2:]) == "x" * 100


@pytest.mark.parametrize(
    ("observed", "required", "open_end", "bar"),
    [
        (0, 5, False, "░░░░░"),
        (3, 5, False, "███░░"),
        (5, 5, False, "█████"),
        (9, 5, True, "█████"),
        (1, 30, False, "█░░░░"),
        (29, 30, False, "████░"),
        (14, 20, True, "███??"),
        (0, 20, True, "?????"),
        (None, 20, False, "?????"),
        (0, 0, False, "█████"),
    ],
)
def test_a_bar_is_full_only_when_all_is_there(observed, required, open_end, bar):
    assert PAINT.bar(observed, required, open_end=open_end) == bar


@pytest.mark.parametrize(
    ("words", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("", 7, []),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("repo/pkg/scheduler", 10, ["repo/pkg/", "scheduler"]),
        ("山田太郎", 5, ["山田", "太郎"]),
        ("see https://a.example/long/path now", 10, ["see", "https://a.example/long/path", "now"]),
    ],
)
def test_folding(words, columns, lines):
    assert PAINT.fold(words, columns) == lines


def test_cutting_counts_columns():
    assert PAINT.cut("山田太郎", 5) == "山田…"
    assert PAINT.cut("山田太郎", 8) == "山田太郎"
    assert Paint(Style(unicode=False)).cut("abcdefgh", 6) == "abc..."


def test_an_address_that_is_none_of_the_web_is_left_out():
    assert PAINT.address("Check:", "javascript:alert(1)") == []
    assert PAINT.address("Check:", None) == []
    linked = Paint(Style(links=True))
    assert linked.link("x", "javascript:alert(1)") == "x"
    assert linked.address("", "https://a.example/b", 0) == [
        "\x1b]8;;https://a.example/b\x1b\\https://a.example/b\x1b]8;;\x1b\\"
    ]
