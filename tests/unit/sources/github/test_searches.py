"""Search texts keep to GitHub's rules."""

import pytest
from unit.sources.github.sharing import ORGS

from tracker.facts.people import Login
from tracker.sources.github.searches import (
    ADVANCED,
    PLAIN,
    REST,
    Asked,
    Family,
    Search,
    everywhere,
    membership_requests,
)

OCTO = Login.parse("octo")
ANY = "(org:kubernetes OR org:kubernetes-sigs OR org:kubernetes-client OR org:kubernetes-csi OR org:etcd-io)"


def asked(login=OCTO, **more):
    return Asked(login=login, **more)


@pytest.mark.parametrize(
    ("family", "people", "orgs"),
    [
        (Family.AUTHORED, "is:pr author:octo", [4, 1]),
        (Family.PARTICIPATION, "is:pr -author:octo (reviewed-by:octo OR commenter:octo)", [2, 2, 1]),
        (Family.REVIEWED, "is:pr -author:octo reviewed-by:octo", [3, 2]),
        (Family.INVOLVED, "(involves:octo OR reviewed-by:octo) updated:>=2025-06-01", [3, 2]),
    ],
)
def test_organizations_are_joined_by_or_with_three_operators_at_most(family, people, orgs):
    found = asked(since="2025-06-01").searches(family, ORGS)
    assert [search.text.count("org:") for search in found] == orgs
    assert all(search.text.startswith(f"is:public {people} ") for search in found)
    assert max(operators(search.text) for search in found) == 3
    assert all(search.text.endswith("sort:created-desc") for search in found)


def operators(text):
    """As GitHub counts them: a minus is a NOT."""
    return text.count(" OR ") + text.count(" -")


def test_rest_says_where_there_are_too_many():
    (search,) = asked(dialect=REST).searches(Family.REVIEWED, ORGS)
    assert search.words == f"is:public is:pr -author:octo reviewed-by:octo {ANY}"
    assert operators(search.words) == 5


@pytest.mark.parametrize(
    ("family", "people"),
    [
        (Family.AUTHORED, ["is:pr author:octo"]),
        (
            Family.PARTICIPATION,
            ["is:pr -author:octo reviewed-by:octo", "is:pr -author:octo -reviewed-by:octo commenter:octo"],
        ),
        (
            Family.INVOLVED,
            ["involves:octo updated:>=2025-06-01", "reviewed-by:octo -involves:octo updated:>=2025-06-01"],
        ),
    ],
)
def test_without_operators_each_is_asked_alone(family, people):
    found = asked(dialect=PLAIN, since="2025-06-01").searches(family, ("a", "b"))
    assert [search.terms for search in found] == [f"{terms} org:{org}" for terms in people for org in ("a", "b")]


def test_a_long_login_takes_more_searches():
    found = asked(Login.parse("a" * 39)).searches(Family.AUTHORED, [f"{'b' * 30}{n}" for n in range(8)])
    assert len(found) >= 2
    assert all(len(search.text) <= 256 for search in found)
    assert sum(search.text.count("org:") for search in found) == 8


def test_one_organization_that_is_too_long_is_asked_all_the_same():
    assert len(asked(Login.parse("a" * 90)).searches(Family.PARTICIPATION, ("x",))) == 1
    assert asked().searches(Family.AUTHORED, ()) == ()


def test_a_repository_takes_the_place_of_organizations():
    (search,) = asked(until="2026-01-01").in_repository(Family.AUTHORED, "kubernetes/org")
    assert search.words == "is:public is:pr author:octo repo:kubernetes/org created:<=2026-01-01"
    assert search.before("2020-01-01T00:00:00Z").words.endswith("created:<=2020-01-01T00:00:00Z")
    assert len(asked(dialect=PLAIN).in_repository(Family.PARTICIPATION, "kubernetes/org")) == 2


def test_other_searches():
    assert everywhere(OCTO) == "is:pr author:octo"
    assert membership_requests(OCTO, "a/b", None) == "repo:a/b is:issue author:octo sort:created-desc"
    assert 'in:title "New member"' in membership_requests(OCTO, "a/b", "New member")
    assert ADVANCED.operators
    assert Search(terms="x").text == "is:public x sort:created-desc"
