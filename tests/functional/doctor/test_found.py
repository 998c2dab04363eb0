"""What ``ladder doctor`` finds out: of a GitHub that answers well, and of each way in which one does not."""

import pytest
from functional.running import CANARY

ASKED = ("schema", "operators", "operator-limit", "canary", "tree", "blame", "names", "cost")


# The built-in ladder names two repositories that the sample world does not have.
def but_for_names(outcomes: dict[str, str], *left_out: str) -> set[str]:
    return {outcome for id_, outcome in outcomes.items() if id_ not in {"names", *left_out}}


# -- a GitHub that answers well ---------------------------------------------------------------------


def test_everything_is_well(examine):
    found = examine()
    assert found.code == 0
    assert but_for_names(found.outcomes, "scopes") == {"ok"}
    assert found.requests <= 9
    assert found.document["cost"]["requests"] == found.requests
    assert found.outcome("cost") == ("ok", f"{found.document['cost']['points']} points were charged, 9 expected")


def test_in_text(doctor, serve):
    ran = doctor(server=serve(scopes=()))
    head, where, _, *lines = ran.out.splitlines()
    assert ran.code == 0
    assert head.startswith("ladder-check ")
    assert "Python 3." in head
    assert "store schema " in head
    assert "ladder kubernetes" in where
    assert [line.split()[1] for line in lines if line.startswith("ok ")][:3] == ["Connection", "Clock", "Token"]
    assert lines[-1].endswith("9 requests, 9 points")
    assert max(len(line) for line in lines if "://" not in line) <= 80


def test_into_a_file(doctor, serve, home):
    assert doctor("--output", "doctor.txt", server=serve()).out == ""
    assert "Connection" in (home / "doctor.txt").read_text(encoding="utf-8")


def test_nothing_of_this_machine_but_its_kind(doctor, serve, home):
    ran = doctor(server=serve())
    assert str(home) not in ran.out
    assert home.name not in ran.out


def test_the_witness_is_found_in_several_organizations(examine):
    outcome, seen = examine().outcome("operators")
    assert outcome == "ok"
    counts = [int(word.strip(",")) for word in seen.split() if word.strip(",").isdecimal()]
    assert len(counts) == 3
    assert all(counts)


# -- the token --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("github_pat_0123456789", "fine-grained"),
        ("ghp_0123456789", "classic"),
        ("gho_0123456789", "OAuth"),
        ("ghu_0123456789", "for a person"),
        ("ghs_1234_abc.def.ghi", "installation"),
        ("0123456789abcdef0123456789abcdef01234567", "before 2021"),
        ("something-else", "not known"),
    ],
)
def test_the_kind_of_token_is_told_and_nothing_of_it(doctor, serve, token, kind):
    ran = doctor(server=serve(scopes=()), token=token)
    assert ran.code == 0
    assert kind in ran.out
    assert token not in ran.out
    assert token[-8:] not in ran.out


def test_scopes_beyond_reading(examine):
    found = examine(scopes=("repo", "read:org", "gist"), token=CANARY)
    assert found.outcome("scopes") == ("warning", "more than reading needs: gist, repo")
    assert examine(scopes=("read:org",), token=CANARY).outcome("scopes") == ("ok", "the token may only read")
    assert examine(scopes=(), token=CANARY).outcome("scopes")[0] == "ok"
    assert examine().outcome("scopes")[0] == "not_checked"


@pytest.mark.parametrize(
    ("expires", "outcome"), [("2026-12-01 00:00:00 UTC", "warning"), ("2027-11-30 00:00:00 UTC", "ok")]
)
def test_a_token_that_expires(examine, expires, outcome):
    found = examine(token_expires=expires)
    assert found.outcome("token")[0] == outcome
    assert expires[:10] in found.outcome("token")[1]


def test_a_token_that_is_refused(examine):
    found = examine(token="revoked-token")
    assert found.code == 4
    assert found.requests == 1
    assert found.outcome("token")[0] == "problem"
    assert found.outcome("connection")[0] == "ok"
    assert {found.outcomes[id_] for id_ in ASKED} == {"not_checked"}


