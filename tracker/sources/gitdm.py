"""Companies as a checkout of cncf/gitdm states them: ``developers_affiliations*.txt``.

A login with its e-mail addresses stands at the beginning of a line; below it are its companies, each with the days from
and until which it holds. The addresses are left out. One login may stand there twice, when nobody joined its entries.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from tracker.errors import UsageError
from tracker.facts.people import Affiliation, Login

_FILES = "developers_affiliations*.txt"
_COMPANY = re.compile(
    r"\s+(?P<company>\S.*?)(?: from (?P<start>\d{4}-\d\d-\d\d))?(?: until (?P<end>\d{4}-\d\d-\d\d))?\s*"
)
#: What stands where no company is known.
_NOBODY = frozenset({"(unknown)", "notfound", "unknown", "?", "-", "(robots)"})
_WEB = "https://github.com/cncf/gitdm/blob/master"


def check_checkout(checkout: Path) -> list[Path]:
    """The files of a checkout.

    Raises:
        UsageError: there are none.
    """
    files = sorted(checkout.glob(_FILES))
    if not files:
        raise UsageError(f"{checkout} holds no {_FILES}", hint="Name a checkout of github.com/cncf/gitdm.")
    return files


def read_companies(checkout: Path, logins: Iterable[Login], day: date) -> Mapping[str, tuple[Affiliation, ...]]:
    """The companies of some logins on a day, by login in lower case; who is not in the files is left out.

    Raises:
        UsageError: the directory holds none of the files, or they cannot be read.
    """
    files = check_checkout(checkout)
    wanted = {login.key for login in logins}
    found: dict[str, dict[str, Affiliation]] = defaultdict(dict)
    try:
        for file in files:
            for key, company in _companies(file, wanted, day):
                found[key].setdefault(
                    company, Affiliation(company=company, stated_in="gitdm", url=f"{_WEB}/{file.name}")
                )
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}") from None
    return {key: tuple(companies.values()) for key, companies in found.items()}


def _companies(file: Path, wanted: set[str], day: date) -> Iterator[tuple[str, str]]:
    """Logins and the companies that they have on a day."""
    key = ""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if not line[:1].isspace():
                key = line.partition(":")[0].strip().casefold()
            elif key in wanted and (company := _company(line, day)):
                yield key, company


def _company(line: str, day: date) -> str | None:
    match = _COMPANY.fullmatch(line.rstrip("\n"))
    if match is None or match["company"].casefold() in _NOBODY:
        return None
    start, end = match["start"] or "", match["end"] or "9999"
    return match["company"] if start <= day.isoformat() < end else None
