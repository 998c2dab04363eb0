"""A question of GraphQL, what becomes of it, how several make a document, and which are asked along with others."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from tracker.record import positional_record, record
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.query import with_fragments
from tracker.sources.github.api.responses import Problem
from tracker.sources.github.searches import Dialect

Key = TypeVar("Key")

#: GraphQL's types of variables, by their names in ``Question.field``.
_TYPES = {
    "type": "SearchType!",
    "id": "ID!",
    "ids": "[ID!]!",
    "number": "Int!",
    "after": "String",
    "reviews_after": "String",
    "remarks_after": "String",
}
#: Milliseconds that GitHub takes for one search, by published figures.
SEARCH = 200
#: The same for a record that is looked up by its name: an account, a file.
LOOKUP = 20
_VARIABLE = re.compile(r"\$(\w+)")


@record
class Question:
    """One field of a document; ``values`` are those of the variables in it, by name.

    A variable is a string unless its name says another type, see ``_TYPES``. ``weight`` is about how many milliseconds
    it takes GitHub, ``connections`` how many lists GitHub goes through for it, a hundred of which are a point, and
    ``name`` what it is called in it, for whoever reads the traffic.
    """

    field: str
    values: Mapping[str, object]
    weight: int = 1
    connections: int = 1
    name: str = "q"

    @property
    def key(self) -> str:
        """What is asked, whatever it is called: the same of two questions that have the same answer."""
        return f"{self.field} {sorted(self.values.items())}"

    @property
    def characters(self) -> int:
        """How long it is, with its values."""
        return len(self.field) + sum(len(str(value)) for value in self.values.values())


@record
class Result:
    """What became of a question: its ``data``, and the ``problems`` within, by paths that begin there.

    ``failed`` says why nothing of it is known; None where it was answered, if only in part. ``heavy`` where it was too
    much even alone, ``untried`` where it was not asked, after others that were.
    """

    data: Any = None
    problems: tuple[Problem, ...] = ()
    failed: str | None = None
    heavy: bool = False
    untried: bool = False

    @property
    def whole(self) -> bool:
        """Whether it was answered, and nothing was left out."""
        return self.failed is None and not self.problems

    @property
    def absent(self) -> bool:
        """Whether GitHub says that there is no such thing: the only failure that is knowledge."""
        return not self.data and self.is_nothing

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing, in whatever place, where something was looked for."""
        return bool(self.problems) and all(one.type == "NOT_FOUND" for one in self.problems)

    def in_part(self, field: str) -> bool:
        """Whether only one field within was in the way of an answer."""
        return self.failed is None and bool(self.problems) and all(one.path[:1] == (field,) for one in self.problems)

    def may_pass(self, together: int) -> bool:
        """Whether what GitHub left out, of so many questions in a document, may come when asked again, for less."""
        return any(one.passing or (one.heavy and together > 1) for one in self.problems)

    @property
    def knows_no_type(self) -> bool:
        """Whether this GitHub does not know ISSUE_ADVANCED: older servers, and one day all of them."""
        return any(name in (self.failed or "") for name in ("$type", "SearchType"))

    @property
    def count(self) -> int | None:
        """How much a search finds; None where GitHub did not say, or not beyond doubt."""
        doubtful = self.failed is not None or any(one.path[:1] != ("nodes",) for one in self.problems)
        number = self.data.get("issueCount") if self.data and not doubtful else None
        return number if isinstance(number, int) else None

    @property
    def reason(self) -> str:
        """Why something is missing."""
        return self.failed or "; ".join(one.message for one in self.problems) or "GitHub gave an empty answer"


#: Results by the keys of their questions.
Results = Mapping[str, Result]


def search_question(
    text: str,
    after: str | None,
    dialect: Dialect,
    *,
    first: int = 100,
    what: str = "...Ids",
    connections: int = 1,
) -> Question:
    """The question for a page of a search."""
    return Question(
        field=f"search(query: $q, type: $type, first: {first}, after: $after) {{ {what} }}",
        values={"q": text, "type": dialect.type, "after": after},
        weight=SEARCH,
        connections=connections,
        name="s",
    )


