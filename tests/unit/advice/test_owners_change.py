"""The change to OWNERS, applied by git itself, and read back by this project's own parsers."""

import shutil
import subprocess

import pytest
from factories import login

from tracker.advice.owners_change import propose
from tracker.facts.owners import OwnersTree, Role
from tracker.facts.owners_aliases import NO_ALIASES, parse_aliases
from tracker.facts.owners_build import ALIASES_PATH, tree_of
from tracker.facts.owners_file import parse_owners
from tracker.sources.kubernetes.layouts import layout_of
from tracker.sources.kubernetes.patterns import compile_pattern
from tracker.sources.kubernetes.yaml_text import load_typed

GIT = shutil.which("git")
ME = login("octo-me")
PATH = "pkg/octo/OWNERS"

#: Shapes of OWNERS: the text before, the lines that come in (their numbers from 1), the role.
SHAPES = {
    "sorted, with comments": (
        "# See the docs\nreviewers:  # who reviews\n  - octo-a  # since 2020\n  # the one with the hat\n  - octo-z\n",
        {4: "  - octo-me"},
    ),
    "not sorted": ("reviewers:\n- octo-z\n- octo-a\napprovers:\n- octo-a\n", {4: "- octo-me"}),
    "sorted whatever the case": ("reviewers:\n- Octo-A\n- octo-b\n- OCTO-Z\n", {4: "- octo-me"}),
    "first of all": ("reviewers:\n    # the best\n    -   octo-n\n    -   octo-z\n", {3: "    -   octo-me"}),
    "filters": (
        """options: {no_parent_owners: true}
filters:
  ".*":
    reviewers:
      - octo-a
  "\\\\.md$":
    reviewers:
      - octo-b
""",
        {6: "      - octo-me"},
    ),
    "filters without the key": (
        "filters:\n  '.*':\n    approvers:\n    - octo-a\n  '\\.md$':\n    reviewers: [octo-b]\n",
        {5: "    reviewers:", 6: "    - octo-me"},
    ),
    "quoted": ('reviewers:\n  - "octo-a"\n  - "123"\n', {4: '  - "octo-me"'}),
    "quoted with an @": ("reviewers:\n  - '@octo-a'\n", {3: "  - '@octo-me'"}),
    "empty list": ("reviewers: []\napprovers:\n  - octo-a\n", {1: "reviewers: [octo-me]"}),
    "nothing": ("reviewers:  # nobody yet\n#  - octo-old\napprovers:\n- octo-a\n", {2: "- octo-me"}),
    "null": (
        "reviewers: null # nobody\napprovers:\n  - octo-a\n",
        {1: "reviewers: # nobody", 2: "  - octo-me"},
    ),
    "missing key": (
        "approvers:\n  - octo-a\n  - octo-b\n\nlabels:\n  - sig/octo\n",
        {4: "reviewers:", 5: "  - octo-me"},
    ),
    "missing key, other keys only": ("labels:\n- sig/octo\n# end\n", {3: "reviewers:", 4: "- octo-me"}),
    "flow list": ("reviewers: [octo-a, octo-z]  # two\n", {1: "reviewers: [octo-a, octo-me, octo-z]  # two"}),
    "flow list, first": ("reviewers: ['octo-y', 'octo-z']\n", {1: "reviewers: ['octo-me', 'octo-y', 'octo-z']"}),
    "flow list over lines": (
        "reviewers: [\n  octo-z,  # last\n  octo-a\n]\n",
        {3: "  octo-a, octo-me"},
    ),
    "empty file": ("", {1: "reviewers:", 2: "  - octo-me"}),
    "comments only": ("# nobody here\n", {2: "reviewers:", 3: "  - octo-me"}),
    "required reviewers": ("required_reviewers:\n- octo-a\n", {3: "reviewers:", 4: "- octo-me"}),
    "keys in capitals": ("Reviewers:\n  - octo-a\n", {3: "  - octo-me"}),
}  # fmt: skip


def applied(tmp_path, before, proposal):
    """What git makes of a file with a proposal's diff."""
    assert proposal.by_hand is None
    file = tmp_path / proposal.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before.encode())
    subprocess.run([GIT, "init", "--quiet", str(tmp_path)], check=True)
    words = [GIT, "-c", "core.autocrlf=false", "apply", "--verbose", "--whitespace=nowarn", "-"]
    subprocess.run(words, cwd=tmp_path, input=proposal.diff.encode(), check=True, capture_output=True)
    return file.read_bytes().decode()


