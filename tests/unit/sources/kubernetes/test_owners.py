from dataclasses import replace

import pytest
from holding_files import holders_of

from tracker.facts import Kind
from tracker.facts.owners import Role
from tracker.facts.people import Login
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.owners import read_owners

REPO = "octo-org/widget"
ETCD = "etcd-io/octo-widget"
WEBSITE = "kubernetes/website"
APPROVER, REVIEWER = Role.APPROVER, Role.REVIEWER


class Files:
    """Answers from a mapping of names to texts; an ``Unread`` reason where the text is an exception."""

    def __init__(self, files, listed=None):
        self.files = files
        self.listed = listed
        self.calls = []

    def read(self, refs):
        self.calls.append([str(ref) for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        text = self.files.get(str(ref))
        if isinstance(text, Exception):
            return Unread(ref=ref, reason=str(text))
        return FileText(ref=ref, text=text, oid=None, url=f"https://github.example/{ref.repo}/blob/HEAD/{ref.path}")

    def list_paths(self, repo):
        if self.listed is None:
            return Unread(ref=FileRef(repo, ""), reason="it has more files than GitHub lists")
        return self.listed


def names(logins):
    return sorted(str(login) for login in logins)


def test_the_owners_of_every_directory_up_to_the_root_are_read_with_one_call():
    files = Files({})
    read_owners(files, {REPO: frozenset({"pkg/widget", "/pkg/gear/"}), "octo-org/gear": frozenset()})
    [asked] = files.calls
    assert asked == [
        f"{REPO}:OWNERS",
        f"{REPO}:OWNERS_ALIASES",
        f"{REPO}:pkg/OWNERS",
        f"{REPO}:pkg/gear/OWNERS",
        f"{REPO}:pkg/widget/OWNERS",
        "octo-org/gear:OWNERS",
        "octo-org/gear:OWNERS_ALIASES",
    ]


def test_a_tree_has_what_the_files_say():
    files = {
        f"{REPO}:OWNERS": "approvers: [octo-team]\n",
        f"{REPO}:OWNERS_ALIASES": "aliases:\n  octo-team:\n  - octo-one\n  - '249043822'\n",
        f"{REPO}:pkg/OWNERS": "filters:\n  '\\.go\\z':\n    reviewers: [octo-gopher]\n",
    }
    trees, gaps = read_owners(Files(files), {REPO: frozenset({"pkg"})})
    tree = trees[REPO]
    assert gaps == ()
    assert names(holders_of(tree, "pkg/a.go", APPROVER)) == ["249043822", "octo-one"]
    assert names(holders_of(tree, "pkg/a.go", REVIEWER)) == ["octo-gopher"]
    assert holders_of(tree, "pkg/a.md", REVIEWER) == frozenset()
    assert tree.entries(Login.parse("octo-one"))[0].url == f"https://github.example/{REPO}/blob/HEAD/OWNERS"
    assert not tree.complete


@pytest.mark.parametrize(
    "text", ["", "# octo-nobody\n", "approvers:\n# - octo-gone\nreviewers:\n", "labels:\n- sig/octo\n"]
)
def test_a_missing_or_empty_file_is_no_gap(text):
    trees, gaps = read_owners(Files({f"{REPO}:pkg/OWNERS": text}), {REPO: frozenset({"pkg/widget"})})
    assert gaps == ()
    assert trees[REPO].entries_ == ()
    assert trees[REPO].problems == ()


def test_vendored_directories_are_not_asked_for():
    files = Files({})
    read_owners(files, {REPO: frozenset({"vendor/octo.example/lib/pkg"})})
    assert files.calls == [
        [f"{REPO}:OWNERS", f"{REPO}:OWNERS_ALIASES", f"{REPO}:vendor/OWNERS", f"{REPO}:vendor/octo.example/OWNERS"]
    ]


def test_what_is_no_yaml_is_a_gap_and_spoils_nothing_else():
    files = Files(
        {
            f"{REPO}:OWNERS": "approvers: [octo-root]",
            f"{REPO}:OWNERS_ALIASES": "aliases: [",
            f"{REPO}:pkg/OWNERS": "approvers: {",
            "octo-org/gear:OWNERS": "approvers: [octo-gear]",
        }
    )
    trees, gaps = read_owners(files, {REPO: frozenset({"pkg"}), "octo-org/gear": frozenset()})
    assert names(holders_of(trees[REPO], "pkg/a", APPROVER)) == ["octo-root"]
    assert [problem.path for problem in trees[REPO].problems] == ["OWNERS_ALIASES", "pkg/OWNERS"]
    assert [(gap.kind, gap.repos) for gap in gaps] == [(Kind.OWNERS, frozenset({REPO}))] * 2
    assert [gap.reason.split(" is ")[0] for gap in gaps] == [f"{REPO}:OWNERS_ALIASES", f"{REPO}:pkg/OWNERS"]


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("OWNERS", "approvers: octo-one\n", "approvers is no list of names, so the keys beside filters give nothing"),
        ("OWNERS", "approvers: [octo-one, 12345]\n", "approvers is no list of names (12345 needs quotes)"),
        ("OWNERS", "approvers: [octo-one, no]\n", "approvers is no list of names (false needs quotes)"),
        ("OWNERS", "approvers: [octo-one]\noptions: {no_parent_owners: 'true'}\n", "no_parent_owners is neither"),
        ("OWNERS", "filters: {'[': {approvers: [octo-one]}}\n", "the filter '[' is no pattern"),
        ("OWNERS_ALIASES", "aliases: {octo-team: [octo-one, null]}\n", "the alias 'octo-team' is no list of names"),
        ("OWNERS_ALIASES", "aliases: {octo-team: [octo-one, 12345]}\n", "the alias 'octo-team' is no list of names"),
        ("OWNERS_ALIASES", "aliases: {octo-team: [octo-one, yes]}\n", "the alias 'octo-team' is no list of names"),
    ],
)
def test_what_prow_rejects_gives_nothing_and_the_gap_says_why(path, text, why):
    files = {f"{REPO}:pkg/OWNERS": "approvers: [octo-team]\n", f"{REPO}:{path}": text}
    trees, [gap] = read_owners(Files(files), {REPO: frozenset({"pkg"})})
    team = {"octo-team"} if path == "OWNERS" else set()
    assert set(names(holders_of(trees[REPO], "pkg/a", APPROVER))) == team
    assert gap.reason.startswith(f"Prow rejects {REPO}:{path}, or a part of it: {why}")
    assert (gap.kind, gap.repos) == (Kind.OWNERS, {REPO})


