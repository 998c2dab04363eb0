"""``ladder area`` against brute force over generated repositories; its change applies with git."""

import shutil
import subprocess

import pytest
from functional.leads.generated import AS_OF, QUEUE, REPO, SINCE, WORDS, Generated, everybody
from functional.leads.test_clone import commit, git

OWNERS = {"": {"octo-root": "approver", "octo-old": "reviewer"}, "pkg/queue": dict.fromkeys(QUEUE, "approver")}


@pytest.fixture(scope="module", params=[1, 2])
def generated(request):
    return Generated(request.param)


def deeds(rows, login, path):
    """What somebody did in a directory within the time: reviews and own merged pull requests."""
    inside = [row for row in rows if any(not path or file["path"].startswith(f"{path}/") for file in row["files"])]
    reviewed = {
        row["number"]
        for row in inside
        if row["author"] != login
        and max(
            [one["submittedAt"] for one in row["reviews"] if one["author"] == login]
            + [one["createdAt"] for one in row["comments"] if one["author"] == login],
            default="",
        )
        >= SINCE
    }
    merged = {row["number"] for row in inside if row["author"] == login and (row["mergedAt"] or "") >= SINCE}
    return len(reviewed), len(merged)


def test_what_everybody_did_in_their_places_is_what_brute_force_says(run, server, generated):
    found = run("area", REPO, *WORDS, server=server, program="ladder").report
    assert [place["scope"]["path"] for place in found["places"]] == list(OWNERS)
    for place in found["places"]:
        path = place["scope"]["path"]
        window = everybody(generated.rows, path, SINCE)
        assert {one["login"]: one["role"] for one in place["entries"]} == OWNERS[path]
        for one in place["entries"]:
            assert (one["deeds"]["reviews"], one["deeds"]["merged"]) == deeds(generated.rows, one["login"], path)
        assert place["active"] == sorted(OWNERS[path].keys() & window.keys())
        assert place["thin"] == (len(place["active"]) < 2)


def test_what_waits_is_every_open_pull_request_by_how_long(run, server, generated):
    found = run("area", REPO, *WORDS, server=server, program="ladder").report
    opened = sorted((row["createdAt"], row["number"]) for row in generated.rows if not row["mergedAt"])
    assert [one["number"] for one in found["waiting"]] == [number for _, number in opened]
    assert [one["days"] for one in found["waiting"]] == sorted((one["days"] for one in found["waiting"]), reverse=True)


def test_candidates_are_those_that_the_command_for_them_finds(run, server):
    found = run("area", REPO, *WORDS, server=server, program="ladder").report
    alone = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert [one["login"] for one in found["candidates"]["ready"]] == [one["login"] for one in alone["ready"]]
    assert found["candidates"]["others"] == alone["others"]


# -- who was not seen ------------------------------------------------------------------------------------


class Silent(Generated):
    """A repository in which some did nothing for long."""

    OWNERS = "approvers:\n- lantern-leads\n- octo-root\nreviewers:  # who looks first\n- octo-gone # since 2020\n- octo-root\n"
    ALIASES = "aliases:\n  lantern-leads:\n  - octo-lost\n  - octo-root\n"
    QUEUE = "reviewers: [octo-ada, octo-gone]\nemeritus_reviewers:\n- octo-past\n"

    def _files(self):
        small = self.small
        for login in ("octo-gone", "octo-lost", "octo-past"):
            small.person(login)
        small.turn("kubernetes-sigs", "2020-03-02", joined=["octo-ada", "octo-gone", "octo-lost", "octo-root"])
        small.file(REPO, "OWNERS", ("2021-01-05", self.OWNERS))
        small.file(REPO, "OWNERS_ALIASES", ("2021-01-05", self.ALIASES))
        small.file(REPO, "pkg/queue/OWNERS", ("2021-01-05", self.QUEUE))


@pytest.fixture
def silent(serve, tmp_path):
    return serve(Silent(3).write(tmp_path / "silent"), secondary_limits=False, git=True)


def quiet(found):
    return {one["login"]: [place["path"] for place in one["places"]] for one in found["quiet"] if not one["excepted"]}


