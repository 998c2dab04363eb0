"""What somebody could say to a person who is on the way to a role: a few sentences, kind, and true."""

from collections.abc import Sequence
from datetime import date

from tracker.facts.people import Login
from tracker.facts.prose import counted
from tracker.facts.scopes import Scope


def invitation(
    login: Login,
    tier: str,
    scope: Scope,
    *,
    authored: int,
    reviewed: int,
    since: date,
    missing: Sequence[str] | None,
    emeritus: str | None = None,
) -> str:
    """A draft. It mentions nobody by ``@``, promises nothing, and asks.

    ``missing`` is what is certainly missing: empty where all that can be counted is met, None where that is not known;
    ``emeritus`` is the role that they had there once.
    """
    title = _a(tier)
    thanks = f"Hi {login}, thank you for {_work(authored, reviewed)} in {scope} since {since}."
    ask = f"You were {_a(emeritus)} here: would you like to come back as {title}?" if emeritus else None
    return f"{thanks} {ask or f'Would you like to become {title} here?'} {_rest(missing)}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'AEIOUaeiou' else 'a'} {word.lower()}"


def _work(authored: int, reviewed: int) -> str:
    own = f"{counted(authored, 'merged pull request')}{' of your own' if reviewed else ''}" if authored else ""
    return (
        " and for ".join(filter(None, [f"reviewing {counted(reviewed, 'pull request')}" if reviewed else "", own]))
        or "your work"
    )


def _rest(missing: Sequence[str] | None) -> str:
    if missing is None:
        return "I would gladly help with what is left."
    if missing:
        return f"I would gladly help with what is missing so far: {'; '.join(missing)}."
    return "You meet everything that can be counted, and I would gladly help with the rest."