def tree_with(files, aliases=None, **more):
    parsed = [parse_owners(load_typed(text, name=path), path=path, url="https://example.com") for path, text in files]
    known = parse_aliases(load_typed(aliases, name="x")) if aliases else NO_ALIASES
    return tree_of("octo-org/octo", parsed, known, compile_pattern=compile_pattern, **more)


def proposed(before, role=Role.REVIEWER, who=ME, aliases=None, others=(), **more):
    layout = layout_of(aliases, ALIASES_PATH) if aliases is not None else None
    tree = tree_with([(PATH, before), *others], aliases, **more) if aliases is not None else OwnersTree(repo="x")
    return propose(layout_of(before, PATH), layout, role, who, tree)


def people(text, role=Role.REVIEWER):
    parsed = parse_owners(load_typed(text, name="x"), path=PATH, url="https://example.com")
    assert parsed.problems == ()
    (section,) = [section for section in parsed.sections if section.filter is None]
    return section.reviewers if role is Role.REVIEWER else section.approvers


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("ended", [True, False], ids=["ended", "not ended"])
@pytest.mark.parametrize(("before", "lines"), SHAPES.values(), ids=SHAPES)
def test_git_applies_the_change_and_only_what_was_meant_changes(tmp_path, before, lines, ended, newline):
    given = (before if ended else before.removesuffix("\n")).replace("\n", newline)
    after = applied(tmp_path, given, proposed(given))
    expected = before.splitlines()
    for number, line in lines.items():
        replaces = len(expected) >= number and ("reviewers: " in line or ", octo-me" in line)
        expected[number - 1 : number - (not replaces)] = [line]
    used = newline if newline in given else "\n"  # a text without any line end gets the usual one
    assert after.split(used) == [*expected, *([""] if given.endswith("\n") or not given else [])]
    assert "octo-me" in {name.casefold() for name in people(after)}


def test_an_approver_goes_to_the_approvers(tmp_path):
    before = "reviewers:\n- octo-me\napprovers:\n- octo-a\n"
    after = applied(tmp_path, before, proposed(before, Role.APPROVER))
    assert people(after, Role.APPROVER) == ("octo-a", "octo-me")
    assert people(after) == ("octo-me",)


ALIASES = "# groups\naliases:\n  octo-leads:\n    - octo-z\n  Octo-Reviewers:\n    - octo-b\n    - octo-y\n"


def test_where_one_alias_gives_the_role_the_alias_is_changed(tmp_path):
    proposal = proposed("reviewers:\n- octo-reviewers\n", aliases=ALIASES)
    assert (proposal.path, proposal.alias) == (ALIASES_PATH, "Octo-Reviewers")
    after = applied(tmp_path, ALIASES, proposal)
    assert parse_aliases(load_typed(after, name="x")).expand("octo-reviewers") == ("octo-b", "octo-me", "octo-y")


@pytest.mark.parametrize(
    ("before", "others", "why"),
    [
        ("reviewers: [octo-leads]\napprovers: [OCTO-Leads]\n", (), "the approvers of pkg/octo"),
        ("reviewers: [octo-leads]\n", [("OWNERS", "reviewers: ['@octo-leads']\n")], "the reviewers of the root"),
        ("reviewers: [octo-leads]\n", [("cmd/OWNERS", "approvers: [a, octo-leads]\n")], "the approvers of cmd"),
        (
            "reviewers: [octo-leads]\n",
            [("a/OWNERS", "required_reviewers: [octo-leads]\n")],
            "the required_reviewers of a",
        ),
        (
            "reviewers: [octo-leads]\n",
            [("a/OWNERS", "filters: {'\\.go$': {reviewers: [octo-leads]}}\n")],
            "the reviewers of a for files matching \\.go$",
        ),
        (
            "filters:\n  '.*': {reviewers: [octo-leads]}\n  go: {reviewers: [octo-leads]}\n",
            (),
            "the reviewers of pkg/octo for files matching go",
        ),
        ("reviewers: [octo-none]\napprovers: [octo-none]\n", (), "the approvers of pkg/octo"),
    ],
)
def test_an_alias_that_gives_more_than_the_role_is_left_as_it_is(tmp_path, before, others, why):
    proposal = proposed(before, aliases=f"{ALIASES}  octo-none:\n", others=others)
    assert (proposal.path, proposal.alias) == (PATH, None)
    assert proposal.note.endswith(f"is also among {why}")
    after = applied(tmp_path, before, proposal)
    section = tree_with([(PATH, after)])
    assert {e.role for e in section.entries(ME)} == {Role.REVIEWER}
    assert {e.filter for e in section.entries(ME)} == {None}


