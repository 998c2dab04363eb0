"""Who holds what: each way into the files of a community, with its day, its proof, and what comes next."""

import re
import shutil
import subprocess
from functools import partial

import pytest
from functional.comparing import findings, place
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld, groups_text, line_of, org_file, owners_filters
from standin import running_standin
from standin.synth import aliases_file, owners_file

DAY = "2026-09-01"
AT_MOST = 60

NORA, FINN, RHEA, BRUNO, FERN = "new-nora", "fresh-finn", "rhea-renamed", "back-bruno", "floor-fern"
LOLA, EMIL, ALMA, FRITZ, OLGA = "late-lola", "emeritus-emil", "alias-alma", "filter-fritz", "owner-olga"
LARS, CLEO, TOMAS, WANDA, BELA = "lead-lars", "chair-cleo", "tech-tomas", "wg-wanda", "board-bela"
PETRA, QUINN, TARA, DIGITS, MO = "past-petra", "quiet-quinn", "talker-tara", "4815162342", "MixedCase-Mo"
PEOPLE = (
    NORA, FINN, RHEA, BRUNO, FERN, LOLA, EMIL, ALMA, FRITZ, OLGA,
    LARS, CLEO, TOMAS, WANDA, BELA, PETRA, QUINN, TARA, DIGITS, MO,
)  # fmt: skip
GIL, BEFORE = "gone-gil", "rhea-before"

#: A repository whose only OWNERS file has filters only; one with directories and aliases; one where everybody works.
HARBOR, GADGET, WORKS = "kubernetes-sigs/harbor", "kubernetes/gadget", "kubernetes-sigs/works"
DIAL = f"{GADGET}:pkg/dial"
K8S, SIGS = "kubernetes", "kubernetes-sigs"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (*PEOPLE, GIL):
        world.person(login)
    turn = world.turn
    turn(K8S, "2018-08-20", joined=[FERN])
    turn(K8S, "2019-03-05", joined=[BEFORE, BRUNO, CLEO, OLGA, TOMAS, GIL])
    turn(K8S, "2020-02-10", left=[BRUNO])
    turn(K8S, "2021-05-11", joined=[DIGITS, MO.lower(), LARS])
    turn(K8S, "2022-09-05", left=[GIL])
    turn(K8S, "2023-04-03", joined=[QUINN, TARA, ALMA])
    turn(K8S, "2024-04-09", joined=[BRUNO, BELA, WANDA])
    turn(K8S, "2026-07-20", joined=[RHEA], left=[BEFORE])
    turn(K8S, "2026-08-10", joined=[LOLA, FRITZ])
    turn(SIGS, "2019-01-15", joined=[CLEO])
    turn(SIGS, "2022-02-01", joined=[ALMA])
    turn(SIGS, "2026-05-04", joined=[MO.upper()])
    _work(world)
    _owners(world)
    return world


def _work(world: SmallWorld) -> None:
    world.pull(GADGET, NORA, "2026-08-20", merged=False)
    for who in (*PEOPLE[2:], GIL):
        world.pull(WORKS, who, "2024-05-02" if who in {QUINN, TARA} else "2026-06-02", reviewers=[ADMIN])
    for who in (RHEA, BRUNO, LOLA, EMIL, ALMA, DIGITS, MO):
        world.pull(GADGET, who, "2026-06-10", paths=["pkg/dial/dial.go"], reviewers=[ADMIN])
    for who in (FRITZ, OLGA, LARS):
        world.pull(HARBOR, who, "2026-06-11", paths=["go.mod"], reviewers=[ADMIN])
    world.request(900, ADMIN, "2026-08-01", "A question.", title="Teams", said=[(TARA, "I can help.")])


