"""Tokens, versions and limits, as real GitHub has them (rows 6, 11, 12, 15 and 16 of ``test_real_github.py``)."""

import pytest
from functional.faults.given import GRAPHQL, reasons, said
from functional.running import AKI, ANDERS, ROBIN, ROSA

pytestmark = pytest.mark.usefixtures("history_read_once")

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0NSJ9.c2lnbmF0dXJlLW9mLWEtdG9rZW4"
SHAPES = {
    "classic": "ghp_" + "a1B2c3D4e5" * 4,
    "OAuth": "gho_" + "a1B2c3D4e5" * 4,
    "app for a person": "ghu_" + "a1B2c3D4e5" * 4,
    "refresh": "ghr_" + "a1B2c3D4e5" * 4,
    "installation": "ghs_" + "a1B2c3D4e5" * 4,
    "installation of 2026": f"ghs_1234567_{JWT}",
    "fine-grained": "github_pat_" + "a1B2c3D4e5" * 2 + "_" + "a1B2c3D4e5" * 5,
}


@pytest.mark.parametrize("who", [ROBIN, ROSA])
def test_a_heavy_question_that_is_limited_with_points_left_is_made_smaller(check, usual, pauses, who):
    """Row 6: nobody waits for it."""
    ran = check(who, faults=[{"kind": "heavy_limit", "width": 400}])
    assert ran.code == 0
    assert ran.report["counts"] == usual(who)["counts"]
    assert not [seconds for seconds in pauses if seconds >= 1]


@pytest.mark.parametrize(("saml", "words"), [(True, "SAML enforcement"), (False, "forbids access via")])
@pytest.mark.parametrize("who", [AKI, ROSA])
def test_what_an_organization_does_not_show_this_token_is_a_gap(check, who, saml, words):
    """Row 11: null records, each with an error."""
    ran = check(who, faults=[{"kind": "barred_org", "orgs": ["kubernetes-sigs"], "saml": saml}])
    assert ran.code == 5
    assert words in reasons(ran.report)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_token_is_shown(check, shape):
    """Row 12: neither the one in use nor another that GitHub repeats."""
    other = SHAPES[shape].replace("a1B2", "Z9y8").replace("1234567", "7654321")
    message = f"The token {SHAPES[shape]} may not do this, nor may {other}."
    ran = check(ROBIN, token=SHAPES[shape], faults=[{"kind": "graphql_error", "field": "requests", "message": message}])
    assert ran.code == 5
    assert "may not do this" in reasons(ran.report)
    assert SHAPES[shape] not in ran.out + ran.err
    assert other not in ran.out + ran.err


def test_the_version_of_the_api_is_pinned(serve, run, usual):
    """Row 15: that unversioned calls mean another one by now changes nothing."""
    server = serve(api_versions=("2026-03-10", "2022-11-28"))
    ran = run(ANDERS, "--full", "--format", "json", "--as-of", "2026-06-01", server=server)
    assert said(ran.report) == said(usual(ANDERS, "--full"))
    asked = {row["api_version"] for row in server.standin.log() if ".git/" not in row["path"]}
    assert asked == {"2022-11-28"}


def test_a_version_that_ended_is_a_gap(check):
    """Row 15: what REST alone tells is not known then."""
    ran = check(ANDERS, "--full", api_versions=("2026-03-10",))
    assert ran.code == 5
    assert "could not be listed" in reasons(ran.report)


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        ({"retry_after": 20, "form": "date"}, (18, 21)),
        ({"retry_after": "none", "remaining": 0, "reset_in": 30}, (29, 32)),
        ({"retry_after": 5, "remaining": 0, "reset_in": 30}, (29, 32)),
    ],
    ids=["a date", "until the reset", "the later of both"],
)
def test_a_secondary_limit_is_waited_for_until_it_ends(check, usual, pauses, limit, seconds):
    """Row 16: ``Retry-After`` may be a date, and with no requests left it lasts until the reset."""
    ran = check(ROBIN, faults=[{"kind": "secondary_limit", "after": 1, "times": 1, **limit, **GRAPHQL}])
    assert ran.code == 0
    assert seconds[0] <= sum(pauses) <= seconds[1]
    assert said(ran.report) == said(usual(ROBIN))


def test_all_waits_for_a_secondary_limit_are_bounded_together(check, pauses):
    """Row 16: ``--max-wait`` is for the run."""
    fault = {"kind": "secondary_limit", "retry_after": 20, "form": "date", "after": 1, **GRAPHQL}
    ran = check(ROBIN, "--max-wait", "45", faults=[fault])
    assert ran.code == 5
    assert sum(pauses) <= 45
    assert "secondary limit" in reasons(ran.report)
