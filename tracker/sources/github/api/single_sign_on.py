"""What an answer says that it leaves out: results of organizations whose single sign-on the token is not authorized for.

GitHub then answers with status 200 and, perhaps, without an error: counts and lists are shorter, and only the header
``X-GitHub-SSO: partial-results; organizations=21955855,20582480`` tells.
Source: docs.github.com, "Authenticating to the REST API", on SAML single sign-on.
"""

from collections.abc import Iterator, Mapping

from tracker.sources.github.api.responses import JsonObject, Problem

HEADER = "x-github-sso"
#: The type of the error that stands for what is left out.
PARTIAL = "PARTIAL_RESULTS"
#: Numbers of organizations that are named.
_NAMED = 5


def left_out(headers: Mapping[str, str]) -> str | None:
    """Why results may be missing, and what to do about it; None where GitHub does not say that any are.

    ``headers`` are those of an answer, by names in lower case. Of the header only numbers are repeated: an address in it
    is for one person.
    """
    kind, _, rest = headers.get(HEADER, "").partition(";")
    if kind.strip().lower() != "partial-results":
        return None
    numbers = [one.strip() for one in rest.partition("organizations=")[2].split(",") if one.strip().isdecimal()]
    named = f" (organization {', '.join(numbers[:_NAMED])}{', …' if numbers[_NAMED:] else ''})" if numbers else ""
    return (
        f"results are left out that need single sign-on{named}; "
        "authorize the token for it (GitHub: Settings, Developer settings, Personal access tokens, Configure SSO)"
    )


def doubts(reason: str | None, data: JsonObject) -> Iterator[Problem]:
    """An error on every search and every list at the top of an answer from which results are left out for a reason."""
    for alias, found in data.items() if reason else ():
        if isinstance(found, list) or (isinstance(found, dict) and ("issueCount" in found or "nodes" in found)):
            yield Problem(message=reason or "", type=PARTIAL, path=(alias,))