def test_of_many_things_that_prow_rejects_in_a_file_the_first_is_named():
    text = "filters:\n  '[': {approvers: [a]}\n  '(': {approvers: [b]}\n  '*': {approvers: [c]}\n"
    _, [gap] = read_owners(Files({f"{REPO}:OWNERS": text}), {REPO: frozenset()})
    assert gap.reason.endswith("the filter '[' is no pattern, and is passed over, and 2 more")


def test_an_unread_file_is_a_gap():
    files = Files({f"{REPO}:OWNERS": "approvers: [octo-root]", f"{REPO}:pkg/OWNERS": OSError("timed out")})
    trees, [gap] = read_owners(files, {REPO: frozenset({"pkg"})})
    assert names(holders_of(trees[REPO], "pkg/a", APPROVER)) == ["octo-root"]
    assert gap.reason == f"{REPO}:pkg/OWNERS could not be read: timed out"
    assert gap.effect
    assert trees[REPO].unread == {"pkg"}
    assert gap.touches(Kind.OWNERS, REPO)
    assert not gap.touches(Kind.OWNERS, "octo-org/gear")


def test_a_repository_that_is_gone_has_no_tree_and_one_gap():
    paths = [f"{REPO}:{path}" for path in ("OWNERS", "OWNERS_ALIASES", "a/OWNERS", "a/b/OWNERS", "c/OWNERS")]
    files = Files(dict.fromkeys(paths, OSError("no such repository")))
    trees, [gap] = read_owners(files, {REPO: frozenset({"a/b", "c"})})
    assert trees == {}
    assert gap.reason == f"{', '.join(paths[:3])} and 2 more could not be read: no such repository"


def test_too_many_directories_are_read_from_the_root_on():
    files = Files({})
    wanted = frozenset({"a/b/c", "d/e", *(f"f{i:03}" for i in range(200))})
    trees, [gap] = read_owners(files, {REPO: wanted})
    [asked] = files.calls
    assert len(asked) == 150
    assert asked[2:4] == [f"{REPO}:a/OWNERS", f"{REPO}:d/OWNERS"]
    assert f"57 directories of {REPO} were too many to look into, from f146/OWNERS on" in gap.reason
    assert gap.repos == frozenset({REPO})
    assert not trees[REPO].complete
    assert {"f146", "f199"} < trees[REPO].unread
    assert "f145" not in trees[REPO].unread


MANY = frozenset(f"f{i:03}" for i in range(200))