def test_an_alias_of_which_not_every_use_is_known_is_left_as_it_is():
    proposal = proposed("reviewers: [octo-leads]\n", aliases=ALIASES, complete=False)
    assert (proposal.path, proposal.alias) == (PATH, None)
    assert proposal.note == "it was not found out what else the alias octo-leads gives in octo-org/octo"


def test_an_alias_that_prow_rejects_is_left_as_it_is():
    proposal = proposed("reviewers: [octo-leads]\n", aliases=f"{ALIASES}  octo-odd: [1]\n")
    assert (proposal.path, proposal.alias) == (PATH, None)
    assert proposal.note == "Prow rejects OWNERS_ALIASES, which holds the alias octo-leads"


def test_a_first_reviewer_where_parents_are_cut_off_is_entered_by_hand():
    before = "approvers: [octo-a]\noptions: {no_parent_owners: true}\n"
    assert "ends the role of those in directories above" in proposed(before, aliases=ALIASES).by_hand
    assert proposed(before, Role.APPROVER, aliases=ALIASES).by_hand is None


def test_a_file_that_prow_rejects_is_changed_by_hand():
    proposal = proposed("reviewers:\n- octo-a\noptions:\n  no_parent_owners: 'true'\n", aliases=ALIASES)
    assert proposal.by_hand.startswith("Prow rejects the file, or a part of it: no_parent_owners is neither")


@pytest.mark.parametrize(
    "before",
    ["reviewers:\n- octo-reviewers\n- octo-a\n", "reviewers:\n- octo-else\n", "approvers:\n- octo-leads\n"],
    ids=["an alias and a login", "a login alone", "no list yet"],
)
def test_else_the_file_itself(before):
    assert proposed(before, aliases=ALIASES).path == PATH


@pytest.mark.parametrize("name", ["12345", "null", "true", "on", "1e5", "0x1f"])
def test_a_login_that_yaml_takes_for_something_else_is_quoted(tmp_path, name):
    before = "reviewers:\n- octo-z\n"
    after = applied(tmp_path, before, proposed(before, who=login(name)))
    assert f'- "{name}"\n' in after


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("reviewers:\n- octo-a\n- OCTO-ME\n", "reviewers names octo-me already"),
        ("reviewers: octo-a\napprovers: [octo-b]\n", "no list"),
        ("reviewers: {octo-a: 1}\n", "no list"),
        ("reviewers:\n- octo-a\n- [octo-b]\n", "holds more than names"),
        ("reviewers:\n- octo-a\n- {a: b}\n", "holds more than names"),
        ("reviewers:\n- octo\n  and more\n", "holds more than names"),
        ("reviewers:\n- |\n  octo\n", "holds more than names"),
        ("reviewers:\n- 'octo''x'\n", "unusual way"),
        ("reviewers:\n-\n  octo-a\n", "unusual way"),
        ("{approvers: [octo-a]}\n", "unusual way"),
        ("{approvers: [octo-a], reviewers: }\n", "unusual way"),
        ("filters:\n  '\\.md$':\n    reviewers:\n    - octo-a\n", "for all files"),
        ("reviewers: &x\n- octo-a\napprovers: *x\n", "anchors"),
        ("<<: {approvers: [octo-a]}\nreviewers: [octo-b]\n", "merge keys"),
        ("reviewers:\n- octo-a\n---\napprovers:\n- octo-a\n", "several documents"),
        ("reviewers:\n\t- octo-a\n", "no YAML"),
        ("- octo-a\n", "no mapping"),
        ("octo-a\n", "no mapping"),
        ("[a]: b\n", "no word"),
        ("a: " + "[" * 20 + "]" * 20 + "\n", "nested"),
        ("reviewers:\r- octo-a\r", "lines end"),
        ("reviewers:\n- octo-a # \u202e\n", "cannot be seen"),
        ("reviewers:\n- octo-a # \x9b\n", "no YAML"),
        ("# " + "x" * 300_000, "too long"),
    ],
)
def test_what_a_person_had_better_change(before, reason):
    proposal = proposed(before)
    assert proposal.diff is None
    assert reason in proposal.by_hand


@pytest.mark.parametrize(("path", "works"), [("a dir/OWNERS", True), ('a"dir/OWNERS', False), ("a\\b/OWNERS", False)])
def test_odd_paths(tmp_path, path, works):
    before = "reviewers:\n- octo-a\n"
    proposal = propose(layout_of(before, path), None, Role.REVIEWER, ME, OwnersTree(repo="x"))
    assert (proposal.by_hand is None) is works
    if works:
        assert applied(tmp_path, before, proposal).endswith("- octo-me\n")
