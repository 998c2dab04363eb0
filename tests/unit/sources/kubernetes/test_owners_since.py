"""Since when somebody stands in OWNERS: by the lines that say so."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from holding_files import holders_of
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import Community, Kind
from tracker.facts.owners import Role
from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Login
from tracker.sources.base import FileText, LastChange, Unread
from tracker.sources.kubernetes.line_dates import UNDATED
from tracker.sources.kubernetes.owners import read_owners
from tracker.sources.kubernetes.owners_since import MAX_FILES, with_owner_dates

REPO = "octo-org/widget"
GEAR = "octo-org/gear"
OCTO = Login.parse("Octo-One")
OTHER = Login.parse("octo-two")
DAY_ZERO = datetime(2020, 1, 1, tzinfo=UTC)
ROOT = f"{REPO}:OWNERS"
ALIASES = f"{REPO}:OWNERS_ALIASES"


class Files:
    """Answers from a mapping of names to texts."""

    def __init__(self, files):
        self.files = files

    def read(self, refs):
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        url = f"https://github.example/{ref.repo}/blob/HEAD/{ref.path}"
        return FileText(ref=ref, text=self.files.get(str(ref)), oid=None, url=url)


@dataclass
class EachLine:
    """Blame by which line n of a file was last changed n days after the file's first day."""

    begins: dict[str, int] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    lines: int = 60
    asked: list[list[str]] = field(default_factory=list)

    def blame(self, refs):
        self.asked.append([str(ref) for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if str(ref) in self.unread:
            return Unread(ref=ref, reason=self.unread[str(ref)])
        begin = self.begins.get(str(ref), 0)
        return tuple(
            LastChange(
                first=n, last=n, at=DAY_ZERO + timedelta(days=begin + n), url=f"https://github.example/{ref}#{n}"
            )
            for n in range(1, self.lines + 1)
        )


def community_of(files, paths=("",)):
    repos = {name.partition(":")[0] for name in files}
    trees, _ = read_owners(Files(files), dict.fromkeys(repos, frozenset(paths)))
    return Community(owners=trees)


def dated(files, *, blamer=None, logins=(OCTO,), paths=("",)):
    """The community with dates, and the blamer."""
    blamer = blamer or EachLine()
    return with_owner_dates(community_of(files, paths), frozenset(logins), Files(files), blamer), blamer


def entries_of(community, login=OCTO):
    return [entry for tree in community.owners.values() for entry in tree.entries(login)]


def line_of(text, *, repo=REPO, role=Role.APPROVER):
    """The line by which octo-one's role in the root's OWNERS is dated; None where it is not."""
    community, _ = dated({f"{repo}:OWNERS": text})
    (since,) = [entry.since for entry in entries_of(community) if entry.role is role and not entry.emeritus]
    return since.day and (since.day - DAY_ZERO.date()).days


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("approvers:\n- octo-one\n", 2),
        ("approvers:\n  - octo-two\n  - octo-one # since ever\n", 3),
        ('approvers:\n- "octo-one"\n', 2),
        ("approvers:\n- '@Octo-One'\n", 2),
        ("approvers:\n\n# octo-one\n- OCTO-ONE\n", 4),
        ("approvers: [octo-two, octo-one]\n", 1),
        ("approvers: [octo-two,\n  octo-one]\n", 2),
        ("Approvers:\n- octo-one\n", 2),
        ("reviewers:\n- octo-one\napprovers:\n- octo-one\n", 4),
        ("approvers:\n- octo-one-more\n- octo-one\n- octo\n", 3),
        ("emeritus_approvers:\n- octo-one\napprovers:\n- octo-one\n", 4),
        ("labels:\n- octo-one\noptions:\n  no_parent_owners: true\napprovers:\n- octo-one\n", 6),
        ("approvers:\n- octo-one\nreviewers:\n- octo-one\n- octo-two\n", 2),
        ("approvers:\n- octo-one\n- octo-two\n- octo-one\n", 4),
        ("filters:\n  '.*':\n    approvers:\n    - octo-one\n", 4),
        ("approvers:\n- octo-one\nfilters:\n  '.*':\n    approvers:\n    - octo-one\n", 2),
        ("# a\n---\napprovers:\n- octo-one\n---\napprovers:\n- octo-one\n", 4),
        ("reviewers: &them\n- octo-one\napprovers: *them\n", None),
        ("approvers: &them [octo-one]\nreviewers: *them\n", 1),
    ],
)
def test_the_line_that_gives_the_role(text, line):
    assert line_of(text) == line


def test_each_role_has_its_own_line():
    text = "approvers:\n- octo-one\nreviewers:\n- octo-two\n- octo-one\n"
    assert (line_of(text), line_of(text, role=Role.REVIEWER)) == (2, 5)


def test_each_filter_has_its_own_line():
    text = (
        "filters:\n  '\\.go$':\n    approvers: [octo-one]\n  '\\.GO$':\n    reviewers: []\n    approvers: [octo-one]\n"
    )
    community, _ = dated({ROOT: text})
    days = {entry.filter: entry.since.day for entry in entries_of(community)}
    assert days == {r"\.go$": date(2020, 1, 4), r"\.GO$": date(2020, 1, 7)}