@pytest.mark.parametrize("saml", [True, False])
def test_an_organization_that_refuses_the_token(examine, saml):
    found = examine(faults=[{"kind": "barred_org", "orgs": ["kubernetes-sigs"], "saml": saml}])
    outcome, seen = found.outcome("organizations")
    assert (found.code, outcome) == (4, "problem")
    assert "kubernetes-sigs: " in seen
    assert ("single sign-on" in seen) is saml
    assert "authorization_request" not in seen


def test_without_a_token_what_can_be_asked_is(examine):
    found = examine(token=None)
    assert found.code == 0
    assert found.outcomes["token"] == "warning"
    assert {found.outcomes[id_] for id_ in ("connection", "clock", "tree")} == {"ok"}
    assert {found.outcomes[id_] for id_ in ("schema", "operators", "canary", "blame", "cost")} == {"not_checked"}
    assert found.requests <= 8


def test_a_token_from_standard_input(doctor, serve):
    assert "fine-grained" in doctor("--token-stdin", server=serve(), token=None, stdin="github_pat_any\n").out


# -- search and large questions ---------------------------------------------------------------------


def test_more_operators_than_five_find_nothing_without_a_word(examine):
    found = examine(count_minus=True, over_operators="zero")
    assert found.outcome("operator-limit")[0] == "warning"
    assert found.outcome("operators")[0] == "warning"
    assert "participation 0 joined and " in found.outcome("operators")[1]
    assert found.code == 0


def test_more_operators_than_five_are_refused(examine):
    found = examine(count_minus=True)
    assert found.outcome("operator-limit") == ("ok", "six are refused with an error, as documented")
    assert found.outcome("operators")[0] == "warning"
    assert "More than five AND / OR / NOT" in found.outcome("operators")[1]


def test_connections_that_shrink_in_large_questions(examine):
    found = examine(faults=[{"kind": "shrunk_connections", "width": 20}])
    outcome, seen = found.outcome("canary")
    assert (found.code, outcome) == (4, "problem")
    assert "reviews 0 instead of " in seen


@pytest.mark.parametrize("connection", ["reviews", "comments", "files"])
def test_one_connection_that_shrinks(examine, connection):
    fault = {"kind": "shrunk_connections", "width": 20, "at": rf"PullRequest\.{connection}"}
    outcome, seen = examine(faults=[fault]).outcome("canary")
    assert outcome == "problem"
    assert f"{connection} 0 instead of " in seen


def test_a_world_without_pull_requests_proves_nothing(examine, tmp_path):
    from functional.worlds import SmallWorld
    from standin import load_world

    found = examine(world=load_world(SmallWorld().write(tmp_path / "world")))
    assert {found.outcomes[id_] for id_ in ("canary", "operators", "operator-limit")} == {"not_checked"}


# -- the schema -------------------------------------------------------------------------------------


def test_a_deprecated_field(examine):
    found = examine(deprecated={"PullRequest.reviews": "Use `opinions` instead."})
    assert found.code == 0
    assert found.outcome("schema")[0] == "warning"
    assert "PullRequest.reviews is deprecated (Use `opinions` instead.)" in found.outcome("schema")[1]


def test_a_field_that_is_gone(examine):
    found = examine(dropped=("PullRequest.files",))
    assert found.code == 4
    assert found.outcome("schema") == ("problem", "not known here: PullRequest.files")
    assert found.outcomes["tree"] == "ok"


def test_a_search_without_operators(examine):
    found = examine(dropped=("SearchType.ISSUE_ADVANCED",))
    assert found.code == 0
    assert found.outcome("schema")[0] == "warning"
    assert found.outcomes["operators"] == "not_checked"
    assert found.outcomes["canary"] == "ok"


# -- files, names, clock ----------------------------------------------------------------------------


def test_a_tree_that_is_refused(examine):
    found = examine(faults=[{"kind": "http_error", "status": 403, "body": "json", "path": "git/trees"}])
    assert found.code == 4
    assert found.outcome("tree")[0] == "problem"
    assert found.outcomes["blame"] == "ok"


def test_a_blame_that_fails(examine):
    message = "Something went wrong here."
    found = examine(faults=[{"kind": "field_error", "at": r".*\.blame", "message": message}])
    assert found.outcome("blame")[0] == "problem"
    assert message in found.outcome("blame")[1]
    assert "sigs.yaml" not in found.outcome("names")[1]


