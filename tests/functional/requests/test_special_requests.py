"""`ladder requests`: requests that are not as the form wants them."""

import pytest
from functional.running import Json
from functional.worlds import COMMUNITY_REPO, SmallWorld, form, groups_text
from standin import running_standin
from standin.synth import owners_file

DAY = "2026-09-01"
WORKS, RETIRED = "kubernetes-sigs/works", "kubernetes-retired/works"
ANN, BOB, OLD, GONE = "sponsor-ann", "sponsor-bob", "retired-rex", "gone-gil"
BOTH = [(ANN, "+1"), (BOB, "+1")]


def ask(world: SmallWorld, number: int, who: str, *sponsors: str, said=BOTH, **more) -> None:
    """A request that is ready, but for what is given otherwise."""
    world.person(who)
    body = more.pop("body", None) or form(
        who, *(f"@{one}" for one in sponsors or (ANN, BOB)), orgs=more.pop("orgs", ("kubernetes",))
    )
    author = more.pop("author", who)
    world.request(
        number,
        author,
        "2026-08-03",
        body,
        said=said,
        title=more.pop("title", f"REQUEST: New membership for {who}"),
        **more,
    )


def chat(world: SmallWorld, *last: tuple[str, str]) -> None:
    """120 comments more in the last request, and then these."""
    said = [*[("others-olga", "Me, too.")] * 120, *last]
    world.issues[-1]["comments"] += [
        {"author": who, "createdAt": f"2026-08-04T10:{n // 60:02}:{n % 60:02}Z", "body": text}
        for n, (who, text) in enumerate(said)
    ]


@pytest.fixture(scope="module")
def triaged(tmp_path_factory):
    world = SmallWorld()
    for login, company in {ANN: "Acme", BOB: "Bolt", OLD: "Hexa", GONE: "Penta"}.items():
        world.person(login, company)
    world.file(WORKS, "OWNERS", ("2020-01-01", owners_file(approvers=[ANN, BOB, GONE])))
    world.file(RETIRED, "OWNERS", ("2020-01-01", owners_file(approvers=[OLD])))
    links = [f"{WORKS}/main/OWNERS", f"{RETIRED}/main/OWNERS"]
    group = {"dir": "sig-works", "name": "Works", "subprojects": {"works": {"owners": links}}}
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", groups_text(sigs=[group])))
    world.turn("kubernetes-sigs", "2024-01-01", joined=["member-max", "both-bea", ANN, BOB, OLD])
    world.turn("kubernetes", "2026-08-20", joined=["added-ada"])
    ask(world, 301, "member-max", "-", "-", said=[])
    ask(world, 302, "both-bea", orgs=("kubernetes", "kubernetes-sigs"))
    ask(world, 303, "added-ada")
    ask(world, 304, "retired-rob", ANN, OLD, said=[(ANN, "+1"), (OLD, "+1")])
    ask(world, 305, "titled-tom", title="REQUEST: New membership for other-oda")
    ask(world, 306, "spoken-sue", author="friend-fay")
    ask(
        world,
        307,
        "boxless-bo",
        body=f"### GitHub Username\n@boxless-bo\n\n### Organization you are requesting membership in\nkubernetes\n\n### Sponsor 1\n@{ANN}\n\n### Sponsor 2\n@{BOB}\n",
    )
    ask(world, 308, "doubted-dan", said=[*BOTH, (BOB, "Sorry, I have to take that back for now.")])
    ask(world, 309, "lengthy-lea", said=BOTH)
    chat(world)
    ask(world, 310, "1234567", orgs=("kubernetes",))
    ask(world, 311, "strange-sam", orgs=("kubernets",))
    ask(world, 312, "later-lou", said=[(ANN, "+1"), (BOB, "/lgtm"), (BOB, "/lgtm cancel")])
    ask(world, 313, "twice-tia", ANN, ANN, said=[(ANN, "+1")])
    ask(world, 314, "renamed-ron")
    ask(world, 316, "patient-pam", said=BOTH[:1])
    chat(world, (BOB, "+1"))
    ask(world, 317, "moody-mo")
    chat(world, (BOB, "I have to withdraw, sorry."))
    ask(world, 315, "gone-gus", ANN, GONE, said=[(ANN, "+1"), (GONE, "+1")])
    return world.write(tmp_path_factory.mktemp("special"))


@pytest.fixture
def desk(triaged, run) -> dict[str, Json]:
    with running_standin(triaged, git=True, secondary_limits=False, renames={"renamed-ron": "member-max"}) as server:
        ran = run("requests", "--format", "json", "--as-of", DAY, program="ladder", server=server)
    assert ran.code == 0
    return {one["request"]["title"].rpartition(" ")[2]: one["triage"] for one in ran.report["requests"]}


VERDICTS = {
    "member-max": ("ready", "judge the contributions, and enter member-max in kubernetes"),
    "both-bea": ("ready", "judge the contributions, and enter both-bea in kubernetes"),
    "added-ada": ("needless", "close the request: kubernetes lists added-ada"),
    "retired-rob": ("unknown", f"find an OWNERS entry of {OLD}"),
    "other-oda": ("unknown", "find out who is to be added: the form names titled-tom, and the title other-oda"),
    "spoken-sue": ("unknown", "find out whether spoken-sue wants this: the request is by friend-fay"),
    "boxless-bo": ("waits", "fill in the form: the request has none of its boxes"),
    "doubted-dan": ("unknown", f"read whether {BOB} confirms"),
    "lengthy-lea": ("ready", "judge the contributions, and enter lengthy-lea in kubernetes"),
    "patient-pam": ("ready", "judge the contributions, and enter patient-pam in kubernetes"),
    "moody-mo": ("unknown", f"read whether {BOB} confirms"),
    "1234567": ("ready", "judge the contributions, and enter 1234567 in kubernetes"),
    "strange-sam": ("waits", "choose an organization"),
    "later-lou": ("waits", f"{BOB}: answer +1 in the request"),
    "gone-gus": ("unknown", f"find out whether {GONE} may still sponsor: OWNERS lists them, and no organization"),
    "twice-tia": ("waits", "name another sponsor"),
}


def test_each_is_what_it_is(desk):
    found = {who: (one["verdict"], one["next_action"]) for who, one in desk.items() if who in VERDICTS}
    wrong = {
        who: found.get(who)
        for who, (verdict, action) in VERDICTS.items()
        if found[who][0] != verdict or not found[who][1].startswith(action)
    }
    assert wrong == {}


def test_a_renamed_account_is_looked_up(desk):
    assert desk["renamed-ron"]["verdict"] == "unknown"
    assert desk["renamed-ron"]["changes"] == []


def test_a_login_of_digits_is_quoted(desk):
    (change,) = desk["1234567"]["changes"]
    assert '+- "1234567"' in change["diff"]


def test_who_is_a_member_elsewhere_needs_no_sponsors(desk):
    assert "No sponsors are needed" in desk["member-max"]["comment"]
    assert desk["both-bea"]["commit"] == "Add both-bea to kubernetes org"
