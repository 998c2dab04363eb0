"""Questions that are asked along with others: they take no document of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.sources.github.api.question import Question, Result


@dataclass(frozen=True, slots=True)
class Along:
    """A question that is asked along with others, and who ``takes`` what came whole."""

    question: Question
    takes: Callable[[Result], object]

    def answered(self, result: Result) -> None:
        if result.whole or result.absent:
            self.takes(result)


class AskedAlong:
    """What is probably asked for soon: it goes into the next document that has room for it, once, and delays nothing.

    Whoever misses an answer asks for it.
    """

    def __init__(self) -> None:
        self._waiting: dict[object, Along] = {}

    def add(self, key: object, question: Question, takes: Callable[[Result], object]) -> None:
        """Ask this along; ``key`` tells it from others."""
        self._waiting[key] = Along(question, takes)

    def drop(self, keys: Iterable[object]) -> None:
        """Nobody needs to ask these along: they are asked for."""
        for key in keys:
            self._waiting.pop(key, None)

    def fitting(self, weight: float, characters: float, connections: float) -> list[Along]:
        """Those that fit into so much room; they wait no longer."""
        left: tuple[float, ...] = (weight, characters, connections)
        chosen = []
        for key, one in list(self._waiting.items()):
            own = (one.question.weight, one.question.characters, one.question.connections)
            if all(amount <= room for amount, room in zip(own, left, strict=True)):
                left = tuple(room - amount for amount, room in zip(own, left, strict=True))
                chosen.append(self._waiting.pop(key))
        return chosen
