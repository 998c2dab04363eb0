"""What is said of a place of which not everything is known: never that there is nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import REPO, at, definitions, pull_request

from tracker.assess.area import AreaView
from tracker.assess.taking_part import TakingPart
from tracker.facts.activity import Conversation
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Login
from tracker.facts.repository_work import Discussed, RepositoryWork
from tracker.facts.scopes import Scope

NOW = at("2026-08-21")
HERE = Scope.directory(REPO, "pkg")


def view(*pulls, in_part=False, read_on=NOW):
    entry = OwnersEntry(
        repo=REPO,
        directory="pkg",
        login=Login.parse("octo-owner"),
        role=Role.APPROVER,
        alias=None,
        url="",
        emeritus=False,
    )
    tree = OwnersTree(repo=REPO, complete=True, entries_=(entry,))
    work = RepositoryWork(
        repo=REPO, since=at("2025-08-21"), as_of=NOW, pulls=tuple(Discussed(pull_request=one, conversation=Conversation()) for one in pulls),
        total=len(pulls), gaps=(), source="github", host="github.com", web="https://github.com", fetched_at=read_on,
    )  # fmt: skip
    return AreaView(tree, TakingPart(work, definitions()), HERE, in_part=in_part)


def opened(**other):
    return pull_request(7, merged=None, paths=("pkg/a.go",), **other)


def test_a_merge_whose_files_are_not_all_known_may_be_here():
    elsewhere = pull_request(1, paths=("docs/a.md",))
    place = view(pull_request(2), elsewhere).place("pkg")
    assert (place.changes, place.changes_at_least) == (1, False)
    place = view(pull_request(2), pull_request(3, files_known=False)).place("pkg")
    assert (place.changes, place.changes_at_least) == (1, True)


@pytest.mark.parametrize(("in_part", "thin"), [(False, True), (True, None)])
def test_few_are_few_only_where_everything_was_read(in_part, thin):
    place = view(in_part=in_part).place("pkg")
    assert place.thin is thin
    assert place.changes_at_least is place.entries[0].deeds.at_least is in_part


def test_an_open_one_whose_files_are_not_all_known_may_wait_here():
    (waiting,) = view(opened(files_known=False)).waiting(NOW)
    assert not waiting.certain
    (waiting,) = view(opened()).waiting(NOW)
    assert waiting.certain


def test_for_whom_something_waited_on_a_past_day_is_not_known_by_the_labels_of_today():
    labelled = replace(opened(), labels=("lgtm",))
    assert view(labelled).waiting(NOW)[0].waits_for == "an approver"
    assert view(labelled, read_on=NOW + timedelta(days=9)).waiting(NOW)[0].waits_for is None
