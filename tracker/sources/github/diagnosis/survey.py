"""Asks what the checks are about, and keeps what came for each question, or why nothing did."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tracker.errors import LimitReached, NothingChecked, TokenError
from tracker.facts.people import Login
from tracker.sources.base import Unread
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.diagnosis.access import kind_of
from tracker.sources.github.diagnosis.comparisons import (
    check_canary,
    check_limit,
    check_operators,
    find_witnesses,
    points_of_canary,
)
from tracker.sources.github.diagnosis.files import FILES_POINTS, read_files
from tracker.sources.github.diagnosis.names import points_of, read_names, read_names_by_rest, sample_of
from tracker.sources.github.diagnosis.observations import (
    FilesSeen,
    JoinedCounts,
    Observations,
    SchemaSeen,
    Subject,
    Trouble,
    not_asked,
)
from tracker.sources.github.diagnosis.schema import SCHEMA_POINTS, read_schema
from tracker.sources.github.rest_files import list_paths

T = TypeVar("T")

_NO_TOKEN = not_asked("GitHub answers this only with a token")
_NO_WITNESS = not_asked("no settled pull request with reviews was found to compare with")
_NOT_JOINED = not_asked("this GitHub knows no ISSUE_ADVANCED: each organization is searched by itself")
_NO_FILE = not_asked("the ladder names no file to look at")


class Survey:
    """One round of questions. Once nothing answers, the token is refused or a limit is used up, nobody asks more."""

    def __init__(self, client: GitHubClient, subject: Subject) -> None:
        self._client = client
        settings = client.settings
        token = kind_of(settings.token) if settings.token else None
        where = settings.endpoints
        self._observed = Observations(subject=subject, host=where.host, server=where.server, token=token)
        self._answered = False
        self._over: Trouble | None = None

    def run(self) -> Observations:
        """All answers; never raises."""
        observed = self._observed
        if observed.token is None:
            self._ask_without_token()
        else:
            self._ask_about_search()
            self._ask_about_files()
        observed.headers = dict(self._client.headers)
        observed.charged = self._client.cost.points
        return observed

    # -- the questions -----------------------------------------------------------------------------

    def _ask_about_search(self) -> None:
        observed, client, subject = self._observed, self._client, self._observed.subject
        observed.schema = self._try(lambda: read_schema(client), SCHEMA_POINTS)
        observed.witnesses = found = self._try(lambda: find_witnesses(client, subject.orgs), 1)
        if isinstance(found, Trouble):
            observed.canary = observed.counts = observed.limit = not_asked(
                f"there is nothing to compare with: {found.reason}"
            )
        elif not found.ids:
            observed.canary = observed.counts = observed.limit = _NO_WITNESS
        else:
            points = points_of_canary(len(found.ids)) + points_of_canary(1)
            observed.canary = self._try(lambda: check_canary(client, found, subject.robots), points)
            self._ask_about_operators(getattr(observed.canary, "reviewer", None), found.showing[0])

    def _ask_about_operators(self, login: Login | None, org: str) -> None:
        observed, client = self._observed, self._client
        if isinstance(observed.schema, SchemaSeen) and not observed.schema.joins:
            observed.counts = observed.limit = _NOT_JOINED
            return
        observed.counts = self._count(login)
        if isinstance(observed.counts, JoinedCounts) and observed.counts.differing:
            observed.counts = self._count(login)  # a search that loses hits does so each time
        observed.limit = self._try(lambda: check_limit(client, org), 1)

    def _count(self, login: Login | None) -> JoinedCounts | Trouble:
        client, orgs = self._client, self._observed.subject.orgs
        return self._try(lambda: check_operators(client, orgs, login), 1) if login else _NO_WITNESS

    def _ask_about_files(self) -> None:
        observed, client, subject = self._observed, self._client, self._observed.subject
        self._ask_about_tree()
        observed.files = self._try(lambda: read_files(client, subject.dated_file, subject.groups_file), FILES_POINTS)
        if isinstance(observed.files, FilesSeen) and not isinstance(observed.files.repos, Trouble):
            observed.sample = sample_of(observed.files.repos, (*subject.repos, *subject.cohort_repos))
        repos = tuple(dict.fromkeys([*subject.repos, *subject.cohort_repos, *observed.sample]))
        observed.names = self._try(lambda: read_names(client, repos), points_of(repos)) if repos else _NO_FILE

    def _ask_about_tree(self) -> None:
        file = self._observed.subject.dated_file

        def ask(repo: str) -> tuple[str, ...] | Trouble:
            paths = list_paths(self._client, repo)
            return Trouble(reason=f"{repo}: {paths.reason}") if isinstance(paths, Unread) else paths

        self._observed.paths = self._try(lambda: ask(file.repo), 0) if file else _NO_FILE

    def _ask_without_token(self) -> None:
        observed, client, subject = self._observed, self._client, self._observed.subject
        repos = tuple(dict.fromkeys([*subject.cohort_repos, *subject.repos]))
        self._try(lambda: client.get("/rate_limit"), 0)
        observed.schema = observed.witnesses = observed.counts = observed.limit = observed.canary = observed.files = (
            _NO_TOKEN
        )
        self._ask_about_tree()
        observed.names = self._try(lambda: read_names_by_rest(client, repos), 0) if repos else _NO_FILE

    # -- how they are asked ------------------------------------------------------------------------

    def _try(self, ask: Callable[[], T], points: int) -> T | Trouble:
        """The answer to a question that should take so many points, or why there is none."""
        if self._over:
            return self._over
        before = self._client.cost.points
        try:
            answer = ask()
        except NothingChecked as error:
            return self._troubled(error)
        finally:
            self._note_clock()
            self._observed.expected += points if self._client.cost.points > before else 0
        self._answered = True
        return answer

    def _note_clock(self) -> None:
        if self._observed.clock is None and (told := _moment(self._client.headers.get("date"))):
            self._observed.clock = told, self._client.settings.now

    def _troubled(self, error: NothingChecked) -> Trouble:
        trouble = Trouble(reason=error.message, hint=error.hint or None)
        if isinstance(error, LimitReached):
            self._over = not_asked("it was not asked for: a limit is used up")
        elif isinstance(error, TokenError) and not self._answered:
            self._observed.refused = trouble
            self._over = not_asked("it was not asked for: the token is refused")
        elif not self._client.headers:
            self._observed.connection = trouble
            self._over = not_asked("it was not asked for: nothing answers")
        return self._over if self._over and not isinstance(error, LimitReached) else trouble


def _moment(text: str | None) -> datetime | None:
    """The time in a header ``Date``, or None where there is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except ValueError:
        return None
