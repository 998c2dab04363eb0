"""Pages of ids that are too much for GitHub are asked for in smaller ones."""

import re
from types import SimpleNamespace

import pytest

from tracker.sources.github.api.question import Result
from tracker.sources.github.gather.cursor import Cursor
from tracker.sources.github.gather.finding import Finding, first_cursors
from tracker.sources.github.searches import ADVANCED, Family, Search


class Searches:
    """Pages of ``found`` ids; more than ``most`` in one page are too heavy."""

    def __init__(self, most, found=180):
        self.most, self.found, self.sizes = most, found, []

    def ask(self, questions):
        yield {key: self._page(question) for key, question in questions.items()}

    def _page(self, question):
        size = int(re.search(r"first: (\d+)", question.field)[1])
        self.sizes.append(size)
        if size > self.most:
            return Result(failed="it is too much", heavy=True)
        start = int(question.values["after"] or 0)
        end = min(start + size, self.found)
        nodes = [
            {
                "id": f"PR_{n}",
                "createdAt": "2026-01-01T00:00:00Z",
                "updatedAt": "2026-01-01T00:00:00Z",
                "number": n,
                "repository": {"nameWithOwner": "etcd-io/pier", "isPrivate": False},
            }
            for n in range(start + 1, end + 1)
        ]
        info = {"hasNextPage": end < self.found, "endCursor": str(end)}
        return Result(data={"issueCount": self.found, "pageInfo": info, "nodes": nodes})


class Tired(Searches):
    """Of several questions it answers the first and the last ones, and gives up on the others."""

    def __init__(self, *results):
        super().__init__(most=100)
        self.rounds = list(results)

    def ask(self, questions):
        results = self.rounds.pop(0) if self.rounds else []
        yield {
            key: results[n] if n < len(results) else self._page(one) for n, (key, one) in enumerate(questions.items())
        }


HOST = SimpleNamespace(dialect=ADVANCED)
HEAVY, UNTRIED = Result(failed="it is too much", heavy=True), Result(failed="it is too much", untried=True)


class Reader:
    """Somebody of whose work everything is to be found."""

    def __init__(self, login="octo"):
        self.cursor = Cursor(Search(terms=f"is:pr author:{login}"))
        self.progress = {Family.AUTHORED: self}
        self.ids = []

    @property
    def first(self):
        return [self.cursor] if self.cursor.open else []

    def take_ids(self, _family, cursor, page):
        self.ids += [node["id"] for node in cursor.take(page)]


@pytest.mark.parametrize("most", [100, 60, 25, 1])
def test_pages_of_ids_become_as_small_as_need_be(most):
    reader, searches = Reader(), Searches(most)
    Finding(searches, HOST).find([reader], first_cursors)
    assert reader.ids == [f"PR_{n}" for n in range(1, 181)]
    assert reader.cursor.whole
    assert max(searches.sizes) == 100
    assert min(searches.sizes) <= most


def test_a_page_that_is_too_much_even_for_one_is_a_gap():
    reader = Reader()
    Finding(Searches(0), HOST).find([reader], first_cursors)
    assert reader.cursor.stopped == "it is too much"
    assert not reader.cursor.whole


def test_what_was_not_tried_is_asked_again_and_pages_are_halved_once():
    readers = [Reader(f"octo-{n}") for n in range(7)]
    searches = Tired([HEAVY] * 4 + [UNTRIED] * 3)
    Finding(searches, HOST).find(readers, first_cursors)
    assert [len(reader.ids) for reader in readers] == [180] * 7
    assert searches.sizes[:7] == [50] * 7
    assert all(reader.cursor.whole for reader in readers)


def test_what_is_too_much_for_one_does_not_stop_what_was_not_tried():
    readers = [Reader(f"octo-{n}") for n in range(3)]
    Finding(Tired(*[[HEAVY, UNTRIED]] * 7), HOST).find(readers, first_cursors)
    assert [reader.cursor.stopped for reader in readers] == ["it is too much", None, None]
    assert [len(reader.ids) for reader in readers[1:]] == [180, 180]
