"""Requests that look ready and are not: each is the one that is ready, with one thing changed. None is called ready."""

import re
from pathlib import Path

import pytest
from functional.requests.given import DAY, GUS, SAM, SOL, SUE, WORKS, the_world
from functional.worlds import ORG_REPO
from standin import running_standin
from standin.synth import owners_file

NUMBER = 101
RULES = Path(__file__).parents[3] / "config" / "kubernetes.yaml"


def said(*texts):
    """What both sponsors say, in the place of a plain answer."""

    def change(_world, issue):
        for comment, text in zip(issue["comments"], texts, strict=True):
            comment["body"] = text

    return change


def written(old, new):
    """The text of the request with other words."""

    def change(_world, issue):
        assert old in issue["body"]
        issue["body"] = issue["body"].replace(old, new)

    return change


def boxes_as_code(_world, issue):
    lines = issue["body"].splitlines()
    first, *_, last = [n for n, line in enumerate(lines) if line.startswith("- [")]
    issue["body"] = "\n".join([*lines[:first], "```", *lines[first : last + 1], "```", *lines[last + 1 :]])


def edited(_world, issue):
    issue["lastEditedAt"] = "2026-08-20T09:00:00Z"


def answer_edited_since(_world, issue):
    issue["comments"][1]["lastEditedAt"] = "2026-09-05T09:00:00Z"


def by_somebody_else(_world, issue):
    issue["author"] = SOL


def lost_the_role(world, _issue):
    world.files[:] = [one for one in world.files if (one["repo"], one["path"]) != (WORKS, "OWNERS")]
    world.file(WORKS, "OWNERS", ("2020-01-01", owners_file(reviewers=[SOL], approvers=[SAM], emeritus=[SUE])))


def company(text):
    def change(world, _issue):
        world.users[SUE]["company"] = text

    return change


CHANGES = {
    "hidden": said("+1", "Thanks for asking.\n<!--\n+1\n-->"),
    "as code": said("+1", "Both of us have to write\n```\n+1\n```"),
    "quoted": said("+1", "> +1"),
    "with a condition": said("+1", "+1 once they have two more pull requests"),
    "held": said("+1", "/lgtm\n/hold"),
    "struck out": said("+1", "~~+1~~"),
    "to something else": said("+1", "+1 to what Sam asks"),
    "boxes as code": boxes_as_code,
    "edited after the answers": edited,
    "an answer edited after the day": answer_edited_since,
    "by somebody else": by_somebody_else,
    "a sponsor who lost the role": lost_the_role,
    "one company, with an accent": company("Acm\u00e9, Inc."),
    "one company, with an invisible letter": company("Ac\u200bme"),
    "one company, by its initials": company("ACM"),
    "the applicant as a sponsor": written(f"https://github.com/{SUE}", f"@{GUS}"),
    "one sponsor twice": written(f"https://github.com/{SUE}", f"@{SAM.upper()}"),
    "one of two organizations": written("kubernetes\n", "kubernetes, not kubernetes-sigs\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_looks_ready_is_not(run, tmp_path, change):
    world = the_world()
    issue = next(one for one in world.issues if (one["repo"], one["number"]) == (ORG_REPO, NUMBER))
    CHANGES[change](world, issue)
    with running_standin(world.write(tmp_path / "world"), git=True, secondary_limits=False) as server:
        for words in (("request", str(NUMBER)), ("requests",), ("requests", "--offline")):
            found = run(*words, "--format", "json", "--as-of", DAY, program="ladder", server=server).report
            (one,) = [each for each in found.get("requests", [found]) if each["request"]["number"] == NUMBER]
            assert one["triage"]["verdict"] in {"waits", "unknown"}, (words, change)
            assert (one["triage"]["changes"], one["triage"]["commit"]) == ([], None)


@pytest.mark.parametrize(("number", "verdict"), [(1, "ready"), (2, "ready"), (3, "waits")])
def test_as_many_sponsors_are_needed_as_the_rules_say(run, tmp_path, number, verdict):
    rules = RULES.read_text("utf-8").replace("groups_guide: groups", "")
    rules = re.sub(r"kind: sponsors\n( *)(?=check: (?!companies))", rf"kind: sponsors\n\1number: {number}\n\1", rules)
    (tmp_path / "rules.yaml").write_text(rules, "utf-8")
    with running_standin(the_world().write(tmp_path / "world"), git=True, secondary_limits=False) as server:
        words = ("--format", "json", "--as-of", DAY, "--ladder", str(tmp_path / "rules.yaml"))
        found = run("request", str(NUMBER), *words, program="ladder", server=server).report["triage"]
    assert found["verdict"] == verdict
    if verdict == "waits":
        assert found["next_action"] == "name another sponsor"