def test_what_a_date_says():
    (entry,) = entries_of(dated({ROOT: "approvers: [octo-one]\n"})[0])
    assert entry.since.day == date(2020, 1, 2)
    assert entry.since.precision is DatePrecision.LINE_LAST_TOUCHED
    assert entry.since.url == f"https://github.example/{ROOT}#1"
    assert entry.since.note is None


ALIASED = {
    ROOT: "approvers:\n- Octo-Team\n",
    ALIASES: "aliases:\n  octo-team:\n  - octo-two\n  - octo-one\n  other-team:\n  - octo-one\n",
}


@pytest.mark.parametrize(
    ("begins", "day", "note"),
    [
        ({}, date(2020, 1, 5), f"dated by the line in {ALIASES}"),
        ({ROOT: 100}, date(2020, 4, 12), None),
        ({ALIASES: 100}, date(2020, 4, 14), f"dated by the line in {ALIASES}"),
    ],
)
def test_of_an_alias_the_later_line_counts(begins, day, note):
    community, blamer = dated(ALIASED, blamer=EachLine(begins))
    (entry,) = entries_of(community)
    assert (entry.since.day, entry.since.note) == (day, note)
    assert blamer.asked == [[ROOT, ALIASES]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aliases:\n  octo-team: {octo-two, octo-one}\n", 2),
        ("aliases:\n  octo-team:\n    octo-two:\n    octo-one:\n", 4),
        ("Aliases:\n  OCTO-TEAM: [ '@octo-one' ]\n", 2),
        ("aliases:\n  another: &them\n  - octo-one\n  octo-team: *them\n", None),
        ("aliases:\n  another: &them\n  - octo-two\n  ? *them\n  : x\n  octo-team: [octo-one]\n", None),
    ],
)
def test_lines_of_an_alias(text, day):
    entries = entries_of(dated({ROOT: "approvers:\n- octo-team\n", ALIASES: text})[0])
    found = [entry.since.day and (entry.since.day - DAY_ZERO.date()).days for entry in entries]
    assert found == ([day] if entries else [])


def test_only_those_asked_about_are_dated():
    files = {ROOT: "approvers:\n- octo-one\n- octo-two\nemeritus_approvers:\n- octo-one\n"}
    community, _ = dated(files)
    before = community_of(files)
    known = {entry: entry.since for entry in entries_of(community)}
    assert [since is UNKNOWN_SINCE for entry, since in known.items() if entry.emeritus] == [True]
    assert [since is UNKNOWN_SINCE for entry, since in known.items() if not entry.emeritus] == [False]
    assert entries_of(community, OTHER) == entries_of(before, OTHER)


def test_the_tree_finds_the_dated_entries_anew():
    community, _ = dated({ROOT: "approvers:\n- octo-one\nreviewers:\n- octo-two\n"})
    tree = community.owners[REPO]
    entry = tree.entry_in_force(OCTO, Role.APPROVER, "pkg")
    assert entry.since.day == date(2020, 1, 3)
    assert entry in tree.entries(OCTO)
    assert entry in tree.entries_
    assert holders_of(tree, "pkg/a.go", Role.REVIEWER) == {OTHER}


def test_nobody_asks_for_nobody():
    files = {ROOT: "approvers:\n- octo-two\nemeritus_reviewers:\n- octo-one\n"}
    community, blamer = dated(files)
    assert community.owners == community_of(files).owners
    assert (blamer.asked, community.gaps) == ([], ())
    assert dated(files, logins=())[1].asked == []


def test_one_question_for_all():
    files = {ROOT: "approvers: [octo-one, octo-two]\n", f"{GEAR}:OWNERS": "reviewers: [octo-one]\n"}
    community, blamer = dated(files, logins=(OCTO, OTHER))
    assert [sorted(asked) for asked in blamer.asked] == [[f"{GEAR}:OWNERS", ROOT]]
    assert all(entry.since.day for login in (OCTO, OTHER) for entry in entries_of(community, login))


def test_the_files_nearest_to_the_root_come_first():
    files = {
        f"{REPO}:{'/'.join('abcdefghij'[:depth])}/OWNERS".replace(":/", ":"): "approvers: [octo-one]\n"
        for depth in range(11)
    }
    community, blamer = dated(files, paths=("a/b/c/d/e/f/g/h/i/j",))
    assert len(blamer.asked[0]) == MAX_FILES
    days = {entry.directory: entry.since.day for entry in entries_of(community)}
    assert [directory.count("/") for directory, day in days.items() if day is None] == [7, 8, 9]
    (gap,) = community.gaps
    assert (gap.kind, gap.repos, gap.more) == (Kind.OWNERS_SINCE, {REPO}, False)
    assert gap.reason == f"Octo-One is named in more OWNERS files than the {MAX_FILES} that are dated"


