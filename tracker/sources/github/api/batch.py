"""Many small questions in few documents: a result, or a failure, for each of them.

One question that is too heavy, refused or broken takes no other along: what failed is asked again in smaller documents,
and what fails alone is a failure of its own. Nothing is believed that came beside an error without a path.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from tracker.errors import SourceError
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.page_size import PageSize
from tracker.sources.github.api.query import several
from tracker.sources.github.api.responses import OUT_OF_FORM, Answer, Problem, TooHeavy
from tracker.sources.github.searches import Dialect

Key = TypeVar("Key")

#: GraphQL's types of variables, by their names in ``Question.field``.
_TYPES = {
    "type": "SearchType!",
    "id": "ID!",
    "ids": "[ID!]!",
    "after": "String",
    "reviews_after": "String",
    "remarks_after": "String",
}
#: Characters of one document and its values: GitHub gives up validating long ones ("Timeout on validation of query").
_CHARACTERS = 100_000
#: Milliseconds that a document should take GitHub, which gives up after ten seconds; more where it turns out to be fast.
GOAL = 4_500
#: Seconds of an answer from which on less is asked for at once.
_SLOW = 5.0
#: Milliseconds that GitHub takes for one search, by published figures.
SEARCH = 200
#: Connections that make a point. Source: docs.github.com, "Rate limits and query limits for the GraphQL API".
_A_POINT = 100
#: Questions in a row that are too heavy even alone, after which no other is tried.
_IN_A_ROW = 4
_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field of a document; ``values`` are those of the variables in it, by name.

    A variable is a string unless its name says another type, see ``_TYPES``. ``weight`` is about how many milliseconds
    it takes GitHub, ``connections`` how many lists GitHub goes through for it, a hundred of which are a point, and
    ``name`` what it is called in it, for whoever reads the traffic.
    """

    field: str
    values: Mapping[str, object]
    weight: int = 1
    connections: int = 1
    name: str = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a question: its ``data``, and the ``problems`` within, by paths that begin there.

    ``failed`` says why nothing of it is known; None where it was answered, if only in part. ``heavy`` where it was too
    much even alone, ``untried`` where it was not asked, after others that were.
    """

    data: Any = None
    problems: tuple[Problem, ...] = ()
    failed: str | None = None
    heavy: bool = False
    untried: bool = False

    @property
    def whole(self) -> bool:
        """Whether it was answered, and nothing was left out."""
        return self.failed is None and not self.problems

    @property
    def absent(self) -> bool:
        """Whether GitHub says that there is no such thing: the only failure that is knowledge."""
        return not self.data and bool(self.problems) and all(one.type == "NOT_FOUND" for one in self.problems)

    def in_part(self, field: str) -> bool:
        """Whether only one field within was in the way of an answer."""
        return self.failed is None and bool(self.problems) and all(one.path[:1] == (field,) for one in self.problems)

    @property
    def reason(self) -> str:
        """Why something is missing."""
        return self.failed or "; ".join(one.message for one in self.problems) or "GitHub gave an empty answer"


class Batch:
    """Asks questions of one kind; how many go into one document is learned while asking.

    ``at_once`` bounds the weight of a document, which begins with what it took before on this host, or else with ``goal``,
    and grows with each quick answer; ``room`` bounds the next one, as long as that says less. None takes more points than
    are left, but for ``spare`` ones that are kept. ``name`` is what a document is called, for whoever reads the traffic.
    """

    def __init__(
        self,
        client: GitHubClient,
        at_once: int,
        name: str = "Several",
        *,
        goal: int = GOAL,
        room: Callable[[], int] | None = None,
        spare: int = 0,
    ) -> None:
        self._client = client
        self._name = name
        self._most = at_once
        self._size = PageSize(at_once, client.sizes.get(name, goal))
        self._room = room or (lambda: at_once)
        self._spare = spare

    def limit(self, at_once: int) -> None:
        """Ask for no more than so much at once from now on."""
        self._most = min(self._most, at_once)
        self._size = PageSize(self._most, self._size.size)

    def ask(self, questions: Mapping[Key, Question]) -> Iterator[dict[Key, Result]]:
        """The results, as they come: each question has one in the end.

        Raises:
            SourceError, TokenError: from the client, but for what is too heavy; what was yielded before stands.
        """
        todo, again = dict(questions), _Again[Key]()
        answered, failures = False, 0
        while todo:
            chunk = self._next(todo, again)
            try:
                settled = self._judged(chunk, self._answer(chunk), again)
                answered, failures = True, 0
            except TooHeavy as error:
                if len(chunk) > 1 and self._size.halve(self._weight(chunk)):
                    continue
                failures += 1
                if failures > 1 and not answered:  # GitHub is out of order
                    raise SourceError(error.message, hint=error.hint) from error
                self._size.forgive()
                settled = {key: Result(failed=error.message, heavy=True) for key in chunk}
                if failures >= _IN_A_ROW:  # so many in a row are not all too heavy
                    untried = Result(failed=error.message, untried=True)
                    settled |= {key: untried for key in todo if key not in settled}
            todo = {key: question for key, question in todo.items() if key not in settled}
            if settled:
                yield settled

    def all(self, questions: Mapping[Key, Question]) -> dict[Key, Result]:
        """All results at once, in the order of the questions; raises as ``ask`` does."""
        found = {key: result for settled in self.ask(questions) for key, result in settled.items()}
        return {key: found[key] for key in questions}

    def _answer(self, chunk: Mapping[Key, Question]) -> Answer:
        answer = self._client.graphql(*_document(self._name, list(chunk.values())), divisible=len(chunk) > 1)
        weight = self._weight(chunk)
        if answer.seconds > _SLOW and len(chunk) > 1:
            self._size.halve(weight)
        elif not answer.errors and 2 * weight > self._size.size:  # smaller ones say nothing of larger ones
            self._size.passed()
        self._client.sizes[self._name] = self._size.size
        return answer

    def documents(self, weight: int) -> int:
        """How many documents questions of so much weight take, where nothing is too much."""
        return -(-weight // self._size.size)

    def _next(self, todo: Mapping[Key, Question], again: "_Again[Key]") -> dict[Key, Question]:
        """The first of these that fit into one document: at least one."""
        chunk: dict[Key, Question] = {}
        most = (min(self._size.size, self._room()), _CHARACTERS, self._connections())
        taken: tuple[int, ...] = (0, 0, 0)
        together = math.inf
        for key, question in todo.items():
            together = min(together, again.together.get(key, together))
            characters = len(question.field) + sum(len(str(value)) for value in question.values.values())
            own = (question.weight, characters, question.connections)
            taken = tuple(map(sum, zip(taken, own, strict=True)))
            too_much = any(amount > bound for amount, bound in zip(taken, most, strict=True))
            if chunk and (too_much or len(chunk) >= together):
                break
            chunk[key] = question
        return chunk

    def _connections(self) -> float:
        """How many connections the points that are left suffice for; the last one is not kept."""
        points = self._client.points_left
        return math.inf if points is None else max(min(points, 1), points - self._spare) * _A_POINT

    @staticmethod
    def _weight(chunk: Mapping[Key, Question]) -> int:
        return sum(question.weight for question in chunk.values())

    def _judged(self, chunk: Mapping[Key, Question], answer: Answer, again: "_Again[Key]") -> dict[Key, Result]:
        """What is settled by an answer; the others are to be asked again."""
        aliases = dict(zip(_aliases(chunk.values()), chunk, strict=True))
        own = {key: tuple(_below(answer.errors, alias)) for alias, key in aliases.items()}
        whole = [one for one in answer.errors if not one.path]
        if whole or not (answer.data or any(own.values())):
            unsaid = Problem(message="GitHub gave an empty answer")
            return self._unbelieved(chunk, whole or answer.errors or [unsaid], again)
        again.in_a_row = 0
        found = {key: _result(chunk[key], answer.data.get(alias), own[key]) for alias, key in aliases.items()}
        if not answer.data:  # one field that must not be null takes the whole answer with it
            found = {key: replace(one, failed=one.reason) for key, one in found.items() if one.problems}
        retried = {key for key, one in found.items() if key not in again.asked and _may_pass(one, len(chunk))}
        if retried:
            if len(chunk) > 1:
                self._size.halve(self._weight(chunk))
            again.asked |= retried
        return {key: one for key, one in found.items() if key not in retried}

    @staticmethod
    def _unbelieved(
        chunk: Mapping[Key, Question], problems: Sequence[Problem], again: "_Again[Key]"
    ) -> dict[Key, Result]:
        """Nothing came that can be believed: once more, then in halves as long as one record may be the cause of it."""
        passing = all(one.passing for one in problems)
        if passing and not again.asked.issuperset(chunk):
            again.asked |= set(chunk)
            return {}
        divisible = all(one.passing or one.type == OUT_OF_FORM for one in problems)
        if divisible and len(chunk) > 1 and again.in_a_row < _IN_A_ROW:
            again.together |= dict.fromkeys(chunk, len(chunk) // 2)
            return {}
        again.in_a_row += 1
        reason = "; ".join(dict.fromkeys(one.message for one in problems))
        return {key: Result(failed=reason) for key in chunk}


@dataclass(slots=True)
class _Again(Generic[Key]):
    """Questions that were ``asked`` again already; how many a document may hold ``together``, by those in it.

    So many documents ``in_a_row`` were not to be believed, however little was asked for.
    """

    asked: set[Key] = field(default_factory=set)
    together: dict[Key, int] = field(default_factory=dict)
    in_a_row: int = 0


def search_question(
    text: str,
    after: str | None,
    dialect: Dialect,
    *,
    first: int = 100,
    what: str = "...Ids",
    connections: int = 1,
) -> Question:
    """The question for a page of a search."""
    return Question(
        field=f"search(query: $q, type: $type, first: {first}, after: $after) {{ {what} }}",
        values={"q": text, "type": dialect.type, "after": after},
        weight=SEARCH,
        connections=connections,
        name="s",
    )


def _result(question: Question, data: Any, problems: tuple[Problem, ...]) -> Result:
    """What became of a question: a list where it asks for one, and else a record."""
    if data is not None and isinstance(data, list) != question.field.startswith("nodes("):
        return Result(problems=problems, failed=NOT_IN_FORM)
    return Result(data=data, problems=problems)


def _may_pass(result: Result, together: int) -> bool:
    """Whether something that GitHub left out may come when it is asked again, for less."""
    return any(one.passing or (one.heavy and together > 1) for one in result.problems)


def _below(problems: Sequence[Problem], alias: str) -> Iterator[Problem]:
    return (replace(one, path=one.path[1:]) for one in problems if one.path[:1] == (alias,))


def _aliases(questions: Iterable[Question]) -> Iterator[str]:
    """What each of some questions is called in a document: its name, with a number where several have the same."""
    taken: Counter[str] = Counter()
    for question in questions:
        taken[question.name] += 1
        yield question.name if taken[question.name] == 1 else f"{question.name}_{taken[question.name]}"


def _document(name: str, questions: Sequence[Question]) -> tuple[str, dict[str, object]]:
    """The document of some questions, with its values; what several of them ask with is written once."""
    names: dict[tuple[str, str], str] = {}
    values: dict[str, object] = {}

    def name_of(question: Question, variable: str) -> str:
        value, kind = question.values[variable], _TYPES.get(variable, "String!")
        given = names.setdefault((kind, repr(value)), f"v{len(names)}")
        values[given] = value
        return f"${given}"

    fields = [
        f"{alias}: " + _VARIABLE.sub(lambda found, one=question: name_of(one, found[1]), question.field)  # type: ignore[misc]
        for alias, question in zip(_aliases(questions), questions, strict=True)
    ]
    return several(fields, [f"${one}: {kind}" for (kind, _), one in names.items()], name), values
