"""Who counts as the primary reviewer of a pull request."""

import pytest
from factories import (
    AUTHOR,
    ME,
    OTHER,
    command,
    definitions,
    login,
    mine,
    participation,
    primary,
    pull_request,
    review,
    reviewed,
)

from tracker.criteria.definitions import Bots, Primary
from tracker.criteria.primary import is_primary
from tracker.facts.activity import ReviewState
from tracker.facts.commands import CommandKind

APPROVED, CHANGES = ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED
CANCEL = CommandKind.LGTM_CANCEL
BOT = login("octo-robot")
#: Definitions by which a GitHub approval acts as /lgtm.
BY_APPROVAL = definitions(primary=Primary(reason="ours", approval_is_lgtm=("Octo-Org/octo-repo",)))


def judged(*said, by=None, **other):
    return is_primary(ME, participation(said=said, **other), by or definitions())


def test_my_lgtm_in_force_at_the_merge():
    assert judged(command()) is True


def test_somebody_elses_lgtm_decides_however_much_i_wrote():
    assert judged(review(comments=40), command(OTHER)) is False


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([command(ME, "2026-06-02"), command(OTHER, "2026-06-03")], False, id="the last one counts"),
        pytest.param([command(OTHER, "2026-06-02"), command(ME, "2026-06-03")], True, id="mine was the last"),
        pytest.param([command(ME, "2026-06-02"), command(OTHER, "2026-06-02")], True, id="two at once share it"),
        pytest.param([command(ME, "2026-06-02"), command(OTHER, "2026-06-03", CANCEL)], False, id="taken back"),
        pytest.param(
            [command(ME, "2026-06-02"), command(ME, "2026-06-03", CANCEL), command(ME, "2026-06-04")],
            True,
            id="taken back and given again",
        ),
        pytest.param([command(ME, "2026-06-12")], False, id="after the merge is too late"),
        pytest.param([command(ME, "2026-06-02"), command(AUTHOR, "2026-06-03")], True, id="the author's is none"),
        pytest.param([command(ME, "2026-06-02"), command(AUTHOR, "2026-06-03", CANCEL)], False, id="but may cancel"),
        pytest.param([command(ME, kind=CommandKind.APPROVE)], False, id="/approve is no /lgtm"),
    ],
)
def test_which_lgtm_is_in_force(said, expected):
    assert judged(*said) is expected


def test_a_bots_lgtm_is_none():
    by = definitions(bots=Bots(logins=("octo-robot",)))
    assert judged(command(ME, "2026-06-02"), command(BOT, "2026-06-03"), by=by) is True


@pytest.mark.parametrize(
    ("pr", "expected"),
    [
        (pull_request(merged=None), False),
        (pull_request(author_is_bot=True), False),
        (mine(), False),
        (pull_request(author=None), True),
    ],
    ids=["not merged", "a bot's", "my own", "of a deleted account"],
)
def test_of_which_pull_requests_somebody_can_be_primary(pr, expected):
    assert is_primary(ME, participation(pr, said=[command()]), definitions()) is expected


class TestApproval:
    """A GitHub approval acts as /lgtm only where the repository lets it."""

    def test_elsewhere_it_does_not(self):
        assert judged(review(state=APPROVED)) is False

    def test_where_it_does(self):
        assert judged(review(state=APPROVED), by=BY_APPROVAL) is True

    def test_a_request_for_changes_takes_it_back(self):
        said = [review(state=APPROVED, day="2026-06-02"), review(OTHER, "2026-06-03", CHANGES, comments=1)]
        assert judged(*said, by=BY_APPROVAL) is False

    def test_after_the_merge_is_too_late(self):
        assert judged(review(state=APPROVED, day="2026-06-12"), by=BY_APPROVAL) is False

    def test_an_authors_approval_is_none(self):
        said = [review(state=APPROVED, day="2026-06-02"), review(AUTHOR, "2026-06-03", APPROVED)]
        assert judged(*said, by=BY_APPROVAL) is True


class TestMostComments:
    """Where nobody's /lgtm was in force."""

    @pytest.mark.parametrize(
        ("my_count", "other", "expected"), [(5, 3, True), (3, 3, True), (2, 3, False), (0, 0, False)]
    )
    def test_whoever_wrote_most(self, my_count, other, expected):
        assert judged(review(comments=my_count), review(OTHER, comments=other)) is expected

    def test_counts_add_up_over_reviews(self):
        said = [review(comments=2), review(day="2026-06-07", comments=2), review(OTHER, comments=3)]
        assert judged(*said) is True

    def test_the_author_and_bots_do_not_compete(self):
        by = definitions(bots=Bots(logins=("octo-robot",)))
        assert judged(review(comments=1), review(AUTHOR, comments=9), review(BOT, comments=9), by=by) is True

    def test_unknown_counts_of_others_leave_it_open(self):
        assert judged(review(comments=5), review(OTHER, comments=None)) is None

    def test_unless_another_is_ahead_for_certain(self):
        ahead = review(login("octo-third"), comments=9)
        assert judged(review(comments=5), review(OTHER, comments=None), ahead) is False


class TestIncomplete:
    """What was not read is never taken for a no."""

    def test_conversation_not_read(self):
        assert judged(command(), read=False) is None

    def test_nothing_heard_yet(self):
        assert judged(review(comments=5), complete=False) is None

    def test_the_newest_part_holds_the_last_lgtm(self):
        assert judged(command(), complete=False) is True

    def test_a_cancel_in_the_newest_part_leaves_comments_open(self):
        assert judged(command(kind=CANCEL), review(comments=5), complete=False) is None


def test_the_factories_mean_what_they_say():
    assert is_primary(ME, primary(), definitions()) is True
    assert is_primary(ME, reviewed(), definitions()) is False
