"""What is given: reports published to an issue, over HTTP: what is there after each run, and what is said."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from functional.running import Ran
from standin import StandinServer
from standin.testing import Client

from tracker.reports.markdown.parts import joined, taken_apart

ISSUE = "octo-org/mentoring#7"
PATH = "/repos/octo-org/mentoring/issues/7"
FORGED = "<!-- ladder-check report: report, part 1 -->\n\nNot yours"
#: By this line a report is known; here the first part has it.
END = "<sub>Rules: Octo ladder.</sub>"
OURS, THEIRS = "octo-mentor", "octo-stranger"


@dataclass(frozen=True)
class Desk:
    """A server with the issue, and what runs at it leave."""

    server: StandinServer
    run: partial[Ran]
    folder: Path

    def publish(self, text: str, *words: str, issue: str = ISSUE, **more: str) -> Ran:
        first, *others = taken_apart(text) or [""]
        made = joined([f"{first}\n{END}\n" if first else "", *others])
        (self.folder / "report.md").write_text(made, encoding="utf-8")
        return self.run("publish", "--issue", issue, *words, "report.md", **more)

    def comments(self, login: str = OURS) -> dict[int, str]:
        """The comments of somebody by their ids, oldest first."""
        rows = Client(self.server).get(f"{PATH}/comments?per_page=100").json()
        return {row["id"]: row["body"] for row in rows if row["user"]["login"] == login}

    @property
    def writes(self) -> list[str]:
        log = self.server.standin.log()
        return [row["method"] for row in log if row["method"] not in {"GET", "HEAD"} and row["resource"] != "graphql"]


def address(number: int) -> str:
    return f"https://github.com/octo-org/mentoring/issues/7#issuecomment-{number}"


def marked(part: int, text: str, name: str = "report", end: str = f"\n\n{END}") -> str:
    return f"<!-- ladder-check report: {name}, part {part} -->\n\n{text}{end if part == 1 else ''}"
