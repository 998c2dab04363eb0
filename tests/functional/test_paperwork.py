"""Requests and nominations by the command itself, over HTTP: read back by the project's parser, applied by git."""

import copy
import re
import subprocess
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from functional.running import ANDERS, NELL, ROBIN, ROSA, WIDGET, WORLD_DAY

from tracker.catalog import load_form
from tracker.facts.people import Login
from tracker.facts.request_form import Template, parse_form
from tracker.facts.requests import RequestState, parse_request

FORM_FILE = ".github/ISSUE_TEMPLATE/membership.yml"
LIVE = """\
title: "REQUEST: New membership for <your-GH-handle>"
body:
- {id: github, type: input, attributes: {label: GitHub Username}, validations: {required: true}}
- id: requirements
  type: checkboxes
  attributes:
    label: Requirements
    options:
    - {label: I have verified that my sponsors are from different member companies, required: true}
    - {label: I like the new box, required: true}
- {id: team, type: input, attributes: {label: Team}}
- {id: sponsor_1, type: input, attributes: {label: Sponsor 1}}
- {id: sponsor_2, type: input, attributes: {label: Sponsor 2}}
"""


@pytest.fixture
def written(run, calm):
    def write(*words, server=None):
        return run("--as-of", WORLD_DAY, "--quiet", *words, server=server or calm)

    return write


