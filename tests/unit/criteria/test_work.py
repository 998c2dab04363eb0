"""Which of a person's pull requests count, once each, and where they lie."""

from factories import (
    ME,
    command,
    definitions,
    facts,
    mine,
    participation,
    primary,
    pull_request,
    review,
    reviewed,
)

from tracker.criteria.definitions import Excluded
from tracker.criteria.work import Work, tally, within
from tracker.facts.commands import CommandKind
from tracker.facts.scopes import PROJECT, Scope


def work(authored=(), participations=(), **words):
    return Work(facts=facts(authored=authored, participations=participations), definitions=definitions(**words))


def numbers(pieces):
    return [piece.pull_request.number for piece in pieces]


def test_opened_holds_all_and_merged_only_what_was_merged_newest_first():
    found = work([mine(1, merged=None), mine(2, merged="2026-06-02"), mine(3, merged="2026-06-09")])
    assert sorted(numbers(found.opened)) == [1, 2, 3]
    assert numbers(found.merged) == [3, 2]


def test_reviewed_needs_a_review_or_a_command():
    silent = participation(pull_request(1))
    cancelled = participation(pull_request(2), said=[command(kind=CommandKind.LGTM_CANCEL)])
    approving = participation(pull_request(3), said=[command(kind=CommandKind.APPROVE)])
    found = work(participations=[silent, cancelled, approving, reviewed(4), primary(5)])
    assert sorted(numbers(found.reviewed)) == [3, 4, 5]
    assert numbers(found.lgtm_given) == [5]


def test_a_piece_says_what_was_done():
    approving = participation(pull_request(3), said=[command(kind=CommandKind.APPROVE)])
    found = work([mine(1)], [primary(2), approving, reviewed(4)])
    notes = {piece.pull_request.number: piece.note for piece in found.reviewed_or_merged}
    assert notes == {1: "merged, by you", 2: "you gave /lgtm", 3: "you gave /approve", 4: "you reviewed it"}


def test_reviewed_or_merged_counts_each_once():
    same = mine(7)
    found = work([same, mine(8)], [participation(same, said=[review()])])
    assert sorted(numbers(found.reviewed_or_merged)) == [7, 8]


def test_what_does_not_count_is_nowhere():
    picks = (Excluded(reason="a cherry-pick", branches=("^release-",)),)
    found = work([mine(1, base="release-1")], [primary(2, base="release-1")], not_counted=picks)
    assert not found.opened
    assert not found.merged
    assert not found.reviewed
    assert not found.lgtm_given


def test_what_may_not_count_is_possible_and_never_left_out():
    """A source without branches cannot tell a cherry-pick by its title."""
    picks = (Excluded(reason="a cherry-pick", branches=("^release-",), hints=("^pick",)),)
    found = work([mine(1, title="Pick a", base=None), mine(2, title="Pick a")], not_counted=picks)
    counted = tally(found.merged, found.counted)
    assert (numbers(counted.certain), numbers(counted.possible)) == ([2], [1])


def test_nobody_is_primary_of_an_own_pull_request():
    found = work([mine(1)], [primary(2)])
    assert [found.primary(piece) for piece in (*found.merged, *found.reviewed)] == [False, True]


def test_a_tally_keeps_the_certain_and_the_possible_apart():
    pieces = work([mine(number) for number in (1, 2, 3)]).merged
    answers = {1: True, 2: None, 3: False}
    found = tally(pieces, lambda piece: answers[piece.pull_request.number], lambda _: True)
    assert numbers(found.certain) == [1]
    assert numbers(found.possible) == [2]


class TestWithin:
    def test_only_directories_bound_work(self):
        (piece,) = work([mine(paths=["docs/a.md"])]).merged
        assert within(PROJECT)(piece) is True
        assert within(Scope.organization("elsewhere"))(piece) is True

    def test_by_repository_without_case_and_by_path(self):
        (piece,) = work([mine(paths=["pkg/octo/a.go"])]).merged
        assert within(Scope.directory("Octo-Org/octo-repo"))(piece) is True
        assert within(Scope.directory("octo-org/octo-repo", "pkg/octo"))(piece) is True
        assert within(Scope.directory("octo-org/octo-repo", "pkg/oct"))(piece) is False
        assert within(Scope.directory("octo-org/other"))(piece) is False

    def test_unknown_files_leave_a_directory_open(self):
        (piece,) = work([mine(paths=["a.go"], changed_files=9)]).merged
        assert within(Scope.directory("octo-org/octo-repo", "pkg"))(piece) is None
        assert within(Scope.directory("octo-org/octo-repo"))(piece) is True


def test_the_person_of_the_facts_is_the_one_judged():
    assert work(participations=[primary(1)]).facts.contributor.login == ME