def test_of_very_many_directories_those_are_read_that_have_the_file():
    files = Files(
        {f"{REPO}:f007/OWNERS": "approvers: [octo-one]"}, ["OWNERS", "f007/OWNERS", "f008/main.go", "x/OWNERS"]
    )
    trees, gaps = read_owners(files, {REPO: MANY}, files)
    assert files.calls == [[f"{REPO}:OWNERS", f"{REPO}:OWNERS_ALIASES", f"{REPO}:f007/OWNERS"]]
    assert gaps == ()
    assert names(trees[REPO].owners("f007")) == ["octo-one"]
    assert not trees[REPO].complete


def test_where_very_many_cannot_be_listed_each_is_asked_for():
    files = Files({f"{REPO}:f199/OWNERS": "approvers: [octo-one]"})
    trees, gaps = read_owners(files, {REPO: MANY}, files)
    assert len(files.calls[0]) == 202
    assert gaps == ()
    assert names(trees[REPO].owners("f199")) == ["octo-one"]


ONE, TWO, THREE = (Login.parse(f"octo-{name}") for name in ("one", "two", "three"))


@pytest.mark.parametrize("text", [OSError("timed out"), "approvers: [", "approvers: 7"])
def test_a_gap_is_of_those_for_whom_the_file_matters(text):
    """What is said of somebody is the same alone and with others, in whose directories a file is broken."""
    own = {ONE: {REPO: frozenset({"a/b"})}, TWO: {REPO: frozenset({"c"})}, THREE: {REPO: None}}
    files = {f"{REPO}:a/OWNERS": text, f"{REPO}:a/b/OWNERS": text}
    listed = ["a/OWNERS", "a/b/OWNERS", "c/OWNERS"]
    for wanted in (frozenset({"a/b", "c"}), None):
        people = {login: one for login, one in own.items() if wanted is None or one[REPO] is not None}
        _, gaps = read_owners(Files(files, listed), {REPO: wanted}, Files(files, listed), own_paths=people)
        for login, paths in people.items():
            _, alone = read_owners(Files(files, listed), paths, Files(files, listed))
            assert [replace(gap, login=None) for gap in gaps if gap.login == login] == list(alone)
            assert bool(alone) is (login is not TWO)


def test_where_all_files_cannot_be_listed_those_of_others_are_read_all_the_same():
    own = {ONE: {REPO: frozenset({"a"})}, TWO: {REPO: None}}
    files = Files({f"{REPO}:a/OWNERS": "approvers: [octo-one]"})
    trees, gaps = read_owners(files, {REPO: None}, files, own_paths=own)
    assert names(trees[REPO].owners("a")) == ["octo-one"]
    assert [gap.login for gap in gaps] == [TWO]
    assert not trees[REPO].within(frozenset({"a"})).unlisted


def test_the_root_is_read_however_few_files_may_be(monkeypatch):
    monkeypatch.setattr("tracker.sources.kubernetes.owners.MAX_FILES", 1)
    files = Files({})
    _, [gap] = read_owners(files, {REPO: frozenset({"a"})})
    assert files.calls == [[f"{REPO}:OWNERS", f"{REPO}:OWNERS_ALIASES"]]
    assert gap.kind is Kind.OWNERS


def test_all_owners_of_a_repository():
    listed = ["OWNERS", "OWNERS_ALIASES", "a/b/OWNERS", "a/b/OWNERS.md", "NOT_OWNERS", "vendor/x/y/OWNERS", "a/x.go"]
    files = Files({f"{REPO}:a/b/OWNERS": "approvers: [octo-one]"}, listed)
    trees, gaps = read_owners(files, {REPO: None}, files)
    assert files.calls == [[f"{REPO}:OWNERS", f"{REPO}:OWNERS_ALIASES", f"{REPO}:a/b/OWNERS"]]
    assert gaps == ()
    assert trees[REPO].complete
    assert names(trees[REPO].owners("a/b")) == ["octo-one"]


@pytest.mark.parametrize("text", [OSError("timed out"), "approvers: ["])
def test_a_tree_is_not_complete_without_each_of_its_files(text):
    files = Files({f"{REPO}:a/OWNERS": text}, ["a/OWNERS"])
    trees, [_] = read_owners(files, {REPO: None}, files)
    assert not trees[REPO].complete


