"""The plan and the first page of each family with one question, where GitHub can take that much at once."""

from collections.abc import Collection, Iterable, Mapping

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
#: Ids on a page: as many as GitHub gives.
_IDS = 100


def ask_together(
    client: GitHubClient,
    portions: Portions,
    pages: Searches,
    variables: Mapping[str, object],
    counts: Iterable[str] = (),
) -> Answer | None:
    """The plan, with pages of some searches in place of their counts; None where that is not to be had.

    ``counts`` are the aliases to count; ``variables`` hold the text of every search.

    Raises:
        SourceError, TokenError: from the client, but for what is too heavy.
    """
    if not portions.whole:
        return None
    families = {alias: family for family, found in pages.items() if family in _PAGES for alias in found}
    question = plan_with_pages(counts, {alias: _PAGES[family] for alias, family in families.items()})
    sizes = {f"{alias}_size": portions.sizes[family].size for alias, family in families.items()}
    try:
        answer = client.graphql(question, {**variables, **sizes})
    except TooHeavy:
        portions.halve()
        return None
    if answer.data and any(problem.passing for problem in answer.errors):
        portions.halve()
        return None
    return answer


def ask_for_ids(
    client: GitHubClient, pages: Collection[str], variables: Mapping[str, object], counts: Iterable[str]
) -> Answer | None:
    """The plan, with ids of what the searches under some aliases find; None where that is not to be had.

    Raises:
        SourceError, TokenError: from the client, but for what is too heavy.
    """
    question = plan_with_pages(counts, dict.fromkeys(pages, "Ids"))
    try:
        answer = client.graphql(question, {**variables, **{f"{alias}_size": _IDS for alias in pages}})
    except TooHeavy:
        return None
    return None if answer.data and any(problem.passing for problem in answer.errors) else answer


def first_pages(answer: Answer, searches: Iterable[Mapping[str, Search]]) -> dict[str, Page]:
    """The pages that came with the plan, by the text of their search."""
    found = {s.text: answers.page_among(answer, alias) for named in searches for alias, s in named.items()}
    return {text: page for text, page in found.items() if page}
