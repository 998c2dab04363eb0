"""What the answers to somebody's first questions say, and what they leave open."""

from collections.abc import Mapping

from tracker.errors import AccountError, NothingChecked, SourceError
from tracker.facts.people import Contributor, Login
from tracker.facts.prose import counted
from tracker.sources.github.api import answers
from tracker.sources.github.api.question import Result, Results
from tracker.sources.github.api.verdicts import refusal_in


def gone(result: Result | None, known: Mapping[str, str]) -> frozenset[str]:
    """Which of the known pull requests are not there any more; of which GitHub did not say, they are."""
    if result is None or result.failed or any(not one.path for one in result.problems):
        return frozenset()
    missing = {one.path[0] for one in result.problems if one.type == "NOT_FOUND"}
    return answers.not_there(result.data, known, missing)


def contributor_of(results: Results, login: Login) -> Contributor:
    """Who somebody is.

    Raises:
        NothingChecked: there is no such person, or GitHub did not say.
    """
    found = results["user"]
    contributor = answers.account(found.data) if found.failed is None and found.data else None
    if contributor is None:
        raise _no_person(found, results["repositoryOwner"], login)
    return contributor


def _no_person(found: Result, owner: Result, login: Login) -> NothingChecked:
    if owner.data and owner.data["__typename"] == "Organization":
        return AccountError(f"{login} is an organization", hint="Give the login of one of its people.")
    if found.failed is None and found.absent:
        return AccountError(
            f"GitHub has no account {login}",
            hint="Check the spelling; if the account was renamed, give its new login.",
        )
    refusal = refusal_in(found.reason)
    return refusal or SourceError(f"GitHub did not say who {login} is: {found.reason}", hint="Try again later.")


def why_hidden(results: Results, login: Login) -> str | None:
    """Why search may not know this person, where the profile says more than search does."""
    profile = answers.pull_requests_of_profile(results["user"].data)
    if results["everywhere"].count != 0 or not profile:
        return None
    return f"GitHub's search shows none of the {counted(profile, 'pull request')} that the profile of {login} counts"
