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
    assert but_for_names(found.outcomes, "scopes", "organizations") == {"ok"}
    assert found.requests <= 9
    assert found.document["cost"]["requests"] == found.requests
    assert found.outcome("cost") == ("ok", f"{found.document['cost']['points']} points charged, 9 expected")


def test_organizations_that_show_nothing_are_named(examine):
    """The sample world has pull requests in two of the five."""
    outcome, seen = examine().outcome("organizations")
    assert outcome == "warning"
    assert seen.startswith("2 organizations show their pull requests; search finds none in ")
    assert seen.endswith("kubernetes-client, kubernetes-csi, etcd-io")


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
