"""Checks of the connection: whether GitHub answers, its time, what it takes the token for and what it charges."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tracker.facts.prose import counted
from tracker.sources.github.api.endpoints import token_variable
from tracker.sources.github.api.verdicts import SINGLE_SIGN_ON
from tracker.sources.github.diagnosis.checking import Seen, check, ok, problem, warning
from tracker.sources.github.diagnosis.observations import Observations, Trouble, not_asked

#: Clocks of machines that are set by the network differ by less.
_CLOCKS_DIFFER = timedelta(minutes=2)
#: What changed is asked for from an hour before the last reading on: a clock that is off by more may hide something.
_CLOCKS_HIDE = timedelta(hours=1)
_SOON = timedelta(days=14)
_EXPIRY = "github-authentication-token-expiration"
_EXPIRY_FORMS = ("%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M:%S %z")
#: Scopes that let nobody write, and show nothing of repositories.
_READING = ("read:", "user:email")
#: Kinds of tokens, told by their shape alone. Source: docs.github.com, "About authentication to GitHub", token formats;
#: ``ghs_`` tokens have a new form since 2026-04-27.
_KINDS = (
    (r"github_pat_", "fine-grained personal access token"),
    (r"ghp_", "classic personal access token"),
    (r"gho_", "OAuth token, as gh auth login makes them"),
    (r"ghu_", "token of a GitHub App for a person"),
    (r"ghs_", "installation token of a GitHub App, as in GitHub Actions"),
    (r"ghr_", "refresh token, which gives no access"),
    (r"[0-9a-f]{40}$", "personal access token of the form before 2021"),
)
_LIMITS = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"
_SINGLE_SIGN_ON = "https://docs.github.com/authentication/authenticating-with-single-sign-on"


@check("connection", "Connection")
def connection(observed: Observations) -> Seen | Trouble:
    """Whether the address answers at all."""
    return observed.connection or ok(f"{observed.host} answers")


@check("clock", "Clock")
def clock(observed: Observations) -> Seen | Trouble:
    """Whether this machine's clock shows what GitHub's does."""
    if observed.clock is None:
        return not_asked("GitHub did not say what time it is")
    there, here = observed.clock
    apart = abs(there - here)
    if apart < _CLOCKS_DIFFER:
        return ok("this machine's clock agrees with GitHub's")
    seen = f"this machine's clock is {_spoken(apart)} {'behind' if there > here else 'ahead of'} GitHub's"
    differ = problem if apart >= _CLOCKS_HIDE else warning
    return differ(seen, "Set the clock: what changed since the last run is asked for by time.")


def _spoken(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60):,} hours"  # noqa: PLR2004 - two hours


@check("token", "Token")
def token(observed: Observations) -> Seen | Trouble:
    """What kind of token it is, and until when it holds."""
    page = f"{observed.server}/settings/tokens"
    if observed.token is None:
        to_do = f"Set {token_variable(observed.host)}, or sign in with gh auth login: public data needs no scope."
        return warning("there is none; reports without one are reduced", to_do, page)
    if observed.refused:
        return problem(f"{observed.token}: {observed.refused.reason}", observed.refused.hint, page)
    if observed.connection:
        return not_asked(f"{observed.token}; nothing answers")
    return _expiry(observed, page)


def _expiry(observed: Observations, page: str) -> Seen:
    header = observed.headers.get(_EXPIRY)
    if header is None:
        return ok(f"{observed.token}; GitHub names no expiry date")
    end = _moment(header)
    now = observed.clock[0] if observed.clock else datetime.now(UTC)
    seen = f"{observed.token}; expires {end.date().isoformat() if end else header}"
    return ok(seen) if end is None or end - now > _SOON else warning(seen, "Make a new one before then.", page)


def _moment(text: str) -> datetime | None:
    for form in _EXPIRY_FORMS:
        try:
            found = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - %Z leaves it out, and it is UTC then
        except ValueError:
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


@check("scopes", "Scopes")
def scopes(observed: Observations) -> Seen | Trouble:
    """Whether the token may do more than it needs: what is public is read without any scope."""
    header = observed.headers.get("x-oauth-scopes")
    if observed.token is None:
        return not_asked("there is no token")
    if header is None:
        return not_asked("GitHub does not tell what a token of this kind may do")
    beyond = [scope for scope in map(str.strip, header.split(",")) if scope and not scope.startswith(_READING)]
    if not beyond:
        return ok("the token may only read")
    seen = f"more than reading needs: {', '.join(sorted(beyond))}"
    to_do = "A token without scopes is enough; only ladder publish writes."
    return warning(seen, to_do, f"{observed.server}/settings/tokens")


@check("organizations", "Organizations")
def organizations(observed: Observations) -> Seen | Trouble:
    """Whether each organization shows this token what it shows to everybody."""
    found, header = observed.witnesses, observed.headers.get(SINGLE_SIGN_ON)
    if isinstance(found, Trouble) and not header:
        return found
    refused = {} if isinstance(found, Trouble) else found.refused
    if header is None and not refused:
        return _showing(observed.subject.orgs, () if isinstance(found, Trouble) else found.showing)
    seen = "; ".join([*_of_header(header), *(f"{org}: {reason}" for org, reason in refused.items())])
    to_do = "Authorize the token for single sign-on, or use one that has no access to the organization."
    return problem(seen, to_do, _SINGLE_SIGN_ON)


def _showing(orgs: Sequence[str], showing: Sequence[str]) -> Seen:
    """Whether each of them shows any pull requests. One that shows none may have none, or be another's by now."""
    number = len(showing)
    seen = "1 organization shows its" if number == 1 else f"{number} organizations show their"
    if not (silent := [org for org in orgs if org not in showing]):
        return ok(f"{seen} pull requests")
    to_do = "Look whether these names are right: what search does not find there is not counted."
    return warning(f"{seen} pull requests; search finds none in {', '.join(silent)}", to_do)


def _of_header(header: str | None) -> list[str]:
    """What ``X-GitHub-SSO`` says; the address in it is for one person, and is left out."""
    if header is None:
        return []
    ids = header.partition("organizations=")[2]
    which = f" (numbers {ids})" if ids and all(one.strip().isdecimal() for one in ids.split(",")) else ""
    return [f"GitHub leaves out what organizations with single sign-on have{which}"]


@check("cost", "Cost")
def cost(observed: Observations) -> Seen | Trouble:
    """Whether the questions that were answered took as many points as they should."""
    expected, charged = observed.expected, observed.charged
    if not expected:
        return not_asked("no question that takes points was answered")
    if charged <= expected:
        return ok(f"{counted(charged, 'point')} charged, {expected} expected")
    seen = f"{counted(charged, 'point')} charged, and only {expected} expected"
    return warning(seen, "Expect limits to be reached earlier; please report it.", _LIMITS)


def kind_of(token: str) -> str:
    """What a person calls a token of this shape; nothing of the token is in it."""
    return next((kind for shape, kind in _KINDS if re.match(shape, token)), "token of a form that is not known")
