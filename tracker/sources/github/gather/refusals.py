"""Why somebody is not checked, as errors that say it to a person."""

from tracker.errors import AccountError, NothingChecked, SourceError
from tracker.facts import Query
from tracker.facts.people import Login


def no_account(login: Login) -> AccountError:
    """GitHub knows nobody of that name."""
    hint = "Check the spelling; if the account was renamed, give its new login."
    return AccountError(f"GitHub has no account {login}", hint=hint)


def an_organization(login: Login) -> AccountError:
    """The name is not a person's."""
    return AccountError(f"{login} is an organization", hint="Give the login of one of its people.")


def a_bot(login: Login) -> AccountError:
    """A bot is on no ladder."""
    return AccountError(f"{login} is a bot", hint="The ladder is for people; give a person's login.")


def refuse_bot(query: Query) -> None:
    """Before anybody is asked.

    Raises:
        AccountError: the login is a bot's.
    """
    if query.login in query.bots or query.login.name.endswith("[bot]"):
        raise a_bot(query.login)


def not_reached(error: NothingChecked | None) -> NothingChecked:
    """Why somebody was not read: what had put an end to all reading."""
    if error is None:
        return SourceError("not reached")
    return SourceError(f"not reached: {error.message}", hint=error.hint)
