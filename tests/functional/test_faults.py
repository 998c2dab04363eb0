"""The command while GitHub fails in every way that the stand-in knows: less may be known, nothing may be wrong."""

from collections.abc import Callable
from functools import partial
from itertools import accumulate

import pytest
from functional.comparing import assert_incomplete, assert_nothing_wrong, findings, held
from functional.running import AKI, ANDERS, IVO, LUMI, MIRA, NELL, ROBIN, ROSA, WORLD_DAY, Json, Ran

from tracker.entry import connect
from tracker.sources.github.patience import Patience

GRAPHQL = {"path": "graphql$"}
HISTORY = {"path": r"kubernetes/org\.git"}
AT_ONCE = ("--max-wait", "0")
CLEAR_LINES = 2

#: Faults of single answers: what is played, and what a gap then says.
FAULTS = {
    "bad gateway": ({"kind": "http_error", "status": 502}, "status 502"),
    "bad gateway in JSON": ({"kind": "http_error", "status": 502, "body": "json"}, "status 502"),
    "internal error": ({"kind": "http_error", "status": 500}, "status 500"),
    "internal error in JSON": ({"kind": "http_error", "status": 500, "body": "json"}, "status 500"),
    "not available": ({"kind": "http_error", "status": 503}, "status 503"),
    "not available in JSON": ({"kind": "http_error", "status": 503, "body": "json"}, "status 503"),
    "gateway timeout": ({"kind": "http_error", "status": 504}, "status 504"),
    "cut connection": ({"kind": "reset"}, "connection to GitHub failed"),
    "half a body": ({"kind": "truncate"}, "cut off"),
    "secondary limit": ({"kind": "secondary_limit", "retry_after": 90}, "secondary limit"),
    "secondary limit, 429": ({"kind": "secondary_limit", "status": 429, "retry_after": 90}, "secondary limit"),
    "secondary limit, no time told": ({"kind": "secondary_limit", "retry_after": "none"}, "secondary limit"),
    "secondary limit, 429, no time told": (
        {"kind": "secondary_limit", "status": 429, "retry_after": "none"},
        "secondary limit",
    ),
    "hourly limit": ({"kind": "primary_limit", "reset_in": 600}, "hourly limit is used up"),
    "revoked token": ({"kind": "token_expired"}, "refused the token"),
}
PASSING = {name: fault for name, (fault, _) in FAULTS.items() if fault["kind"] in {"http_error", "reset", "truncate"}}


@pytest.fixture(scope="module")
def orders() -> dict[tuple[str, ...], list[Json]]:
    """What the stand-in noted of the questions for some reports."""
    return {}


@pytest.fixture
def questions(serve, run, orders) -> Callable[..., list[Json]]:
    """The GraphQL questions that a report takes, in order, when nothing goes wrong."""

    def asked(*words: str) -> list[Json]:
        if words not in orders:
            server = serve()
            assert run(*words, "--format", "json", "--as-of", WORLD_DAY, server=server).code == 0
            orders[words] = [row for row in server.standin.log() if row["resource"] == "graphql"]
            assert len(orders[words]) > 1
        return orders[words]

    return asked


@pytest.fixture
def truth(usual) -> Callable[..., Json]:
    """The undisturbed report of a person, read in full."""
    return lambda who: usual(who, "--full")


@pytest.fixture
def check(serve, run, usual, pauses):
    """Runs the command on a stand-in with some faults, and sees to it that its report says nothing wrong."""

    def checked(who: str, *words: str, token: str | None = "any", **options) -> Ran:
        server = serve(**options)
        ran = run(
            who, *words, "--require-complete", "--format", "json", "--as-of", WORLD_DAY,
            server=server, **({} if token else {"token": None}),
        )  # fmt: skip
        if ran.code in {0, 5}:
            assert ran.code == 0 or not ran.report["data"]["complete"]
            assert ran.err.endswith(" s\n")
            assert_nothing_wrong(ran.report, who, usual)
        assert all(fault["hits"] for fault in server.standin.faults.describe())
        return ran

    return checked


def reasons(report: Json) -> str:
    return " | ".join(gap["reason"] for gap in report["data"]["gaps"])


def kinds(report: Json) -> set[str]:
    return {gap["kind"] for gap in report["data"]["gaps"]}


def said(part):
    """What a report says of a person, whatever the address of the server that it was asked of."""
    if isinstance(part, dict):
        return {name: said(value) for name, value in part.items() if not name.endswith("url") and name != "data"}
    return [said(value) for value in part] if isinstance(part, list) else part


