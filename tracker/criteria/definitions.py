"""What the community's words mean where its documents leave them open; the numbers and patterns are in YAML.

Source: ``definitions`` of a ladder file. Where a document is silent ("primary", "substantial") the file says why it
reads the word as it does, and reports show that.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from tracker.errors import UsageError
from tracker.facts.activity import PullRequest
from tracker.facts.people import Login
from tracker.strict import Strict


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


def _login(text: str) -> str:
    try:
        return Login.parse(text).name
    except UsageError:
        raise ValueError("not a GitHub login") from None


#: A GitHub login, which may be written as an address.
LoginText = Annotated[str, AfterValidator(_login)]
#: ``owner/name``; compared without case, as GitHub does.
Repository = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+$")]
_BotLogin = Annotated[str, Field(pattern=r"^@?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$")]
Pattern = Annotated[str, AfterValidator(_compiles), Field(description="A Python regular expression, searched")]
#: Prow's size labels, smallest first, with the changed lines at which each begins.
SIZES = {"size/XS": 0, "size/S": 10, "size/M": 30, "size/L": 100, "size/XL": 500, "size/XXL": 1000}

#: Paths of which it is cached whether they hold generated files.
_PATHS = 20_000


def _first_match(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


class Excluded(Strict):
    """Titles, labels and branches that make a pull request not count, and why."""

    reason: str
    titles: tuple[Pattern, ...] = ()
    labels: tuple[str, ...] = ()
    branches: tuple[Pattern, ...] = ()
    hints: tuple[Pattern, ...] = ()
    """Titles that leave it open where the branch is not known; where it is, it decides."""

    @cached_property
    def _titles(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(title, re.IGNORECASE) for title in self.titles)

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(self.labels)

    @cached_property
    def _branches(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(branch) for branch in self.branches)

    @cached_property
    def _hints(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(title, re.IGNORECASE) for title in self.hints)

    def matches(self, pull_request: PullRequest) -> bool:
        return (
            _first_match(self._titles, pull_request.title)
            or bool(pull_request.base and _first_match(self._branches, pull_request.base))
            or not self._labels.isdisjoint(pull_request.labels)
        )

    def may_match(self, pull_request: PullRequest) -> bool:
        """Whether only the branch could tell, and it is not known."""
        return pull_request.base is None and _first_match(self._hints, pull_request.title)


class Bots(Strict):
    """Accounts that are no people, beside those that GitHub itself calls bots."""

    logins: tuple[_BotLogin, ...] = ()

    @cached_property
    def keys(self) -> frozenset[Login]:
        return frozenset(Login.parse(login) for login in self.logins)

    def __contains__(self, login: Login) -> bool:
        return login.key.endswith("[bot]") or login in self.keys


class Substantial(Strict):
    """When a pull request is substantial: its changed lines without generated files, and what never is."""

    reason: str
    """Why the word is read like this; shown in reports."""
    changed_lines: int = Field(ge=0)
    """At least so many lines added or deleted."""
    generated: tuple[Pattern, ...] = ()
    """Paths that hold generated files: their lines do not count."""
    excluded: tuple[Excluded, ...] = ()
    include_urls: frozenset[str] = frozenset()
    exclude_urls: frozenset[str] = frozenset()

    @cached_property
    def _is_generated(self) -> Callable[[str], bool]:
        """Whether a path holds a generated file; of each it is found out once, since many change the same files."""
        patterns = tuple(re.compile(path) for path in self.generated)
        return lru_cache(maxsize=_PATHS)(lambda path: _first_match(patterns, path))

    def exclusion(self, pull_request: PullRequest) -> str | None:
        """Why a pull request is never substantial, whatever its size; None where nothing speaks against it."""
        if pull_request.url in self.exclude_urls:
            return "excluded by its address"
        if pull_request.author_is_bot:
            return "made by a bot"
        return next((rule.reason for rule in self.excluded if rule.matches(pull_request)), None)

    def is_met(self, pull_request: PullRequest) -> bool | None:
        """Whether a pull request is substantial; None where its size is not known well enough."""
        if pull_request.url in self.include_urls:
            return True
        if self.exclusion(pull_request):
            return False
        return self._large_enough(pull_request)

    def _reached(self, pull_request: PullRequest) -> bool:
        """Whether the known files have lines enough; the largest first, as each is matched with every pattern."""
        seen = 0
        for changed in sorted(pull_request.files, key=lambda f: f.additions + f.deletions, reverse=True):
            if seen >= self.changed_lines:
                break
            if not self._is_generated(changed.path):
                seen += changed.additions + changed.deletions
        return seen >= self.changed_lines

    def _large_enough(self, pull_request: PullRequest) -> bool | None:
        """By the files where all are known, else by Prow's label, which leaves generated files out as well."""
        if self._reached(pull_request):
            return True
        if pull_request.files_complete:
            return False
        if (labelled := next((SIZES[label] for label in pull_request.labels if label in SIZES), None)) is not None:
            return labelled >= self.changed_lines
        lines = (pull_request.additions or 0) + (pull_request.deletions or 0)
        known = pull_request.additions is not None and pull_request.deletions is not None
        return False if known and lines < self.changed_lines else None


class Primary(Strict):
    """Who drove a review: the definition is ours, the documents leave the word open."""

    reason: str
    approval_is_lgtm: tuple[Repository, ...] = ()
    """Repositories in which a GitHub approval acts as /lgtm."""

    def counts_approval(self, repo: str) -> bool:
        return repo.lower() in self._repos

    @cached_property
    def _repos(self) -> frozenset[str]:
        return frozenset(repo.lower() for repo in self.approval_is_lgtm)


class Definitions(Strict):
    """How the ladder's words are read."""

    bots: Bots = Bots()
    excluded_repositories: frozenset[Repository] = frozenset()
    """Repositories that never count."""
    not_counted: tuple[Excluded, ...] = ()
    """Pull requests that count neither for their author nor for a reviewer, such as cherry-picks."""
    substantial: Substantial
    primary: Primary

    def counts(self, pull_request: PullRequest) -> bool | None:
        """Whether a pull request counts for anybody; None where only its branch could tell, which is not known."""
        if self.excludes(pull_request.repo) or any(rule.matches(pull_request) for rule in self.not_counted):
            return False
        return None if any(rule.may_match(pull_request) for rule in self.not_counted) else True

    def excludes(self, repo: str) -> bool:
        """Whether nothing in a repository counts."""
        return repo.lower() in self._excluded

    @cached_property
    def _excluded(self) -> frozenset[str]:
        return frozenset(repo.lower() for repo in self.excluded_repositories)
