"""Each check, as a function of what GitHub said."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.facts.people import Login
from tracker.findings.diagnosis import CheckOutcome
from tracker.sources.base import FileRef
from tracker.sources.github.diagnosis import access, comparisons, files, names, schema
from tracker.sources.github.diagnosis.access import kind_of
from tracker.sources.github.diagnosis.observations import (
    BeyondLimit,
    Canary,
    FilesSeen,
    JoinedCounts,
    Observations,
    SchemaSeen,
    Subject,
    Trouble,
    Witnesses,
)
from tracker.sources.github.searches import Family

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OK, WARNING, PROBLEM, NOT_CHECKED = CheckOutcome
SUBJECT = Subject(
    orgs=("octo-org", "octo-sigs"),
    repos=("octo-org/org", "octo-org/site"),
    groups_file=FileRef("octo-org/community", "sigs.yaml"),
)
CHECKS = (
    access.connection, access.clock, access.token, access.scopes, access.organizations, schema.schema,
    comparisons.operators, comparisons.limit, comparisons.canary, files.tree, files.blame, names.names, access.cost,
)  # fmt: skip


def observed(**values) -> Observations:
    return Observations(
        **{"subject": SUBJECT, "host": "github.com", "server": "https://github.com", "token": "a token", **values}
    )


def counts(joined: int, parts: int) -> JoinedCounts:
    same = {Family.AUTHORED: 3, Family.INVOLVED: 9}
    return JoinedCounts(joined={Family.PARTICIPATION: joined, **same}, parts={Family.PARTICIPATION: parts, **same})


def canary(reviews: int, among: int) -> Canary:
    return Canary(alone={"reviews": reviews, "files": 1}, among={"reviews": among, "files": 1}, others=24)


# -- every check ------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [one for one in CHECKS if one not in {access.connection, access.token}])
def test_before_anything_was_asked_nothing_is_judged(check):
    assert check(observed()).outcome is NOT_CHECKED


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (access.connection, "connection"),
        (access.organizations, "witnesses"),
        (schema.schema, "schema"),
        (comparisons.operators, "counts"),
        (comparisons.limit, "limit"),
        (comparisons.canary, "canary"),
        (files.tree, "paths"),
        (files.blame, "files"),
        (names.names, "names"),
    ],
)
def test_a_question_that_failed_is_a_problem_with_its_reason(check, field):
    found = check(observed(**{field: Trouble(reason="it broke", hint="Try again.")}))
    assert (found.outcome, found.seen, found.to_do) == (PROBLEM, "it broke", "Try again.")


def test_their_ids_differ():
    assert (
        len({check(observed()).id for check in CHECKS})
        == len(CHECKS)
        == len({check(observed()).title for check in CHECKS})
    )


# -- access -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "outcome", "words"),
    [
        (timedelta(seconds=119), OK, "agrees"),
        (timedelta(seconds=120), WARNING, "2 minutes behind"),
        (timedelta(minutes=-59), WARNING, "59 minutes ahead of"),
        (timedelta(hours=1), PROBLEM, "60 minutes behind"),
        (timedelta(days=-30), PROBLEM, "720 hours ahead of"),
    ],
)
def test_clock(ahead, outcome, words):
    found = access.clock(observed(clock=(NOW + ahead, NOW)))
    assert found.outcome is outcome
    assert words in found.seen


@pytest.mark.parametrize(
    ("told", "outcome", "shown"),
    [
        ("2026-12-10 11:59:00 UTC", WARNING, "2026-12-10"),
        ("2026-12-10 13:00:00 +0100", WARNING, "2026-12-10"),
        ("2026-12-10 12:00:01 UTC", OK, "2026-12-10"),
        ("2026-11-01 00:00:00 UTC", WARNING, "2026-11-01"),
        ("some day", OK, "some day"),
    ],
)
def test_expiry_of_the_token(told, outcome, shown):
    headers = {"github-authentication-token-expiration": told}
    found = access.token(observed(headers=headers, clock=(NOW, NOW)))
    assert found.outcome is outcome
    assert found.seen == f"a token; expires {shown}"


@pytest.mark.parametrize(
    ("host", "variable"),
    [("github.com", "GH_TOKEN"), ("octo.ghe.com", "GH_TOKEN"), ("github.example.com", "GH_ENTERPRISE_TOKEN")],
)
def test_no_token_is_a_warning(host, variable):
    check = access.token(observed(token=None, host=host))
    assert check.outcome is WARNING
    assert f"Set {variable}," in check.to_do


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("", OK),
        ("read:org, read:user", OK),
        ("user:email", OK),
        ("user", WARNING),
        ("public_repo", WARNING),
        ("repo", WARNING),
    ],
)
def test_scopes(told, outcome):
    assert access.scopes(observed(headers={"x-oauth-scopes": told})).outcome is outcome


def test_single_sign_on_is_told_by_a_header():
    told = "partial-results; organizations=21955855,20582480"
    found = access.organizations(observed(headers={"x-github-sso": told}, witnesses=Witnesses(ids=("1",))))
    assert found.outcome is PROBLEM
    assert "21955855" in found.seen


def test_the_address_for_single_sign_on_is_nobody_elses():
    told = "required; url=https://github.com/orgs/octo-org/sso?authorization_request=SECRET"
    found = access.organizations(observed(headers={"x-github-sso": told}))
    assert found.outcome is PROBLEM
    assert "SECRET" not in f"{found.seen}{found.to_do}{found.url}"


@pytest.mark.parametrize("token", ["ghp_abc", "github_pat_abc", "ghs_1_a.b.c", "x", "deadbeef" * 5])
def test_a_kind_has_nothing_of_the_token(token):
    assert token not in kind_of(token)


# -- schema, search, large questions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "outcome", "words"),
    [
        (SchemaSeen(), OK, "none is deprecated"),
        (SchemaSeen(unknown=("User.company",)), PROBLEM, "not known here: User.company"),
        (SchemaSeen(unknown=("SearchType.ISSUE_ADVANCED",)), WARNING, "searched by itself"),
        (SchemaSeen(deprecated={"User.company": "Gone soon."}), WARNING, "User.company is deprecated (Gone soon.)"),
        (SchemaSeen(unknown=("Blame",), deprecated={"User.name": ""}), PROBLEM, "User.name is deprecated"),
    ],
)
def test_schema(found, outcome, words):
    check = schema.schema(observed(schema=found))
    assert check.outcome is outcome
    assert words in check.seen


def test_what_is_in_use_has_the_search():
    assert {"ISSUE", "ISSUE_ADVANCED"} <= set(schema.in_use()["SearchType"])


@pytest.mark.parametrize(("joined", "parts", "outcome"), [(5, 5, OK), (0, 5, WARNING), (5, 4, WARNING), (0, 0, OK)])
def test_operators(joined, parts, outcome):
    assert comparisons.operators(observed(counts=counts(joined, parts))).outcome is outcome


def test_operators_that_are_refused_are_done_without():
    trouble = Trouble(reason="More than five AND / OR / NOT operators were used.")
    assert comparisons.operators(observed(counts=trouble)).outcome is WARNING


@pytest.mark.parametrize("found", BeyondLimit)
def test_only_a_silent_zero_is_worth_a_warning(found):
    assert (comparisons.limit(observed(limit=found)).outcome is WARNING) is (found is BeyondLimit.ZERO)


@pytest.mark.parametrize(("alone", "among", "outcome"), [(7, 7, OK), (7, 0, PROBLEM), (7, 6, PROBLEM), (6, 7, PROBLEM)])
def test_canary(alone, among, outcome):
    found = comparisons.canary(observed(canary=canary(alone, among)))
    assert found.outcome is outcome
    assert (f"reviews {among} instead of {alone}" in found.seen) is (outcome is PROBLEM)


# -- files, names, cost -----------------------------------------------------------------------------


@pytest.mark.parametrize(("paths", "outcome"), [(("OWNERS", "pkg/OWNERS"), OK), (("OWNERS",), PROBLEM), ((), PROBLEM)])
def test_tree(paths, outcome):
    assert files.tree(observed(paths=paths)).outcome is outcome


def test_blame_alone_may_fail():
    seen = FilesSeen(ranges=Trouble(reason="too slow"), repos=("octo-org/app",))
    assert files.blame(observed(files=seen)).seen == "too slow"
    assert files.blame(observed(files=FilesSeen(ranges=3, repos=()))).outcome is OK


@pytest.mark.parametrize(
    ("found", "outcome", "words"),
    [
        ({"octo-org/org": "octo-org/org", "octo-org/site": "Octo-Org/Site"}, OK, "none is renamed or missing: 2 of"),
        ({"octo-org/org": "octo-org/org"}, OK, "1 were not asked for"),
        ({"octo-org/org": "octo-sigs/org"}, WARNING, "octo-org/org is now octo-sigs/org"),
        ({"octo-org/org": "octo-newcomer/org"}, WARNING, "octo-org/org is now org of another owner"),
        ({"octo-org/org": None}, WARNING, "octo-org/org is not there"),
        ({"octo-org/org": Trouble(reason="refused")}, WARNING, "octo-org/org: refused"),
    ],
)
def test_names(found, outcome, words):
    check = names.names(observed(names=found))
    assert check.outcome is outcome
    assert words in check.seen


def test_a_name_in_the_cohort_that_is_gone_is_a_problem():
    subject = Subject(orgs=("octo-org",), cohort_repos=("octo-org/gone",))
    assert names.names(observed(subject=subject, names={"octo-org/gone": None})).outcome is PROBLEM
    assert names.names(observed(subject=subject, names={"octo-org/gone": "octo-org/new"})).outcome is WARNING


@pytest.mark.parametrize("number", [0, 1, 19, 20, 21, 320])
def test_the_sample_of_names_is_spread(number):
    repos = [f"octo-org/r{place}" for place in range(number)]
    found = names.sample_of(repos, ("octo-org/r0",))
    assert len(found) <= 20
    assert "octo-org/r0" not in found
    assert bool(found) is (number > 1)


@pytest.mark.parametrize(("charged", "outcome"), [(9, OK), (8, OK), (10, WARNING)])
def test_cost(charged, outcome):
    assert access.cost(observed(expected=9, charged=charged)).outcome is outcome


def test_names_of_people_are_nowhere():
    reviewer = Login.parse("octo-reviewer")
    subject = Subject(orgs=("octo-org",), robots=frozenset({reviewer}))
    assert "octo-reviewer" not in "".join(check(observed(subject=subject)).seen for check in CHECKS)
