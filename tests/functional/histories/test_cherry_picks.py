"""A title makes no cherry-pick: the branch decides, or the title of the script that makes them."""

import pytest
from functional.histories.conftest import DAY
from functional.worlds import SmallWorld

REPO, AUTHOR, REVIEWER = "kubernetes/gadget", "author-ann", "reviewer-ray"
CASES = {
    "ordinary work": ("[release-1.31] Code Thaw for 1.31", None, 1),
    "says pick": ("Cherry-pick the fix of 12 into the docs", None, 1),
    "by its branch": ("Make it better", "release-1.31", 0),
    "both": ("[release-1.31] Make it better", "release-1.31", 0),
    "the script's": ("Automated cherry pick of #12: Make it better", None, 0),
}


def the_world(title: str, base: str | None) -> SmallWorld:
    world = SmallWorld()
    for login in (AUTHOR, REVIEWER):
        world.person(login)
    world.pull(REPO, AUTHOR, "2026-06-10", title=title, lgtm=REVIEWER)
    if base:
        world.pulls[-1]["baseRefName"] = base
    return world


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize(("who", "name"), [(AUTHOR, "authored_merged"), (REVIEWER, "reviewed")])
def test_what_counts(who, name, case, ask):
    title, base, counted = case
    count = ask(the_world(title, base), who)["counts"][name]
    assert (count["total"], count["at_least"]) == (counted, False)


def test_without_a_token_nobody_knows_the_branch(serving, run):
    server = serving(the_world("[release-1.31] Code Thaw for 1.31", None))
    ran = run(AUTHOR, "--format", "json", "--as-of", DAY, server=server, token=None)
    count = ran.report["counts"]["authored_merged"]
    assert (count["total"], count["at_least"]) == (0, True)
