"""The command without a token: GitHub answers 60 requests an hour and ten searches a minute, and shows less."""

import pytest
from functional import counting
from functional.comparing import assert_incomplete, assert_nothing_wrong, findings, held
from functional.running import AKI, ANDERS, IVO, LUMI, MIRA, NELL, PEOPLE, ROBIN, ROSA, WORLD_DAY, Json

AS_JSON = ("--format", "json", "--as-of", WORLD_DAY)
SEARCHES_A_MINUTE = 10
REQUESTS_AN_HOUR = 60
#: What GitHub shows to nobody without a token.
HIDDEN = {"reviewed", "conversations", "review_comments", "files", "requests"}


@pytest.fixture
def without_token(serve, run):
    """The report that a stand-in's answers without a token give, and the stand-in."""

    def asked(*words: str, **options):
        server = serve(**options)
        ran = run(*words, *AS_JSON, server=server, token=None)
        assert ran.code == 0
        return ran.report, server.standin

    return asked


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_wrong_and_what_a_token_would_add(without_token, usual, who):
    report, _ = without_token(who)
    assert_nothing_wrong(report, who, usual)
    assert_incomplete(report)
    gaps = {gap["kind"]: gap for gap in report["data"]["gaps"]}
    assert gaps.keys() >= HIDDEN
    for kind in HIDDEN:
        assert gaps[kind]["reason"].startswith("without a token GitHub does not show ")
        assert gaps[kind]["effect"] == "a token adds them"
    assert report["data"]["source"] == "github, without a token"


@pytest.mark.parametrize("who", PEOPLE)
def test_few_requests_and_fewer_searches(without_token, who):
    report, standin = without_token(who)
    stats = standin.stats()
    assert stats["graphql_requests"] == 0
    assert report["data"]["cost"] == {"requests": stats["rest_requests"], "points": 0, "from_store": 0}
    assert stats["rest_requests"] <= REQUESTS_AN_HOUR / 3
    assert 0 < stats["search_calls"] <= SEARCHES_A_MINUTE
    assert {row["authorization"] for row in standin.log()} == {None}


@pytest.mark.parametrize("who", [NELL, ROBIN, ANDERS, IVO])
def test_what_was_merged_is_counted_all_the_same(without_token, who):
    report, _ = without_token(who)
    assert report["counts"]["authored_merged"]["total"] == len(counting.authored(who))
    assert report["counts"]["authored_merged"]["at_least"] is False


@pytest.mark.parametrize("who", [ROBIN, ANDERS, ROSA])
def test_reviews_are_a_lower_bound(without_token, who):
    report, _ = without_token(who)
    reviews = report["counts"]["reviewed"]
    assert 0 < reviews["total"] <= len(counting.reviewed(who))
    assert reviews["at_least"] is True
    assert report["counts"]["lgtm_given"] == {"total": 0, "at_least": True, "by_repo": {}}


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        (MIRA, {("member", "kubernetes-sigs")}),
        (ANDERS, {("member", "kubernetes")}),
        (ROSA, {("member", "kubernetes"), ("member", "kubernetes-sigs"), ("reviewer", "kubernetes-sigs/lantern")}),
        (AKI, {("sig-tech-lead", "sig-widgets"), ("approver", "kubernetes-sigs/lantern")}),
        (LUMI, {("sig-chair", "sig-widgets"), ("approver", "kubernetes/kubernetes")}),
    ],
)
def test_roles_are_read_from_files_that_everybody_may_read(without_token, who, roles):
    report, _ = without_token(who)
    assert held(report).keys() >= roles


def test_the_history_of_memberships_needs_no_token(without_token):
    report, standin = without_token(ANDERS)
    membership = held(report)["member", "kubernetes"]
    assert (membership["since"], membership["since_is"]) == ("2025-01-14", "exact")
    assert standin.stats()["git_requests"] > 0


