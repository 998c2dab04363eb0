"""What a mentor pastes into a form: planned, met, waiting; the same alone as together, and harmless."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from factories import login
from unit.advice.standings import (
    CONTRIBUTOR,
    DOCS,
    MET,
    NEEDS_PERSON,
    NOT_YET,
    PKG,
    UNKNOWN,
    counted,
    finding,
    held,
    report,
    result,
    standing,
)
from unit.reports import invented
from unit.reports.hostile import poisoned
from unit.reports.invented.crowd import crowd
from unit.reports.invented.term import in_term
from unit.reports.test_hostile import for_any_text, invisible

from tracker.advice.attention import attention
from tracker.advice.reminders import reminders
from tracker.advice.term import milestones
from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Cohort, Failure, Member
from tracker.findings.outcomes import Evidence
from tracker.findings.term import Checkpoint, Term
from tracker.reports import EXCERPTS, Style

MIDTERM, FINAL = Checkpoint(name="Midterm", on=date(2026, 4, 15)), Checkpoint(name="Final", on=date(2026, 6, 30))
TERM = Term(start=date(2026, 3, 2), end=date(2026, 6, 30), checkpoints=(MIDTERM, FINAL))
URL = "https://github.com/octo-org/octo-repo/pull/7"
ON_9_MARCH = Since(day=date(2026, 3, 9), precision=DatePrecision.EXACT, url=URL)

FEW = in_term(2)


def summary(found):
    return EXCERPTS["summary"](found, Style())


def cohort(*reports, term=TERM, **members):
    known = {f"octo-{name}": Member(login=login(f"octo-{name}"), **said) for name, said in members.items()}
    made = Cohort(as_of=reports[0].as_of, reports=reports, name="Spring", term=term, members=known)
    made = replace(made, attention=attention(made), milestones=milestones(made))
    return replace(made, reminders=reminders(made))


def section(text, title):
    found = re.search(rf"^## {title}\n\n(.*?)(?=^## |^# |^---|\Z)", text, re.DOTALL | re.MULTILINE)
    return found[1].strip() if found else None


PROOF = Evidence(title="octo-org/octo-repo#7: Make it better", url=URL)
SOMEONE = report(
    result(
        finding(MET, id_="a", title="Rule A", met_since=ON_9_MARCH, evidence=(PROOF,)),
        counted(4, title="Rule B", missing="16 more"),
        finding(UNKNOWN, id_="c", title="Rule C", reason="reading stopped"),
        finding(NEEDS_PERSON, id_="d", title="Rule D", who="an approver"),
    ),
    has=standing(CONTRIBUTOR),
)
AIM = {"tier": "reviewer", "scopes": (PKG,), "mentor": login("octo-lin")}


def test_planned_met_open_and_what_only_people_can_tell():
    text = summary(cohort(SOMEONE, me=AIM))
    assert text.startswith(
        "# Final, 2026-06-30: [octo-me](https://github.com/octo-me)\n\nSpring. State as of 2026-06-01, "
    )
    assert "week 14 of 18 (2026-03-02 to 2026-06-30). Mentor: octo-lin. Rules: Octo ladder" in text
    planned = "- Reviewer in octo-org/octo-repo:pkg ([rules](https://github.com/octo-org/rules)): "
    assert section(text, "Planned") == f"{planned}1 of 3 countable criteria met, 1 unknown, 1 needs a person"
    assert section(text, "Met in the term") == (
        f"- Week 2: Rule A (Reviewer in octo-org/octo-repo:pkg); 2026-03-09; [Make it better]({URL})"
    )
    assert section(text, "Still open") == (
        "- Rule B: not yet; 4 of 20 needed; Missing: 16 more\n- Rule C: unknown; Why: reading stopped"
    )
    assert section(text, "Only people can tell") == "- An approver: Rule D"
    assert section(text, "What waits for whom").startswith("- For octo-me: ")


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        ("2026-03-01", "Midterm, 2026-04-15"),
        ("2026-05-01", "Midterm"),
        ("2026-06-01", "Final"),
        ("2026-07-09", "Final"),
    ],
)
def test_it_is_for_the_nearest_checkpoint(day, occasion):
    then = replace(SOMEONE, as_of=datetime.fromisoformat(day).replace(tzinfo=UTC))
    text = summary(cohort(then, me=AIM))
    assert text.startswith(f"# {occasion}")
    assert f"State as of {day}, " in text


def test_no_aim_is_made_up():
    text = section(summary(cohort(SOMEONE)), "Planned")
    assert text.startswith("No aim is written down for octo-me. The nearest is:\n\n- Reviewer in ")


def test_an_aim_that_is_reached_is_held():
    role = replace(held("reviewer", PKG), since=ON_9_MARCH)
    text = summary(cohort(report(has=standing(CONTRIBUTOR, role, held("reviewer", DOCS))), me=AIM))
    assert section(text, "Planned") == "- Reviewer in octo-org/octo-repo:pkg: held since 2026-03-09"
    met = "- Week 2: became Reviewer in octo-org/octo-repo:pkg; 2026-03-09\n"
    assert section(text, "Met in the term").startswith(met)


def test_of_an_aim_that_is_reached_nothing_is_open():
    role = replace(held("reviewer", PKG), since=ON_9_MARCH)
    text = summary(cohort(report(result(counted(4)), has=standing(CONTRIBUTOR, role)), me=AIM))
    assert section(text, "Planned") == "- Reviewer in octo-org/octo-repo:pkg: held since 2026-03-09"
    assert section(text, "Still open") is None


def test_an_aim_whose_repository_has_another_name_now_is_looked_at():
    renamed = Scope.directory("octo-org/before", "pkg")
    text = summary(cohort(SOMEONE, me=AIM | {"scopes": (renamed,)}))
    assert section(text, "Planned").startswith("- Reviewer in octo-org/octo-repo:pkg ([rules]")


def test_an_aim_that_was_not_looked_at_says_so():
    text = summary(cohort(report(has=standing(CONTRIBUTOR)), me=AIM))
    assert section(text, "Planned") == "Reviewer in octo-org/octo-repo:pkg: not looked at."
    assert section(text, "Met in the term") == "Nothing was met on a day of the term, as far as the facts tell."


def test_what_nothing_dates_is_apart():
    undated = report(result(finding(MET, title="Rule A", met_since=Since(note="nobody knows")), finding(NOT_YET, "b")))
    text = section(summary(cohort(replace(undated, standing=standing(CONTRIBUTOR)), me=AIM)), "Met in the term")
    assert text.endswith(
        "On a day that is not known, or may have been before the term:\n\n"
        "- Rule A (Reviewer in octo-org/octo-repo:pkg); day not known, nobody knows"
    )


def named(name, found):
    return replace(found, contributor=replace(found.contributor, login=login(name), url=f"https://github.com/{name}"))


def test_of_several_the_weeks_come_first_and_who_was_not_checked():
    both = cohort(named("octo-a", SOMEONE), named("octo-b", SOMEONE), a=AIM, b=AIM)
    text = summary(replace(both, failures=(Failure(login="octo-z", error="octo-z is not on GitHub", hint="Look."),)))
    assert text.startswith("# Spring: Final, 2026-06-30\n")
    rule = "Rule A (Reviewer in octo-org/octo-repo:pkg)"
    weeks = section(text, "Met in the term, by week")
    assert weeks == f"- Week 2, from 2026-03-09\n  - octo-a: {rule}\n  - octo-b: {rule}"
    assert section(text, "Not checked") == "- octo-z: octo-z is not on GitHub. Look."


def test_of_what_nothing_dates_the_first_part_says_how_much_there_is():
    undated = report(result(*(finding(MET, str(n), met_since=Since()) for n in range(3))), has=standing(CONTRIBUTOR))
    alike = cohort(named("octo-a", undated), named("octo-c", undated), a=AIM, c=AIM)
    assert section(summary(alike), "Met in the term, by week").startswith("Nothing was met on a day of the term")
    text = summary(cohort(named("octo-a", undated), named("octo-b", SOMEONE), a=AIM, b=AIM))
    assert "\n- On a day that is not known, or may have been before the term: octo-a (3)\n" in text


def test_alone_it_is_as_together():
    a, b = named("octo-a", SOMEONE), named("octo-b", report(result(counted(25)), has=standing(CONTRIBUTOR)))
    together = summary(cohort(a, b, a=AIM, b=AIM)).rstrip("\n").split("\n\n---\n\n")
    assert together[1:] == [summary(cohort(a, a=AIM)).rstrip("\n"), summary(cohort(b, b=AIM)).rstrip("\n")]


def test_a_report_without_a_cohort_has_a_summary():
    text = summary(SOMEONE)
    assert text.startswith("# Summary: [octo-me](https://github.com/octo-me)\n\nState as of 2026-06-01. Rules")
    assert section(text, "Met in the term") is None


def test_nothing_has_to_be_escaped_that_a_plain_form_would_show():
    assert "&#" not in summary(replace(crowd(8), failures=()))


@for_any_text
def test_nothing_that_anybody_wrote_acts(text):
    for made in (poisoned(invented.almost_reviewer(), text), poisoned(FEW, text)):
        written = summary(made)
        assert not invisible(written)
        assert "<" not in written
        assert not re.search(r"(?<![A-Za-z0-9])@[A-Za-z0-9]", written)
