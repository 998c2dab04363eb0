"""Many small questions in few documents: a result, or a failure, for each of them.

One question that is too heavy, refused or broken takes no other along: what failed is asked again in smaller documents,
and what fails alone is a failure of its own. Nothing is believed that came beside an error without a path.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from tracker.errors import SourceError
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import several
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.replies import Answer, Problem, TooHeavy

Key = TypeVar("Key")

#: GraphQL's types of variables, by their names in ``Question.field``.
_TYPES = {
    "type": "SearchType!",
    "id": "ID!",
    "ids": "[ID!]!",
    "after": "String",
    "reviews_after": "String",
    "remarks_after": "String",
    "withPulls": "Boolean!",
}
#: Characters of one document and its values: GitHub gives up validating long ones ("Timeout on validation of query").
_CHARACTERS = 100_000
_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field of a document; ``values`` are those of the variables in it, by name.

    A variable is a string unless its name says another type, see ``_TYPES``. ``weight`` says how much of a document it
    takes, in units of the smallest question.
    """

    field: str
    values: Mapping[str, object]
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a question: its ``data``, and the ``problems`` within, by paths that begin there.

    ``failed`` says why nothing of it is known; None where it was answered, if only in part.
    """

    data: Any = None
    problems: tuple[Problem, ...] = ()
    failed: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it was answered, and nothing was left out."""
        return self.failed is None and not self.problems

    @property
    def absent(self) -> bool:
        """Whether GitHub says that there is no such thing: the only failure that is knowledge."""
        return not self.data and bool(self.problems) and all(one.type == "NOT_FOUND" for one in self.problems)

    @property
    def reason(self) -> str:
        """Why something is missing."""
        return self.failed or "; ".join(one.message for one in self.problems) or "GitHub gave an empty answer"


class Batch:
    """Asks questions of one kind; how many go into one document is learned while asking.

    ``at_once`` bounds the weight of a document: as much as GitHub answers well within its ten seconds.
    """

    def __init__(self, client: GitHubClient, at_once: int) -> None:
        self._client = client
        self._size = PageSize(at_once)
        self._most = at_once

    def limit(self, at_once: int) -> None:
        """Ask for no more than so much at once from now on."""
        self._most = min(self._most, at_once)
        self._size = PageSize(self._most)

    def ask(self, questions: Mapping[Key, Question]) -> Iterator[dict[Key, Result]]:
        """The results, as they come: each question has one in the end.

        Raises:
            SourceError, TokenError: from the client, but for what is too heavy; what was yielded before stands.
        """
        todo, again, alone_failed = dict(questions), set[Key](), 0
        while todo:
            chunk = self._next(todo)
            try:
                settled = self._judged(chunk, self._answer(chunk), again)
                alone_failed = 0
            except TooHeavy as error:
                if self._size.halve(self._weight(chunk)) and len(chunk) > 1:
                    continue
                alone_failed += 1
                if alone_failed > 1:  # two in a row are not both too large: GitHub is out of order
                    raise SourceError(error.message, hint=error.hint) from error
                settled = {key: Result(failed=error.message) for key in chunk}
            todo = {key: question for key, question in todo.items() if key not in settled}
            if settled:
                yield settled

    def all(self, questions: Mapping[Key, Question]) -> dict[Key, Result]:
        """All results at once; raises as ``ask`` does."""
        return {key: result for settled in self.ask(questions) for key, result in settled.items()}

    def _answer(self, chunk: Mapping[Key, Question]) -> Answer:
        answer = self._client.graphql(*_document(list(chunk.values())), divisible=len(chunk) > 1)
        if not answer.errors:
            self._size.passed()
        return answer

    def _next(self, todo: Mapping[Key, Question]) -> dict[Key, Question]:
        """The first of these that fit into one document: at least one."""
        chunk: dict[Key, Question] = {}
        weight = characters = 0
        for key, question in todo.items():
            weight += question.weight
            characters += len(question.field) + sum(len(str(value)) for value in question.values.values())
            if chunk and (weight > self._size.size or characters > _CHARACTERS):
                break
            chunk[key] = question
        return chunk

    @staticmethod
    def _weight(chunk: Mapping[Key, Question]) -> int:
        return sum(question.weight for question in chunk.values())

    def _judged(self, chunk: Mapping[Key, Question], answer: Answer, again: set[Key]) -> dict[Key, Result]:
        """What is settled by an answer; the others are to be asked again, ``again`` being those that were already."""
        aliases = {f"q{place}": key for place, key in enumerate(chunk)}
        whole = [one for one in answer.errors if not one.path or str(one.path[0]) not in aliases]
        if whole:
            return self._unbelieved(chunk, Answer(data={}, errors=tuple(whole)), again)
        own = {key: tuple(_below(answer.errors, alias)) for alias, key in aliases.items()}
        found = {key: Result(data=answer.data.get(alias), problems=own[key]) for alias, key in aliases.items()}
        if not answer.data:  # one field that must not be null takes the whole answer with it
            found = {key: replace(one, failed=one.reason) for key, one in found.items() if one.problems}
        retried = {key for key, one in found.items() if key not in again and _may_pass(one, len(chunk))}
        if retried:
            self._size.halve(self._weight(chunk))
            again |= retried
        return {key: one for key, one in found.items() if key not in retried}

    def _unbelieved(self, chunk: Mapping[Key, Question], answer: Answer, again: set[Key]) -> dict[Key, Result]:
        """Nothing came that can be believed: once more, and then it is a failure of all of these."""
        if any(key not in again for key in chunk) and all(one.passing for one in answer.errors):
            again |= set(chunk)
            return {}
        reason = "; ".join(dict.fromkeys(one.message for one in answer.errors))
        return {key: Result(failed=reason) for key in chunk}


def _may_pass(result: Result, together: int) -> bool:
    """Whether something that GitHub left out may come when it is asked again, for less."""
    return any(one.passing or (one.heavy and together > 1) for one in result.problems)


def _below(problems: Sequence[Problem], alias: str) -> Iterator[Problem]:
    return (replace(one, path=one.path[1:]) for one in problems if one.path[:1] == (alias,))


def _document(questions: Sequence[Question]) -> tuple[str, dict[str, object]]:
    """The document of some questions, with its values; what several of them ask with is written once."""
    names: dict[tuple[str, str], str] = {}
    values: dict[str, object] = {}

    def name_of(question: Question, variable: str) -> str:
        value, kind = question.values[variable], _TYPES.get(variable, "String!")
        name = names.setdefault((kind, repr(value)), f"v{len(names)}")
        values[name] = value
        return f"${name}"

    fields = [
        f"q{place}: " + _VARIABLE.sub(lambda found, one=question: name_of(one, found[1]), question.field)  # type: ignore[misc]
        for place, question in enumerate(questions)
    ]
    return several(fields, [f"${name}: {kind}" for (kind, _), name in names.items()]), values
