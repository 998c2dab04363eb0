"""The index of roles: who builds it, what it shows, what it costs, and that it proves nothing that is not there."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from functional.comparing import held
from functional.places.given import ALBA, BEACON, LENNY, QUIET, RIA
from functional.places.test_roles import roles

from tracker.sources.store import open_store
from tracker.sources.store.tables import ROLE_INDEX
from tracker.sources.store.values import moment

MESSAGE = "Something went wrong while executing your query."


@pytest.fixture
def age(home):
    """Makes the index look as if it had been built so many days ago."""

    def change(days):
        (path,) = (home / "cache").rglob("*.sqlite3")
        with closing(open_store(path, pytest.fail)) as store, store.transaction() as transaction:
            (row,) = transaction.execute(ROLE_INDEX.select)
            at = moment(datetime.now(UTC) - timedelta(days=days))
            transaction.executemany(ROLE_INDEX.insert, [ROLE_INDEX.sealed({**dict(row), "read_at": at})])

    return change


def said(report):
    """What a report says but for the moment and what it cost."""
    return {key: report[key] for key in report if key not in {"data", "as_of"}} | {"gaps": report["data"]["gaps"]}


@pytest.mark.parametrize("words", ["--full", "--role-index"])
def test_role_without_work_is_shown_with_its_proof(ask, server, words):
    assert ("approver", QUIET) not in held(ask(ALBA).report)
    report = ask(ALBA, words).report
    one = held(report)["approver", QUIET]
    assert (one["via"], report["standing"]["headline"]) == ("alias quiet-approvers", "subproject-owner")
    assert one["proof"][0]["url"] == f"{server.base_url}/{QUIET}/blob/main/OWNERS"
    assert (one["since"], one["since_is"]) == ("2020-01-01", "line_last_touched")
    assert ("subproject-owner", "sig-light/quiet") in held(report)


def test_plain_run_uses_it_while_it_is_young(ask, age):
    built = ask(ALBA, "--role-index").report
    assert said(ask(ALBA).report) == said(built)
    assert held(ask(ALBA, "--offline", token=None).report).keys() == held(built).keys()
    age(6)
    assert ("approver", QUIET) in held(ask(ALBA).report)
    age(8)
    assert ("approver", QUIET) not in held(ask(ALBA).report)
    assert ("approver", QUIET) not in held(ask(ALBA, "--offline", token=None).report)
    assert ("approver", QUIET) in held(ask(ALBA, "--role-index").report)


def test_what_it_does_not_cover_is_said(ask):
    (gap,) = roles(ask(RIA, "--role-index").report)
    assert "but for the roots of 3 repositories on" in gap["reason"]
    assert "and not of kubernetes-sigs/gone, which sigs.yaml names and GitHub does not show" in gap["reason"]
    (gap,) = roles(ask(RIA, "--full").report)
    assert gap["reason"].startswith("places that you do not work in were not checked, but for the roots of 3")


def test_alone_and_together_show_the_same_with_the_same_index(ask):
    ask(RIA, "--role-index")
    alone = {who: ask(who).report for who in (ALBA, RIA, LENNY)}
    for report in ask(ALBA, RIA, LENNY).report["reports"]:
        who = report["contributor"]["login"]
        assert report["standing"]["held"] == alone[who]["standing"]["held"]
        assert roles(report) == roles(alone[who])


def test_its_names_of_repositories_hold_for_groups_too(ask):
    before, after = ask(LENNY).report, ask(LENNY, "--role-index").report
    reasons = [json.dumps(one["reasons"]) for one in after["groups"]["suggested"]]
    assert any("subproject lamp" in reason for reason in reasons)
    assert not any("subproject lamp" in json.dumps(one["reasons"]) for one in before["groups"]["suggested"])
    assert held(after).keys() >= {("reviewer", BEACON)}


def test_repository_that_failed_is_named_and_the_index_is_built_anew_the_next_time(serve, run, world):
    failing = {"kind": "field_error", "at": "f_7", "type": "FORBIDDEN", "message": MESSAGE}
    server = serve(world, git=True, git_root=None, secondary_limits=False, faults=[failing])
    words = (ALBA, "--format", "json", "--no-openings", "--role-index")
    choice, failure = roles(run(*words, server=server).report)
    assert failure["reason"] == f"OWNERS at the root of {QUIET} could not be read: {MESSAGE}"
    assert "but for the roots of 2 repositories" in choice["reason"]
    server.standin.faults.replace([])
    later = run(*words, server=server).report
    assert ("approver", QUIET) in held(later)
    assert len(roles(later)) == 1


def test_refresh_with_nothing_changed_takes_few_requests(ask, server, age):
    ask(RIA, "--role-index")
    age(8)
    plain = ask(RIA).report["data"]["cost"]["requests"]
    # The file that names the repositories comes with the first question: then all of theirs.
    assert ask(RIA, "--role-index").report["data"]["cost"]["requests"] <= plain + 1
