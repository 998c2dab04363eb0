"""How a check asks, and how it is written: a function of what was observed, under the name that reports give it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from tracker.errors import SourceError
from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.record import positional_record
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result, aliases, document_of, result_of
from tracker.sources.github.diagnosis.observations import Observations, Trouble


@positional_record
class Seen:
    """What a check found, what to do about it, and a page that says more."""

    outcome: CheckOutcome
    seen: str
    to_do: str | None = None
    url: str | None = None


def ok(seen: str) -> Seen:
    return Seen(CheckOutcome.OK, seen)


def warning(seen: str, to_do: str, url: str | None = None) -> Seen:
    return Seen(CheckOutcome.WARNING, seen, to_do, url)


def problem(seen: str, to_do: str | None, url: str | None = None) -> Seen:
    return Seen(CheckOutcome.PROBLEM, seen, to_do, url)


def check(
    id_: str, title: str
) -> Callable[[Callable[[Observations], Seen | Trouble]], Callable[[Observations], Check]]:
    """Names a check; what it finds not to be known is a problem where GitHub was asked, and else not checked."""

    def named(judge: Callable[[Observations], Seen | Trouble]) -> Callable[[Observations], Check]:
        @wraps(judge)
        def judged(observed: Observations) -> Check:
            found = judge(observed)
            if isinstance(found, Trouble):
                outcome = CheckOutcome.PROBLEM if found.asked else CheckOutcome.NOT_CHECKED
                found = Seen(outcome, found.reason, found.hint)
            return Check(id=id_, title=title, outcome=found.outcome, seen=found.seen, to_do=found.to_do, url=found.url)

        return judged

    return named


# -- several questions in one document, once: what a check is about is the answer, however it fails ------


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
