"""README.md and the pages of docs/: what they show of the program, and where it stands.

A *sample* is marked with the command of ours that prints it, ``<!-- sample: ladder-check --demo octo-me -->``. Where that
takes more than the demo has, the mark names the test that runs it: ``<!-- sample in tests/functional/test_x.py: ladder
... -->``; it may compare some sections alone. An *example* is a block of code, and right after it what it prints.
UPDATE_GOLDEN=1 writes all of them anew.
"""

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: Where the repository is, as OWNER/NAME: what pyproject.toml says.
REPOSITORY = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")
PAGES = (README, *sorted((ROOT / "docs").rglob("*.md")))
_SAMPLE = re.compile(
    r"(?P<mark><!-- sample(?: in (?P<test>\S+))?: (?P<command>.+?) -->\n)```text\n(?P<prints>.*?)```\n<!-- end of sample -->",
    re.DOTALL,
)
_EXAMPLE = re.compile(r"```(?P<language>sh|sql|python)\n(?P<code>[^`]*)```\n\n```text\n(?P<prints>[^`]*)```\n")


@dataclass(frozen=True)
class Shown:
    """What a page says that something prints: ``before`` is all that stands before it in its block."""

    page: Path
    before: str
    prints: str

    def compare(self, printed: str) -> None:
        """What is printed is what the page says; UPDATE_GOLDEN=1 writes it there."""
        if os.environ.get("UPDATE_GOLDEN"):
            then, now = (f"{self.before}```text\n{output}```\n" for output in (self.prints, printed))
            self.page.write_text(self.page.read_text(encoding="utf-8").replace(then, now), encoding="utf-8")
            return
        assert printed == self.prints


@dataclass(frozen=True)
class Sample(Shown):
    """``test`` is the file of the test that compares it, below the repository's root; None: test_samples.py does."""

    command: str
    test: str | None

    def compare_sections(self, printed: str) -> None:
        """As ``compare``, of the sections alone whose titles the page shows; numbers in titles may change."""
        found = sections_of(printed)
        self.compare("\n".join(found[title] for title in sections_of(self.prints)))


@dataclass(frozen=True)
class Example(Shown):
    language: str
    code: str


def sections_of(printed: str) -> dict[str, str]:
    """The sections of a report in text, by title without its number; each ends with one newline."""
    parts = re.split(r"^(?=\S.* ─+$)", printed, flags=re.MULTILINE)
    return {re.sub(r"( \(\d+\))? ─+$", "", part.splitlines()[0]): part.rstrip("\n") + "\n" for part in parts if part}


def sample_in(test: str, command: str) -> Sample:
    """The sample of a command that a test runs; ``test`` is its ``__file__``."""
    here = Path(test).relative_to(ROOT).as_posix()
    (found,) = (one for one in samples() if one.test == here and one.command == command)
    return found


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """A page without its samples: what is said in our own words, and all code."""
    return _SAMPLE.sub("", text_of(page))


def samples() -> tuple[Sample, ...]:
    """All of them, page by page."""
    return tuple(
        Sample(page, one["mark"], one["prints"], one["command"], one["test"])
        for page in PAGES
        for one in _SAMPLE.finditer(text_of(page))
    )


def examples() -> tuple[Example, ...]:
    """All of them, page by page."""
    return tuple(
        Example(page, f"{one['code']}```\n\n", one["prints"], one["language"], one["code"])
        for page in PAGES
        for one in _EXAMPLE.finditer(text_of(page))
    )


def files() -> dict[str, str]:
    """The files in YAML that pages show, by the name in their first line."""
    return {
        name: text
        for page in PAGES
        for name, text in re.findall(r"```yaml\n(?=# (\S+\.yaml), for: )(.*?)```", text_of(page), re.DOTALL)
    }
