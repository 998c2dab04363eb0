"""Who is active, and who was a member on an earlier day."""

import pytest
from functional.standing.given import (
    ALMA,
    BRUNO,
    FERN,
    FINN,
    GIL,
    K8S,
    LOLA,
    NORA,
    QUINN,
    SIGS,
    TARA,
    WORKS,
    memberships,
    tenure,
)

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
        report = ask(QUINN)
    finally:
        server.standin.reset()
    activity = report["standing"]["activity"]
    assert [gap["effect"] for gap in report["data"]["gaps"] if gap["kind"] == "account"] == [
        "inactivity is not certain"
    ]
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
