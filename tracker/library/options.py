"""How a script says what it wants: keywords, and what each is where it is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

from tracker.entry.connect import Wishes
from tracker.entry.moments import moment
from tracker.entry.words import one_of
from tracker.errors import UsageError
from tracker.facts.scopes import Scope
from tracker.ladder import Ladder


class Options(TypedDict, total=False):
    """How to check; all of it may be left out. Each means what the command's option of the same name means.

    ``tier``, ``scopes`` and ``interests`` say what to judge for; a single scope or interest may stand for several.
    ``attest`` is a file of what only people can say. ``ladder`` is a name or a file, ``as_of`` a day (its end, in UTC)
    or a moment. With ``full`` everything is read; ``role_index`` renews the index of roles; with ``openings=False`` nobody looks for what waits for the person.

    ``token``: where it is left out, ``GH_TOKEN``, ``GITHUB_TOKEN`` and ``gh auth token`` are looked at in this order;
    with ``""`` GitHub is asked without one. ``api_url`` names a GitHub Enterprise (by default ``GITHUB_API_URL``, else
    github.com). ``max_wait`` is how many seconds to wait in all, ``max_requests`` how often to ask at most.

    ``cache_dir`` is where what was read is kept, by default the command's own place. With ``remember=False`` nothing
    that earlier runs kept is used and nothing is kept: everything is read again. ``refresh`` reads anew, too, but keeps
    it; ``offline`` asks nobody. ``org_repo`` is a clone of kubernetes/org. ``demo`` checks people who do not exist.
    """

    tier: str | None
    scopes: str | Scope | Iterable[str | Scope]
    interests: str | Iterable[str]
    attest: str | Path | None
    ladder: str | Path
    as_of: str | date | datetime | None
    full: bool
    role_index: bool
    openings: bool
    token: str | None
    api_url: str | None
    max_wait: float
    max_requests: int | None
    cache_dir: str | Path | None
    remember: bool
    refresh: bool
    offline: bool
    org_repo: str | Path | None
    demo: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``Options``, whole."""

    tier: str | None = None
    scopes: str | Scope | Iterable[str | Scope] = ()
    interests: str | Iterable[str] = ()
    attest: str | Path | None = None
    ladder: str | Path = "kubernetes"
    as_of: str | date | datetime | None = None
    full: bool = False
    role_index: bool = False
    openings: bool = True
    token: str | None = field(default=None, repr=False)
    api_url: str | None = None
    max_wait: float = Wishes.max_wait
    max_requests: int | None = None
    cache_dir: str | Path | None = None
    remember: bool = True
    refresh: bool = False
    offline: bool = False
    org_repo: str | Path | None = None
    demo: bool = False

    @property
    def directories(self) -> tuple[Scope, ...]:
        """The scopes to judge for.

        Raises:
            UsageError: one of them is none.
        """
        said = (self.scopes,) if isinstance(self.scopes, str | Scope) else self.scopes
        return tuple(one if isinstance(one, Scope) else Scope.parse(one) for one in said)

    @property
    def wishes_to_do(self) -> tuple[str, ...]:
        """The interests, as they were said."""
        return (self.interests,) if isinstance(self.interests, str) else tuple(self.interests)

    @property
    def statements(self) -> Path | None:
        """The file of what only people can say."""
        return Path(self.attest) if self.attest else None

    @property
    def moment(self) -> datetime | None:
        """The moment to judge as of.

        Raises:
            UsageError: the text is no date.
        """
        return None if self.as_of is None else moment(self.as_of)

    def refuse(self, ladder: Ladder) -> None:
        """Nothing, where all of it goes together and names what is there.

        Raises:
            UsageError: in one sentence.
        """
        if self.tier is not None:
            one_of(self.tier, [tier.id for tier in ladder.tiers], "tier")
        if self.offline and (self.refresh or not self.remember):
            other = "refresh asks again" if self.refresh else "remember=False leaves nothing to answer from"
            raise UsageError(f"offline asks nobody, and {other}", hint="Choose one of the two.")
