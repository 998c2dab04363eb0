"""Whether so many pull requests at once are answered whole: what is told of some of them alone must be the same.

With very many records in one question GitHub may answer nested lists shorter than they are, their totals with them and
without an error (reported by makers of other tools). So each hit of search has to show the trace that made it one, and
some are read alone, too: a canary at first contact, and whatever contradicts what search says.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from tracker.facts.people import Login
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.pace import GOAL as IN_TIME
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.gather.detail import Wanted
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.questions import PULL, first_question
from tracker.sources.github.records import Json, shows_none

#: Pull requests in one document: 22,000 records at most.
AT_ONCE = 60
#: So many at once were always answered whole, as far as anybody reported.
_SURE = 25
#: At first, so that the canary is read beside as many as may be lost.
GOAL = _SURE + 2
#: How many that contradict themselves are asked for alone: if these do so alone, too, it is not for their number.
_ASKED_ALONE = 3


class Wholeness:
    """Checks what came for many pull requests at once by what comes for one alone."""

    def __init__(self, client: GitHubClient, host: Host) -> None:
        self._client = client
        self._host = host
        self._alone = Batch(client, 1, "Alone", apart=True)

    def room(self) -> int:
        """The weight to ask for at once: where nothing is left to ask for one alone, so many as need not be checked."""
        if not self._client.pace.is_known:
            return IN_TIME
        return PULL * (_SURE if self._unchecked and not self._client.affords(2) else AT_ONCE)

    @property
    def _unchecked(self) -> bool:
        """Whether it is still to be seen how many are answered whole."""
        return self._host.at_once is None

    def _to_ask_alone(self, suspects: Collection[str], found: Collection[str]) -> Sequence[str]:
        """Those of these that requests suffice for, beside the fullest where so many are to be checked by that one.

        None where no request is left: what was answered then stands, but for these.
        """
        left = self._client.requests_left
        fullest = self._unchecked and len(found) > _SURE
        return list(suspects)[: None if left is None else max(0, left - fullest)]

    def suspects(self, results: Mapping[str, Result], wanted: Wanted) -> dict[str, frozenset[Login]]:
        """Pull requests that contradict what search says, each with the people of whom it shows no trace."""
        found = {}
        for id_, one in results.items():
            if one.whole and one.data:
                people = understood(partial(_without_trace, one.data, sorted(wanted[id_]))) or frozenset()
                if shows_none(one.data) or people:
                    found[id_] = people
        return found

    def canary(self, questions: Collection[str]) -> dict[str, Question]:
        """What is read along with very many at first contact."""
        canary = self._host.canary
        if not (canary and self._unchecked and len(questions) > _SURE and self._client.affords(2)):
            return {}
        return {canary: first_question(canary, ())}

    def is_short(self, results: Mapping[str, Result], wanted: Wanted, suspects: Collection[str]) -> bool:
        """Whether a pull request holds less among these than alone: one that contradicts itself, or the canary."""
        whole = {id_: one.data for id_, one in results.items() if one.whole and one.data}
        canary = self._compared(whole) if len(results) > _SURE else []
        ids = [*self._to_ask_alone(suspects, results)[:_ASKED_ALONE], *canary]
        asked = {id_: first_question(id_, sorted(wanted.get(id_, ()))) for id_ in ids}
        answers = self._alone.all(asked)
        alone = {id_: one.data for id_, one in answers.items() if one.whole and one.data}
        short = any(held(data) != held(whole[id_]) for id_, data in alone.items())
        if short or (canary and alone.keys() == set(ids)):
            self._host.answers_whole(len(results) // 2 if short else AT_ONCE)
        return short

    def _compared(self, whole: Mapping[str, Json]) -> list[str]:
        """Which to compare at first contact: the canary, or the fullest where it did not come."""
        if not (self._unchecked and whole):
            return []
        known = self._host.canary if self._host.canary in whole else None
        return [known or max(whole, key=lambda id_: fullness(whole[id_]))]


def _without_trace(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no trace in a pull request all of whose conversation was given."""
    missing = untraced(node, people)
    return missing if missing and all(_is_all(node, name) for name in ("reviews", "comments")) else frozenset()


def _is_all(node: Json, name: str) -> bool:
    found = node.get(name) or {"totalCount": 1, "nodes": ()}
    return bool(found["totalCount"] <= len(found["nodes"] or ()))


def untraced(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no review and no comment in a pull request as it was answered.

    ``node`` holds somebody's own reviews under the alias ``m0`` and so on, in the order of ``people``.
    """
    said = {one["author"]["login"].casefold() for name in ("reviews", "comments") for one in _nodes(node, name)}
    own = {login for place, login in enumerate(people) if (node.get(f"m{place}") or {}).get("totalCount")}
    return frozenset(login for login in people if login.key not in said and login not in own)


def held(node: Json) -> dict[str, int]:
    """How much an answer holds of a pull request, by list."""
    totals = {
        name: found["totalCount"] for name, found in node.items() if isinstance(found, dict) and "totalCount" in found
    }
    return totals | {name: len((node.get(name) or {}).get("nodes") or ()) for name in ("files", "labels")}


def fullness(node: Json) -> int:
    """How much there is to lose in an answer about a pull request."""
    return int(node.get("totalCommentsCount") or 0) + sum(held(node).values())


def _nodes(node: Json, name: str) -> list[Any]:
    return [one for one in (node.get(name) or {}).get("nodes") or () if one and one["author"]]
