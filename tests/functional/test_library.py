"""``tracker.check`` and what goes with it, as a script uses them: the command's report, and nothing beside it."""

import json
import logging
import threading
import traceback
from datetime import UTC, date, datetime

import pytest
from functional.running import AKI, ANDERS, CANARY, NELL, ROBIN, ROSA, WIDGET, WORLD_DAY, assert_clean, variables_of

import tracker
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.sources.store import Store

DAY = ("--format", "json", "--as-of", WORLD_DAY)


@pytest.fixture
def script(home, calm, monkeypatch, capfd):
    """The surroundings of a script that is to ask the undisturbed stand-in; in the end nothing was printed."""
    for name, value in variables_of(calm).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GH_TOKEN", CANARY)
    yield calm
    assert capfd.readouterr() == ("", "")
    assert_clean("", home)


@pytest.fixture
def fresh(calm, run, monkeypatch, home):
    """Runs the command with some words, and then forgets what it read: the script begins with nothing."""

    def printed(*words):
        ran = run(*DAY, *words, server=calm)
        monkeypatch.setenv("XDG_CACHE_HOME", str(home / "another"))
        return without_cost(ran.report)

    return printed


def api(server):
    return f"{server.base_url}/api/v3"


def as_json(result):
    """What a report says, without what it cost and when it was read."""
    return without_cost(json.loads(tracker.render(result)))


def without_cost(document):
    document["data"] = {key: value for key, value in document["data"].items() if key not in {"cost", "fetched_at"}}
    document["reports"] = [without_cost(report) for report in document.get("reports", [])]
    return document


def spent(server, act):
    before = server.standin.stats()["graphql_requests"]
    act()
    return server.standin.stats()["graphql_requests"] - before


# -- the same as the command -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ((), {}),
        (("--full", "--no-openings"), {"full": True, "openings": False}),
        (
            ("--tier", "approver", "--scope", WIDGET, "--interest", "gpu"),
            {"tier": "approver", "scopes": WIDGET, "interests": "gpu"},
        ),
        (
            ("--scope", WIDGET, "--scope", "kubernetes/kubernetes"),
            {"scopes": [Scope.directory("kubernetes/kubernetes", "pkg/widget"), "kubernetes/kubernetes"]},
        ),
        (("--ladder", "kserve"), {"ladder": "kserve"}),
    ],
)
def test_it_is_the_report_of_the_command(fresh, words, options):
    printed = fresh(*words, ROSA)
    report = tracker.check(ROSA, as_of=WORLD_DAY, **options)
    assert as_json(report) == printed
    assert isinstance(report, tracker.Report)


def test_several_people_are_a_cohort_of_the_same_reports(fresh):
    printed = fresh(ANDERS, NELL, "octo-nobody")
    cohort = tracker.check_all([ANDERS, Login.parse(NELL), "octo-nobody"], as_of=WORLD_DAY)
    assert as_json(cohort) == printed
    assert [failure.login for failure in cohort.failures] == ["octo-nobody"]


def test_a_cohort_from_a_file(fresh, home):
    (home / "mentees.yaml").write_text(f"""
    name: Spring
    members:
      - {{login: {ANDERS}, tier: reviewer, scope: {WIDGET}, mentor: {ROSA}, since: 2026-03-01}}
      - {NELL}
    """)
    printed = fresh("--cohort", "mentees.yaml")
    cohort = tracker.check_cohort("mentees.yaml", as_of=WORLD_DAY)
    assert as_json(cohort) == printed
    assert (cohort.name, printed["members"][0]["mentor"]) == ("Spring", ROSA)


def test_what_only_people_can_say(fresh, home):
    (home / "said.yaml").write_text(f"- {{criterion: knowledgeable, login: {ANDERS}, by: {AKI}, on: 2026-05-12}}")
    printed = fresh("--attest", "said.yaml", ANDERS)
    assert as_json(tracker.check(ANDERS, as_of=WORLD_DAY, attest=home / "said.yaml")) == printed
    assert "attested" in {one["basis"] for tier in printed["readiness"] for one in tier["criteria"]}


def test_who_asked_to_be_left_out_is_left_out(script, home, monkeypatch):
    (home / "settings.yaml").write_text(f"do_not_track: [{NELL}]")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    with pytest.raises(tracker.AccountError, match="asked to be left out"):
        tracker.check(NELL, as_of=WORLD_DAY)
    assert tracker.check_all([NELL, ANDERS], as_of=WORLD_DAY).failures == ()