def test_a_repository_that_is_not_listed_is_read_at_its_root():
    files = Files({f"{REPO}:OWNERS": "approvers: [octo-root]"})
    trees, [gap] = read_owners(files, {REPO: None}, files)
    assert names(trees[REPO].owners("")) == ["octo-root"]
    assert not trees[REPO].complete
    assert trees[REPO].unlisted
    assert "it has more files than GitHub lists" in gap.reason
    _, [gap] = read_owners(files, {REPO: None})
    assert "nobody was asked" in gap.reason


def test_too_many_files_of_a_listed_repository_are_a_gap():
    files = Files({}, [f"d{i:04}/OWNERS" for i in range(2000)])
    trees, [gap] = read_owners(files, {REPO: None}, files)
    assert "2 directories" in gap.reason
    assert not trees[REPO].complete


@pytest.mark.parametrize(
    ("files", "owners"),
    [
        ({"MAINTAINERS": "Octo One (@octo-one) pkg:*\n"}, ["octo-one"]),
        ({"MAINTAINERS": "Octo One (@octo-one) pkg:*\n", "OWNERS": "approvers: [octo-two]"}, ["octo-two"]),
        ({}, []),
    ],
)
def test_maintainers_of_etcd_stand_where_there_are_no_owners(files, owners):
    trees, gaps = read_owners(Files({f"{ETCD}:{path}": text for path, text in files.items()}), {ETCD: frozenset()})
    assert gaps == ()
    assert names(trees[ETCD].owners("")) == owners


class Linked(Files):
    """Files of which some are symbolic links: from names to the paths that they name."""

    def __init__(self, files, links, listed=None):
        super().__init__(files, listed)
        self.links = links

    def _one(self, ref):
        link = self.links.get(str(ref))
        return replace(super()._one(ref), link=link) if link is not None else super()._one(ref)


def test_linked_aliases_are_those_that_the_link_leads_to():
    files = {
        f"{REPO}:OWNERS": "approvers: [octo-approvers]\n",
        f"{REPO}:release-tools/SHARED": "aliases: {octo-approvers: [csi-cora]}\n",
    }
    reader = Linked(files, {f"{REPO}:OWNERS_ALIASES": "release-tools/SHARED"})
    trees, gaps = read_owners(reader, {REPO: frozenset()})
    assert gaps == ()
    assert names(holders_of(trees[REPO], "a", APPROVER)) == ["csi-cora"]
    assert trees[REPO].entries(Login.parse("octo-approvers")) == ()
    assert reader.calls == [[f"{REPO}:OWNERS", f"{REPO}:OWNERS_ALIASES"], [f"{REPO}:release-tools/SHARED"]]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("no/such", "leads to no/such, which does not exist"),
        ("../elsewhere", "leads out of the repository, to ../elsewhere"),
        ("/etc/passwd", "leads out of the repository, to /etc/passwd"),
        ("OWNERS_ALIASES", "leads over too many others"),
    ],
)
def test_of_aliases_that_were_not_read_no_name_is_a_login_unless_somebody_has_it(link, why):
    files = {f"{REPO}:OWNERS": "approvers: [octo-approvers, csi-cora]\n"}
    reader = Linked(files, {f"{REPO}:OWNERS_ALIASES": link})
    trees, [gap] = read_owners(reader, {REPO: frozenset()})
    assert gap.reason == f"{REPO}:OWNERS_ALIASES could not be read: it is a symbolic link that {why}"
    assert trees[REPO].aliases_unread
    assert names(holders_of(trees[REPO].of_people({Login.parse("csi-cora")}), "a", APPROVER)) == ["csi-cora"]
    assert trees[REPO].of_people(frozenset()).entries_ == ()


def test_linked_owners_are_none_as_prow_walks_plain_files():
    page = "content/en/a.md"
    reader = Linked(
        {f"{REPO}:OWNERS": "approvers: [octo-root]\n", f"{REPO}:elsewhere": "approvers: [octo-else]\n"},
        {f"{REPO}:pkg/OWNERS": "../elsewhere", f"{WEBSITE}:{page}": "b.md"},
    )
    trees, gaps = read_owners(reader, {REPO: frozenset({"pkg"}), WEBSITE: frozenset({page})})
    assert gaps == ()
    assert names(holders_of(trees[REPO], "pkg/a", APPROVER)) == ["octo-root"]
    assert len(reader.calls) == 1


def test_linked_maintainers_are_read():
    reader = Linked({f"{ETCD}:docs/M": "Octo One (@octo-one)\n"}, {f"{ETCD}:MAINTAINERS": "docs/M"})
    trees, _ = read_owners(reader, {ETCD: frozenset()})
    assert names(trees[ETCD].owners("")) == ["octo-one"]


