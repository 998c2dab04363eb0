"""What to read on the way to a tier, and what of it is ticked."""

from unit.group_cases import guide

from tracker.advice.orientation import orientation

PARTS = ("orientation-technology", "orientation-community", "orientation-contributing", "orientation-questions")


def test_by_tier():
    titles = {tier: [one.title for one in orientation(tier, guide())] for tier in ("contributor", "reviewer", "octo")}
    assert titles["contributor"][0] == "New Contributor Orientation"
    assert "Review guidelines" in titles["reviewer"]
    assert "New Contributor Orientation" not in titles["reviewer"]
    assert titles["octo"] == []


def test_four_parts_that_an_attestation_ticks():
    first = orientation("member", guide(), ["orientation-community"])[0]
    assert [part.id for part in first.parts] == list(PARTS)
    assert [part.done for part in first.parts] == [False, True, False, False]
    assert not first.done


def test_done_when_all_parts_are():
    assert orientation("member", guide(), PARTS)[0].done


def test_what_has_no_parts_is_never_done():
    assert not any(one.done for one in orientation("reviewer", guide(), PARTS))
