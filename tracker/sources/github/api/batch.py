"""Many small questions in few documents: a result, or a failure, for each of them.

One question that is too heavy, refused or broken takes no other along: what failed is asked again in smaller documents,
and what fails alone is a failure of its own. Nothing is believed that came beside an error without a path.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic

from tracker.errors import SourceError, TokenError
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.pace import FULL, GOAL
from tracker.sources.github.api.page_size import PageSize
from tracker.sources.github.api.question import Along, Key, Question, Result, Then, aliases, document_of, result_of
from tracker.sources.github.api.responses import OUT_OF_FORM, Answer, Problem, TooHeavy

#: Characters of one document and its values: GitHub gives up validating long ones ("Timeout on validation of query").
_CHARACTERS = 100_000
#: Seconds of an answer from which on less is asked for at once.
_SLOW = 5.0
#: Connections that make a point. Source: docs.github.com, "Rate limits and query limits for the GraphQL API".
_A_POINT = 100
#: Questions in a row that are too heavy even alone, after which no other is tried.
_IN_A_ROW = 4


class Batch:
    """Asks questions of one kind; how many go into one document is learned while asking.

    ``at_once`` bounds the weight of a document, which begins with what it took before on this host, or else with
    ``goal``, and grows with each quick answer; ``room`` bounds the next one, as long as that says less. None takes more
    points than are left, but for ``spare`` ones that are kept. With ``apart`` nothing else is asked along. ``name`` is
    what a document is called, for whoever reads the traffic.
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
        apart: bool = False,
    ) -> None:
        self._client = client
        self._name = name
        self._most = at_once
        self._size = PageSize(at_once, client.sizes.get(name, goal))
        self._room = room or (lambda: at_once)
        self._spare = spare
        self._apart = apart
        self._expected: list[Question] = []

    def limit(self, at_once: int) -> None:
        """Ask for no more than so much at once from now on."""
        self._most = min(self._most, at_once)
        self._size = PageSize(self._most, self._size.size)

    def ask(self, questions: Mapping[Key, Question]) -> Iterator[dict[Key, Result]]:
        """The results, as they come: each question has one in the end. What came along with others is given first.

        Raises:
            SourceError, TokenError: from the client, but for what is too heavy; what was yielded before stands.
        """
        came = {} if self._apart else self._client.along.came(questions)
        if came:
            yield came
        todo, again = {key: one for key, one in questions.items() if key not in came}, _Again[Key]()
        answered, failures, calm = False, 0, True
        while todo:
            chunk = self._next(todo, again)
            along = self._along(chunk) if calm and not again.asked & chunk.keys() else []
            try:
                settled = self._judged(chunk, self._answer(chunk, along), again, along)
                answered, failures, calm = True, 0, bool(settled)
            except TooHeavy as error:
                calm = False
                if error.seconds > _SLOW and len(chunk) + len(along) > 1:  # one alone says nothing of others
                    self._note_pace(chunk, along, error.seconds)
                if (len(chunk) > 1 and self._size.halve(self._weight(chunk))) or along:
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

    def settle(self, questions: Mapping[Key, Question]) -> Iterator[dict[Key, Result]]:
        """As ``ask``; where that raises, what is left has failed for that reason."""
        left = dict(questions)
        try:
            for settled in self.ask(questions):
                left = {key: question for key, question in left.items() if key not in settled}
                yield settled
        except (SourceError, TokenError) as error:
            yield {key: Result(failed=error.message) for key in left}

    def expect(self, question: Question, then: Then = lambda _: None, *, free: bool = False) -> None:
        """This is probably asked for soon: ask it along with other questions, where there is room.

        Where it is ``free``, only where that takes no more points. ``then`` is given what came whole.
        """
        self._client.along.add(question, then, free=free)
        self._expected.append(question)

    def expect_no_more(self) -> None:
        """What was expected and not asked for is not to be asked along any more."""
        self._client.along.drop(self._expected)
        self._expected.clear()

    def all(self, questions: Mapping[Key, Question]) -> dict[Key, Result]:
        """All results at once, in the order of the questions; raises as ``ask`` does."""
        found = {key: result for settled in self.ask(questions) for key, result in settled.items()}
        return {key: found[key] for key in questions}

    def _answer(self, chunk: Mapping[Key, Question], along: Sequence[Along]) -> Answer:
        document = document_of(self._name, [*chunk.values(), *(one.question for one in along)])
        answer = self._client.graphql(*document, divisible=len(chunk) > 1 or bool(along))
        weight = self._weight(chunk)
        self._note_pace(chunk, along, answer.seconds)
        if answer.seconds > _SLOW and len(chunk) > 1 and not along:
            self._size.halve(weight)
        elif not answer.errors and 2 * weight > self._size.size:  # smaller ones say nothing of larger ones
            self._size.passed()
        self._client.sizes[self._name] = max(1, int(min(self._size.size, self._in_time)))
        return answer

    def _note_pace(self, chunk: Mapping[Key, Question], along: Sequence[Along], seconds: float) -> None:
        weight = self._weight(chunk) + sum(one.question.weight for one in along)
        self._client.pace.answered(self._name, weight, seconds)

    @property
    def _in_time(self) -> float:
        """The weight that takes half of GitHub's time at most."""
        return self._client.pace.in_time(self._name)

    def _along(self, chunk: Mapping[Key, Question]) -> list[Along]:
        """What there is room for in a document beside its own questions."""
        if self._apart:
            return []
        own = chunk.values()
        connections = sum(question.connections for question in own)
        return self._client.along.fitting(
            min(max(FULL, self._size.size), self._in_time) - self._weight(chunk),
            _CHARACTERS - sum(question.characters for question in own),
            self._connections() - connections,
            _of_the_same_points(connections) - connections,
        )

    def documents(self, weight: int) -> int:
        """How many documents questions of so much weight take, where nothing is too much."""
        return -(-weight // self._size.size)

    def _next(self, todo: Mapping[Key, Question], again: "_Again[Key]") -> dict[Key, Question]:
        """The first of these that fit into one document: at least one."""
        chunk: dict[Key, Question] = {}
        most = (min(self._size.size, self._room(), self._in_time), _CHARACTERS, self._connections())
        taken: tuple[int, ...] = (0, 0, 0)
        together = math.inf
        for key, question in todo.items():
            together = min(together, again.together.get(key, together))
            own = (question.weight, question.characters, question.connections)
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

    def _judged(
        self, chunk: Mapping[Key, Question], answer: Answer, again: "_Again[Key]", along: Sequence[Along]
    ) -> dict[Key, Result]:
        """What is settled by an answer; the others are to be asked again."""
        names = list(aliases([*chunk.values(), *(one.question for one in along)]))
        keys = dict(zip(names, chunk, strict=False))
        own = {key: answer.below(alias) for alias, key in keys.items()}
        whole = [one for one in answer.errors if not one.path]
        if whole or not (answer.data or any(own.values())):
            if along:
                return {}
            unsaid = Problem(message="GitHub gave an empty answer")
            return self._unbelieved(chunk, whole or answer.errors or [unsaid], again)
        again.in_a_row = 0
        # Where one field took the whole answer with it, what has no problem of its own was not answered.
        for alias, one in zip(names[len(chunk) :], along, strict=True) if answer.data else ():
            self._client.along.answered(one, result_of(one.question, answer.data.get(alias), answer.below(alias)))
        found = {key: result_of(chunk[key], answer.data.get(alias), own[key]) for alias, key in keys.items()}
        if not answer.data:  # one field that must not be null takes the whole answer with it
            found = {key: replace(one, failed=one.reason) for key, one in found.items() if one.problems}
        more = not self._client.spent  # who may not ask again is better told than left without an answer
        retried = {key for key, one in found.items() if more and key not in again.asked and one.may_pass(len(names))}
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


def _of_the_same_points(connections: int) -> int:
    """How many connections take as many points as these: GitHub rounds, and one point is the least."""
    return max(1, (connections + _A_POINT // 2) // _A_POINT) * _A_POINT + _A_POINT // 2 - 1