def test_the_request_is_read_back_as_it_was_meant(written):
    ran = written(ROBIN, "--format", "request")
    assert ran.code == 0
    request = parse_request(
        number=1,
        url="https://github.com/kubernetes/org/issues/1",
        title=re.search("Title: (.*) -->", ran.out)[1],
        body=ran.out,
        author=None,
        state=RequestState.OPEN,
        opened_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    assert request.applicant == Login.parse(ROBIN)
    assert request.title == f"REQUEST: New membership for {ROBIN}"
    assert request.orgs == ("kubernetes-sigs",)
    assert [str(sponsor.login) for sponsor in request.sponsors] == ["approver-aki", "reviewer-rosa"]
    assert request.template is Template.FORM
    assert "/kubernetes-sigs/lantern/pull/118 Explain the wick (authored, merged, 2026-04-07)" in request.contributions


def test_every_field_and_box_of_the_shipped_form_is_there_in_order(written):
    out = written(ROBIN, "--format", "request").out
    form = load_form()
    assert re.findall("^### (.*)$", out, re.MULTILINE) == [one.label for one in form.fields]
    boxes = parse_form(out).boxes
    assert [box.text for box in boxes] == [box.text for one in form.fields for box in one.boxes]
    # What the sample world proves: both sponsors answered, are in OWNERS, and work for different companies.
    assert [box.text[:40] for box in boxes if box.ticked] == [
        "I have spoken to my sponsors ahead of th",
        "I have verified that my sponsors are fro",
        "I have verified that my sponsors are a r",
    ]
    assert "from the copy of" in out


def test_the_address_opens_the_form_filled_in(written):
    out = written(ROBIN, "--format", "request").out
    address = re.search(r"(http\S+/issues/new\?\S+)", out)[1]
    assert address.startswith("https://github.com/kubernetes/org/issues/new?")
    assert len(address) <= 8000
    given = {key: value for key, (value,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}
    assert given.pop("contributions") == parse_form(out).contributions
    assert given == {
        "template": "membership.yml",
        "title": f"REQUEST: New membership for {ROBIN}",
        "github": f"@{ROBIN}",
        "org": "kubernetes-sigs",
        "sponsor_1": "@approver-aki",
        "sponsor_2": "@reviewer-rosa",
    }


def test_todays_form_goes_before_the_copy(written, serve, sample_world):
    world = copy.deepcopy(sample_world)
    repo = world.repo("kubernetes", "org")
    model = next(iter(repo.files.values()))
    changed = copy.copy(model)
    changed.path, changed.text = FORM_FILE, LIVE
    repo.files[FORM_FILE] = changed
    out = written(ROBIN, "--format", "request", server=serve(world)).out
    assert "as it is today" in out
    assert re.findall("^### (.*)$", out, re.MULTILINE) == [
        "GitHub Username",
        "Requirements",
        "Team",
        "Sponsor 1",
        "Sponsor 2",
    ]
    assert [(box.text, box.ticked) for box in parse_form(out).boxes] == [
        ("I have verified that my sponsors are from different member companies", True),
        ("I like the new box", False),
    ]
    assert "### Team\n\n_No response_\n" in out
    assert "<!-- The form asks for Team, which is new: fill it in by hand. -->" in out
    assert "<!-- 1 of the form's boxes is worded anew: read and tick by hand. -->" in out


@pytest.mark.parametrize("who", [ANDERS, ROSA])
def test_git_applies_the_nomination_as_it_is_written(written, sample_world, home, who):
    ran = written(who, "--scope", WIDGET, "--format", "nomination")
    assert ran.code == 0
    before = sample_world.repo("kubernetes", "kubernetes").files["OWNERS_ALIASES"].text
    (home / "OWNERS_ALIASES").write_text(before, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=home, check=True)
    subprocess.run(["git", "apply", "-"], cwd=home, input=ran.out.encode(), check=True)
    after = (home / "OWNERS_ALIASES").read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before.splitlines()) + 1
    group = {ANDERS: "  widget-reviewers:", ROSA: "  widget-approvers:"}[who]
    members = after[after.index(group) + 1 :]
    assert f"    - {who.casefold()}" in [line.casefold() for line in members[:4]]


@pytest.mark.parametrize(
    "changed",
    [
        {"pkg/widget/OWNERS": "approvers: [widget-reviewers]\nreviewers: [widget-reviewers]\n"},
        {"cmd/OWNERS": "filters:\n  go:\n    approvers: [widget-reviewers]\n"},
    ],
    ids=["here", "elsewhere"],
)
def test_a_nomination_gives_no_more_than_the_role(written, sample_world, serve, home, changed):
    world = copy.deepcopy(sample_world)
    repo = world.repo("kubernetes", "kubernetes")
    for path, text in changed.items():
        repo.files[path] = copy.copy(repo.files["pkg/widget/OWNERS"])
        repo.files[path].path, repo.files[path].text, repo.files[path].blame = path, text, []
    vars(repo).pop("root", None)
    ran = written(ANDERS, "--scope", WIDGET, "--format", "nomination", server=serve(world))
    assert ran.code == 0
    before = repo.files["pkg/widget/OWNERS"].text
    (home / "pkg" / "widget").mkdir(parents=True)
    (home / "pkg" / "widget" / "OWNERS").write_text(before, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=home, check=True)
    subprocess.run(["git", "apply", "-"], cwd=home, input=ran.out.encode(), check=True)
    after = yaml.safe_load((home / "pkg" / "widget" / "OWNERS").read_text(encoding="utf-8"))
    was = yaml.safe_load(before)
    assert set(after["reviewers"]) - set(was["reviewers"]) == {ANDERS}
    assert {key: names for key, names in after.items() if key != "reviewers"} == {
        key: names for key, names in was.items() if key != "reviewers"
    }
    assert "is named directly, as the alias widget-reviewers is also among the approvers of" in ran.out


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ((NELL, "--format", "request"), "two reviewers or approvers who know the work"),
        ((NELL, "--format", "nomination", "--scope", WIDGET), "5 pull requests in kubernetes/kubernetes:pkg/widget"),
        ((ROBIN, "--format", "nomination", "--scope", WIDGET), "16 more substantial pull requests"),
    ],
)
def test_where_the_evidence_is_not_there_what_is_missing_is_said(written, words, missing):
    ran = written(*words)
    assert (ran.code, ran.out) == (4, "")
    assert missing in ran.err


def test_nothing_is_ever_posted(written, serve):
    server = serve()
    written(ROBIN, "--format", "request", server=server)
    written(ANDERS, "--format", "nomination", "--scope", WIDGET, server=server)
    asked = {(one["method"], one["path"].partition("?")[0]) for one in server.standin.log()}
    assert {path for method, path in asked if method not in {"GET", "HEAD"}} <= {"/graphql"} | {
        path for _, path in asked if path.endswith("git-upload-pack")
    }