def test_repositories_of_the_ladder_that_were_renamed(examine):
    found = examine(renames={"kubernetes/website": "kubernetes-sigs/lantern"})
    assert found.code == 0
    assert "kubernetes/website is now kubernetes-sigs/lantern" in found.outcome("names")[1]


def test_without_a_token_a_renamed_repository_is_seen_too(examine):
    found = examine(token=None, renames={"kubernetes/website": "kubernetes-sigs/lantern"})
    assert "kubernetes/website is now kubernetes-sigs/lantern" in found.outcome("names")[1]


def test_a_repository_of_the_cohort_that_is_not_there(examine, home):
    (home / "cohort.yaml").write_text("- login: octo-gus\n  scope: kubernetes/nowhere:pkg\n", encoding="utf-8")
    found = examine("--cohort", "cohort.yaml")
    assert found.code == 4
    assert found.outcome("names")[0] == "problem"
    assert "kubernetes/nowhere is not there" in found.outcome("names")[1]
    assert "octo-gus" not in str(found.document)


def test_whose_a_repository_is_is_not_said(examine, home):
    (home / "cohort.yaml").write_text("- login: octo-gus\n  scope: octo-gus/tools:pkg\n", encoding="utf-8")
    found = examine("--cohort", "cohort.yaml")
    assert "tools of another owner is not there" in found.outcome("names")[1]
    assert "octo-gus" not in str(found.document)


@pytest.mark.parametrize(
    ("seconds", "outcome", "words"),
    [(0, "ok", "agrees"), (600, "warning", "10 minutes behind"), (-7300, "problem", "2 hours ahead of")],
)
def test_a_clock_that_is_off(examine, seconds, outcome, words):
    found = examine(clock_skew=seconds)
    assert found.outcome("clock")[0] == outcome
    assert words in found.outcome("clock")[1]


# -- nothing, or too little, answers ----------------------------------------------------------------


def test_nothing_answers(doctor, pauses):
    ran = doctor("--api-url", "http://127.0.0.1:9", token="github_pat_any")
    assert ran.code == 4
    assert ran.out.splitlines()[3].split()[:2] == ["problem", "Connection"]
    assert "1 problem, 12 not checked" in ran.out
    assert len(pauses) == 1


def test_a_limit_that_is_used_up(examine):
    found = examine(graphql_limit=2)
    assert found.code == 4
    assert found.outcomes["schema"] == "ok"
    assert "a limit is used up" in found.outcome("tree")[1]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_message_that_acts(doctor, serve, format_):
    message = f"\x1b[31mred\x07\u202e\n::error::no {CANARY} \x9b1m\ud800"
    server = serve(faults=[{"kind": "field_error", "at": r".*\.blame", "message": message}])
    ran = doctor("--format", format_, server=server)
    assert ran.code == 4
    assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]


ANY_FAULT = [
    {"kind": "http_error", "status": 502},
    {"kind": "reset"},
    {"kind": "truncate"},
    {"kind": "secondary_limit", "retry_after": 90},
    {"kind": "pathless_error", "policy": "ip_allow_list"},
    {"kind": "pathless_error", "policy": "token_lifetime", "data": "partial"},
    {"kind": "pathless_error", "policy": "enterprise", "data": "zero"},
    {"kind": "field_error", "at": r"Query\.\w+"},
    {"kind": "field_error", "at": r"\w+\.nodes", "type": "FORBIDDEN", "message": "no"},
    {"kind": "heavy_limit", "width": 10},
    {"kind": "validation_timeout", "characters": 1000},
]


@pytest.mark.parametrize("fault", ANY_FAULT, ids=lambda fault: " ".join(map(str, fault.values())))
@pytest.mark.parametrize("after", [0, 4, 8])
def test_whatever_fails_is_named_and_the_rest_is_checked(examine, fault, after):
    found = examine(faults=[{**fault, "after": after}])
    assert set(ASKED) < set(found.outcomes)
    assert all(check["seen"] for check in found.checks.values())
    assert found.requests <= 20


@pytest.mark.parametrize("fault", ANY_FAULT[4:9], ids=lambda fault: " ".join(map(str, fault.values())))
def test_what_fails_each_time_is_not_called_well(examine, fault):
    found = examine(faults=[fault])
    assert found.code == 4
    assert found.outcomes["canary"] != "ok"
    assert found.outcomes["operators"] != "ok"
