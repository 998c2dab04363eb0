"""Several people in Markdown: what is said of them together, folded, within GitHub's limits or in parts."""

import re
from dataclasses import replace

import pytest
from factories import login
from unit.reports import invented
from unit.reports.hostile import FRAGMENTS, TOGETHER, poisoned
from unit.reports.invented.crowd import crowd
from unit.reports.test_hostile import invisible, mentions, tags

from tracker.findings.cohort import Cohort, Shift
from tracker.findings.outcomes import Outcome
from tracker.reports import FORMATS, Style
from tracker.reports.markdown.parts import FOR_A_COMMENT, parts, taken_apart

COMMENT = 65_536
SUMMARY = 1_048_576
ALLOWED = {"<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"}


def markdown(result, **style):
    return FORMATS["markdown"](result, Style(**style))


def section(text, heading):
    return text.partition(f"### {heading}\n\n")[2].partition("\n### ")[0]


def rows(text):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]


def notice(text):
    return re.findall(r"\*\*Shortened to fit into (.+?)\.\*\* Left out: (.+?)\. The whole", text)


def test_what_comes_first_is_what_deserves_attention():
    text = markdown(invented.cohort())
    headings = re.findall(r"^### (.+)$", text.partition("### Each person")[0], re.MULTILINE)
    assert text.startswith("## Spring mentees, as of 2026-08-21\n\n3 people, by login; 1 could not be checked.")
    assert headings == [
        "This week",
        "What changed since 2026-08-14",
        "Where everybody stands",
        "How far everybody is",
        "Who could sponsor whom",
    ]


def test_changes_are_told_by_kind():
    assert section(markdown(invented.cohort()), "What changed since 2026-08-14").split("\n\n") == [
        "**Newly met**",
        "- almost-reviewer: Gave /lgtm at least 3 times (Reviewer in kubernetes-sigs/kueue:pkg/scheduler)",
        "**No longer**",
        "- octo-approver: the tier Reviewer in kubernetes-sigs/jobset",
        "**Newly known**",
        "- octo-newcomer: Sponsored by two reviewers (Member in kubernetes): not yet\n",
    ]


def test_kinds_without_a_change_are_not_named():
    cohort = invented.cohort()
    changes = tuple(change for change in cohort.changes if change.kind is Shift.NEWLY_KNOWN)
    text = markdown(replace(cohort, changes=changes))
    assert "### What changed since 2026-08-14\n\n**Newly known**" in text
    assert "No longer" not in text


def test_that_nothing_changed_is_said_and_without_a_run_before_nothing():
    cohort = replace(invented.cohort(), changes=())
    assert "Nothing that could be read both times is different." in markdown(cohort)
    assert "What changed" not in markdown(replace(cohort, previous=None))


def test_the_matrix_has_a_table_for_each_tier_with_signs_and_numbers():
    member, newcomer, reviewer, almost = [
        row for row in rows(section(markdown(invented.cohort()), "How far everybody is")) if set(row[0]) != {"-"}
    ]
    assert (member[0], reviewer[0]) == ("Member", "Reviewer")
    assert newcomer == [
        "[octo-newcomer](https://github.com/octo-newcomer)",
        "kubernetes-sigs",
        "✓ 3",
        "○ 1 of 2",
        "✓",
        "0 of 3",
    ]
    assert almost[2:] == ["✓", "○ 3 of 5", "? 14+ of 20", "≈ 9+ of 3", "?", "1 of 2"]


def test_every_sign_is_explained():
    text = section(markdown(crowd()), "How far everybody is")
    legend = text.partition("\n\n")[0]
    used = {cell.partition(" ")[0] for row in rows(text) for cell in row[1:] if cell and cell[0] in "✓≈○?·"}
    assert used >= {"✓", "○", "·"}
    assert [sign for sign in used if f"{sign} " not in legend] == []


def test_the_overview_says_what_somebody_aims_at_and_who_mentors_them():
    table = rows(section(markdown(invented.cohort()), "Where everybody stands"))
    assert table[0] == ["Who", "Stands as", "Last active", "Next", "Do next", "Aims at", "Mentor"]
    assert table[3][5:] == ["Member in kubernetes-sigs/kueue", "octo-approver"]