# -- answers that do not come, or come broken -------------------------------------------------------


@pytest.mark.parametrize("name", FAULTS)
def test_from_the_first_request_on_nothing_can_be_checked(check, name):
    fault, reason = FAULTS[name]
    ran = check(ANDERS, *AT_ONCE, faults=[fault])
    assert (ran.code, ran.out) == (4, "")
    error, hint = ran.err.splitlines()
    assert error.startswith("Error: ")
    assert reason in error
    assert hint.startswith("Hint: ")


@pytest.mark.parametrize("name", FAULTS)
def test_from_a_later_request_on_the_rest_is_a_gap(check, questions, name):
    fault, reason = FAULTS[name]
    variant = "JSON" in name or "429" in name
    for after in (1,) if variant else range(1, len(questions(ROBIN))):
        ran = check(ROBIN, *AT_ONCE, faults=[{**fault, "after": after, **GRAPHQL}])
        assert ran.code == 5
        assert reason in reasons(ran.report)


@pytest.mark.parametrize("name", ["bad gateway", "not available", "revoked token"])
def test_who_has_everything_is_never_told_not_yet(check, questions, name):
    """Everything that a program can tell is met by this person, whatever GitHub leaves out."""
    words = (ANDERS, "--tier", "reviewer")
    for after in range(1, len(questions(*words))):
        ran = check(*words, faults=[{**FAULTS[name][0], "after": after, **GRAPHQL}])
        outcomes = {finding["outcome"] for finding in findings(ran.report).values()}
        assert ran.code == 5
        assert "not_yet" not in outcomes


@pytest.mark.parametrize("name", ["bad gateway", "hourly limit"])
def test_a_long_reading_that_breaks_off(check, questions, name):
    """There are several pages to read of this person."""
    for after in range(1, len(questions(AKI, "--full"))):
        ran = check(AKI, "--full", *AT_ONCE, faults=[{**FAULTS[name][0], "after": after, **GRAPHQL}])
        assert ran.code == 5
        assert FAULTS[name][1] in reasons(ran.report)


@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes_leaves_no_mark(check, usual, questions, name):
    positions = range(len(questions(ROBIN))) if name == "bad gateway" else (0, 1)
    for after in positions:
        ran = check(ROBIN, faults=[{**PASSING[name], "after": after, "times": 1, **GRAPHQL}])
        assert ran.code == 0
        assert said(ran.report) == said(usual(ROBIN))


def test_every_second_answer_is_a_bad_gateway(check, usual):
    ran = check(ROBIN, faults=[{"kind": "http_error", "every": 2, **GRAPHQL}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ROBIN))


def test_a_retry_waits_for_a_while(run, serve, monkeypatch, pauses):
    monkeypatch.setattr(connect, "Patience", partial(Patience, jitter=lambda: 1.0, sleep=pauses.append))
    ran = run(NELL, "--as-of", WORLD_DAY, server=serve(faults=[{"kind": "http_error", "status": 503, "times": 3}]))
    assert ran.code == 0
    assert pauses == [1.0, 2.0, 4.0]


def test_slow_answers_are_waited_for(check, usual):
    ran = check(ROBIN, faults=[{"kind": "slow", "seconds": 0.2}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ROBIN))
    assert float(ran.err.rsplit(", ", 1)[1].removesuffix(" s\n")) >= 0.6


def test_a_storm_of_bad_gateways_ends(check, pauses):
    """Smaller and smaller questions are tried, but not for ever."""
    ran = check(ANDERS, faults=[{"kind": "http_error", "after": 1, **GRAPHQL}])
    assert ran.code == 5
    assert ran.report["data"]["cost"]["requests"] < 60


# -- limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 429])
def test_a_secondary_limit_is_waited_for_as_long_as_github_says(check, pauses, usual, status):
    limit = {"kind": "secondary_limit", "status": status, "retry_after": 7, "after": 1, "times": 1, **GRAPHQL}
    ran = check(ROBIN, faults=[limit])
    assert ran.code == 0
    assert sum(pauses) == 7
    assert ran.err.startswith("Waiting 7 s: GitHub asks to slow down (its secondary limit)\n")
    assert said(ran.report) == said(usual(ROBIN))


