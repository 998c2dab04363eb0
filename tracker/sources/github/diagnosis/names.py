"""Names of repositories: whether those that a ladder, a cohort and the groups' file have are still theirs."""

from collections.abc import Collection, Iterator, Sequence
from http import HTTPStatus

from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Result, repository_question
from tracker.sources.github.diagnosis.checking import Seen, ask, check, ok, problem, warning
from tracker.sources.github.diagnosis.observations import Names, Observations, Trouble

#: Repositories in one question.
_AT_ONCE = 50
#: Of the groups' file so many names are looked at, from all over it.
_SAMPLE = 20
#: Without a token each name takes one of sixty requests an hour.
_BY_REST = 4


def points_of(repos: Collection[str]) -> int:
    """Points that asking for these names should take: one for each question."""
    return -(-len(repos) // _AT_ONCE)


def sample_of(repos: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Some of these names, evenly spread, without those that are asked for anyway."""
    others = [repo for repo in repos if repo not in known]
    step = max(1, -(-len(others) // _SAMPLE))
    return tuple(others[::step])


def read_names(client: GitHubClient, repos: Sequence[str]) -> Names:
    """Today's names of repositories, by those that were asked for.

    Raises:
        SourceError, TokenError: from the client, or nothing came.
    """
    found: dict[str, str | Trouble | None] = {}
    for start in range(0, len(repos), _AT_ONCE):
        found |= _read(client, repos[start : start + _AT_ONCE])
    return found


def _read(client: GitHubClient, repos: Sequence[str]) -> Names:
    questions = [repository_question(repo, alias=f"r{place}") for place, repo in enumerate(repos)]
    results = zip(repos, ask(client, questions), strict=True)
    with understanding():
        return {repo: _name(one) for repo, one in results}


def _name(result: Result) -> str | Trouble | None:
    if result.data:
        return str(result.data["nameWithOwner"])
    return None if result.absent else Trouble(reason=result.reason)


def read_names_by_rest(client: GitHubClient, repos: Sequence[str]) -> Names:
    """The same of the first few, without a token; what is not asked for is not in the answer.

    Raises:
        SourceError, TokenError: from the client.
    """
    return {repo: _name_by_rest(client, repo) for repo in repos[:_BY_REST]}


def _name_by_rest(client: GitHubClient, repo: str) -> str | Trouble | None:
    reply = client.get(f"/repos/{repo}")
    if reply.status == HTTPStatus.NOT_FOUND:
        return None
    name = reply.record.get("full_name")
    return name if isinstance(name, str) else Trouble(reason=reply.message or f"status {reply.status}")


@check("names", "Names")
def names(observed: Observations) -> Seen | Trouble:
    """Whether every name that was looked at is still the repository's own."""
    found = observed.names
    if isinstance(found, Trouble):
        return found
    groups = _groups_trouble(observed)
    faults = [*_faults(observed, found), *groups]
    if not faults:
        return ok(_extent(observed, found))
    # Somebody's entry in the cohort fails, or no group is known; a rule of the ladder or one link is of no use.
    own_missing = any(not isinstance(found.get(repo, ""), str) for repo in observed.subject.cohort_repos)
    faulty = problem if own_missing or groups else warning
    return faulty("; ".join(faults), "Write today's names in your ladder or cohort; report those of a built-in ladder.")


def _groups_trouble(observed: Observations) -> list[str]:
    """Why the file of groups, which names repositories, cannot be used, where it was asked for."""
    repos = observed.files if isinstance(observed.files, Trouble) else observed.files.repos
    return [repos.reason] if isinstance(repos, Trouble) and repos.asked and observed.subject.groups_file else []


def _extent(observed: Observations, found: Names) -> str:
    subject = observed.subject
    own = dict.fromkeys([*subject.repos, *subject.cohort_repos])
    left = sum(repo not in found for repo in own)
    parts = [f"{len(own) - left} of the ladder and the cohort"]
    if observed.sample and subject.groups_file:
        parts.append(f"{len(observed.sample)} of {subject.groups_file.path}")
    return f"none is renamed or missing: {', '.join(parts)}{f'; {left} were not asked for' if left else ''}"


def _faults(observed: Observations, found: Names) -> Iterator[str]:
    for repo, name in found.items():
        if name is None:
            yield f"{_shown(repo, observed)} is not there"
        elif isinstance(name, Trouble):
            yield f"{_shown(repo, observed)}: {name.reason}"
        elif name.casefold() != repo.casefold():
            yield f"{_shown(repo, observed)} is now {_shown(name, observed)}"


def _shown(repo: str, observed: Observations) -> str:
    """A repository's name; if no organization of the ladder owns it, its owner may be a person, and is left out."""
    owner, _, name = repo.partition("/")
    known = {org.casefold() for org in observed.subject.orgs}
    return repo if owner.casefold() in known else f"{name} of another owner"
