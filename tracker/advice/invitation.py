"""What somebody could say to a person who is on the way to a role: two sentences, kind, and true."""

from collections.abc import Sequence
from datetime import date

from tracker.facts.people import Login
from tracker.facts.scopes import Scope


def invitation(
    login: Login, tier: str, scope: Scope, *, authored: int, reviewed: int, since: date, missing: Sequence[str]
) -> str:
    """A draft. It mentions nobody by ``@``, promises nothing, and asks."""
    work = " and ".join(filter(None, [_number(reviewed, "reviewed"), _number(authored, "merged")]))
    thanks = f"Hi {login}, thank you for {work or 'your work'} in {scope} since {since}: it helps everybody here."
    title = f"{'an' if tier[0] in 'AEIOU' else 'a'} {tier.lower()}"
    if missing:
        return f"{thanks} Would you like to become {title} here, with my help for what is left: {missing[0]}?"
    return f"{thanks} Would you like to become {title} here, now that all that can be counted is met, with my help for the rest?"


def _number(number: int, done: str) -> str:
    return f"{number} {done} pull {'request' if number == 1 else 'requests'}" if number else ""
