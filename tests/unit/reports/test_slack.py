"""The digest for Slack: short however many there are, harmless whatever a name holds, and nobody ranked."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import login
from unit.reports import invented
from unit.reports.hostile import poisoned
from unit.reports.invented.crowd import crowd
from unit.reports.invented.term import in_term
from unit.reports.test_hostile import for_any_text, invisible

from tracker.facts.people import DatePrecision, Since
from tracker.findings.attention import Attention, Topic
from tracker.findings.cohort import Cohort
from tracker.findings.reminders import Party, Reminder
from tracker.findings.term import Checkpoint, Milestone, Term
from tracker.reports import EXCERPTS, Style

LONGEST = 1499
LINK = re.compile(r"<(https?://[!-;=?-~]+)\|([^<>|\n]+)>")
AS_OF = invented.AS_OF
TERM = Term(
    start=date(2026, 6, 1),
    end=date(2026, 9, 30),
    checkpoints=(Checkpoint(name="Midterm", on=date(2026, 8, 1)), Checkpoint(name="Final", on=date(2026, 9, 30))),
)

FEW = in_term(2)


def slack(result):
    return EXCERPTS["slack"](result, Style())


def cohort(*lines, **more):
    return Cohort(as_of=AS_OF, reports=(), attention=lines, **more)


def ready(name, text="Reviewer in octo-org/octo-repo", **more):
    return Attention(topic=Topic.READY, login=name, text=text, **more)


def harmless(text):
    """Whether all that Slack would act upon are our own links and titles."""
    left = LINK.sub(lambda found: found[2], text)
    known = re.sub(r"&(?:amp|lt|gt);", "", left)
    return not set("<>&@`~|") & set(known) and not invisible(text)


@pytest.mark.parametrize("people", [1, 8, 120, 500])
def test_it_is_short_however_many_there_are_and_says_how_many_more(people):
    text = slack(replace(crowd(people), term=TERM))
    assert len(text) <= LONGEST
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert harmless(text)
    assert f"{people} {'person' if people == 1 else 'people'}, 1 not checked" in text.splitlines()[0]


def test_every_topic_is_there_and_what_is_left_out_is_counted():
    many = [ready(f"octo-{n:03}", text=f"Reviewer in octo-org/repository-{n}") for n in range(300)]
    unread = [Attention(topic=Topic.UNREAD, login=f"octo-{n:03}", text=f"reason {n}") for n in range(300)]
    text = slack(cohort(*many, *unread))
    shown = [line for line in text.splitlines() if line.startswith("• octo-")]
    left = [int(number) for number in re.findall(r"• and (\d+) more", text)]
    assert len(shown) + sum(left) == 600
    assert ("*Ready now*" in text, "*Could not be read*" in text) == (True, True)
    assert abs(left[0] - left[1]) <= 1


def test_what_is_left_out_is_counted_by_people():
    alike = [ready(f"octo-{n}", text="the same") for n in range(40)]
    text = slack(cohort(*(ready(f"octo-a{n}", text=f"{n} {'long ' * 25}") for n in range(20)), *alike))
    shown = text.count("• octo-")
    assert f"• and {20 - shown + 40} more\n" in text


def test_where_not_even_one_fits_the_number_is_told():
    long = [ready("octo-a", text="&" * 150, url=f"https://github.com/{'a' * 140}?{n}") for n in range(3)]
    lines = (Reminder(party=party, login=login("octo-a"), text="<" * 150) for party in Party)
    text = slack(replace(cohort(*long), reminders=tuple(lines)))
    assert len(text) <= LONGEST
    assert "in the report" in text


def test_what_is_the_same_of_several_is_said_once():
    text = slack(cohort(*(ready(f"octo-{n}") for n in range(8))))
    assert "• octo-0, octo-1, octo-2, octo-3, octo-4, octo-5, and 2 more: Reviewer in octo-org/octo-repo\n" in text


def test_slack_s_own_characters_are_escaped_and_nobody_is_called():
    hostile = "<!channel> @here *bold* _it_ `code` ~no~ a&b <https://evil.example|x> www.evil.example"
    text = slack(
        cohort(ready("octo-a", text=hostile, url="https://github.com/o/r/pull/1?a=1&b=2"), name="<!here> @channel")
    )
    assert harmless(text)
    assert "@" not in text
    assert "&lt;!channel&gt; ＠here ∗bold∗ ＿it＿ ˋcodeˋ ∼no∼ a&amp;b &lt;https: //evil.example¦x&gt; www .evil" in text  # noqa: RUF001 - they look alike
    assert LINK.search(text)[1] == "https://github.com/o/r/pull/1?a=1&amp;b=2"


def test_a_managed_account_s_login_stays_as_it_is():
    assert "• octo_corp: " in slack(cohort(ready("octo_corp")))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a@evil.example/", f"https://github.com/{'a' * 200}", None]
)
def test_an_address_that_is_none_or_too_long_is_no_link(url):
    text = slack(cohort(ready("octo-a", url=url)))
    assert "• octo-a: Reviewer in octo-org/octo-repo\n" in text


def milestone(day, **more):
    fields = {"tier": "reviewer", "scope": "o/r", "place": "Reviewer in o/r", "criterion": "rule", "title": "A rule"}
    since = Since(day=day, precision=DatePrecision.EXACT, url="https://github.com/o/r/pull/1")
    return Milestone(login=login("octo-a"), since=since, week=TERM.week(day), **(fields | more))


def test_of_a_term_the_last_seven_days_are_told():
    today = AS_OF.date()
    days = [today, today - timedelta(days=6), today - timedelta(days=7)]
    met = [milestone(day, title=f"Rule {n}") for n, day in enumerate(days)]
    undated = replace(milestone(today, title="Undated"), week=None)
    text = slack(Cohort(as_of=AS_OF, reports=(), term=TERM, milestones=(*met, undated)))
    assert "week 12 of 18; Final on 2026-09-30" in text
    assert "*Met in the last 7 days*\n• octo-a: <https://github.com/o/r/pull/1|Rule 0 (Reviewer in o/r)>\n" in text
    assert [f"Rule {n}" in text for n in range(3)] == [True, True, False]
    assert "Undated" not in text


def test_without_a_term_what_moved_is_told():
    moved = Attention(topic=Topic.MOVED, login="octo-a", text="newly met: A rule")
    assert "*Moved since last time*\n• octo-a: newly met: A rule\n" in slack(cohort(moved))
    assert "Moved" not in slack(cohort(moved, term=TERM))


@for_any_text
def test_nothing_that_anybody_wrote_acts(text):
    for result in (poisoned(invented.almost_reviewer(), text), poisoned(FEW, text)):
        written = slack(result)
        assert len(written) <= LONGEST
        assert harmless(written)
