"""Checks of the connection itself: whether GitHub answers, what time it is there, and what it takes the token for."""

from datetime import UTC, datetime, timedelta

from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.sources.github.diagnosis.heard import Heard, Trouble, unknown

#: Clocks of machines that are set by the network differ by less.
_CLOCKS_DIFFER = timedelta(minutes=2)
#: What changed is asked for from an hour before the last reading on: a clock that is off by more may hide something.
_CLOCKS_HIDE = timedelta(hours=1)
_SOON = timedelta(days=14)
_EXPIRY = "github-authentication-token-expiration"
_EXPIRY_FORMS = ("%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M:%S %z")
#: Scopes that let nobody write, and show nothing of repositories.
_READING = ("read:", "user:email")
_SINGLE_SIGN_ON = "https://docs.github.com/authentication/authenticating-with-single-sign-on"


def connection(heard: Heard) -> Check:
    """Whether the address answers at all."""
    if heard.connection:
        return unknown("connection", "Connection", heard.connection)
    return Check(id="connection", title="Connection", outcome=CheckOutcome.OK, seen=f"{heard.host} answers")


def clock(heard: Heard) -> Check:
    """Whether this machine's clock shows what GitHub's does."""
    title = "Clock"
    if heard.clock is None:
        return unknown("clock", title, Trouble(reason="GitHub did not say what time it is", asked=False))
    there, here = heard.clock
    apart = abs(there - here)
    if apart < _CLOCKS_DIFFER:
        return Check(id="clock", title=title, outcome=CheckOutcome.OK, seen="this machine's clock agrees with GitHub's")
    return Check(
        id="clock",
        title=title,
        outcome=CheckOutcome.PROBLEM if apart >= _CLOCKS_HIDE else CheckOutcome.WARNING,
        seen=f"this machine's clock is {_spoken(apart)} {'behind' if there > here else 'ahead of'} GitHub's",
        to_do="Set the clock: what changed since the last run is asked for by time.",
    )


def _spoken(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60):,} hours"  # noqa: PLR2004 - two hours


def token(heard: Heard) -> Check:
    """What kind of token it is, and until when it holds."""
    title, page = "Token", f"{heard.server}/settings/tokens"
    if heard.token is None:
        to_do = "Set GH_TOKEN, or sign in with gh auth login: public data needs no scope."
        seen = "there is none; reports without one are reduced"
        return Check(id="token", title=title, outcome=CheckOutcome.WARNING, seen=seen, to_do=to_do, url=page)
    if heard.refused:
        seen = f"{heard.token}: {heard.refused.reason}"
        outcome, hint = CheckOutcome.PROBLEM, heard.refused.hint
        return Check(id="token", title=title, outcome=outcome, seen=seen, to_do=hint, url=page)
    if heard.connection:
        return unknown("token", title, Trouble(reason=f"{heard.token}; nothing answers", asked=False))
    return _expiry(heard, title, page)


def _expiry(heard: Heard, title: str, page: str) -> Check:
    told = heard.headers.get(_EXPIRY)
    if told is None:
        return Check(
            id="token", title=title, outcome=CheckOutcome.OK, seen=f"{heard.token}; GitHub names no expiry date"
        )
    end = _moment(told)
    now = heard.clock[0] if heard.clock else datetime.now(UTC)
    seen = f"{heard.token}; expires {end.date().isoformat() if end else told}"
    if end is None or end - now > _SOON:
        return Check(id="token", title=title, outcome=CheckOutcome.OK, seen=seen)
    to_do = "Make a new one before then."
    return Check(id="token", title=title, outcome=CheckOutcome.WARNING, seen=seen, to_do=to_do, url=page)


def _moment(text: str) -> datetime | None:
    for form in _EXPIRY_FORMS:
        try:
            found = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - %Z leaves it out, and it is UTC then
        except ValueError:
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def scopes(heard: Heard) -> Check:
    """Whether the token may do more than it needs: what is public is read without any scope."""
    title, told = "Scopes", heard.headers.get("x-oauth-scopes")
    if heard.token is None:
        return unknown("scopes", title, Trouble(reason="there is no token", asked=False))
    if told is None:
        reason = "GitHub does not tell what a token of this kind may do"
        return unknown("scopes", title, Trouble(reason=reason, asked=False))
    beyond = [scope for scope in map(str.strip, told.split(",")) if scope and not scope.startswith(_READING)]
    if not beyond:
        return Check(id="scopes", title=title, outcome=CheckOutcome.OK, seen="the token may only read")
    return Check(
        id="scopes",
        title=title,
        outcome=CheckOutcome.WARNING,
        seen=f"more than reading needs: {', '.join(sorted(beyond))}",
        to_do="A token without scopes is enough; only ladder publish writes.",
        url=f"{heard.server}/settings/tokens",
    )


def organizations(heard: Heard) -> Check:
    """Whether each organization shows this token what it shows to everybody."""
    title, found = "Organizations", heard.witnesses
    told = heard.headers.get("x-github-sso")
    if isinstance(found, Trouble) and not told:
        return unknown("organizations", title, found)
    refused = {} if isinstance(found, Trouble) else found.refused
    if told is None and not refused:
        number = len(heard.subject.orgs)
        seen = f"{number} organizations show" if number > 1 else "the organization shows"
        return Check(id="organizations", title=title, outcome=CheckOutcome.OK, seen=f"{seen} their pull requests")
    return Check(
        id="organizations",
        title=title,
        outcome=CheckOutcome.PROBLEM,
        seen="; ".join([*_of_header(told), *(f"{org}: {reason}" for org, reason in refused.items())]),
        to_do="Authorize the token for single sign-on, or use one that has no access to the organization.",
        url=_SINGLE_SIGN_ON,
    )


def _of_header(told: str | None) -> list[str]:
    """What ``X-GitHub-SSO`` says; the address in it is for one person, and is left out."""
    if told is None:
        return []
    ids = told.partition("organizations=")[2]
    which = f" (numbers {ids})" if ids and all(one.strip().isdecimal() for one in ids.split(",")) else ""
    return [f"GitHub leaves out what organizations with single sign-on have{which}"]
