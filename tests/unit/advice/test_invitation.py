"""Drafts of what to say to somebody who could become a reviewer or approver."""

from datetime import date

import pytest

from tracker.advice.invitation import invitation
from tracker.facts.people import Login
from tracker.facts.scopes import Scope

SCOPE = Scope.parse("kubernetes-sigs/lantern:pkg/queue")


def test_who_was_there_before_is_asked_to_come_back():
    draft = invitation(
        Login.parse("octo-a"),
        "Reviewer",
        SCOPE,
        authored=0,
        reviewed=3,
        since=date(2026, 1, 1),
        missing=(),
        emeritus="approver",
    )
    assert "You were an approver here: would you like to come back as a reviewer? You meet everything" in draft


def draft(missing, tier="Reviewer", authored=1, reviewed=2):
    person, since = Login.parse("octo-dov"), date(2026, 1, 5)
    return invitation(person, tier, SCOPE, authored=authored, reviewed=reviewed, since=since, missing=missing)


@pytest.mark.parametrize(
    ("authored", "reviewed", "work"),
    [
        (1, 2, "reviewing 2 pull requests and for 1 merged pull request of your own in"),
        (0, 1, "reviewing 1 pull request in"),
        (3, 0, "thank you for 3 merged pull requests in"),
        (0, 0, "thank you for your work in"),
    ],
)
def test_thanks_for_what_was_done(authored, reviewed, work):
    assert work in draft((), authored=authored, reviewed=reviewed)


def test_everything_that_is_missing_is_named():
    assert draft(["3 months as member", "1 more review"]).endswith("so far: 3 months as member; 1 more review.")


@pytest.mark.parametrize(("missing", "claimed"), [((), True), (None, False), (["1 more review"], False)])
def test_everything_is_met_only_where_that_is_known(missing, claimed):
    assert ("You meet everything that can be counted" in draft(missing)) is claimed


def test_the_role_has_its_article():
    assert "become an approver here?" in draft((), tier="Approver")
