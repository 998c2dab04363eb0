"""`ladder audit members`: who is listed did nothing, by what the world was made of."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from functional.audits.given import DAY, ROBOT, SINCE, Drawn
from functional.worlds import ADMIN
from standin import load_world, running_standin

from tracker.sources.github.activity import reader

SCHEMA = json.loads((Path(__file__).parents[3] / "config" / "members-audit.schema.json").read_text("utf-8"))
AUDIT = ("audit", "members", "--format", "json", "--as-of", DAY)


@pytest.fixture(scope="module", params=[1, 2, 3])
def drawn(request, tmp_path_factory):
    made = Drawn(request.param)
    return load_world(made.make(tmp_path_factory.mktemp("members"), 60)), made.members


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = Drawn(4)
    return load_world(made.make(tmp_path_factory.mktemp("world"), 40)), made.members


@pytest.fixture
def ladder(run):
    return partial(run, program="ladder")


def groups(report):
    return {one["login"]: one["group"] for one in report["members"]}


def expected(one, since=SINCE, until=DAY):
    if one.within(since, until):
        return "active"
    if one.role:
        return "role"
    return "inactive" if one.known else "unknown"


def test_everybody_is_in_the_group_that_the_world_says(drawn, ladder):
    path, members = drawn
    with running_standin(path, git=True, secondary_limits=False) as server:
        ran = ladder(*AUDIT, server=server)
        requests = server.standin.stats()["requests"]
    assert ran.code == 0
    jsonschema.validate(ran.report, SCHEMA)
    found = groups(ran.report)
    assert found.pop(ADMIN) == "unknown"  # nobody in this world ever saw the admin do anything
    assert found == {one.login: expected(one) for one in members}
    assert {"active", "inactive", "role", "unknown"} == set(found.values())
    assert (ran.report["bots"], ran.report["complete"], ran.report["months"]) == (1, True, 12)
    assert ROBOT not in ran.out
    assert requests <= 60


@pytest.mark.parametrize("day", ["2024-03-01", "2025-02-01", "2026-01-15"])
def test_on_an_earlier_day_nobody_is_listed_who_was_active(drawn, ladder, day):
    path, members = drawn
    since = f"{int(day[:4]) - 1}{day[4:]}"
    with running_standin(path, git=True, secondary_limits=False) as server:
        found = groups(ladder("audit", "members", "--format", "json", "--as-of", day, server=server).report)
    by_login = {one.login: one for one in members}
    listed = [by_login[login] for login, group in found.items() if group == "inactive"]
    assert [one for one in listed if one.within(since, day) or one.joined > day] == []
    active = [by_login[login] for login, group in found.items() if group == "active"]
    assert [one for one in active if not one.within(since, day)] == []


FAULTS = {
    "an error in every third answer": [{"kind": "http_error", "status": 502, "every": 3}],
    "searches that are left out": [{"kind": "field_error", "at": "search", "record": 5}],
    "searches that miss hits": [{"kind": "index_lag", "by": 1}],
    "threads that come short": [{"kind": "shrunk_connections", "width": 5, "keep": 0, "at": ".*comments"}],
    "an organization that is barred": [{"kind": "barred_org", "orgs": ["kubernetes-sigs"]}],
    "people whom search does not know": [
        {"kind": "hidden_user", "logins": [f"member-{n:03}" for n in range(0, 40, 3)]}
    ],
    "accounts that are deleted": [{"kind": "deleted_user", "logins": [f"member-{n:03}" for n in range(0, 40, 3)]}],
    "results that GitHub calls incomplete": [{"kind": "incomplete_results", "every": 2}],
    "pages that shift": [{"kind": "page_shift", "by": 1}],
    "accounts that are left out": [{"kind": "field_error", "at": "user"}],
    "files that are broken": [{"kind": "malformed_yaml", "files": "org.yaml|sigs.yaml"}],
    "a policy in the way": [{"kind": "pathless_error", "policy": "ip_allow_list", "org": "kubernetes", "after": 5}],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_under_faults_nobody_is_listed_who_was_active(world, ladder, pauses, fault):
    path, members = world
    with running_standin(path, git=True, secondary_limits=False, faults=FAULTS[fault]) as server:
        ran = ladder(*AUDIT, server=server)
    assert ran.code in {0, 4}
    found = groups(ran.report) if ran.code == 0 else {}
    by_login = {one.login: one for one in members}
    listed = [by_login[login] for login, group in found.items() if group == "inactive"]
    assert [one for one in listed if expected(one) != "inactive"] == []
    active = [by_login[login] for login, group in found.items() if group == "active"]
    assert [one for one in active if expected(one) != "active"] == []


SEARCHES = {
    "zero beyond five operators": {"over_operators": "zero"},
    "zero beyond five operators, a minus among them": {"over_operators": "zero", "count_minus": True},
    "no advanced search": {"dropped": ("SearchType.ISSUE_ADVANCED",)},
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_of_another_kind_finds_the_same_or_less(world, ladder, search):
    path, members = world
    with running_standin(path, git=True, secondary_limits=False, **SEARCHES[search]) as server:
        found = groups(ladder(*AUDIT, server=server).report)
    listed = {login for login, group in found.items() if group == "inactive"}
    assert listed <= {one.login for one in members if expected(one) == "inactive"}
    active = {login for login, group in found.items() if group == "active"}
    assert active == {one.login for one in members if expected(one) == "active"}


def test_who_has_another_name_now_is_looked_for_under_that(world, ladder):
    path, members = world
    active = next(one for one in members if one.within(SINCE, DAY))
    idle = next(one for one in members if expected(one) == "inactive")
    renames = {idle.login: active.login}
    with running_standin(path, git=True, secondary_limits=False, renames=renames) as server:
        report = ladder(*AUDIT, server=server).report
    (one,) = (one for one in report["members"] if one["login"] == idle.login)
    assert one["group"] != "inactive"


def test_a_limit_ends_with_what_is_known_and_the_next_run_goes_on(world, ladder, monkeypatch):
    monkeypatch.setattr(reader, "_TOGETHER", 10)
    path, _ = world
    with running_standin(path, git=True, secondary_limits=False) as server:
        whole = groups(ladder(*AUDIT, "--cache-dir", "other", server=server).report)
        runs = []
        for _ in range(12):
            report = ladder(*AUDIT, "--max-requests", "20", server=server).report
            runs.append(Counter(groups(report).values())["not_read"])
            assert {
                login: group for login, group in groups(report).items() if group == "active"
            }.items() <= whole.items()
            if report["complete"]:
                break
        assert report["complete"]
        assert groups(report) == whole
        assert runs[0] > runs[-1] == 0


def test_exceptions_hold_until_their_day(world, ladder, home):
    path, members = world
    first, second = [one.login for one in members if expected(one) == "inactive"][:2]
    text = f"- {{login: {first}, reason: runs the meetings, until: 2026-12-31}}\n- {{login: {second}, reason: on leave, until: 2026-08-31}}\n"
    (home / "stay.yaml").write_text(text, "utf-8")
    with running_standin(path, git=True, secondary_limits=False) as server:
        report = ladder(*AUDIT, "--exceptions", "stay.yaml", first, second, server=server).report
        assert groups(report) == {first: "excepted", second: "inactive"}
        assert [one["exception"] for one in report["members"]] == [
            "runs the meetings (until 2026-12-31)",
            "on leave (ended on 2026-08-31)",
        ]
        for again in (f"@{first.upper()}", f"https://github.com/{first}"):
            (home / "twice.yaml").write_text(
                f"- {{login: {first}, reason: a}}\n- {{login: '{again}', reason: b}}\n", "utf-8"
            )
            ran = ladder(*AUDIT, "--exceptions", "twice.yaml", server=server)
            assert (ran.code, ran.out) == (3, "")
            assert "is there twice" in ran.err


def test_nobody_who_asked_to_be_left_out_is_named(world, ladder, home):
    path, members = world
    left_out, stays = [one.login for one in members if expected(one) == "inactive"][:2]
    (home / "settings.yaml").write_text(f"do_not_track: [{left_out}]\n", "utf-8")
    (home / "stay.yaml").write_text(f"- {{login: {stays}, reason: Stands in for {left_out}}}\n", "utf-8")
    with running_standin(path, git=True, secondary_limits=False) as server:
        ran = ladder(
            *AUDIT, "--exceptions", "stay.yaml", server=server, LADDER_CHECK_SETTINGS=str(home / "settings.yaml")
        )
        named = ladder(*AUDIT, left_out, server=server, LADDER_CHECK_SETTINGS=str(home / "settings.yaml"))
    assert ran.report["left_out"] == 1
    assert groups(ran.report)[stays] == "excepted"
    assert left_out not in ran.out
    assert (named.code, named.out) == (4, "")


def test_without_a_history_nobody_is_called_inactive_whose_time_is_not_known(world, ladder, home):
    path, _ = world
    (home / "empty").mkdir()
    with running_standin(path, secondary_limits=False) as server:
        report = ladder(*AUDIT, server=server, PATH=str(home / "empty")).report
    listed = [one for one in report["members"] if one["group"] == "inactive"]
    assert all(one["since"]["day"] <= SINCE for one in listed)


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_an_audit_in_words(world, ladder, format_):
    path, members = world
    with running_standin(path, git=True, secondary_limits=False) as server:
        ran = ladder("audit", "members", "--format", format_, "--as-of", DAY, server=server)
    out = " ".join(ran.out.replace("\\", "").replace("&#8203;", "").split())
    listed = [one.login for one in members if expected(one) == "inactive"]
    assert f"Nothing was found, after a second look ({len(listed)})" in out
    assert "contributions across any organization within 12 months" in out
    assert all(login in out for login in listed)
    assert "Members of 5 organizations" in out
    assert "Members of: kubernetes, " in out
    assert "may be private; searched" not in out
    assert "Slack, mailing lists, meetings" in out


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["--org", "kubernets"], 2, "there is no organization 'kubernets'"),
        (["--format", "html"], 2, "there is no format 'html'"),
        (["--exceptions", "nowhere.yaml"], 3, "nowhere.yaml"),
        (["--offline"], 4, "it is not stored on this machine"),
    ],
)
def test_what_cannot_be_meant(calm, ladder, words, code, error):
    ran = ladder("audit", "members", *words, server=calm)
    assert (ran.code, ran.out) == (code, "")
    assert error in ran.err
    if words[0] == "--org":
        assert "Did you mean kubernetes?" in ran.err


def test_who_is_no_member_is_refused_with_the_nearest_name(world, ladder):
    path, _ = world
    with running_standin(path, git=True, secondary_limits=False) as server:
        ran = ladder(*AUDIT, "member-00l", server=server)
        assert (ran.code, ran.out) == (2, "")
        assert "Did you mean member-0" in ran.err
        some = ladder(*AUDIT, "--org", "kubernetes", server=server).report
        every = ladder(*AUDIT, server=server).report
    assert some["orgs"] == ["kubernetes"]
    assert all("kubernetes" in one["orgs"] for one in some["members"])
    assert {one["login"]: one["group"] for one in some["members"]}.items() <= groups(every).items()
