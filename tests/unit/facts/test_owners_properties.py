from holding_files import holders_of
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.owners import Role
from tracker.facts.owners_aliases import parse_aliases
from tracker.facts.owners_build import tree_of
from tracker.facts.owners_file import parse_owners
from tracker.facts.people import Login


def login(text):
    return Login.parse(text)


def tree(files, aliases):
    parsed = [parse_owners(data, path=path, url="https://github.example") for path, data in files.items()]
    return tree_of("octo-org/widget", parsed, parse_aliases({"aliases": aliases}), compile_pattern=lambda _: None)


_names = st.lists(st.sampled_from(["octo-one", "octo-two", "octo-three", "octo-team"]), max_size=3)
_directories = st.sampled_from(["", "a/", "a/b/", "c/"])
_files = st.dictionaries(
    _directories.map(lambda directory: f"{directory}OWNERS"),
    st.fixed_dictionaries({"approvers": _names, "reviewers": _names}),
)
_aliases = st.just({"octo-team": ["octo-four", "octo-five"]})
_paths = st.sampled_from(["x", "a/x", "a/b/x", "a/b/c/x", "c/x", "a/b", ""])


def powers(t, path):
    return {(role, str(holder).lower()) for role in Role for holder in holders_of(t, path, role)}


_lines = st.tuples(_directories, st.sampled_from(["approvers", "reviewers"]), st.text("abc-", min_size=1))


@given(_files, _aliases, _paths, _lines)
def test_a_further_line_takes_no_power_away(files, aliases, path, line):
    directory, key, name = line
    where = f"{directory}OWNERS"
    more = files | {where: {**files.get(where, {}), key: [*files.get(where, {}).get(key, []), name]}}
    assert powers(tree(files, aliases), path) <= powers(tree(more, aliases), path)


@given(_files, _aliases, _paths, _directories)
def test_no_parent_owners_gives_no_power(files, aliases, path, directory):
    where = f"{directory}OWNERS"
    more = files | {where: {**files.get(where, {}), "options": {"no_parent_owners": True}}}
    assert powers(tree(more, aliases), path) <= powers(tree(files, aliases), path)


@given(_files, _aliases, _paths)
def test_case_never_matters(files, aliases, path):
    loud = {
        where: {key: [name.upper() for name in value] for key, value in data.items()} for where, data in files.items()
    }
    shouted = {alias.upper(): [f"@{name.upper()}" for name in members] for alias, members in aliases.items()}
    assert powers(tree(files, aliases), path) == powers(tree(loud, shouted), path)


@given(_files, _aliases, _directories, st.sampled_from(["octo-one", "octo-four"]))
def test_an_entry_in_force_makes_a_holder(files, aliases, directory, name):
    t = tree(files, aliases)
    for role in Role:
        entry = t.entry_in_force(login(name), role, directory)
        assert (entry is not None) == (login(name) in holders_of(t, directory, role))
        assert entry is None or entry in t.entries(login(name))
        assert entry is None or login(name) in t.owners(entry.directory) or role is Role.REVIEWER