def repository_question(repo: str, inside: str = "", *, alias: str, weight: int = 1, **values: object) -> Question:
    """The question for something ``inside`` a repository, which also tells its name now and whether it is private."""
    owner, _, name = repo.partition("/")
    field = f"repository(owner: $owner, name: $name) {{ nameWithOwner isPrivate {inside} }}"
    return Question(field=field, values={"owner": owner, "name": name, **values}, weight=weight, name=alias)


def result_of(question: Question, data: Any, problems: tuple[Problem, ...]) -> Result:
    """What became of a question: a list where it asks for one, and else a record."""
    if data is not None and isinstance(data, list) != question.field.startswith("nodes("):
        return Result(problems=problems, failed=NOT_IN_FORM)
    return Result(data=data, problems=problems)


def aliases(questions: Iterable[Question]) -> Iterator[str]:
    """What each of some questions is called in a document: its name, with a number where several have the same."""
    taken: Counter[str] = Counter()
    for question in questions:
        taken[question.name] += 1
        yield question.name if taken[question.name] == 1 else f"{question.name}_{taken[question.name]}"


def document_of(name: str, questions: Sequence[Question]) -> tuple[str, dict[str, object]]:
    """The document of some questions, with its values; what several of them ask with is written once."""
    names: dict[tuple[str, str], str] = {}
    values: dict[str, object] = {}

    def name_of(question: Question, variable: str) -> str:
        value, kind = question.values[variable], _TYPES.get(variable, "String!")
        given = names.setdefault((kind, repr(value)), f"v{len(names)}")
        values[given] = value
        return f"${given}"

    fields = [
        f"{alias}: " + _VARIABLE.sub(lambda found, one=question: name_of(one, found[1]), question.field)  # type: ignore[misc]
        for alias, question in zip(aliases(questions), questions, strict=True)
    ]
    given = ", ".join(f"${one}: {kind}" for (kind, _), one in names.items())
    head = f"query {name}({given}) {{" if given else f"query {name} {{"
    return with_fragments("\n  ".join([head, *fields, "rateLimit { ...Budget }\n}\n"])), values


#: What is done with an answer that came along.
Then = Callable[[Result], object]


@positional_record
class Along:
    """A question that is asked along with others, and what comes ``then``, of an answer that came whole.

    One that is ``free`` goes along only where it takes no point of its own.
    """

    question: Question
    then: Then
    free: bool = False


class AskedAlong:
    """What is probably asked for soon: it goes into the next document that has room for it, once, and delays nothing.

    Whoever asks for it then is given what came whole; whatever did not, or is said not to be there, is asked for.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, Along] = {}
        self._came: dict[str, Result] = {}

    def add(self, question: Question, then: Then, *, free: bool = False) -> None:
        """Ask this along, unless its answer is there already."""
        if question.key not in self._came:
            self._waiting[question.key] = Along(question, then, free)

    def drop(self, questions: Iterable[Question]) -> None:
        """These are not to be asked along any more."""
        for question in questions if self._waiting else ():
            self._waiting.pop(question.key, None)

    def came(self, questions: Mapping[Key, Question]) -> dict[Key, Result]:
        """What came of these, each once; none of them is asked along any more."""
        self.drop(questions.values())
        if not self._came:
            return {}
        return {key: self._came.pop(one.key) for key, one in questions.items() if one.key in self._came}

    def answered(self, one: Along, result: Result) -> None:
        """This became of one that was asked along."""
        if result.whole and result.data:
            self._came[one.question.key] = result
            one.then(result)

    def fitting(self, weight: float, characters: float, connections: float, free: float) -> list[Along]:
        """Those that fit into so much room, where so many connections are ``free``; they wait no longer."""
        left: tuple[float, ...] = (weight, characters, connections)
        chosen = []
        for key, one in list(self._waiting.items()):
            own = (one.question.weight, one.question.characters, one.question.connections)
            fits = all(amount <= room for amount, room in zip(own, left, strict=True))
            if fits and (not one.free or one.question.connections <= free):
                left = tuple(room - amount for amount, room in zip(own, left, strict=True))
                free -= one.question.connections
                chosen.append(self._waiting.pop(key))
        return chosen