def _owners(world: SmallWorld) -> None:
    quoted = f'"{DIGITS}"'
    change = world.pull(GADGET, ADMIN, "2022-03-01", paths=["pkg/dial/OWNERS"])
    by_alias = owners_file(reviewers=["dial-reviewers", quoted], approvers=["dial-approvers"], emeritus=[EMIL])
    dial = [("2020-01-01", owners_file(reviewers=[quoted], approvers=[ADMIN])), ("2022-03-01", by_alias)]
    aliases = {"dial-approvers": [ADMIN], "dial-reviewers": [ADMIN, MO.upper()]}
    with_alma = aliases_file(aliases | {"dial-approvers": [ADMIN, ALMA]})
    filters = {".*": {"approvers": [OLGA], "reviewers": [OLGA]}, r"go\.mod$": {"approvers": [FRITZ]}}
    world.file(GADGET, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    world.file(GADGET, "pkg/dial/OWNERS", *dial, pulls={"2022-03-01": change})
    world.file(GADGET, "OWNERS_ALIASES", ("2021-01-01", aliases_file(aliases)), ("2023-05-05", with_alma))
    world.file(HARBOR, "OWNERS", ("2022-06-01", owners_filters(filters)))
    world.file(WORKS, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    ports = {
        "dir": "sig-ports",
        "name": "Ports",
        "chairs": {CLEO: "Acme"},
        "tech_leads": {TOMAS: "Bolt"},
        "emeritus_leads": {PETRA: None},
        "subprojects": {"harbor": {"owners": [f"{HARBOR}/main/OWNERS"], "leads": {LARS: None}}},
    }
    tides = {"dir": "wg-tides", "name": "Tides", "chairs": {WANDA: None}, "emeritus_leads": {EMIL: None}}
    steering = {"dir": "committee-steering", "name": "Steering", "chairs": {BELA: "Acme"}}
    text = groups_text(sigs=[ports], workinggroups=[tides], committees=[steering])
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", text))


#: The highest tier, and what is held beside a contributor's place: tier, scope, since when, through what.
HELD = {
    NORA: ("contributor", set()),
    FINN: ("contributor", set()),
    # The history shows one login out and another in, with one commit: perhaps the same account.
    RHEA: ("member", {("member", K8S, "on_or_before 2026-07-20", None)}),
    BRUNO: ("member", {("member", K8S, "exact 2024-04-09", None)}),
    FERN: ("member", {("member", K8S, "on_or_before 2018-08-20", None)}),
    LOLA: ("member", {("member", K8S, "exact 2026-08-10", None)}),
    EMIL: ("contributor", set()),
    # The alias entered the directory's file in 2022, and she the alias in 2023.
    ALMA: (
        "approver",
        {
            ("approver", DIAL, "line_last_touched 2023-05-05", "alias dial-approvers"),
            ("member", K8S, "exact 2023-04-03", None),
            ("member", SIGS, "exact 2022-02-01", None),
        },
    ),
    # Approves files of one name only; so is no owner of the subproject whose OWNERS file it is.
    FRITZ: (
        "approver",
        {
            ("approver", HARBOR, "line_last_touched 2022-06-01", r"files matching go\.mod$"),
            ("member", K8S, "exact 2026-08-10", None),
        },
    ),
    OLGA: (
        "subproject-owner",
        {
            ("subproject-owner", "sig-ports/harbor", "unknown", None),
            ("approver", HARBOR, "line_last_touched 2022-06-01", None),
            ("reviewer", HARBOR, "line_last_touched 2022-06-01", None),
            ("member", K8S, "exact 2019-03-05", None),
        },
    ),
    LARS: (
        "subproject-lead",
        {("subproject-lead", "sig-ports/harbor", "unknown", None), ("member", K8S, "exact 2021-05-11", None)},
    ),
    CLEO: (
        "sig-chair",
        {
            ("sig-chair", "sig-ports", "unknown", None),
            ("member", K8S, "exact 2019-03-05", None),
            ("member", SIGS, "exact 2019-01-15", None),
        },
    ),
    TOMAS: (
        "sig-tech-lead",
        {("sig-tech-lead", "sig-ports", "unknown", None), ("member", K8S, "exact 2019-03-05", None)},
    ),
    # Beside the ladder: neither is a rung.
    WANDA: ("member", {("wg-chair", "wg-tides", "unknown", None), ("member", K8S, "exact 2024-04-09", None)}),
    BELA: (
        "member",
        {("committee-member", "committee-steering", "unknown", None), ("member", K8S, "exact 2024-04-09", None)},
    ),
    PETRA: ("contributor", set()),
    QUINN: ("member", {("member", K8S, "exact 2023-04-03", None)}),
    TARA: ("member", {("member", K8S, "exact 2023-04-03", None)}),
    # Stands in the file since 2020; the lines around were changed in 2022.
    DIGITS: (
        "reviewer",
        {("reviewer", DIAL, "line_last_touched 2020-01-01", None), ("member", K8S, "exact 2021-05-11", None)},
    ),
    # Small letters in one organization's file, capitals in the other's and in the alias.
    MO: (
        "reviewer",
        {
            ("reviewer", DIAL, "line_last_touched 2022-03-01", "alias dial-reviewers"),
            ("member", K8S, "exact 2021-05-11", None),
            ("member", SIGS, "exact 2026-05-04", None),
        },
    ),
}
EMERITUS = {
    EMIL: {("approver", DIAL, None), ("wg-chair", "wg-tides", "emeritus lead")},
    PETRA: {("sig-chair", "sig-ports", "emeritus lead")},
}

#: How many criteria of each tier only people can tell, where everything else is known.
PERSONS = {
    "contributor": 2,
    "member": 9,
    "reviewer": 4,
    "approver": 3,
    "subproject-lead": 5,
    "sig-tech-lead": 5,
    "sig-chair": 5,
}
IN_WORKS, IN_DIAL = ("reviewer", WORKS, "not_yet", "1 of 3"), ("reviewer", DIAL, "not_yet", "1 of 3")
#: Where readiness is looked at: tier, scope, outcome, met of what a program can check.
READINESS = {
    NORA: {("member", K8S, "not_yet", "0 of 2")},
    FINN: {("contributor", "", "not_yet", "0 of 2"), ("member", K8S, "not_yet", "0 of 3")},
    RHEA: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", DIAL, "not_yet", "0 of 3")},
    BRUNO: {IN_WORKS, IN_DIAL},
    FERN: {IN_WORKS},
    LOLA: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", DIAL, "not_yet", "0 of 3")},
    # The work is there; sponsors are not.
    EMIL: {("member", K8S, "not_yet", "1 of 2")},
    ALMA: {IN_WORKS},
    # Approving some files is no step beyond reviewing all of them.
    FRITZ: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", HARBOR, "not_yet", "0 of 3")},
    OLGA: {IN_WORKS, ("subproject-lead", "sig-ports/harbor", "needs_person", "1 of 1")},
    LARS: {
        IN_WORKS,
        ("reviewer", HARBOR, "not_yet", "1 of 3"),
        ("sig-tech-lead", "sig-ports", "needs_person", "1 of 1"),
    },
    CLEO: {IN_WORKS},
    TOMAS: {IN_WORKS, ("sig-chair", "sig-ports", "needs_person", "1 of 1")},
    WANDA: {IN_WORKS},
    BELA: {IN_WORKS},
    PETRA: {("member", SIGS, "not_yet", "1 of 2")},
    QUINN: {IN_WORKS},
    TARA: {IN_WORKS},
    DIGITS: {IN_WORKS, ("approver", DIAL, "not_yet", "1 of 3")},
    MO: {IN_WORKS, ("approver", DIAL, "not_yet", "1 of 3")},
}


@pytest.fixture(scope="module")
def world():
    return the_world()


@pytest.fixture(scope="module")
def server(world, tmp_path_factory):
    directory = world.write(tmp_path_factory.mktemp("world"))
    with running_standin(directory, git=True, secondary_limits=False) as server:
        yield server


@pytest.fixture(scope="module")
def known() -> dict[str, Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def everybody(server, run, known) -> dict[str, Json]:
    """The reports of all twenty, made with one run; ``log`` is what the stand-in saw of it."""
    if not known:
        server.standin.reset()
        ran = run(*PEOPLE, "--format", "json", "--as-of", DAY, server=server)
        assert ran.code == 0
        assert ran.report["failures"] == []
        known["log"] = server.standin.log()
        known["cohort"] = ran.report
        known |= {report["contributor"]["login"]: report for report in ran.report["reports"]}
    return known


@pytest.fixture
def ask(server, run):
    """The report of one person that some words ask for."""
    asked = partial(run, "--format", "json", server=server)

    def report(*words: str, day: str = DAY, **more) -> Json:
        ran = asked("--as-of", day, *words, **more)
        assert ran.code == 0
        return ran.report

    return report


def held(report: Json, which: str = "held") -> list[Json]:
    return [one for one in report["standing"][which] if one["tier"] != "contributor"]


def memberships(report: Json) -> dict[str, str]:
    """By organization, since when."""
    return {
        one["scope"]["org"]: " ".join(filter(None, [one["since_is"], one["since"]]))
        for one in held(report)
        if one["tier"] == "member"
    }


def gaps(report: Json) -> list[str]:
    return [gap["reason"] for gap in report["data"]["gaps"]]


def tenure(report: Json, where: str = WORKS) -> Json:
    return findings(report)["reviewer", where, "member-tenure"]


# -- what is held, and its proof ---------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_held(everybody, who):
    report = everybody[who]
    headline, expected = HELD[who]
    since = {id(one): " ".join(filter(None, [one["since_is"], one["since"]])) for one in held(report)}
    assert {(one["tier"], place(one["scope"]), since[id(one)], one["via"]) for one in held(report)} == expected
    assert len(held(report)) == len(expected)
    assert report["standing"]["headline"] == headline
    emeritus = held(report, "emeritus")
    assert {(one["tier"], place(one["scope"]), one["via"]) for one in emeritus} == EMERITUS.get(who, set())
    assert report["data"]["gaps"] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_held_is_proved(everybody, server, world, who):
    files = f"{server.base_url}/{{}}/blob/main/{{}}"
    for one in (*held(everybody[who]), *held(everybody[who], "emeritus")):
        scope, urls = one["scope"], [proof["url"] for proof in one["proof"]]
        if one["tier"] == "member":
            line = line_of(world.roster(scope["org"]), who)
            assert urls == [files.format("kubernetes/org", f"{org_file(scope['org'])}#L{line}")]
        elif one["tier"] in {"reviewer", "approver"}:
            assert urls == [files.format(scope["repo"], f"{scope['path']}/OWNERS".lstrip("/"))]
        elif one["tier"] == "subproject-owner":
            assert urls == ["https://raw.githubusercontent.com/kubernetes-sigs/harbor/main/OWNERS"]
        else:
            assert urls[0] == files.format(COMMUNITY_REPO, "sigs.yaml")


@pytest.mark.parametrize("who", PEOPLE)
def test_a_contributor_is_who_opened_something(everybody, who):
    shown = [one for one in everybody[who]["standing"]["held"] if one["tier"] == "contributor"]
    assert [bool(re.search(r"/pull/\d+$", one["proof"][0]["url"])) for one in shown] == ([] if who == FINN else [True])


def test_since_when_is_shown_by_the_commit_or_the_pull_request(everybody, server):
    (bruno,) = held(everybody[BRUNO])
    assert re.fullmatch(rf"{server.base_url}/kubernetes/org/commit/[0-9a-f]{{40}}", bruno["since_url"])
    (mo,) = (one for one in held(everybody[MO]) if one["tier"] == "reviewer")
    change = max(p["number"] for p in the_world().pulls if (p["repo"], p["author"]) == (GADGET, ADMIN))
    assert mo["since_url"].endswith(f"/{GADGET}/pull/{change}")
    (alma,) = (one for one in held(everybody[ALMA]) if one["tier"] == "approver")
    assert f"/{GADGET}/commit/" in alma["since_url"]


@pytest.mark.parametrize(
    ("who", "note"),
    [
        (RHEA, "perhaps renamed from rhea-before (listed since 2019-03-05) on 2026-07-20: tenure may be longer"),
        (BRUNO, "also listed from 2019-03-05 to 2020-02-10"),
        (FERN, None),
        (QUINN, None),
    ],
)
def test_what_else_the_history_tells(everybody, who, note):
    (one,) = held(everybody[who])
    assert one["since_note"] == note


@pytest.mark.parametrize("spelling", ["mixedcase-mo", "@MIXEDCASE-MO"])
def test_spelling_of_the_login_does_not_matter(ask, everybody, spelling):
    report = ask(spelling)
    assert report["contributor"]["login"] == MO
    assert report["standing"] == everybody[MO]["standing"]


# -- what comes next ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_what_comes_next(everybody, who):
    tiers = everybody[who]["readiness"]
    found = {
        (one["tier"], place(one["scope"]), one["outcome"], f"{one['machine']['met']} of {one['machine']['of']}")
        for one in tiers
    }
    assert found == READINESS[who]
    for one in tiers:
        # Who has done nothing yet is told so, where otherwise a person would judge what they did.
        assert one["needs_person"] == PERSONS[one["tier"]] - (who == FINN and one["tier"] == "member")


@pytest.mark.parametrize(
    ("who", "outcome", "reason"),
    [
        (RHEA, "unknown", "member since 2026-07-20 (kubernetes), on or before; perhaps renamed from rhea-before"),
        (BRUNO, "met", "member since 2024-04-09 (kubernetes); also listed from 2019-03-05 to 2020-02-10"),
        (FERN, "met", "member since 2018-08-20 (kubernetes), on or before"),
        (LOLA, "not_yet", "member since 2026-08-10 (kubernetes)"),
        (ALMA, "met", "member since 2022-02-01 (kubernetes-sigs)"),
        (CLEO, "met", "member since 2019-01-15 (kubernetes-sigs)"),
    ],
)
def test_three_months_as_a_member(everybody, who, outcome, reason):
    """Unknown where the account may be older than the login; of several memberships the earliest counts."""
    found = tenure(everybody[who])
    assert found["outcome"] == outcome
    assert found["reason"].startswith(reason)
    assert found["ready_on"] == ("2026-11-10" if who == LOLA else None)


@pytest.mark.parametrize(("who", "outcome"), [(OLGA, "met"), (FRITZ, "not_yet")])
def test_approver_of_some_files_is_none_of_the_directory(ask, who, outcome):
    report = ask(who, "--tier", "approver", "--scope", HARBOR)
    assert findings(report)["approver", HARBOR, "reviewer-tenure"]["outcome"] == outcome
    where = ask(who, "--scope", HARBOR)["readiness"]
    assert ("reviewer" in {one["tier"] for one in where}) is (who == FRITZ)


# -- who is active -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "inactive", "last", "until"),
    [
        (NORA, "no", "2026-08-20T09:00:00Z", "2027-08-20"),
        (FINN, "yes", None, None),
        (LOLA, "no", "2026-06-10T12:00:00Z", "2027-06-10"),
        # Nothing at all in twelve months. Tara stands in an issue; what she did there is not read.
        (QUINN, "yes", "2024-05-02T12:00:00Z", None),
        (TARA, "unknown", "2024-05-02T12:00:00Z", None),
    ],
)
def test_who_is_active(everybody, who, inactive, last, until):
    activity = everybody[who]["standing"]["activity"]
    assert (activity["inactive"], activity["last_at"], activity["inactive_on"]) == (inactive, last, until)
    assert (activity["reason"] or "").startswith("issues or pull requests that involve you" if who == TARA else "")


@pytest.mark.parametrize(("day", "inactive"), [("2025-05-01", "no"), ("2025-05-03", "yes")])
def test_inactive_after_twelve_months(ask, day, inactive):
    assert ask(QUINN, day=day)["standing"]["activity"]["inactive"] == inactive


def test_what_was_not_read_makes_nobody_inactive(ask, server):
    fault = {"kind": "graphql_error", "field": "involved0", "path": "graphql$"}
    try:
        server.standin.faults.add([fault])
        activity = ask(QUINN)["standing"]["activity"]
    finally:
        server.standin.reset()
    assert (activity["inactive"], activity["reason"]) == ("unknown", "comments and issues were not read")


# -- on an earlier day -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "day", "expected", "outcome"),
    [
        (BRUNO, "2019-03-04", {}, "not_yet"),
        (BRUNO, "2019-06-04", {K8S: "exact 2019-03-05"}, "not_yet"),
        (BRUNO, "2019-06-05", {K8S: "exact 2019-03-05"}, "met"),
        (BRUNO, "2021-01-01", {}, "not_yet"),
        (BRUNO, "2024-04-09", {K8S: "exact 2024-04-09"}, "not_yet"),
        (GIL, "2021-01-01", {K8S: "exact 2019-03-05"}, "met"),
        (GIL, "2022-09-05", {}, "not_yet"),
        (LOLA, "2026-08-09", {}, "not_yet"),
        (FERN, "2017-01-01", {K8S: "on_or_before 2018-08-20"}, "unknown"),
        (ALMA, "2022-06-01", {SIGS: "exact 2022-02-01"}, "met"),
    ],
)
def test_members_of_an_earlier_day(ask, who, day, expected, outcome):
    report = ask(who, "--tier", "reviewer", "--scope", WORKS, day=day)
    assert memberships(report) == expected
    assert report["standing"]["headline"] == ("member" if expected else "contributor")
    assert tenure(report)["outcome"] == outcome
    # Other files are read as they are today, and that is said.
    assert report["standing"]["unknown"][0].startswith(f"which roles were given or taken since {day};")


# -- where dates of membership come from -------------------------------------------------------------


def clone(server, target, *words: str) -> str:
    git = shutil.which("git") or "git"
    address = f"{server.base_url}/kubernetes/org.git"
    subprocess.run([git, "clone", "--quiet", *words, address, str(target)], check=True, env={"PATH": "/usr/bin:/bin"})
    return str(target)


def test_of_somebodys_own_clone(ask, everybody, server, home):
    path = clone(server, home / "own")
    server.standin.reset()
    for who in (RHEA, BRUNO, FERN):
        report = ask(who, "--org-repo", path)
        assert report["standing"]["held"] == everybody[who]["standing"]["held"]
        assert gaps(report) == []
    assert not [one for one in server.standin.log() if "kubernetes/org.git" in one["path"]]


def test_of_a_clone_without_its_past(ask, server, home):
    path = clone(server, home / "own", "--depth=1", "--no-single-branch")
    report = ask(BRUNO, "--org-repo", path)
    assert memberships(report) == {K8S: "on_or_before 2026-08-10"}
    assert gaps(report) == ["the clone of kubernetes/org is shallow: it begins on 2026-08-10"]
    assert tenure(report)["outcome"] == "unknown"


@pytest.mark.parametrize(("what", "words"), [("nothing", "cannot be used: No such file"), ("empty", "not a git repo")])
def test_of_a_clone_that_is_none(ask, home, what, words):
    path = home / "own"
    if what == "empty":
        path.mkdir()
    report = ask(BRUNO, "--org-repo", str(path))
    assert memberships(report) == {K8S: "line_last_touched 2024-04-09"}
    assert len(gaps(report)) == 1
    assert gaps(report)[0].startswith("the history of kubernetes/org was not read: ")
    assert words in gaps(report)[0]


@pytest.mark.parametrize(
    ("who", "since", "outcome"),
    [
        (BRUNO, "line_last_touched 2024-04-09", "met"),
        (FERN, "line_last_touched 2018-08-20", "met"),
        # The line says when it was changed; for how long before that somebody was a member it does not tell.
        (LOLA, "line_last_touched 2026-08-10", "unknown"),
        (RHEA, "line_last_touched 2026-07-20", "unknown"),
    ],
)
def test_without_git(ask, home, who, since, outcome):
    (home / "empty").mkdir()
    report = ask(who, PATH=str(home / "empty"))
    assert memberships(report) == {K8S: since}
    assert gaps(report) == ["the history of kubernetes/org was not read: git is not installed"]
    assert tenure(report)["outcome"] == outcome


def test_without_git_and_without_blame(ask, server, home):
    (home / "empty").mkdir()
    try:
        server.standin.faults.add([{"kind": "graphql_error", "field": "f0", "path": "graphql$"}])
        report = ask(BRUNO, PATH=str(home / "empty"))
    finally:
        server.standin.reset()
    assert memberships(report) == {K8S: "unknown"}
    git, blame = (reason for reason in gaps(report) if "kubernetes/org" in reason)
    assert git == "the history of kubernetes/org was not read: git is not installed"
    assert blame.startswith("kubernetes/org:config/kubernetes/org.yaml could not be dated: ")
    assert tenure(report)["outcome"] == "unknown"


# -- what it costs -----------------------------------------------------------------------------------


def test_twenty_people_cost_few_requests(everybody):
    log = everybody["log"]
    assert len(PEOPLE) == len(everybody["cohort"]["reports"]) == 20
    assert len(log) <= AT_MOST
    asked = [one for one in log if one["path"].endswith("/graphql")]
    assert everybody["cohort"]["data"]["cost"]["requests"] == len(asked)
    # What is read for several at once is nobody's own.
    assert sum(report["data"]["cost"]["requests"] for report in everybody["cohort"]["reports"]) < len(asked)
    assert len([one for one in log if one["path"].endswith("kubernetes/org.git/info/refs")]) == 1