def test_without_a_time_it_is_a_minute_and_then_two(check, pauses, usual):
    limit = {"kind": "secondary_limit", "retry_after": "none", "after": 1, "times": 2, **GRAPHQL}
    ran = check(ROBIN, "--max-wait", "120", faults=[limit])
    assert ran.code == 0
    assert sum(pauses) == 60 + 120
    assert ran.err.count("Waiting") == 2
    assert said(ran.report) == said(usual(ROBIN))


def test_a_limit_longer_than_one_would_wait_is_not_waited_for(check, pauses):
    ran = check(ROBIN, "--max-wait", "6", faults=[{"kind": "secondary_limit", "retry_after": 7, "after": 1, **GRAPHQL}])
    assert ran.code == 5
    assert pauses == []


def test_the_hourly_limit_is_waited_for_where_that_is_short(run, serve, usual):
    """The stand-in keeps time by the clock, so this one waits."""
    limit = {"kind": "primary_limit", "reset_in": 1, "after": 2, "times": 1, **GRAPHQL}
    ran = run(ROBIN, "--max-wait", "9", "--format", "json", "--as-of", WORLD_DAY, server=serve(faults=[limit]))
    assert ran.code == 0
    assert "hourly limit is used up until" in ran.err
    assert said(ran.report) == said(usual(ROBIN))


def test_points_used_up_midway(check, questions):
    """GraphQL says so with status 200: ``RATE_LIMITED`` among the errors, and no data."""
    for points in accumulate(row["cost"] for row in questions(ANDERS)[:-1]):
        ran = check(ANDERS, *AT_ONCE, graphql_limit=points)
        assert ran.code == 5
        assert "hourly limit is used up until" in reasons(ran.report)
        assert ran.report["data"]["cost"]["points"] == points


# -- answers in part --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "field"),
    [
        *((ROBIN, field) for field in ("participation0", "requests", "everywhere", "r0", "u0", "s0")),
        *((IVO, field) for field in ("authored0", "involved0", "part0")),
        (AKI, "search"),
    ],
)
def test_a_field_left_out(check, who, field):
    ran = check(who, "--full", faults=[{"kind": "graphql_error", "field": field, **GRAPHQL}])
    assert ran.code == 5
    assert "Something went wrong while executing your query" in reasons(ran.report)


def test_a_field_left_out_once_is_asked_for_again(check, usual, questions):
    for after in range(len(questions(ROBIN))):
        ran = check(ROBIN, faults=[{"kind": "graphql_error", "after": after, "times": 1, **GRAPHQL}])
        assert ran.code == 0
        assert said(ran.report) == said(usual(ROBIN))


def test_the_account_left_out_is_not_taken_for_nobody(check):
    ran = check(ROBIN, faults=[{"kind": "graphql_error", "field": "user", **GRAPHQL}])
    assert ran.code == 4
    assert "did not say who" in ran.err
    assert "no account" not in ran.err


def test_inactivity_is_not_guessed(check, truth):
    assert truth(IVO)["standing"]["activity"]["inactive"] == "yes"
    ran = check(IVO, faults=[{"kind": "graphql_error", "field": "involved0", **GRAPHQL}])
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"


@pytest.mark.parametrize("body", ["html", "json"])
@pytest.mark.parametrize("nodes", [10, 50, 200])
def test_questions_that_time_out(check, nodes, body):
    ran = check(ROSA, timeout_nodes=nodes, timeout_body=body)
    assert ran.code in {0, 5}
    assert ran.report["counts"]["reviewed"]["total"] or nodes == 10


@pytest.mark.parametrize("nodes", [10, 50, 200])
def test_questions_beyond_the_limit_of_resources(check, nodes):
    ran = check(ROSA, resource_limit_nodes=nodes)
    assert ran.code in {0, 5}
    assert ran.report["counts"]["reviewed"]["total"] or nodes == 10


# -- answers that are whole, and not what they should be --------------------------------------------


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("who", [ROSA, AKI])
def test_pages_that_shift_while_they_are_read(check, who, by):
    """One result more or less between two pages: none is counted twice, and a missing one is noticed."""
    ran = check(who, "--full", faults=[{"kind": "page_shift", "by": by}])
    assert ran.code == (5 if by > 0 else 0)
    if by > 0:
        assert "pages shifted while reading" in reasons(ran.report)


@pytest.mark.parametrize(("who", "ghosts"), [(ANDERS, [AKI, ROSA, LUMI]), (ROSA, [ANDERS, LUMI, ROBIN]), (MIRA, [AKI])])
def test_work_for_and_with_deleted_accounts_still_counts(check, truth, who, ghosts):
    ran = check(who, "--full", faults=[{"kind": "deleted_user", "logins": ghosts}])
    assert ran.code == 0
    assert ran.report["counts"] == truth(who)["counts"]