def test_one_person_may_be_a_cohort(script):
    cohort = tracker.check_all(ANDERS, as_of=WORLD_DAY)
    assert isinstance(cohort, tracker.Cohort)
    assert [report.contributor.login.name for report in cohort.reports] == [ANDERS]


@pytest.mark.parametrize(
    "day",
    [
        WORLD_DAY,
        date(2026, 6, 1),
        datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC),
        datetime.fromisoformat("2026-06-01T23:59:59"),
    ],
)
def test_a_day_may_be_said_in_several_ways(script, day):
    assert tracker.check(NELL, as_of=day).as_of == datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC)


def test_changes_since_the_last_time_are_told(script):
    earlier = tracker.check_all([ANDERS, NELL], as_of="2025-06-01")
    later = tracker.check_all([ANDERS, NELL], as_of=WORLD_DAY)
    assert (earlier.previous, later.previous) == (None, earlier.as_of)
    assert {change.kind for change in later.changes} >= {tracker.Shift.NEWLY_MET}


# -- what is kept ------------------------------------------------------------------------------------


def test_the_second_call_asks_for_what_is_new(script):
    first = spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY))
    assert first > 3
    assert spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY)) <= 3


def test_what_the_command_read_is_not_read_again(run, calm):
    run(*DAY, ROSA, server=calm)
    assert spent(calm, lambda: tracker.check(ROSA, as_of=WORLD_DAY)) <= 3


def test_where_it_is_kept_can_be_said(script, home):
    tracker.check(NELL, as_of=WORLD_DAY, cache_dir=home / "mine")
    assert list((home / "mine" / "store").glob("*.sqlite3"))
    assert not (home / "cache").exists()


def test_nothing_need_be_kept(script, home):
    before = sorted(home.iterdir())
    first = spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY, remember=False))
    assert spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY, remember=False)) == first
    assert sorted(home.iterdir()) == before


def test_refresh_asks_for_everything_again(script):
    first = spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY))
    assert spent(script, lambda: tracker.check(ROSA, as_of=WORLD_DAY, refresh=True)) > first / 2


def test_offline_asks_nobody_and_says_the_same(script, monkeypatch):
    online = tracker.check(ROSA, as_of=WORLD_DAY, openings=False)
    monkeypatch.delenv("GH_TOKEN")
    found = []
    asked = spent(script, lambda: found.append(tracker.check(ROSA, as_of=WORLD_DAY, openings=False, offline=True)))
    assert asked == 0
    assert found[0].readiness == online.readiness
    assert found[0].standing.held == online.standing.held


def test_offline_without_anything_stored(script):
    with pytest.raises(tracker.NothingChecked, match="nothing is stored of these people"):
        tracker.check(ROSA, offline=True)


def test_nothing_is_left_open(script, monkeypatch):
    closed = []
    monkeypatch.setattr(Store, "close", lambda store: closed.append(store.path) or store._db.close())
    tracker.check(NELL, as_of=WORLD_DAY)
    with pytest.raises(tracker.AccountError):
        tracker.check("octo-nobody", as_of=WORLD_DAY)
    assert len(closed) == 2


def test_names_as_people_type_them(script):
    usual = tracker.check(ROBIN, tier="reviewer", scopes=WIDGET, as_of=WORLD_DAY)
    place = f"https://github.com/{WIDGET.replace(':', '/tree/master/')}"
    typed = tracker.check(f"https://github.com/{ROBIN}", tier="Reviewers", scopes=place, as_of=WORLD_DAY)
    assert tracker.render(typed, "md") == tracker.render(usual, "markdown")


# -- what goes wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "options", "error", "said"),
    [
        ("octo nobody", {}, tracker.UsageError, "'octo nobody' is not a GitHub login"),
        (NELL, {"tier": "chief"}, tracker.UsageError, "there is no tier 'chief'"),
        (NELL, {"scopes": "kueue"}, tracker.UsageError, "'kueue' is not a scope"),
        (NELL, {"interests": ["inferense"]}, tracker.UsageError, "there is no interest 'inferense'"),
        (NELL, {"as_of": "tomorrow"}, tracker.UsageError, "'tomorrow' is not a date"),
        (NELL, {"as_of": date(2999, 1, 1)}, tracker.UsageError, "2999-01-01 is still to come"),
        (NELL, {"api_url": "ftp://octo"}, tracker.UsageError, "'ftp://octo' is not an address of a GitHub"),
        (NELL, {"offline": True, "refresh": True}, tracker.UsageError, "offline asks nobody, and refresh asks again"),
        (NELL, {"offline": True, "remember": False}, tracker.UsageError, "leaves nothing to answer from"),
        (NELL, {"ladder": "none.yaml"}, tracker.ConfigError, "none.yaml"),
        (NELL, {"scope": "a/b"}, TypeError, "scope"),
    ],
)
def test_what_cannot_be_done_is_raised(script, login, options, error, said):
    with pytest.raises(error, match=said):
        tracker.check(login, **options)


