"""The index of roles: what it is built from, whom it finds, and what it says of what it could not read."""

from datetime import UTC, datetime, timedelta

import pytest
from factories import login

from tracker.facts.groups_file import parse_groups
from tracker.facts.owners import Role
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.role_index import MAX_AGE, RoleIndices, build_index
from tracker.sources.store import open_store
from tracker.sources.store.texts import Texts

NOW = datetime(2026, 8, 21, 12, tzinfo=UTC)
A, B, GONE, OTHER = "octo-org/a", "octo-org/b", "octo-org/gone", "elsewhere/c"
ORGS = ("Octo-Org",)
SIGS = "octo-org/community:sigs.yaml"
SIGS_TEXT = "sigs:\n- dir: sig-octo\n  name: Octo\n  subprojects:\n  - name: all\n    owners:\n" + "".join(
    f"    - https://raw.githubusercontent.com/{repo}/main/OWNERS\n" for repo in (A, B, GONE, OTHER)
)
FILES = {
    f"{A}:OWNERS": "approvers: [octo-Ann, a-team]\nreviewers: [rob]\n",
    f"{A}:OWNERS_ALIASES": "aliases: {a-team: [alice]}\n",
    f"{B}:OWNERS": "approvers: [b-team]\nemeritus_approvers: [emil]\n",
    f"{B}:OWNERS_ALIASES": ("shared/ALIASES",),
    f"{B}:shared/ALIASES": "aliases: {b-team: [bert]}\n",
    SIGS: SIGS_TEXT,
}


class Files:
    """Files by name: a text, a symbolic link as a tuple, or an exception as the reason why one is unread."""

    def __init__(self, files=FILES, called=None):
        self.files = files
        self.called = called or {}
        self.calls = []

    def read(self, refs):
        self.calls.append([str(ref) for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if ref.repo == GONE:
            return Unread(ref=ref, reason="no", absent=True)
        found = self.files.get(str(ref))
        if isinstance(found, Exception):
            return Unread(ref=ref, reason=str(found))
        link = found[0] if isinstance(found, tuple) else None
        text = None if link else found
        oid = f"oid of {ref}" if found else None
        return FileText(
            ref=ref, text=text, oid=oid, link=link, url=f"https://github.example/{ref.repo}/blob/x/{ref.path}"
        )


def built(**options):
    return build_index(Files(**options), parse_groups(_groups(), url="x"), ORGS, NOW)


def _groups():
    links = [f"https://raw.githubusercontent.com/{repo}/main/OWNERS" for repo in (A, B, GONE, OTHER)]
    return {"sigs": [{"dir": "sig-octo", "name": "Octo", "subprojects": [{"name": "all", "owners": links}]}]}


def roles(index, name, *people):
    entries = index.entries(login(name), {login(one) for one in people})
    return {(entry.repo, entry.role, entry.alias) for entry in entries if not entry.emeritus}


def test_whoever_is_named_at_a_root_is_found_directly_or_by_an_alias():
    index = built()
    assert roles(index, "OCTO-ann") == {(A, Role.APPROVER, None)}
    assert roles(index, "rob") == {(A, Role.REVIEWER, None)}
    assert roles(index, "alice") == {(A, Role.APPROVER, "a-team")}
    assert roles(index, "bert") == {(B, Role.APPROVER, "b-team")}  # behind a symbolic link
    assert roles(index, "a-team") == roles(index, "emil") == roles(index, "nobody") == set()


@pytest.mark.parametrize("files", [{f"{A}:OWNERS": ("shared/OWNERS",)}, {f"{A}:OWNERS": "approvers: [octo-Ann, 5]\n"}])
def test_what_prow_does_not_read_gives_nobody_a_role(files):
    index = built(files={**FILES, f"{A}:shared/OWNERS": FILES[f"{A}:OWNERS"], **files})
    assert roles(index, "octo-ann") == set()


def test_repositories_of_other_organizations_are_left_out_and_missing_ones_named():
    index = built()
    assert index.repositories == {A, B}
    assert index.unread == {GONE: ""}


def test_where_the_aliases_were_not_read_only_those_are_found_who_are_known_to_be_people():
    index = built(files={**FILES, f"{A}:OWNERS_ALIASES": OSError("no answer")})
    assert roles(index, "a-team") == roles(index, "octo-ann") == roles(index, "octo-ann", "rob") == set()
    assert roles(index, "octo-ann", "octo-ann") == {(A, Role.APPROVER, None)}
    assert index.unread == {A: "no answer", GONE: ""}
    assert index.repositories == {B}


def test_repositories_are_called_as_they_are_now():
    index = built(called={A: "octo-org/new"})
    assert roles(index, "rob") == {("octo-org/new", Role.REVIEWER, None)}
    assert (index.names, index.repositories) == ({A: "octo-org/new"}, {"octo-org/new", B})


@pytest.fixture
def store():
    store = open_store(None)
    yield store
    store.close()


class Kept(Files):
    """Files that keep what they read in a store, as GitHub's do."""

    def __init__(self, store, **options):
        super().__init__(**options)
        self.texts = Texts(store)

    def read(self, refs):
        found = super().read(refs)
        self.texts.keep([one for one in found if isinstance(one, FileText)], NOW)
        return found


def indices(store, **options):
    return RoleIndices(files=Kept(store, **options), store=store)


@pytest.mark.parametrize(("age", "used"), [(MAX_AGE - timedelta(minutes=1), True), (MAX_AGE, False), (-MAX_AGE, False)])
def test_it_is_used_while_it_is_younger_than_seven_days(store, age, used):
    made = indices(store)
    assert made.get(SIGS, ORGS, NOW, build=False) is None
    assert made.get(SIGS, ORGS, NOW, build=True)
    calls = len(made.files.calls)
    later = made.get(SIGS, ORGS, NOW + age, build=False)
    assert (later is not None) is used
    assert len(made.files.calls) == calls
    if later:
        assert {name: roles(later, name) for name in ("rob", "alice", "bert")} == {
            name: roles(built(), name) for name in ("rob", "alice", "bert")
        }
        assert (later.repositories, later.unread) == ({A, B}, {GONE: ""})


def test_it_is_kept_only_where_everything_answered(store):
    broken = indices(store, files={**FILES, f"{A}:OWNERS": OSError("no answer")})
    assert broken.get(SIGS, ORGS, NOW, build=True).unread[A] == "no answer"
    assert broken.get(SIGS, ORGS, NOW, build=False) is None


def test_without_the_file_that_names_the_repositories_there_is_none(store):
    assert indices(store, files={}).get(SIGS, ORGS, NOW, build=True) is None


def test_text_that_the_store_lost_is_unread(store):
    made = indices(store)
    made.get(SIGS, ORGS, NOW, build=True)
    with store.transaction() as transaction:
        transaction.execute("DELETE FROM paths WHERE repo = ?", (A,))
    index = made.get(SIGS, ORGS, NOW, build=False)
    assert index.repositories == {B}
    assert set(index.unread) == {A, GONE}
    assert FileRef(A, "OWNERS") not in index.texts
