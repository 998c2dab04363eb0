"""Asks several questions in one document, once: what a check is about is the answer, however it fails."""

from collections.abc import Sequence
from typing import Any

from tracker.errors import SourceError
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result, aliases, document_of, result_of


def ask(client: GitHubClient, questions: Sequence[Question]) -> list[Result]:
    """What became of each question.

    Raises:
        SourceError, TokenError: from the client, or something is wrong with the whole answer, or with its form.
    """
    answer = client.graphql(*document_of("Several", questions))
    if not answer.data or any(not one.path for one in answer.errors):
        raise SourceError("; ".join(one.message for one in answer.errors) or "GitHub gave an empty answer")
    named = zip(questions, aliases(questions), strict=True)
    results = [result_of(question, answer.data.get(alias), answer.below(alias)) for question, alias in named]
    if failed := next((one.failed for one in results if one.failed), None):
        raise SourceError(failed)
    return results


def ask_whole(client: GitHubClient, questions: Sequence[Question]) -> list[Any]:
    """The data for each question.

    Raises:
        SourceError, TokenError: from the client, or one of them has no whole answer.
    """
    results = ask(client, questions)
    if not all(one.whole and one.data for one in results):
        said = [problem.message for one in results for problem in one.problems]
        raise SourceError("; ".join(said) or "GitHub gave an empty answer")
    return [one.data for one in results]