def test_nobody_to_check(script):
    with pytest.raises(tracker.UsageError, match="nobody to check"):
        tracker.check_all([])


def test_a_cohort_of_nobody_who_exists(script):
    with pytest.raises(tracker.NothingChecked, match="nobody could be checked; octo-nobody: "):
        tracker.check_all(["octo-nobody", "octo-noone"])


def test_a_token_that_is_refused_is_not_in_the_error(script, serve):
    server = serve(tokens=("another",))
    with pytest.raises(tracker.TokenError) as caught:
        tracker.check(NELL, token=CANARY, api_url=api(server))
    error = caught.value
    while error is not None:
        assert CANARY not in f"{error!r} {error} {error.__dict__}"
        error = error.__cause__ or error.__context__
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_a_limit_that_is_used_up_says_how_long_it_lasts(script, serve):
    server = serve(faults=[{"kind": "primary_limit", "reset_in": 600}])
    with pytest.raises(tracker.LimitReached) as caught:
        tracker.check(NELL, api_url=api(server), max_wait=0)
    assert 500 < caught.value.wait < 700


def test_requests_can_be_bounded(script):
    report = tracker.check(ROSA, as_of=WORLD_DAY, max_requests=2)
    assert (report.cost.requests, report.complete) == (2, False)


def test_without_a_token_the_report_says_what_it_lacks(script):
    before = script.standin.stats()["graphql_requests"]
    report = tracker.check(NELL, token="", as_of=WORLD_DAY, openings=False)
    assert script.standin.stats()["graphql_requests"] == before
    assert not report.data.complete


def test_a_token_may_be_given(script, monkeypatch):
    monkeypatch.delenv("GH_TOKEN")
    assert tracker.check(NELL, token=f" {CANARY}\n", as_of=WORLD_DAY).data.source == "github"


# -- what is told meanwhile --------------------------------------------------------------------------


def test_a_store_that_cannot_be_used_is_told_to_who_listens(script, caplog, home):
    (home / "mine").mkdir()
    (home / "mine" / "store").write_text("in the way")
    report = tracker.check(NELL, as_of=WORLD_DAY, cache_dir=str(home / "mine"))
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("tracker", logging.WARNING)
    assert "This run remembers nothing" in record.message
    assert report.standing.headline == "contributor"


def test_a_wait_is_told_once_to_who_listens(script, serve, caplog, pauses):
    caplog.set_level(logging.INFO, "tracker")
    server = serve(faults=[{"kind": "secondary_limit", "retry_after": 30, "times": 1, "path": "/graphql"}])
    tracker.check(NELL, as_of=WORLD_DAY, api_url=api(server))
    assert [record.message.partition(":")[0] for record in caplog.records] == ["Waiting 30 s"]
    assert sum(pauses) == 30


# -- from anywhere -----------------------------------------------------------------------------------


def test_from_one_thread_and_then_from_another(script):
    reports = {}

    def work(who):
        reports[who] = tracker.check(who, as_of=WORLD_DAY)

    for who in (ROSA, AKI, ROSA):
        thread = threading.Thread(target=work, args=[who])
        thread.start()
        thread.join()
    assert {who: report.contributor.login.name for who, report in reports.items()} == {ROSA: ROSA, AKI: AKI}


def test_from_several_threads_at_once(script):
    alone = {who: tracker.check(who, as_of=WORLD_DAY, remember=False) for who in (ROSA, AKI, ANDERS)}
    found = {}
    threads = [
        threading.Thread(target=lambda who=who: found.update({who: tracker.check(who, as_of=WORLD_DAY)}))
        for who in alone
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {who: as_json(report) for who, report in found.items()} == {
        who: as_json(report) for who, report in alone.items()
    }


def test_samples_need_neither_token_nor_server(home, capfd):
    report = tracker.check("almost-anders", demo=True)
    assert report.standing.headline == "member"
    assert capfd.readouterr() == ("", "")
