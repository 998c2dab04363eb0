"""A GitHub of a few lines, for what is asked for and in which words: it answers each field of a document by a rule."""

from graphql import parse
from unit.sources.github.records import connection
from unit.sources.github.sharing import TOKEN

from tracker.sources.github.api.pace import Pace
from tracker.sources.github.api.question import AskedAlong
from tracker.sources.github.api.responses import Answer
from tracker.sources.github.api.settings import Settings

USER = {
    "id": "U_1",
    "login": "octo",
    "name": "",
    "company": " Acme ",
    "url": "https://github.com/octo",
    "createdAt": "2020-01-01T00:00:00Z",
    "pullRequests": {"totalCount": 3},
}


class Hub:
    """Its search finds what ``count`` says of a text; ``pulls`` gives the results of a page, ``user`` is everybody.

    ``answers`` are given first, one for each document: an Answer, or an error to raise. ``problems`` gives the problems
    of a field by its name and arguments, with the field's data or in place of it.
    """

    def __init__(self, watch, count=lambda text: 0, *, pulls=lambda text, after: (), user=USER):
        self.settings = Settings(token=TOKEN, retry_policy=watch.retry_policy())
        self.count = count
        self.pulls = pulls
        self.user = user
        self.answers = []
        self.problems = lambda name, arguments: ()
        self.asked = []
        self.sizes = {}
        self.along = AskedAlong()
        self.slow = 0.0
        self.pace = Pace()

    points_left = None
    spent = False

    def graphql(self, document, variables, **_):
        fields = list(_fields(document, variables))
        self.asked.append(fields)
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            if answer is not None:
                return answer
        problems = {alias: tuple(self.problems(name, given)) for alias, name, given in fields}
        data = {
            alias: None if any(not one.path for one in problems[alias]) else self._field(name, given)
            for alias, name, given in fields
        }
        errors = tuple(_at(alias, one) for alias, found in problems.items() for one in found)
        return Answer(data=data, errors=errors, seconds=self.slow)

    def _field(self, name, given):
        match name:
            case "user":
                return self.user
            case "search":
                page = connection(*self.pulls(given["query"], given.get("after")))
                return {**page, "issueCount": self.count(given["query"])}
            case "nodes":
                return []
            case _:
                return None

    @property
    def texts(self):
        """What was searched for, by document."""
        return [[given["query"] for _, name, given in fields if name == "search"] for fields in self.asked]


def _fields(document, variables):
    for field in parse(document).definitions[0].selection_set.selections:
        if field.name.value != "rateLimit":
            given = {one.name.value: _value(one.value, variables) for one in field.arguments}
            yield field.alias.value, field.name.value, given


def _value(node, variables):
    return variables[node.name.value] if node.kind == "variable" else getattr(node, "value", None)


def _at(alias, problem):
    return type(problem)(message=problem.message, type=problem.type, path=(alias, *problem.path))
