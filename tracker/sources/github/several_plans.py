"""The plans of several people with one question, and with them the ids of what is to be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.errors import AccountError, NothingChecked, SourceError
from tracker.sources.github.answers import Page, page_among, understanding
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import several
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.plan import Plan
from tracker.sources.github.planner import Planner
from tracker.sources.github.replies import Answer, Problem, TooHeavy

#: People in one question: published practice is 8 to 20, and fewer when that is too much.
_AT_ONCE = 10

#: A plan with the pages of ids that came with it, by the text of their search; or why there is none.
Planned = Plan | NothingChecked


def read_plans(client: GitHubClient, planners: Sequence[Planner], at_once: PageSize) -> Iterator[Planned]:
    """A plan for each, in the same order; who is known by another name now is asked for alone.

    Raises:
        SourceError, TokenError: from the client.
    """
    start = 0
    while start < len(planners):
        chunk = planners[start : start + at_once.size]
        try:
            found = _read_together(client, chunk) if len(chunk) > 1 else [_alone(chunk[0])]
        except TooHeavy:
            at_once.halve(len(chunk))
            continue
        at_once.passed()
        yield from found
        start += len(chunk)


def questions_about(people: int) -> int:
    """How many questions it takes to ask about so many people, where nothing is too much: one is asked about alone."""
    return 1 + -(-(people - 1) // _AT_ONCE)


def people_at_once() -> PageSize:
    """How many people to ask about at once, learned while asking."""
    return PageSize(_AT_ONCE)


def _read_together(client: GitHubClient, planners: Sequence[Planner]) -> list[Planned]:
    shares = [_Share(planner, f"p{index}_") for index, planner in enumerate(planners)]
    fields = [field for share in shares for field in share.fields()]
    variables = [name for share in shares for name in share.names()]
    values = {name: value for share in shares for name, value in share.values().items()}
    question = several(fields, ["$type: SearchType!", *variables])
    answer = client.graphql(question, {"type": planners[0].asked.dialect.type, **values})
    if any(problem.passing for problem in answer.errors):
        raise TooHeavy("GitHub left out a part of its answer")
    with understanding():
        return [share.plan(answer) for share in shares]


def _alone(planner: Planner) -> Planned:
    try:
        return replace(planner, ids=True).plan()
    except AccountError as error:
        return error


@dataclass(frozen=True, slots=True)
class _Share:
    """One person's part of a question; every name in it begins with a prefix of its own."""

    planner: Planner
    prefix: str

    def fields(self) -> Iterator[str]:
        p = self.prefix
        yield f"{p}user: user(login: ${p}login) {{ ...Profile }}"
        yield f"{p}repositoryOwner: repositoryOwner(login: ${p}login) {{ ...OwnerKind }}"
        yield f"{p}everywhere: search(query: ${p}everywhere, type: $type, first: 1) {{ issueCount }}"
        if self.planner.query.requests_repository:
            yield f"{p}requests: search(query: ${p}requests, type: $type, first: 5) {{ ...Requests }}"
        if self.planner.known:
            yield f"{p}known: nodes(ids: ${p}known) {{ ...Visible }}"
        paged = self.planner.paged()
        for alias in self.planner.texts():
            what = "first: 100) { ...Ids }" if alias in paged else "first: 1) { issueCount }"
            yield f"{p}{alias}: search(query: ${p}{alias}, type: $type, {what}"

    def names(self) -> Iterator[str]:
        return (
            f"${name}: {'String!' if isinstance(value, str) else '[ID!]!'}" for name, value in self.values().items()
        )

    def values(self) -> Mapping[str, object]:
        own: dict[str, object] = {**self.planner.variables(), "known": list(self.planner.known)}
        return {f"{self.prefix}{name}": value for name, value in own.items() if value}

    def plan(self, answer: Answer) -> Planned:
        """This person's plan.

        Raises:
            SourceError: GitHub did not say who this is.
        """
        try:
            made = self.planner.made_of(self._own(answer))
        except AccountError as error:
            return error
        return made if isinstance(made, Plan) else _alone(made)

    def _own(self, answer: Answer) -> Answer:
        """The answer as if only this person had been asked about."""
        p = self.prefix
        data = {name.removeprefix(p): value for name, value in answer.data.items() if name.startswith(p)}
        own = [problem for problem in answer.errors if problem.path and str(problem.path[0]).startswith(p)]
        errors = [
            Problem(message=one.message, type=one.type, path=(str(one.path[0]).removeprefix(p), *one.path[1:]))
            for one in own
        ]
        return Answer(data=data, errors=(*errors, *(one for one in answer.errors if not one.path)))


def pages_of_ids(client: GitHubClient, places: Sequence[Mapping[str, object]], type_: str) -> list[Page]:
    """A page of ids for each place in a search, with one question.

    Raises:
        TooHeavy: ask for less.
        SourceError, TokenError: from the client, or GitHub left a page out.
    """
    fields = [
        f"s{n}: search(query: $s{n}, type: $type, first: 100, after: $s{n}_after) {{ ...Ids }}"
        for n in range(len(places))
    ]
    variables = [text for n in range(len(places)) for text in (f"$s{n}: String!", f"$s{n}_after: String")]
    values = {name: value for n, place in enumerate(places) for name, value in _place(n, place)}
    answer = client.graphql(several(fields, ["$type: SearchType!", *variables]), {"type": type_, **values})
    with understanding():
        pages = [page_among(answer, f"s{n}") for n in range(len(places))]
    if None in pages or answer.errors:
        raise SourceError(f"GitHub left out a part of its answer: {answer.errors[0].message if answer.errors else ''}")
    return [page for page in pages if page]


def _place(number: int, place: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    yield f"s{number}", place["q"]
    yield f"s{number}_after", place["after"]
