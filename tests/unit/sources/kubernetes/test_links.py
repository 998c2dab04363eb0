"""Symbolic links are followed within their repository, and none for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.links import MAX_LINKS, read_through

REPO = "octo-org/widget"


class Tree:
    """Files by path, links by path."""

    def __init__(self, files=(), links=()):
        self.files, self.links = dict(files), dict(links)
        self.calls = []

    def read(self, refs):
        self.calls.append([ref.path for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if (text := self.files.get(ref.path)) and text.startswith("!"):
            return Unread(ref=ref, reason=text[1:])
        link = self.links.get(ref.path)
        return FileText(ref=ref, text=text, oid=None, url=f"https://github.example/{ref.path}", link=link)


def through(tree, *paths):
    return read_through(tree, [FileRef(REPO, path) for path in paths])


@pytest.mark.parametrize(
    ("path", "link", "target"),
    [
        ("A", "b/c", "b/c"),
        ("A", "./b//c", "b/c"),
        ("x/y/A", "c", "x/y/c"),
        ("x/y/A", "../c", "x/c"),
        ("x/y/A", ".././../c", "c"),
    ],
)
def test_a_link_is_relative_to_its_directory(path, link, target):
    (found,) = through(Tree({target: "text"}, {path: link}), path)
    assert (found.text, found.ref.path, found.place.path, found.link) == ("text", path, target, None)
    assert found.url.endswith(target)


@pytest.mark.parametrize(
    ("path", "link", "why"),
    [
        ("A", "../c", "leads out of the repository, to ../c"),
        ("x/A", "../../c", "leads out of the repository, to ../../c"),
        ("A", "/c", "leads out of the repository, to /c"),
        ("A", "b/../c", "leads to b/../c, which is not followed"),
        ("x/A", "..", "leads to .., which is not followed"),
        ("A", "", "leads to , which is not followed"),
        ("A", "no", "leads to no, which does not exist"),
        ("A", "broken", "leads to broken, which could not be read: it is a directory"),
    ],
)
def test_a_link_that_leads_to_no_file_is_unread(path, link, why):
    (found,) = through(Tree({"c": "text", "broken": "!it is a directory"}, {path: link}), path)
    assert found == Unread(ref=FileRef(REPO, path), reason=f"it is a symbolic link that {why}")


def test_links_are_followed_one_after_the_other_and_all_with_one_call_each():
    tree = Tree({"x/c": "text", "plain": "more"}, {"A": "x/b", "x/b": "c", "B": "x/c"})
    found = through(tree, "A", "plain", "B", "gone")
    assert [one.text for one in found] == ["text", "more", "text", None]
    assert [one.place.path for one in found] == ["x/c", "plain", "x/c", "gone"]
    assert tree.calls == [["A", "plain", "B", "gone"], ["x/b", "x/c"], ["x/c"]]


@pytest.mark.parametrize("links", [{"A": "A"}, {"A": "B", "B": "A"}])
def test_a_circle_ends(links):
    tree = Tree({}, links)
    (found,) = through(tree, "A")
    assert found.reason == "it is a symbolic link that leads over too many others"
    assert len(tree.calls) == MAX_LINKS + 1


def test_a_chain_has_an_end():
    links = {f"l{n}": f"l{n + 1}" for n in range(MAX_LINKS)}
    end = {f"l{MAX_LINKS}": "text"}
    assert through(Tree(end, links), "l0")[0].text == "text"
    assert through(Tree(end, links | {"A": "l0"}), "A")[0].reason.endswith("over too many others")


@given(st.text(st.sampled_from("./abA"), max_size=12), st.dictionaries(st.sampled_from("abc"), st.text("./abc")))
def test_nothing_is_read_outside_of_the_repository(link, links):
    tree = Tree({"b": "text"}, {"a/A": link, **links})
    through(tree, "a/A")
    assert not [path for call in tree.calls for path in call if path.startswith(("/", "..")) or "/../" in path]