def test_without_a_file_there_are_no_columns_for_what_it_says():
    table = rows(section(markdown(replace(invented.cohort(), members={})), "Where everybody stands"))
    assert table[0] == ["Who", "Stands as", "Last active", "Next", "Do next"]


def test_a_note_of_a_mentor_is_not_published():
    assert "batch" in markdown(invented.cohort())
    assert "Likes" not in markdown(invented.cohort())


def test_each_person_is_folded():
    text = markdown(invented.cohort()).partition("### Each person\n\n")[2]
    summaries = re.findall(r"^<summary>((?:almost|octo).+)</summary>$", text, re.MULTILINE)
    assert [line.partition(" ")[0] for line in summaries] == ["almost-reviewer", "octo-newcomer", "octo-approver"]
    assert text.count("<details>") == text.count("</details>")


def test_a_sponsor_of_the_cohort_is_told_as_such():
    cohort = invented.cohort()
    inside = replace(cohort.sponsorships[0], sponsor=login("octo-approver"), inside=True)
    assert "| octo-approver (one of these people) | Example Ltd | octo-newcomer |" in markdown(
        replace(cohort, sponsorships=(inside,))
    )


def test_a_cohort_in_which_nobody_could_be_checked():
    text = markdown(Cohort(as_of=invented.AS_OF, reports=(), failures=invented.cohort().failures))
    assert text == (
        "## Contributors, as of 2026-08-21\n\n0 people, by login; 1 could not be checked.\n\n"
        "### Who could not be checked\n\n"
        "- octo-ghost: octo-ghost is not on GitHub. Check the spelling of the login.\n"
    )


@pytest.mark.parametrize("text", [*FRAGMENTS, TOGETHER])
def test_nothing_that_others_wrote_acts(text):
    cohort = invented.cohort()
    members = {key: poisoned(member, text) for key, member in cohort.members.items()}
    hostile = replace(poisoned(cohort, text), members=members)
    for output in [markdown(hostile), markdown(hostile, limit=3000), *parts(hostile, Style(), 5000)]:
        assert not invisible(output)
        assert mentions(output) == []
        assert tags(output) <= ALLOWED
        assert output.count("<details>") == output.count("</details>")


@pytest.mark.parametrize("limit", [1000, 1500, 3000, 10_000, 30_000, COMMENT, 90_000])
def test_a_limit_holds_and_what_is_left_out_is_said(limit):
    short = markdown(crowd(), limit=limit)
    assert len(short) <= limit
    assert short.startswith("## Spring mentees 2026, as of 2026-06-01\n")
    ((room, missing),) = notice(short)
    assert room == f"{limit:,} characters"
    assert missing
    assert short.count("<details>") == short.count("</details>")


def test_what_fits_is_whole():
    whole = markdown(crowd())
    assert markdown(crowd(), limit=len(whole), limit_bytes=SUMMARY) == whole
    assert notice(whole) == []


def test_it_is_left_out_in_order():
    cohort = replace(crowd(), name="Spring " * 40)  # takes the room in which the changes would still fit
    whole = markdown(cohort)
    missing = [notice(markdown(cohort, limit=limit))[0][1] for limit in [*range(len(whole) - 1, 1000, -500), 1000]]
    assert missing[0] == "evidence"
    first = [next(place for place, said in enumerate(missing) if word in said) for word in (
        "evidence", "whole reports", "rows of the matrix", "possible sponsors", "people in the overview", "changes",
    )]  # fmt: skip
    assert first == sorted(first)
    assert missing[-1].endswith("all whole reports; all failures")


def test_people_without_a_whole_report_are_still_in_the_overview():
    short = markdown(crowd(), limit=30_000)
    assert notice(short) == [("30,000 characters", "evidence; 6 of 8 whole reports")]
    assert len(rows(section(short, "Where everybody stands"))) == 2 + 8


def test_a_table_without_rows_has_no_header_either():
    short = markdown(replace(crowd(), attention=()), limit=1000)
    assert rows(short) == []
    assert "### How far" not in short


