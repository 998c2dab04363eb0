from dataclasses import replace

import pytest
from factories import ME, REPO, WEB, at, definitions, facts, login, mine, reviewed

from tracker.advice.openings import LABELS, openings, where_to_look
from tracker.criteria.definitions import Bots
from tracker.criteria.work import Work
from tracker.facts.openings import OpenItem
from tracker.facts.scopes import PROJECT, Scope

PKG = Scope.directory(REPO, "pkg")
BOTS = Bots(logins=("octo-robot",))


def work(**known) -> Work:
    return Work(facts=facts(**known), definitions=definitions())


def item(number=1, *, pull_request=False, day="2026-08-01", author="octo-author", **other) -> OpenItem:
    fields = {
        "pull_request": pull_request,
        "repo": REPO,
        "number": number,
        "url": f"{WEB}/{REPO}/issues/{number}",
        "title": "Something to do",
        "labels": () if pull_request else ("good first issue",),
        "updated_at": at(day),
        "author": login(author),
        "paths": ("pkg/a.go",) if pull_request else (),
    }
    return OpenItem(**(fields | other))


def test_who_begins_looks_for_issues_where_they_work_and_in_groups():
    known = work(authored=[mine(1), mine(2), mine(3, repo="octo-org/other")])
    query = where_to_look(known, [PROJECT], ["octo-org/third", REPO], member=False)
    assert query.login == ME
    assert query.repos == (REPO, "octo-org/other", "octo-org/third")
    assert (query.labels, query.reviews) == (LABELS, False)


def test_a_member_looks_for_reviews_and_first_in_the_scopes_aimed_at():
    known = work(participations=[reviewed(1)])
    query = where_to_look(known, [Scope.directory("octo-org/aimed", "pkg")], [], member=True)
    assert query.repos == ("octo-org/aimed", REPO)
    assert (query.labels, query.reviews) == ((), True)


def test_at_most_five_the_newest_activity_first():
    items = [item(n, day=f"2026-08-0{n}") for n in range(1, 8)]
    assert [one.updated_at.day for one in openings(items, work(), [], BOTS)] == [7, 6, 5, 4, 3]


def test_an_issue_says_why():
    (one,) = openings([item(labels=("help wanted", "kind/bug"))], work(authored=[mine(1)]), [PKG], BOTS)
    assert one.why == f"nobody is assigned; marked help wanted; you have 1 pull request in {REPO}"
    (one,) = openings([item(labels=("kind/bug",))], work(), [PKG], BOTS)
    assert one.why == f"nobody is assigned; in {REPO}"


def test_a_review_says_why():
    (one,) = openings([item(pull_request=True)], work(authored=[mine(1), mine(2)]), [PKG], BOTS)
    assert one.why == f"waits for a reviewer; you have 2 pull requests in {REPO}"


@pytest.mark.parametrize(
    "changed",
    [
        {"author": None},
        {"author": login("octo-robot")},
        {"author": login("other[bot]")},
        {"labels": ("do-not-merge/work-in-progress",)},
        {"labels": ("lgtm",)},
        {"paths": ("docs/a.md",)},
        {"repo": "octo-org/other"},
    ],
)
def test_pull_requests_that_no_review_would_help_are_left_out(changed):
    found = replace(item(pull_request=True), **changed)
    assert not openings([found], work(), [PKG], BOTS)


def test_without_a_directory_to_aim_at_any_pull_request_fits():
    assert openings([item(pull_request=True, paths=("docs/a.md",))], work(), [PROJECT], BOTS)
