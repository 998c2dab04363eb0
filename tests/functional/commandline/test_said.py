"""Exit codes, what is printed instead of a report, and what is said beside one."""

import json

import jsonschema
import pytest
from functional.running import ANDERS, NELL, ROBIN, ROSA, TODAY

# -- exit codes that say more -----------------------------------------------------------------------


@pytest.mark.parametrize(("fault", "code"), [("malformed_yaml", 5), (None, 0)])
def test_require_complete(run, serve, fault, code):
    server = serve(faults=[{"kind": fault}] if fault else [])
    ran = run(ROBIN, "--require-complete", *TODAY, server=server)
    assert ran.code == code
    assert ran.out


@pytest.mark.parametrize(
    ("logins", "tier", "code"),
    [
        ((ANDERS,), "member", 0),
        ((ROBIN,), "member", 6),
        ((ANDERS,), "reviewer", 6),
        ((ROSA, ANDERS), "member", 0),
        ((ROSA, ANDERS), "reviewer", 6),
    ],
)
def test_fail_below(run, calm, logins, tier, code):
    ran = run(*logins, "--fail-below", tier, *TODAY, server=calm)
    assert ran.code == code
    assert all(f"{login} (" in ran.out for login in logins)


# -- what is printed instead of a report ------------------------------------------------------------


def test_the_version(run):
    ran = run("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("ladder-check ")


def test_a_criterion_is_explained(run):
    ran = run("--explain", "primary-reviewer")
    assert ran.code == 0
    assert "Primary reviewer of at least 5 pull requests" in ran.out
    assert "https://github.com/kubernetes/community/" in ran.out


@pytest.mark.parametrize("logins", [(ROSA,), (ROSA, "octo-nobody")])
def test_reports_are_of_the_schema_that_is_printed(run, calm, logins):
    schema = json.loads(run("--json-schema").out)
    report = run(*logins, "--format", "json", *TODAY, server=calm).report
    jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report | {"schema": "ladder-check.report/v0"}, schema)


# -- what is said beside a report -------------------------------------------------------------------


def test_standard_error_has_the_cost_and_nothing_else(run, calm):
    ran = run(NELL, *TODAY, server=calm)
    requests, points, seconds = ran.err.removesuffix(" s\n").split(", ")
    assert requests.endswith((" request", " requests"))
    assert points.endswith((" point", " points"))
    assert float(seconds) >= 0


def test_quiet_says_nothing(run, serve):
    limit = {"kind": "secondary_limit", "retry_after": 1, "times": 1}
    ran = run(NELL, "--quiet", *TODAY, server=serve(faults=[limit]))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_verbose_says_whom_it_asks_with_whose_token_and_shows_more(run, calm):
    plain, more = run(ROSA, *TODAY, server=calm), run(ROSA, "-v", *TODAY, server=calm)
    assert more.err.startswith(f"Asking 127.0.0.1:{calm.server_address[1]}, token from GH_TOKEN\n")
    assert len(more.out) > len(plain.out)
