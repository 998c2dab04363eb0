"""The examples of the README: a block of code, and right after it what it prints."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_EXAMPLE = re.compile(r"```(?P<language>sh|sql|python)\n(?P<code>[^`]*)```\n\n```text\n(?P<output>[^`]*)```\n")


@dataclass(frozen=True)
class Example:
    """A block of code; ``prints`` is what the README says that it prints."""

    language: str
    code: str
    prints: str


def examples() -> tuple[Example, ...]:
    """All of them, in their order."""
    found = _EXAMPLE.finditer(README.read_text(encoding="utf-8"))
    return tuple(Example(one["language"], one["code"], one["output"]) for one in found)


def compare(example: Example, printed: str) -> None:
    """An example prints what the README says; UPDATE_GOLDEN=1 writes it anew."""
    if os.environ.get("UPDATE_GOLDEN"):
        text = README.read_text(encoding="utf-8")
        before, after = (f"{example.code}```\n\n```text\n{output}```\n" for output in (example.prints, printed))
        README.write_text(text.replace(before, after), encoding="utf-8")
        return
    assert printed == example.prints
