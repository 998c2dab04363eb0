"""What to read on the way to a tier, and what of it is ticked."""

import pytest
from unit.group_cases import guide

from tracker.advice.orientation import orientation

FOUR = ("Understanding the project", "Technical onboarding", "Contribution workflow", "Community engagement")
SESSION = ("orientation-technology", "orientation-community", "orientation-contributing", "orientation-questions")


def parts(*attested):
    """The boxes of the four parts by their ids, those of the session included."""
    boxes = [box for one in orientation("member", guide(), attested)[:4] for box in one.parts]
    return {box.id: box for top in boxes for box in (top, *top.parts)}


@pytest.mark.parametrize("tier", ["contributor", "member"])
def test_newcomers_begin_with_four_parts(tier):
    shown = orientation(tier, guide())
    assert tuple(one.title for one in shown[:4]) == FOUR
    assert all(len(one.parts) >= 3 and all(part.id and part.url for part in one.parts) for one in shown[:4])


def test_later_tiers_have_their_own():
    titles = {tier: [one.title for one in orientation(tier, guide())] for tier in ("reviewer", "octo")}
    assert "Review guidelines" in titles["reviewer"]
    assert not set(FOUR) & set(titles["reviewer"])
    assert titles["octo"] == []


def test_the_session_is_one_entry_of_the_first_and_keeps_its_own():
    session = orientation("contributor", guide())[0].parts[-1]
    assert (session.id, tuple(part.id for part in session.parts)) == ("orientation-session", SESSION)
    assert {"orientation-session", *SESSION} <= guide().attestable


@pytest.mark.parametrize("id_", sorted(guide().attestable))
def test_each_id_ticks_its_box(id_):
    assert not parts()[id_].done
    assert parts(id_)[id_].done


def test_a_whole_is_done_with_its_parts_and_a_part_with_its_whole():
    assert not parts(*SESSION[1:])["orientation-session"].done
    assert parts(*SESSION)["orientation-session"].done
    assert all(parts("orientation-session")[id_].done for id_ in SESSION)


def test_done_when_all_parts_are():
    shown = orientation("member", guide(), [part.id for part in orientation("member", guide())[1].parts])
    assert [one.done for one in shown[:4]] == [False, True, False, False]


def test_what_has_no_parts_is_never_done():
    assert not any(one.done for one in orientation("reviewer", guide(), guide().attestable))
