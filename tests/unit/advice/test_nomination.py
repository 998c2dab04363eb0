"""What goes into a nomination, and what it is not written without."""

import pytest
from factories import ME, REPO, WEB, command, definitions, facts, mine, participation, pull_request, review

from tracker.advice.nomination import Nominee, nomination
from tracker.criteria.work import Work
from tracker.facts.owners import OwnersTree, Role
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Basis, Citation, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.sources.kubernetes.layouts import layout_of

RULES = Citation(title="rules.md", url=WEB)
HERE = Scope.directory(REPO, "pkg")


def finding(name, outcome=Outcome.MET, **more):
    return Finding(id=name, title=name.title(), outcome=outcome, basis=Basis.DECIDED, source=RULES, **more)


def nominee(*findings, known=None, **more):
    found = known or facts()
    fields = {
        "contributor": found.contributor,
        "web": WEB,
        "scope": HERE,
        "role": Role.REVIEWER,
        "result": TierResult(tier="reviewer", title="Reviewer", scope=HERE, criteria=findings, source=RULES),
        "work": Work(facts=found, definitions=definitions()),
        "owners": layout_of("reviewers:\n- octo-z\n", "pkg/OWNERS"),
        "tree": OwnersTree(repo=REPO),
    }
    return Nominee(**(fields | more))


def test_what_is_reached_and_what_others_judge():
    reached = finding("tenure")
    theirs = finding("knowledgeable", Outcome.NEEDS_PERSON, who="the approvers of the directory")
    own = finding("owners-pull-request", Outcome.NEEDS_PERSON, who="you or an approver")
    found = nomination(nominee(reached, theirs, own)).nomination
    assert (found.reached, found.left) == ((reached,), (theirs,))
    assert (found.login, found.role, found.scope) == (ME, "reviewer", HERE)
    assert "+- octo-me\n" in found.change.diff


@pytest.mark.parametrize("outcome", [Outcome.NOT_YET, Outcome.UNKNOWN])
def test_what_is_missing(outcome):
    one = finding("primary", outcome, missing="2 more")
    found = nomination(nominee(one, finding("tenure", outcome, reason="no history")))
    assert (found.nomination, found.missing) == (None, ("Primary: 2 more", "Tenure: no history"))


@pytest.mark.parametrize(
    ("nearest", "more"),
    [(None, ""), ("", f"; the nearest is in {REPO}"), ("a", f"; the nearest is in {REPO}:a")],
)
def test_a_place_without_an_owners_file(nearest, more):
    found = nomination(nominee(owners=None, nearest=nearest))
    assert found.missing == (f"an OWNERS file: none was found in {REPO}:pkg{more}",)


def test_work_in_the_place_each_review_in_one_list():
    known = facts(
        authored=[mine(1, paths=["pkg/a.go"]), mine(2, paths=["docs/a.md"]), mine(3, paths=["pkg/b.go"], lines=2)],
        participations=[
            participation(pull_request(4), said=[command()]),
            participation(pull_request(5), said=[review()]),
            participation(pull_request(6, lines=1), said=[review()]),
            participation(pull_request(7, paths=["docs/a.md"]), said=[command()]),
        ],
    )
    found = nomination(nominee(known=known)).nomination
    lists = {one.title: [piece.url.rpartition("/")[2] for piece in one.pieces] for one in found.work}
    # Nobody gave /lgtm on 5 and 6, so whoever reviewed them was their primary reviewer if they wrote a comment.
    assert lists["Substantial pull requests authored"] == ["1"]
    assert "4" in lists["Primary reviewer of"]
    assert not set(lists["Primary reviewer of"]) & set(lists.get("Other substantial pull requests reviewed", ()))
    assert "7" not in {url for urls in lists.values() for url in urls}


def test_lists_with_nothing_in_them_are_left_out():
    assert nomination(nominee()).nomination.work == ()
