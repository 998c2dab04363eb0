"""How a step talks to the runner of GitHub Actions: outputs, the summary, annotations, and what other programs say.

Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

import os
import re
import secrets
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def output(**values: str) -> None:
    """Set outputs of the step; of those that are set twice, the last counts."""
    _append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in values.items()))


def summarize(text: str) -> None:
    """Append Markdown to the summary of the job."""
    _append("GITHUB_STEP_SUMMARY", text)


def annotate(kind: str, text: str) -> None:
    """Show a text at the top of the run's page; ``kind`` is error, warning or notice."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::{kind} title=ladder-check::{escaped}", flush=True)


def run(command: Sequence[str]) -> tuple[int, str]:
    """The code with which a command ended, and what it said, shown as it came. Nothing of it is taken for a command."""
    said = []
    mark = secrets.token_hex(16)
    print(f"::stop-commands::{mark}", flush=True)
    with subprocess.Popen(  # noqa: S603 - a list of words, which no shell reads
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as running:
        while running.poll() is None:
            try:
                for line in running.stdout or ():
                    said.append(line)
                    print(line, end="", flush=True)
            except KeyboardInterrupt:
                # Who stops a run tells this process alone. What the command says to that is still heard.
                running.send_signal(signal.SIGINT)
    print(f"\n::{mark}::", flush=True)
    return running.returncode, "".join(said)


def reason(said: str) -> str:
    """Why a command of ours did not do it: its error with the hint, or of what is unexpected the last line."""
    found = re.search(r"^Error: (.*)", said, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else said.strip().rpartition("\n")[2] or "It ended without a word."


def _append(variable: str, text: str) -> None:
    with Path(os.environ[variable]).open("a", encoding="utf-8") as file:
        file.write(text)
