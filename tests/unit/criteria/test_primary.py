"""Who counts as the primary reviewer of a pull request."""

from dataclasses import replace

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

LGTM, EDITED, REFUSED, PUSHED = (
    CommandKind.LGTM,
    CommandKind.EDITED,
    CommandKind.LGTM_REFUSED,
    CommandKind.LGTM_REMOVED,
)


def _at(day, by, kind):
    """What somebody said on a day; what is said of that day's comment has the same address."""
    return replace(command(by, f"2026-06-0{day}", kind), url=f"https://github.com/x#comment-{day}")


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


class TestDoubt:
    """Where it is not certain that Prow obeyed, nothing is claimed that depends on it."""

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            pytest.param([_at(1, ME, LGTM), _at(1, ME, EDITED)], None, id="mine was edited"),
            pytest.param([_at(1, ME, LGTM), _at(2, OTHER, LGTM), _at(2, OTHER, EDITED)], None, id="so was another's"),
            pytest.param([_at(1, ME, LGTM), _at(2, OTHER, CANCEL), _at(2, OTHER, EDITED)], None, id="a cancel was"),
            pytest.param([_at(1, OTHER, LGTM), _at(1, OTHER, EDITED), _at(2, ME, LGTM)], True, id="it was before"),
            pytest.param([_at(1, ME, LGTM), _at(2, ME, LGTM), _at(2, ME, EDITED)], True, id="mine either way"),
            pytest.param([_at(1, ME, LGTM), _at(1, ME, EDITED), _at(2, BOT, PUSHED)], False, id="a push took it away"),
            pytest.param([_at(1, ME, LGTM), _at(2, BOT, PUSHED), _at(3, ME, LGTM)], True, id="and it came back"),
        ],
    )
    def test_edited_comments(self, said, expected):
        assert judged(*said) is expected

    def test_a_refused_approval_is_none(self):
        refused = replace(_at(4, BOT, REFUSED), url=review().url)
        assert judged(_at(1, ME, LGTM), review(OTHER, "2026-06-03", APPROVED), refused, by=BY_APPROVAL) is True

    def test_an_approval_whose_text_holds_a_command_is_that_command(self):
        said = replace(_at(3, OTHER, CANCEL), url=review().url)
        assert judged(_at(1, ME, LGTM), review(OTHER, "2026-06-03", APPROVED), said, by=BY_APPROVAL) is False

    def test_a_dismissed_review_was_one_or_the_other(self):
        dismissed = review(OTHER, "2026-06-03", ReviewState.DISMISSED)
        assert judged(_at(1, ME, LGTM), dismissed, by=BY_APPROVAL) is None
        assert judged(_at(1, ME, LGTM), dismissed) is True


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

    def test_the_newest_part_holds_the_last_lgtm_and_perhaps_not_its_refusal(self):
        assert judged(command(), complete=False) is None

    def test_all_comments_hold_every_refusal(self):
        one = participation(said=[command()], complete=False)
        known = replace(one, conversation=replace(one.conversation, every_comment=True))
        assert is_primary(ME, known, definitions()) is True

    def test_a_cancel_in_the_newest_part_leaves_comments_open(self):
        assert judged(command(kind=CANCEL), review(comments=5), complete=False) is None


def test_the_factories_mean_what_they_say():
    assert is_primary(ME, primary(), definitions()) is True
    assert is_primary(ME, reviewed(), definitions()) is False