def test_what_cannot_be_counted_is_unknown_and_says_why(without_token):
    report, _ = without_token(ROBIN, "--tier", "reviewer", "--scope", "kubernetes/kubernetes:pkg/widget")
    found = {key[-1]: finding for key, finding in findings(report).items()}
    for name in ("primary-reviewer", "reviewed-or-merged"):
        assert found[name]["outcome"] == "unknown"
        assert found[name]["reason"].startswith("without a token GitHub does not show")
        assert found[name]["observed_is_at_least"] is True
    assert found["member-tenure"]["outcome"] == "not_yet"


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_person_reads_what_a_token_would_add(run, serve, format_):
    ran = run(ROBIN, "-v", "--format", format_, "--as-of", WORLD_DAY, server=serve(), token=None)
    words = " ".join(ran.out.split())
    assert ran.code == 0
    assert "without a token GitHub does not show membership requests; a token adds them" in words


def test_the_first_screen_says_why_something_is_unknown(run, serve):
    ran = run(ROBIN, "--as-of", WORLD_DAY, server=serve(), token=None)
    words = " ".join(ran.out.split())
    assert "Why: without a token GitHub does not show membership requests" in words
    assert "unless one of yours is open already" in words


def test_it_is_said_first_and_in_line_two(run, serve):
    for words in ((ROBIN,), (ROBIN, NELL)):
        ran = run(*words, "--as-of", WORLD_DAY, server=serve(), token=None)
        assert ran.err.startswith("No token: GitHub shows little without one. ")
        assert "export GH_TOKEN=$(gh auth token)" in ran.err.splitlines()[0]
        assert ran.out.splitlines()[1].strip().startswith("Read without a token: much is unknown. ")


def test_with_a_token_nothing_is_said_of_it(run, serve):
    ran = run(ROBIN, "--as-of", WORLD_DAY, server=serve())
    assert "oken" not in ran.err + ran.out


def test_verbose_says_that_there_is_no_token(run, serve):
    assert ", without a token\n" in run(NELL, "-v", "--as-of", WORLD_DAY, server=serve(), token=None).err


def test_several_people_within_the_limits_of_a_minute(run, serve, usual):
    """Each takes some searches, so that the last one gets none: less is known, and nothing is wrong."""
    server = serve()
    logins = (NELL, ROBIN, ANDERS, IVO)
    ran = run(*logins, "--max-wait", "0", *AS_JSON, server=server, token=None)
    assert ran.code == 0
    reports: dict[str, Json] = {report["contributor"]["login"]: report for report in ran.report["reports"]}
    failed = {failure["login"]: failure["error"] for failure in ran.report["failures"]}
    assert set(logins) == reports.keys() | failed.keys()
    for who, report in reports.items():
        assert_nothing_wrong(report, who, usual)
    assert failed
    assert all("GitHub's search limit is used up until" in said for said in failed.values())
    told = [gap["reason"] for report in reports.values() for gap in report["data"]["gaps"]]
    assert any("GitHub's search limit is used up until" in reason for reason in told)
    log = [row for row in server.standin.log() if row["resource"] in {"core", "search"}]
    assert [row["status"] for row in log if row["resource"] == "search"].count(200) <= SEARCHES_A_MINUTE
    assert log[-1]["status"] == 403  # after that nothing more is asked


def test_the_requests_of_an_hour_are_used_up(run, serve, usual):
    for limit in (1, 2, 6):
        ran = run(ANDERS, "--max-wait", "0", *AS_JSON, server=serve(anonymous_core_limit=limit), token=None)
        assert ran.code == 0
        assert_nothing_wrong(ran.report, ANDERS, usual)
        assert "GitHub's hourly limit is used up until" in str(ran.report["data"]["gaps"])


def test_no_requests_are_left_at_all(run, serve):
    ran = run(ANDERS, "--max-wait", "0", server=serve(anonymous_core_limit=0), token=None)
    assert (ran.code, ran.out) == (4, "")
    assert "limit" in ran.err


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ("octo-nobody", "GitHub has no account octo-nobody"),
        ("kubernetes", "kubernetes is an organization"),
        ("dependabot[bot]", "dependabot[bot] is a bot"),
    ],
)
def test_who_is_no_person(run, serve, login, said):
    ran = run(login, server=serve(), token=None)
    assert (ran.code, ran.out) == (4, "")
    assert f"\nError: {said}\nHint: " in ran.err
