"""Several people with one command: read side by side, and each report as true as if they had been asked about alone."""

import pytest
from functional.comparing import assert_nothing_wrong, findings, held
from functional.running import AKI, ANDERS, IVO, LUMI, MIRA, NELL, PEOPLE, ROBIN, ROSA, WORLD_DAY

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--format", "json", "--as-of", WORLD_DAY)


def by_login(document):
    return {report["contributor"]["login"]: report for report in document["reports"]}


def test_each_report_says_what_it_says_of_one_alone(run, calm, usual):
    cohort = run(*DAY, *PEOPLE, server=calm).report
    reports = by_login(cohort)
    assert list(reports) == sorted(PEOPLE, key=str.casefold)
    assert cohort["failures"] == []
    for who, report in reports.items():
        assert_nothing_wrong(report, who, usual)
        alone = usual(who)
        assert report["standing"]["headline"] == alone["standing"]["headline"], who
        assert held(alone).keys() <= held(report).keys(), who
        both = findings(alone).keys() & findings(report).keys()
        assert both or who == LUMI  # nothing is above a chair
        for key in both:
            assert findings(report)[key]["outcome"] == findings(alone)[key]["outcome"], (who, key)


def test_eight_people_in_fewer_requests_than_two_alone(run, serve):
    server = serve(secondary_limits=False)
    run(*DAY, *PEOPLE, server=server)
    assert server.standin.stats()["graphql_requests"] <= 20


def test_the_second_time_reads_only_what_changed_and_says_the_same(run, calm):
    first = run(*DAY, *PEOPLE, server=calm).report
    before = calm.standin.stats()["graphql_requests"]
    second = run(*DAY, *PEOPLE, server=calm).report
    assert calm.standin.stats()["graphql_requests"] - before <= 8
    for who, report in by_login(first).items():
        again = by_login(second)[who]
        assert findings(again) == findings(report), who
        assert again["standing"] == report["standing"], who


def test_a_pull_request_of_several_is_asked_for_once(run, serve):
    server = serve(secondary_limits=False)
    run(*DAY, ROSA, AKI, LUMI, ANDERS, server=server)
    asked = [entry for entry in server.standin.log() if entry["operation"] == "PullRequests"]
    assert asked
    assert len({entry["variables"] for entry in asked}) == len(asked)


def test_who_does_not_exist_is_named_and_the_others_are_reported(run, calm):
    document = run(*DAY, NELL, "octo-nobody", "kubernetes", ROBIN, server=calm).report
    assert list(by_login(document)) == [NELL, ROBIN]
    failures = {failure["login"]: failure["error"] for failure in document["failures"]}
    assert failures == {
        "kubernetes": "kubernetes is an organization",
        "octo-nobody": "GitHub has no account octo-nobody",
    }


def test_the_first_who_is_asked_for_may_be_nobody(run, calm):
    document = run(*DAY, "a-nobody", "b-nobody", NELL, MIRA, server=calm).report
    assert list(by_login(document)) == [MIRA, NELL]
    assert [failure["login"] for failure in document["failures"]] == ["a-nobody", "b-nobody"]


def test_who_was_renamed_is_found_by_the_new_name(run, serve):
    server = serve(renames={"old-rosa": ROSA}, secondary_limits=False)
    document = run(*DAY, NELL, "old-rosa", server=server).report
    assert list(by_login(document)) == [NELL, ROSA]


@pytest.mark.parametrize("most", range(1, 16))
def test_when_requests_run_out_everybody_is_named_and_nothing_is_wrong(run, serve, usual, most):
    """Whichever request is the last: what is not known is said to be, and who was not reached is named."""
    server = serve(secondary_limits=False)
    ran = run(*DAY, "--max-requests", str(most), ROSA, NELL, ANDERS, IVO, server=server)
    assert server.standin.stats()["graphql_requests"] <= most
    if ran.code == 4:
        assert "at most" in ran.err or "request" in ran.err
        return
    document = ran.report
    named = {*by_login(document), *(failure["login"] for failure in document["failures"])}
    assert named == {ROSA, NELL, ANDERS, IVO}
    for who, report in by_login(document).items():
        assert_nothing_wrong(report, who, usual)


def test_interrupted_by_a_limit_it_goes_on_where_it_was(run, calm, serve):
    truth = _outcomes(run(*DAY, *PEOPLE, server=calm, XDG_CACHE_HOME="elsewhere").report)
    server = serve(secondary_limits=False)
    found = [_outcomes(run(*DAY, "--max-requests", "6", *PEOPLE, server=server).report) for _ in range(6)]
    assert found[0] != truth
    assert found[-1] == truth


def _outcomes(document):
    """What is said of each: tiers held, and every outcome."""
    return {
        who: (sorted(held(report)), {key: one["outcome"] for key, one in findings(report).items()})
        for who, report in by_login(document).items()
    }