def test_who_did_nothing_there_is_named_with_a_change_that_applies(run, silent, home):
    found = run("area", REPO, *WORDS, server=silent, program="ladder").report
    assert quiet(found) == {"octo-gone": ["", "pkg/queue"], "octo-lost": [""]}
    folder = home / "checkout"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    files = {"OWNERS": Silent.OWNERS, "OWNERS_ALIASES": Silent.ALIASES, "pkg/queue/OWNERS": Silent.QUEUE}
    for path, text in files.items():
        commit(folder, path, text, f"Add {path}", "2026-01-01T00:00:00Z")
    (home / "change.diff").write_text(found["change"]["diff"])
    subprocess.run([shutil.which("git"), "-C", str(folder), "apply", str(home / "change.diff")], check=True)
    assert (folder / "OWNERS").read_text() == (
        "approvers:\n- lantern-leads\n- octo-root\nreviewers:  # who looks first\n- octo-root\n"
        "emeritus_approvers:\n- octo-lost\nemeritus_reviewers:\n- octo-gone\n"
    )
    assert (folder / "OWNERS_ALIASES").read_text() == "aliases:\n  lantern-leads:\n  - octo-root\n"
    assert (folder / "pkg/queue/OWNERS").read_text() == (
        "reviewers: [octo-ada]\nemeritus_reviewers:\n- octo-gone\n- octo-past\n"
    )


def test_an_exception_is_remembered_until_its_day(run, silent, home):
    entry = "- {login: octo-gone, place: kubernetes-sigs/lantern, reason: On leave, until: %s}\n"
    for until, stays in (("2026-12-31", True), ("2026-05-31", False)):
        (home / "stay.yaml").write_text(entry % until)
        found = run("area", REPO, *WORDS, "--exceptions", "stay.yaml", server=silent, program="ladder").report
        assert ("octo-gone" not in quiet(found)) is stays
        assert ("\n-- octo-gone" not in found["change"]["diff"]) is stays
        assert [one["login"] for one in found["expired"]] == ([] if stays else ["octo-gone"])


def test_nobody_is_called_quiet_where_not_everything_was_read_or_not_far_enough_back(run, silent):
    found = run("area", REPO, *WORDS, "--max-requests", "6", server=silent, program="ladder").report
    assert (found["in_part"], found["quiet"], found["change"]["diff"]) == (True, None, "")
    assert {place["thin"] for place in found["places"]} <= {None, False}
    assert all(one["deeds"]["at_least"] for place in found["places"] for one in place["entries"])
    words = ("--as-of", AS_OF, "--since", "6m", "-f", "json")
    found = run("area", REPO, *words, server=silent, program="ladder").report
    assert (found["quiet"], found["change"]["diff"]) == (None, "")
    assert "12 months" in found["quiet_unknown"]


def test_who_did_little_anywhere_is_counted_over_the_project(run, silent):
    found = run("area", REPO, *WORDS, server=silent, program="ladder").report
    assert {one["login"]: (one["contributions"], one["comments"]) for one in found["below"]} == {
        "octo-gone": (0, 0), "octo-lost": (0, 0),
    }  # fmt: skip


def test_nobody_is_named_who_asked_to_be_left_out(run, silent, home, left_out):
    (home / "stay.yaml").write_text(
        "- {login: octo-gone, place: kubernetes-sigs/lantern, reason: On leave, until: 2026-01-01}\n"
        "- {login: octo-lost, place: kubernetes-sigs/lantern, reason: Until octo-gone is back, until: 2027-01-01}\n"
    )
    words = (*WORDS, "--exceptions", "stay.yaml", *left_out("octo-gone"))
    ran = run("area", REPO, *words, server=silent, program="ladder")
    assert ran.code == 0, ran.err
    assert "octo-gone" not in ran.out + ran.err
    assert "octo-lost" in ran.out


def test_every_format_and_an_unknown_place(run, silent, home):
    ran = run("area", REPO, *WORDS[:4], "--also", "markdown=area.md", server=silent, program="ladder")
    assert ran.code == 0
    assert "Nobody is judged" in " ".join(ran.out.split())
    assert "Draft:" not in ran.out
    assert "$ ladder candidates kubernetes-sigs/lantern --tier reviewer" in ran.out
    assert "Draft: Hi octo-" in (home / "area.md").read_text()
    assert "```diff" in (home / "area.md").read_text()
    ran = run("area", "kubernetes-sigs/lantrn", server=silent, program="ladder")
    assert ran.code == 2
