"""Questions that are asked along with others: they take no document of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.sources.github.api.question import Question, Result


@dataclass(frozen=True, slots=True)
class Along:
    """A question that is asked along with others, and who ``takes`` what came whole.

    One that is ``free`` goes along only where it takes no point of its own.
    """

    question: Question
    takes: Callable[[Result], object]
    free: bool = False

    def answered(self, result: Result) -> None:
        if result.whole or result.absent:
            self.takes(result)


class AskedAlong:
    """What is probably asked for soon: it goes into the next document that has room for it, once, and delays nothing.

    Whoever misses an answer asks for it.
    """

    def __init__(self) -> None:
        self._waiting: dict[object, Along] = {}

    def add(self, key: object, question: Question, takes: Callable[[Result], object], *, free: bool = False) -> None:
        """Ask this along; ``key`` tells it from others."""
        self._waiting[key] = Along(question, takes, free)

    def drop(self, keys: Iterable[object]) -> None:
        """Nobody needs to ask these along: they are asked for."""
        for key in keys:
            self._waiting.pop(key, None)

    def fitting(self, weight: float, characters: float, connections: float, free: float) -> list[Along]:
        """Those that fit into so much room, where so many connections are ``free``; they wait no longer."""
        left: tuple[float, ...] = (weight, characters, connections)
        chosen = []
        for key, one in list(self._waiting.items()):
            own = (one.question.weight, one.question.characters, one.question.connections)
            fits = all(amount <= room for amount, room in zip(own, left, strict=True))
            if fits and (not one.free or one.question.connections <= free):
                left = tuple(room - amount for amount, room in zip(own, left, strict=True))
                free -= one.question.connections
                chosen.append(self._waiting.pop(key))
        return chosen
