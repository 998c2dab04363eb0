"""The plan and the first page of each family with one question, where GitHub can take that much at once."""

from collections.abc import Iterable, Mapping

from tracker.sources.github import answers
from tracker.sources.github.answers import Page
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import plan_with_pages
from tracker.sources.github.portions import Portions
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.github.searches import Family, Search

#: The searches of each family, by the alias under which they are counted.
Searches = Mapping[Family, Mapping[str, Search]]

#: What a page holds: fragments of the questions.
_PAGES = {Family.AUTHORED: "AuthoredPage", Family.PARTICIPATION: "ParticipationPage"}


def ask_together(
    client: GitHubClient,
    portions: Portions,
    searches: Searches,
    variables: Mapping[str, object],
    parts: Iterable[str] = (),
) -> Answer | None:
    """The plan, with a page of each family's first search in place of its count; None where that is not to be had.

    ``parts`` are further aliases to count; ``variables`` hold the text of every search.

    Raises:
        SourceError, TokenError: from the client, but for what is too heavy.
    """
    if not portions.whole:
        return None
    firsts = {next(iter(found)): family for family, found in searches.items() if family in _PAGES and found}
    counts = [*(alias for found in searches.values() for alias in found), *parts]
    question = plan_with_pages(counts, {alias: _PAGES[family] for alias, family in firsts.items()})
    sizes = {f"{alias}_size": portions.sizes[family].size for alias, family in firsts.items()}
    try:
        answer = client.graphql(question, {**variables, **sizes})
    except TooHeavy:
        portions.halve()
        return None
    if answer.data and any(problem.passing for problem in answer.errors):
        portions.halve()
        return None
    return answer


def first_pages(answer: Answer, searches: Searches) -> dict[Family, Page]:
    """The pages that came with the plan, without empty ones: their searches are not among those that are read."""
    found = {family: answers.page_among(answer, next(iter(aliases), "")) for family, aliases in searches.items()}
    return {family: page for family, page in found.items() if page and page.count}
