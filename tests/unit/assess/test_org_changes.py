"""The change to an organization's file, applied by git itself and read back."""

import shutil
import subprocess

import pytest
import yaml
from factories import login

from tracker.assess.org_changes import add_members
from tracker.sources.kubernetes.layouts import layout_of

GIT = shutil.which("git")
PATH = "config/octo-org/org.yaml"
FILE = """\
# managed by the octopuses
admins:
- octo-admin
billing_email: null
members:
# alphabetical, please
- "249043822"
- Octo-B  # since 2020
- octo-d
teams:
  octo-team:
    description: ""
    members:
    - octo-zed
"""


def changed(text: str, *names: str, folder) -> str:
    """The file after the change, by git."""
    change = add_members(layout_of(text, PATH), [login(name) for name in names])
    assert change.by_hand is None
    target = folder / PATH
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8")
    subprocess.run([GIT, "apply", "-"], cwd=folder, input=change.diff or "", check=True, text=True)
    return target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "members"),
    [
        (["octo-c"], ["249043822", "Octo-B", "octo-c", "octo-d"]),
        (["OCTO-A"], ["249043822", "OCTO-A", "Octo-B", "octo-d"]),
        (["octo-z"], ["249043822", "Octo-B", "octo-d", "octo-z"]),
        (["12"], ["12", "249043822", "Octo-B", "octo-d"]),
        (["octo-c2", "octo-z", "octo-c1", "octo-a", "1e5"], ["1e5", "249043822", "octo-a", "Octo-B", "octo-c1", "octo-c2", "octo-d", "octo-z"]),
    ],
)  # fmt: skip
def test_members_stay_in_order_and_every_other_line_as_it_is(names, members, tmp_path):
    after = changed(FILE, *names, folder=tmp_path)
    read = yaml.safe_load(after)
    assert read["members"] == members
    assert [line for line in after.splitlines() if line in FILE.splitlines()] == FILE.splitlines()
    assert read["teams"] == yaml.safe_load(FILE)["teams"]


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (FILE, "octo-b", "members names octo-b already"),
        (FILE, "octo-admin", "admins names octo-admin already"),
        (FILE.replace("octo-d", "octo-a"), "octo-c", "members are not in alphabetical order"),
        ("members: &all\n- octo-a\n", "octo-c", "it uses anchors of YAML"),
        ("members:\n  octo-a: 1\n", "octo-c", "what stands under members is no list"),
    ],
)
def test_what_a_person_had_better_change(text, name, why):
    change = add_members(layout_of(text, PATH), [login(name)])
    assert (change.diff, change.by_hand) == (None, why)


@pytest.mark.parametrize("text", ["admins: [octo-admin]\nmembers: []\n", "admins:\n- octo-admin\n"])
def test_the_first_members_of_an_organization(text, tmp_path):
    assert yaml.safe_load(changed(text, "octo-c", folder=tmp_path))["members"] == ["octo-c"]
    several = add_members(layout_of(text, PATH), [login("octo-c"), login("octo-d")])
    assert several.by_hand == "its lists are laid out in an unusual way"


@pytest.mark.parametrize("names", [["octo-z"], ["octo-a"], ["octo-a", "octo-y", "octo-z"], ["octo-y", "octo-z"]])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_that_ends_without_a_line_end_goes_on_to_do_so(names, end, tmp_path):
    text = end.join(["admins:", "- octo-admin", "members:", "- octo-b", "- octo-c"])
    change = add_members(layout_of(text, PATH), [login(name) for name in names])
    target = tmp_path / PATH
    target.parent.mkdir(parents=True)
    target.write_bytes(text.encode())
    subprocess.run([GIT, "apply", "-"], cwd=tmp_path, input=(change.diff or "").encode(), check=True)
    after = target.read_bytes().decode()
    assert yaml.safe_load(after)["members"] == sorted([*names, "octo-b", "octo-c"])
    assert not after.endswith("\n")