PAGE = "---\ntitle: A page\nreviewers:\n- octo-writer\n---\n# A page\n\napprovers: [octo-nobody]\n---\n"


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        (PAGE, ["octo-writer"]),
        ("# A page\n\n---\nreviewers: [octo-nobody]\n---\n", []),
        ("---\n---\n", []),
        ("---\nfilters: {'.*': {reviewers: [octo-nobody]}}\n---\n", []),
        ("---\nreviewers: [octo-writer]\n---", ["octo-writer"]),
        ("---\nreviewers: [octo-nobody]\n", []),
        ("---\r\nreviewers: [octo-nobody]\r\n---\r\n", []),
        ("---", []),
    ],
)
def test_front_matter_counts_where_it_is_configured(text, holders):
    page = "content/en/a.md"
    files = Files({f"{WEBSITE}:{page}": text, f"{REPO}:{page}": PAGE})
    trees, gaps = read_owners(files, {WEBSITE: frozenset({page}), REPO: frozenset({page})})
    assert gaps == ()
    assert names(holders_of(trees[WEBSITE], page, REVIEWER)) == holders
    assert holders_of(trees[REPO], page, REVIEWER) == frozenset()
    assert f"{WEBSITE}:{page}/OWNERS" not in files.calls[0]


def test_a_listed_repository_with_front_matter_is_not_complete():
    files = Files({}, ["OWNERS", "content/en/a.md"])
    trees, gaps = read_owners(files, {WEBSITE: None}, files)
    assert gaps == ()
    assert not trees[WEBSITE].complete


def test_pages_are_read_where_every_owners_file_is_wanted():
    page = "content/en/a.md"
    files = Files({f"{WEBSITE}:{page}": PAGE, f"{REPO}:{page}": PAGE}, ["OWNERS", page, "content/en/b.md"])
    pages = frozenset({f"{WEBSITE}:{page}", f"{REPO}:{page}"})
    trees, gaps = read_owners(files, {WEBSITE: None, REPO: None}, files, pages=pages)
    assert gaps == ()
    assert names(holders_of(trees[WEBSITE], page, REVIEWER)) == ["octo-writer"]
    assert trees[REPO].entries_ == ()
    assert f"{WEBSITE}:content/en/b.md" not in files.calls[0]
    unlisted, _ = read_owners(Files(files.files), {WEBSITE: None}, pages=pages)
    assert names(holders_of(unlisted[WEBSITE], page, REVIEWER)) == ["octo-writer"]


def filters(count, first=0, text="x{}"):
    lines = (f"  '{text.format(number)}': {{approvers: [octo-one]}}\n" for number in range(first, first + count))
    return "filters:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a/OWNERS": filters(101)}, "a/OWNERS has 101 filters, and of one file no more than 100 are read"),
        (
            {"OWNERS": filters(100), "a/OWNERS": filters(100, 100), "b/OWNERS": filters(1, 200)},
            "b/OWNERS has filters, and of one repository no more than 200 are read",
        ),
        ({"a/OWNERS": filters(1, text="x" * 1001)}, "a/OWNERS has a filter that is too large to be used"),
        ({"a/OWNERS": filters(1, text=r"\pL{{1000}}")}, "a/OWNERS has a filter that is too large to be used"),
    ],
)
def test_filters_are_bounded_and_what_is_beyond_is_unknown(files, why):
    reader = Files({f"{REPO}:{path}": text for path, text in files.items()})
    trees, [gap] = read_owners(reader, {REPO: frozenset({"a", "b"})})
    assert gap.reason == f"{REPO}:{why}"
    assert trees[REPO].unread == {gap.reason.removeprefix(f"{REPO}:").partition("/")[0]}
    assert not trees[REPO].complete


def test_filters_within_the_bounds_are_no_gap():
    reader = Files({f"{REPO}:OWNERS": filters(100), f"{REPO}:a/OWNERS": filters(100, 100)})
    trees, gaps = read_owners(reader, {REPO: frozenset({"a"})})
    assert gaps == ()
    assert len(trees[REPO].patterns) == 200


def test_a_bomb_and_a_megabyte_are_gaps():
    bomb = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    files = Files({f"{REPO}:a/OWNERS": bomb, f"{REPO}:b/OWNERS": "#" * 3_000_000})
    trees, gaps = read_owners(files, {REPO: frozenset({"a", "b"})})
    assert len(gaps) == 2
    assert trees[REPO].entries_ == ()


def test_nothing_wanted_is_nothing_read():
    assert read_owners(Files({}), {}) == ({}, ())
