"""Requests of people who are members already, of issues without a form, and of numbers that are no issue's."""

from functools import partial

import pytest
from functional.histories.conftest import DAY
from functional.running import Json
from functional.worlds import ORG_REPO, SmallWorld, form

RULE = "community-membership.md, Kubernetes Ecosystem"
MEMBER, BOTH, SIGS, GONE, FREE = "member-mo", "both-bo", "sigs-sid", "gone-gil", "free-fay"


def _unsponsored(login: str, **more) -> str:
    """The form with both sponsors left empty."""
    return form(login, "_No response_", "_No response_", **more)


def _bent(login: str) -> str:
    """Without headings, with display names, and with a word beside the organization."""
    return (
        f"**GitHub Username:** @{login} (Fay Free)\n**Organization:** kubernetes (the main one)\n"
        f"**Sponsor 1:** Mo Member (@{MEMBER})\n**Sponsor 2:** [Bo](https://github.com/{BOTH})\n"
    )


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (MEMBER, BOTH, SIGS, GONE, FREE):
        world.person(login)
    world.turn("kubernetes", "2020-01-01", joined=[MEMBER, GONE])
    world.turn("kubernetes", "2024-02-16", left=[GONE])
    world.turn("kubernetes", "2026-05-20", joined=[BOTH])
    world.turn("kubernetes-sigs", "2021-01-01", joined=[BOTH, SIGS])
    world.request(1, MEMBER, "2026-05-10", _unsponsored(MEMBER), closed="2026-05-12")
    world.request(2, MEMBER, "2026-08-10", _unsponsored(MEMBER))
    world.request(
        3, BOTH, "2026-05-10", _unsponsored(BOTH, orgs=["kubernetes", "kubernetes-sigs"]), closed="2026-05-20"
    )
    world.request(4, SIGS, "2026-08-10", _unsponsored(SIGS))
    world.request(5, SIGS, "2020-06-01", _unsponsored(SIGS), closed="2020-07-01")
    world.request(6, GONE, "2026-08-10", _unsponsored(GONE))
    world.request(7, FREE, "2026-08-10", "Please add me, I work on gadgets.")
    world.request(8, FREE, "2026-08-10", "How do I join?", title="A question")
    world.request(10, FREE, "2026-08-10", _bent(FREE))
    world.pull(ORG_REPO, FREE, "2026-08-11", merged=False)
    world.pulls[-1]["number"] = 9
    return world


@pytest.fixture
def look(serving, run):
    return partial(run, "request", program="ladder", server=serving(the_world()))


@pytest.fixture
def audited(look):
    def of(number: int) -> Json:
        return look(str(number), "--format", "json", "--as-of", DAY).report["request"]

    return of


@pytest.mark.parametrize(
    ("number", "organizations", "granted"),
    [
        (1, [("kubernetes", "already_member", None)], "no"),
        (2, [("kubernetes", "already_member", None)], "no"),
        (3, [("kubernetes", "granted", "2026-05-20"), ("kubernetes-sigs", "already_member", None)], "yes"),
        (4, [("kubernetes", "not_granted", None)], "no"),
        (6, [("kubernetes", "not_granted", None)], "no"),
    ],
)
def test_what_became_of_a_request_in_each_organization(audited, number, organizations, granted):
    found = audited(number)
    assert [(one["org"], one["outcome"], one["on"]) for one in found["organizations"]] == organizations
    assert found["granted"] == granted


def test_a_member_of_another_organization_needs_no_sponsors(audited):
    """While the request is open that of the day counts, else that of its opening; in 2020 there was none."""
    found = {number: audited(number)["no_sponsors"] for number in (4, 5, 6)}
    assert (found[4]["member_of"], found[4]["source"]["title"]) == (["kubernetes-sigs"], RULE)
    assert (found[5], found[6]) == (None, None)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_it_is_said_in_every_format(look, format_):
    def said(number: int) -> str:
        out = look(str(number), "--format", format_, "--as-of", DAY).out
        return " ".join(out.replace("&#8203;", "").replace("\\", "").split())

    assert f"It needs no sponsors: the applicant is a member of kubernetes-sigs ({RULE})." in said(4)
    assert "It names no sponsor." not in said(4)
    assert "From different companies" not in said(4)
    assert "It names no sponsor." in said(6)
    assert "closed, made on 2026-05-10, already a member of kubernetes then." in said(1)
    both = "already a member of kubernetes-sigs then, granted on 2026-05-20 for kubernetes."
    assert both in said(3)


def test_it_is_in_the_table(look):
    header, row = look("4", "--format", "csv", "--as-of", DAY).out.splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["no_sponsors_as_member_of"] == "kubernetes-sigs"


def test_a_request_without_a_form_is_looked_at(look, audited):
    found = audited(7)
    assert (found["applicant"], found["orgs"], found["sponsors"], found["granted"]) == (FREE, [], [], "unknown")
    said = " ".join(look("7", "--as-of", DAY).out.split())
    assert "Request kubernetes/org#7 for no organization that can be read: open" in said
    assert "It names no sponsor." in said


def test_a_request_without_headings_is_read(audited):
    found = audited(10)
    assert (found["applicant"], found["orgs"], found["unread"]) == (FREE, ["kubernetes"], [])
    assert [sponsor["login"] for sponsor in found["sponsors"]] == [MEMBER, BOTH]
    assert [(one["org"], one["outcome"]) for one in found["organizations"]] == [("kubernetes", "not_granted")]


@pytest.mark.parametrize(
    ("number", "error"),
    [("8", "issue 8 is no membership request"), ("9", f"{ORG_REPO}#9 is a pull request, no membership request")],
)
def test_what_is_no_request(look, number, error):
    ran = look(number, "--as-of", DAY)
    assert (ran.code, ran.out) == (4, "")
    assert error in ran.err