def test_what_cannot_be_dated_is_a_gap_of_its_repository():
    files = {ROOT: "approvers: [octo-one]\n", f"{GEAR}:OWNERS": "approvers: [octo-one]\n"}
    community, _ = dated(files, blamer=EachLine(unread={ROOT: "GitHub ran out of time"}))
    days = {entry.repo: entry.since.day for entry in entries_of(community)}
    assert days == {REPO: None, GEAR: date(2020, 1, 2)}
    (gap,) = community.gaps
    assert (gap.kind, gap.repos) == (Kind.OWNERS_SINCE, {REPO})
    assert gap.reason == f"{ROOT} could not be dated: GitHub ran out of time"
    assert community.gap(Kind.OWNERS_SINCE, GEAR) is None


def test_what_cannot_be_dated_is_a_gap_of_who_stands_there():
    files = {ROOT: "approvers: [octo-one]\n", f"{REPO}:pkg/OWNERS": "approvers: [octo-two]\n"}
    two = Login.parse("octo-two")
    community, _ = dated(files, blamer=EachLine(unread={ROOT: "no"}), logins=(OCTO, two), paths=("pkg",))
    assert [gap.concerns(OCTO, {REPO}) for gap in community.gaps] == [True]
    assert [gap.concerns(two, {REPO}) for gap in community.gaps] == [False]


def test_of_an_alias_both_lines_are_needed():
    community, _ = dated(ALIASED, blamer=EachLine(unread={ALIASES: "no"}))
    assert entries_of(community)[0].since is UNKNOWN_SINCE
    assert [gap.reason for gap in community.gaps] == [f"{ALIASES} could not be dated: no"]


def test_a_line_that_blame_does_not_know_is_a_gap():
    community, _ = dated({ROOT: "approvers:\n- octo-one\n"}, blamer=EachLine(lines=1))
    assert [gap.reason for gap in community.gaps] == [f"{UNDATED} in {ROOT}"]
    community, blamer = dated({ROOT: "x: &x [octo-one]\napprovers: *x\nreviewers: *x\n"})
    assert [gap.reason for gap in community.gaps] == [f"the line that counts was not found in {ROOT}"]
    assert blamer.asked == [[]]


def test_of_two_lines_both_must_be_dated():
    community, _ = dated({ROOT: "approvers:\n- octo-one\n- octo-two\n- octo-one\n"}, blamer=EachLine(lines=3))
    assert [entry.since for entry in entries_of(community)] == [UNKNOWN_SINCE]
    assert [gap.reason for gap in community.gaps] == [f"{UNDATED} in {ROOT}"]


def test_a_file_that_has_changed_meanwhile_is_a_gap():
    before = community_of({ROOT: "approvers: [octo-one]\n"})
    for text in ("approvers: [octo-two]\n", "approvers: [", None, "\ud800"):
        after = with_owner_dates(before, frozenset({OCTO}), Files({ROOT: text}), EachLine())
        assert after.gap(Kind.OWNERS_SINCE, REPO)
        assert entries_of(after) == entries_of(before)


def test_earlier_gaps_stay():
    community, _ = dated(ALIASED, blamer=EachLine(unread={ALIASES: "no"}))
    again = with_owner_dates(
        replace(community, owners=community_of(ALIASED).owners), frozenset({OCTO}), Files(ALIASED), EachLine()
    )
    assert again.gaps == community.gaps


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# MAINTAINERS\nOcto Two <two@octo.example> (@octo-two)\nOcto One <one@octo.example> (@Octo-One) pkg:*\n", 3),
        ("Octo <octo@octo.example> (@octo-one-more)\n# REVIEWERS\nOcto One <one@octo.example> (octo-one@) pkg:*\n", 3),
    ],
)
def test_maintainers(text, line):
    repo = "etcd-io/widget"
    community, _ = dated({f"{repo}:MAINTAINERS": text})
    (entry,) = entries_of(community)
    assert (entry.since.day - DAY_ZERO.date()).days == line


def test_front_matter():
    page = "kubernetes/website:content/page.md"
    text = "---\ntitle: 'A page: of octo-one'\napprovers:\n- octo-one\n---\n\n- octo-one: [\n"
    community, _ = dated({page: text}, paths=("content/page.md",))
    (entry,) = entries_of(community)
    assert entry.since.day == date(2020, 1, 5)
    without = with_owner_dates(
        community_of({page: text}, ("content/page.md",)), frozenset({OCTO}), Files({page: "# No\n"}), EachLine()
    )
    assert without.gap(Kind.OWNERS_SINCE)


NAMES = st.sampled_from(["octo-one", "Octo-One", '"octo-one"', "'@octo-one'"])
REST = st.lists(st.sampled_from(["octo-two", "octo-team", "# octo-one", "", "octo-one-b"]), max_size=4)


@given(name=NAMES, before=REST, after=REST, key=st.sampled_from(["approvers", "reviewers"]))
def test_a_line_is_found_wherever_it_stands(name, before, after, key):
    listed = [f"  - {one}" if one and not one.startswith("#") else one for one in (*before, name, *after)]
    text = "\n".join(["labels:", "  - octo-one", f"{key}:", *listed, ""])
    number = 4 + len(before)
    role = Role.APPROVER if key == "approvers" else Role.REVIEWER
    assert partial(line_of, role=role)(text) == number
