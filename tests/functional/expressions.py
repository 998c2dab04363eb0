"""GitHub's expressions, as far as an action needs them: contexts, strings, ``==``, ``!=``, ``!``, ``&&``, ``||``, calls.

Source: docs.github.com, "Evaluate expressions in workflows and actions". What is not known here is an error, so that no
test passes on a guess.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>&&|\|\||==|!=|[!()]))")
_PLACE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STATUS = ("always", "success", "failure", "cancelled")

Contexts = Mapping[str, Any]
Calls = Mapping[str, Callable[[], bool]]


def filled(text: str, contexts: Contexts) -> str:
    """A text with the values of its expressions."""
    return _PLACE.sub(lambda found: shown(Expression(found[1], contexts, {}).value()), text)


def holds(condition: str, contexts: Contexts, calls: Calls) -> bool:
    """Whether the ``if`` of a step holds; where it asks for no status, everything before must have gone well."""
    whole = _PLACE.fullmatch(condition.strip())
    text = whole[1] if whole else condition
    well = any(f"{name}()" in text for name in _STATUS) or calls["success"]()
    return well and bool(Expression(text, contexts, calls).value())


def shown(value: Any) -> str:
    return {None: "", True: "true", False: "false"}.get(value, value) if not isinstance(value, str) else value


class Expression:
    """One expression, read once from left to right."""

    def __init__(self, text: str, contexts: Contexts, calls: Calls) -> None:
        self._tokens = self._read(text)
        self._contexts = contexts
        self._calls = calls

    @staticmethod
    def _read(text: str) -> list[str]:
        tokens, place = [], 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            assert found, f"no expression that is known here: {text[place:]}"
            tokens.append(found[0].strip())
            place = found.end()
        return tokens

    def value(self) -> Any:
        found = self._either()
        assert not self._tokens, f"left over: {self._tokens}"
        return found

    def _either(self) -> Any:
        found = self._both()
        while self._next("||"):
            other = self._both()
            found = found or other
        return found

    def _both(self) -> Any:
        found = self._compared()
        while self._next("&&"):
            other = self._compared()
            found = found and other
        return found

    def _compared(self) -> Any:
        found = self._single()
        while self._tokens[:1] in (["=="], ["!="]):
            wanted = self._tokens.pop(0) == "=="
            found = (shown(found).casefold() == shown(self._single()).casefold()) is wanted
        return found

    def _single(self) -> Any:
        if self._next("!"):
            return not self._single()
        if self._next("("):
            found = self._either()
            assert self._next(")")
            return found
        token = self._tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        return self._called(token) if self._next("(") else self._looked_up(token)

    def _called(self, name: str) -> bool:
        assert self._next(")"), f"{name}() with something in it is not known here"
        return self._calls[name]()

    def _looked_up(self, path: str) -> Any:
        """A value of a context. What a context does not have is null, as on GitHub; the context itself has to be there."""
        context, *names = path.split(".")
        found = self._contexts[context]
        for name in names:
            found = (found or {}).get(name)
        return found

    def _next(self, sign: str) -> bool:
        if self._tokens[:1] != [sign]:
            return False
        self._tokens.pop(0)
        return True
