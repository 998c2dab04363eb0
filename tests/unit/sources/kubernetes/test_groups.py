import pytest

from tracker.facts import Kind
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.groups import read_groups

FILE = "octo-org/community:sigs.yaml"
URL = "https://github.com/octo-org/community/blob/main/sigs.yaml"


class OneFile:
    def __init__(self, text, reason=None):
        self.text, self.reason = text, reason

    def read(self, refs):
        assert list(refs) == [FileRef("octo-org/community", "sigs.yaml")]
        if self.reason:
            return [Unread(ref=refs[0], reason=self.reason)]
        return [FileText(ref=refs[0], text=self.text, oid="1", url=URL)]


SIG = "- dir: sig-widgets\n  name: Widgets\n  leadership: {chairs: [{github: octo-chair}, {github: 007}]}\n"


def test_groups_are_read_from_the_file():
    groups, gaps = read_groups(OneFile(f"sigs:\n{SIG}usergroups: []\n"), FILE)
    assert gaps == ()
    assert groups.url == URL
    assert [str(person.login) for person in groups.group("sig-widgets").chairs] == ["octo-chair", "007"]


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (OneFile(None, reason="no answer in 30 seconds"), f"{FILE} could not be read: no answer in 30 seconds"),
        (OneFile(None), f"{FILE} does not exist"),
        (OneFile("sigs: ["), f"{FILE} is no YAML"),
        (OneFile(""), f"{FILE} lists no groups"),
        (OneFile("sigs: []"), f"{FILE} lists no groups"),
        (OneFile("<html>\n"), f"{FILE} lists no groups"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_gap(reader, reason):
    groups, (gap,) = read_groups(reader, FILE)
    assert groups is None
    assert gap.kind is Kind.GROUPS
    assert gap.reason.startswith(reason)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("- name: x\n", f"{FILE} could not be read in full: sigs[1]: dir names no directory"),
        ("- x\n- y\n", f"{FILE} could not be read in full: sigs[1] is no mapping, and 1 more"),
    ],
)
def test_an_entry_that_cannot_be_read_is_a_gap(more, reason):
    groups, (gap,) = read_groups(OneFile(f"sigs:\n{SIG}{more}"), FILE)
    assert [group.id for group in groups.active] == ["sig-widgets"]
    assert gap.reason == reason
    assert gap.effect == "a group, a lead or a subproject may be missing"
