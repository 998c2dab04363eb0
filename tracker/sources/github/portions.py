"""How much to ask for at once: as much as GitHub answers well within its ten seconds, learned while asking."""

from tracker.sources.github.page_size import PageSize
from tracker.sources.github.searches import Family

#: Results on a page.
_SIZES = {Family.AUTHORED: 50, Family.PARTICIPATION: 25}


class Portions:
    """The sizes of pages, for everybody: what was too much for one person is not tried with the next."""

    def __init__(self) -> None:
        self.sizes = {family: PageSize(size) for family, size in _SIZES.items()}

    @property
    def whole(self) -> bool:
        """Whether a page of each family may be asked for together, which is as much as is ever asked for."""
        return all(size.whole for size in self.sizes.values())

    def halve(self) -> None:
        """Together was too much: ask apart, for smaller pages, until these have gone well for a while."""
        for size in self.sizes.values():
            size.halve()