def test_bytes_are_not_characters():
    wide = replace(invented.cohort(), name="山" * 60)
    short = markdown(wide, limit_bytes=2000)
    assert len(short.encode()) <= 2000
    assert notice(short)[0][0] == "2,000 bytes"
    both = markdown(wide, limit=1500, limit_bytes=1400)
    assert len(both.encode()) <= 1400
    assert notice(both)[0][0] == "1,500 characters and 1,400 bytes"


def test_a_character_beyond_the_plane_counts_as_two():
    cohort = invented.cohort()
    emoji = replace(cohort, reports=(poisoned(cohort.reports[1], "🚀" * 50),))
    limit = len(markdown(emoji))
    assert len(markdown(emoji, limit=limit)) < limit


def test_five_hundred_people_fit_into_a_comment():
    short = markdown(crowd(500), limit=COMMENT)
    assert len(short) <= COMMENT
    assert "evidence" not in notice(short)[0][1]  # all reports are gone, and evidence with them
    assert "all whole reports" in notice(short)[0][1]


@pytest.mark.parametrize("limit", [2000, 3000, 5000, 9000, 20_000])
def test_a_single_report_is_shortened_too(limit):
    short = markdown(invented.almost_reviewer(), limit=limit)
    assert len(short) <= limit
    assert short.startswith("## [almost-reviewer]")
    assert bool(notice(short)) == (limit < 20_000)
    assert "### What was not read" in short


@pytest.mark.parametrize("count", [8, 20])
@pytest.mark.parametrize("limit", [20_000, 30_000, COMMENT])
def test_parts_have_everything_and_each_is_short_enough(count, limit):
    cohort = crowd(count)
    made = parts(cohort, Style(), limit)
    assert max(map(len, made)) <= limit
    assert [page.splitlines()[0] for page in made] == [
        f"## Spring mentees 2026, as of 2026-06-01 (part {number} of {len(made)})" for number in range(1, len(made) + 1)
    ]
    assert all(page.endswith("\n") and page.count("<details>") == page.count("</details>") for page in made)
    written = [line for page in made for line in page.splitlines()]
    whole = markdown(cohort).splitlines()
    if not any(notice(page) for page in made):
        assert [line for line in whole[1:] if line and line not in written] == []
    for report in cohort.reports:
        assert sum(page.count(f"<summary>{report.contributor.login} ") for page in made) == 1


def test_a_person_who_is_too_long_for_a_part_is_there_without_evidence():
    made = parts(invented.cohort(), Style(), 14_000)
    (found,) = [page for page in made if "<summary>almost-reviewer " in page]
    assert notice(found) == [("a part of 14,000 characters", "evidence")]


def test_what_is_too_long_even_so_is_left_out_and_said():
    made = parts(invented.cohort(), Style(), 3000)
    assert max(map(len, made)) <= 3000
    assert [missing for page in made for _, missing in notice(page)] == ["2 of 3 whole reports"]
    assert sum(page.count("<summary>almost-reviewer ") for page in made) == 0


def test_comments_are_these_parts_in_one_text():
    written = FORMATS["comments"](crowd(20), Style(limit=20_000))
    assert taken_apart(written) == parts(crowd(20), Style(), 20_000)
    assert len(taken_apart(written)) > 2
    made = taken_apart(FORMATS["comments"](crowd(60), Style()))
    assert len(made) > 1
    assert max(map(len, made)) <= FOR_A_COMMENT


def test_a_short_report_is_one_comment_and_the_same_as_in_markdown():
    assert FORMATS["comments"](invented.newcomer(), Style()) == markdown(invented.newcomer())


def test_what_fits_into_one_part_is_not_split():
    assert parts(invented.newcomer(), Style(), COMMENT) == [markdown(invented.newcomer())]


def test_outcomes_of_the_matrix_all_have_a_sign():
    cohort = invented.cohort()
    row = cohort.matrix.rows[0]
    cells = tuple(
        cell and replace(cell, outcome=outcome) for cell, outcome in zip(row.cells[-4:], Outcome, strict=True)
    )
    shown = replace(
        cohort, matrix=replace(cohort.matrix, columns=cohort.matrix.columns[-4:], rows=(replace(row, cells=cells),))
    )
    # What only a person can tell stands in the last column, after who and where.
    assert len(rows(section(markdown(shown), "How far everybody is"))[2]) == 2 + 3 + 1
