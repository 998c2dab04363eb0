"""How much to ask for at once."""

from dataclasses import dataclass

#: Good pages in a row that are enough to ask for more, however often there was trouble: some are slow by chance.
_MOST = 8


@dataclass(slots=True)
class PageSize:
    """How many results to ask for, ``largest`` at most: halved where that was too much, and slowly brought back."""

    largest: int
    size: int = 0
    _good: int = 1
    _enough: int = 2
    _before: int = 0
    _forgiven: bool = False

    def __post_init__(self) -> None:
        self.size = min(self.size or self.largest, self.largest)

    def halve(self, asked: int | None = None) -> bool:
        """Ask for less from now on; False where it cannot be less. ``asked`` is what was too much, if below size."""
        if self._good:
            self._before = self.size
        self.size = min(self.size, asked or self.size)
        if self.size == 1:
            return False
        self.size //= 2
        if self._good:  # trouble again after pages that went well: trust the next good ones less
            self._enough = min(2 * self._enough, _MOST)
        self._good = 0
        return True

    def forgive(self) -> None:
        """It was one question, too much even alone: that says nothing of others, once one of them is answered."""
        self._forgiven = True

    def passed(self) -> None:
        """A page was answered."""
        self._good += 1
        if self._forgiven:
            self.size, self._forgiven = max(self.size, self._before), False
        elif self._good >= self._enough and self.size < self.largest:
            self.size = min(self.size * 2, self.largest)
            self._good = 1