def test_a_deleted_account_is_nobodys(check):
    ran = check(ANDERS, faults=[{"kind": "deleted_user", "logins": [ANDERS]}])
    assert ran.code == 4
    assert f"GitHub has no account {ANDERS}" in ran.err


@pytest.mark.parametrize(
    "case",
    [
        (ANDERS, r"kubernetes/org\.yaml", "members", ("member", "kubernetes")),
        (ROSA, "OWNERS_ALIASES$", "owners", ("reviewer", "kubernetes/kubernetes:pkg/widget")),
        (ROSA, "pkg/widget/OWNERS$", "owners", ("reviewer", "kubernetes/kubernetes:pkg/widget")),
        (LUMI, r"sigs\.yaml", "groups", ("sig-chair", "sig-widgets")),
    ],
    ids=lambda case: f"{case[0]} without {case[1]}",
)
def test_a_broken_file_takes_a_role_away_and_says_so(check, truth, case):
    who, files, kind, lost = case
    ran = check(who, faults=[{"kind": "malformed_yaml", "files": files}])
    assert ran.code == 5
    assert lost in held(truth(who))
    assert lost not in held(ran.report)
    assert kind in kinds(ran.report)
    assert "is no YAML: line" in reasons(ran.report)


@pytest.mark.parametrize("who", [ROBIN, MIRA, ANDERS, ROSA, IVO, LUMI])
def test_all_files_broken(check, who):
    ran = check(who, faults=[{"kind": "malformed_yaml"}])
    assert ran.code == 5
    assert {"members", "groups"} <= kinds(ran.report)
    assert "member" not in {tier for tier, _ in held(ran.report)}


def test_lists_of_members_that_the_token_may_not_see_are_not_needed(check, usual):
    ran = check(ANDERS, forbidden_orgs=("kubernetes", "kubernetes-sigs"))
    assert ran.code == 0
    assert said(ran.report) == said(usual(ANDERS))


# -- the history that git gives ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "http_error"},
        {"kind": "http_error", "status": 503, "after": 1},
        {"kind": "reset"},
        {"kind": "reset", "after": 2},
        {"kind": "truncate"},
        {"kind": "truncate", "after": 2},
    ],
    ids=lambda fault: " ".join(map(str, fault.values())),
)
def test_a_history_that_cannot_be_fetched(check, truth, fault):
    ran = check(ANDERS, faults=[{**fault, **HISTORY}])
    assert ran.code == 5
    assert "member_since" in kinds(ran.report)
    assert "the history of kubernetes/org was not read: git" in reasons(ran.report)
    assert held(truth(ANDERS))["member", "kubernetes"]["since_is"] == "exact"
    assert held(ran.report)["member", "kubernetes"]["since_is"] != "exact"
    assert ran.report["counts"] == truth(ANDERS)["counts"]


@pytest.mark.parametrize("who", [MIRA, ROSA, AKI, IVO])
def test_nobody_is_a_newcomer_for_want_of_a_history(check, who):
    ran = check(who, faults=[{"kind": "http_error", **HISTORY}])
    tenures = [finding for key, finding in findings(ran.report).items() if key[-1].endswith("tenure")]
    assert ran.code == 5
    assert {finding["outcome"] for finding in tenures} <= {"met", "unknown"}


def test_a_slow_history(check, usual):
    ran = check(ANDERS, faults=[{"kind": "slow", "seconds": 0.2, **HISTORY}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ANDERS))


# -- a search that misses hits: only without a token ------------------------------------------------


def test_results_that_github_calls_incomplete(check):
    ran = check(ANDERS, token=None, faults=[{"kind": "incomplete_results"}])
    assert ran.code == 5
    assert "GitHub says that its results are incomplete" in reasons(ran.report)
    assert ran.report["standing"]["activity"]["inactive"] == "no"


@pytest.mark.parametrize("after", [0, 2])
def test_incomplete_results_do_not_make_anybody_inactive(check, after):
    ran = check(IVO, token=None, faults=[{"kind": "incomplete_results", "path": "search/issues", "after": after}])
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "revoked token"])
def test_without_a_token_too(check, name):
    fault, reason = FAULTS[name]
    ran = check(IVO, *AT_ONCE, token=None, faults=[{**fault, "after": 2}])
    assert ran.code == 5
    assert_incomplete(ran.report)
    assert reason in reasons(ran.report)
