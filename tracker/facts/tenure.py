"""Since when somebody is listed: the stays of each login, from one version of a file to the next.

Rule: semantics.md, "Tenure". A login's date is the last time it entered and stayed; over several organizations the
earliest of these. It is exact only where nobody left shortly before: a rename shows as one that leaves and one that
enters, in one commit, in two, or beside other changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Since
from tracker.record import record

#: Whoever left so shortly before somebody entered may be the same person under another name.
RENAME_TAKES = timedelta(days=30)
#: So many of them are named in a note.
_NAMED = 3


@record
class Listing:
    """Who a file listed after one commit.

    ``at`` is when the commit reached the branch (with its time zone), ``logins`` are the members and admins together,
    without case. ``follows`` is False where a version between this one and the one before could not be read: who is
    new in it may have entered earlier.
    """

    at: datetime
    commit: str
    logins: frozenset[str]
    follows: bool = True


@record
class Stay:
    """One unbroken time in a file: from ``joined`` (UTC) to ``left``, which is None where it lasts.

    ``commit`` brought the login in, and ``precision`` is how well the file tells the day. ``renamed_from`` is the only
    login that went out in that commit, where this one is the only login that came in; ``departed`` is how many others
    left in that commit or within 30 days before: any of them may be an older name of the same account.
    """

    joined: date
    left: date | None = None
    commit: str
    precision: DatePrecision
    renamed_from: str | None = None
    departed: int = 0

    @property
    def tenure(self) -> DatePrecision:
        """How well the day tells since when the person is listed, under whatever name."""
        exact = self.precision is DatePrecision.EXACT and not (self.departed or self.renamed_from)
        return self.precision if exact else DatePrecision.ON_OR_BEFORE


#: The stays of each login, oldest first. Keys are logins without case.
Book = Mapping[str, tuple[Stay, ...]]


@record
class _Turn:
    """What one commit changed."""

    day: date
    commit: str
    entered: frozenset[str]
    gone: frozenset[str]
    certain: bool


def stays(listings: Iterable[Listing], *, floor: date) -> dict[str, tuple[Stay, ...]]:
    """Every stay of every login ever listed, from the versions of one file, oldest first.

    Up to and including ``floor`` the file was filled from a list of people who had joined long before, as was its first
    version at any time: these dates are an upper bound. The listings are read once and may be a generator.
    """
    book: dict[str, list[Stay]] = {}
    left: dict[str, date] = {}  # when each login left last, of those who left lately
    for turn in _turns(listings, floor):
        for login in turn.gone:
            book[login][-1] = replace(book[login][-1], left=turn.day)
            left[login] = turn.day
        left = {login: day for login, day in left.items() if turn.day - day <= RENAME_TAKES}
        for login in turn.entered:
            book.setdefault(login, []).append(_entry(turn, departed=len(left.keys() - {login})))
    return {login: tuple(found) for login, found in book.items()}


def _turns(listings: Iterable[Listing], floor: date) -> Iterator[_Turn]:
    known: frozenset[str] | None = None
    day = date.min
    for listing in listings:
        # A commit cannot reach the branch before its parent did: where a clock says so, the clock was wrong.
        day = max(day, listing.at.astimezone(UTC).date())
        before = known or frozenset()
        yield _Turn(
            day=day,
            commit=listing.commit,
            entered=listing.logins - before,
            gone=before - listing.logins,
            certain=known is not None and listing.follows and day > floor,
        )
        known = listing.logins


def _entry(turn: _Turn, departed: int) -> Stay:
    replaced = turn.certain and len(turn.entered) == len(turn.gone) == 1
    return Stay(
        joined=turn.day,
        commit=turn.commit,
        precision=DatePrecision.EXACT if turn.certain else DatePrecision.ON_OR_BEFORE,
        renamed_from=next(iter(turn.gone)) if replaced else None,
        departed=departed,
    )


def since(book: Book, login: str, *, commits: str) -> Since:
    """Since when a login is listed without a break; unknown, with a note, where it is not listed now.

    ``commits`` is the address that a commit's id is put behind. A login that may be a new name of an older account is
    listed "on or before" the day of the change: the account's own date may be that of another login.
    """
    found = book.get(login.casefold(), ())
    if not found:
        return UNKNOWN_SINCE
    last = found[-1]
    if last.left:
        return Since(note=f"not listed since {last.left}")
    return Since(
        day=last.joined,
        precision=last.tenure,
        url=commits + last.commit,
        note="; ".join(_notes(book, login.casefold(), found)) or None,
    )


def _notes(book: Book, login: str, found: tuple[Stay, ...]) -> Iterator[str]:
    *earlier, last = found
    if last.renamed_from:
        older = next(stay for stay in book[last.renamed_from] if stay.left == last.joined)
        yield (
            f"perhaps renamed from {last.renamed_from} (listed since {_began(older)}) on {last.joined}: "
            "tenure may be longer"
        )
    elif last.departed and last.precision is DatePrecision.EXACT:
        yield _departures(book, login, last)
    for stay in earlier:
        yield f"also listed from {_began(stay)} to {stay.left}"


def _departures(book: Book, login: str, last: Stay) -> str:
    """Who left shortly before: of several the last ones by name."""
    found = (
        (stay.left, other)
        for other, their in book.items()
        for stay in their
        if other != login and stay.left and timedelta() <= last.joined - stay.left <= RENAME_TAKES
    )
    newest = dict.fromkeys(other for _, other in sorted(found, reverse=True))
    named = ", ".join(list(newest)[:_NAMED])
    more = f" and {len(newest) - _NAMED} more" if len(newest) > _NAMED else ""
    one = "perhaps the same person" if len(newest) == 1 else "one of them perhaps the same person"
    return f"{named}{more} left within 30 days before, {one} under another name: tenure may be longer"


def _began(stay: Stay) -> str:
    return f"{stay.joined}" if stay.precision is DatePrecision.EXACT else f"{stay.joined} or before"
