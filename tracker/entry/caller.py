"""Who has people checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.sources.github.api.endpoints import Endpoints


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who has people checked: where they do, and who listens.

    ``warn`` is told of what goes wrong meanwhile, ``note`` of what is good to know, and ``waiting`` of each second of a
    wait, with its reason. ``at_end`` takes what is to be done at the end, in turn. ``token`` gives the one for a
    GitHub.
    """

    environment: Mapping[str, str]
    token: Callable[["Endpoints"], str | None]
    waiting: Callable[[float, Message], None]
    warn: Callable[[Message], None]
    note: Callable[[str], None] = lambda _: None
    at_end: Callable[[Callable[[], None]], object]
