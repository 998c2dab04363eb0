"""From the action's inputs to its outputs: one report of several people, as files, as a summary, as outputs.

Inputs come as variables, and each becomes one word of a command, behind the option that it belongs to. Ends with
ladder-check's own code where there is no report. Somebody below ``fail-below`` is an output: the job fails for it only
after everything is kept and published.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from runner import annotate, output, reason, run, summarize

#: GitHub takes 1 MiB of summary from a step.
SUMMARY_BYTES = 1_000_000
#: Codes of ladder-check; with those in WRITTEN there is a report.
USAGE, UNTOLD, BELOW = 2, 5, 6
WRITTEN = (0, UNTOLD, BELOW)
#: Inputs that are options of the same name.
_OPTIONS = ("tier", "ladder", "as-of", "fail-below", "max-requests", "max-wait")
_ENDINGS = {"markdown": "md", "text": "txt", "summary": "summary.md", "slack": "slack.txt"}
_FORMATS = {ending: name for name, ending in _ENDINGS.items()}
_NAME = re.compile(r"[A-Za-z0-9-]{1,50}")
_FORMAT = re.compile(r"[a-z]{1,20}")
_AND_THEN = "the report says why. What a limit was in the way of is read by the next run."


class Refused(Exception):
    """Inputs that cannot be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked for: the inputs by their names, and the folder for all that is written."""

    inputs: Mapping[str, str]
    folder: Path

    @property
    def report(self) -> Path:
        return self.folder / "report"


def main() -> int:
    output(path="", changed="false", complete="false", below="")
    try:
        job = read(os.environ)
    except Refused as refused:
        annotate("error", str(refused))
        return USAGE
    job.report.mkdir(parents=True, exist_ok=True)
    code, said = run(list(_command(job)))
    if code not in WRITTEN:
        annotate("error", reason(said))
        return code
    _hand_over(job, code)
    return 0


def read(environment: Mapping[str, str]) -> Job:
    """What is asked for.

    Raises:
        Refused: it cannot be meant.
    """
    given = {
        variable.removeprefix("INPUT_").lower().replace("_", "-"): value.strip()
        for variable, value in environment.items()
        if variable.startswith("INPUT_")
    }
    if not _NAME.fullmatch(given["name"]):
        raise Refused("name: letters, digits and hyphens, 50 at most.")
    given["format"] = _FORMATS.get(given["format"].casefold(), given["format"].casefold())
    if not _FORMAT.fullmatch(given["format"]):
        raise Refused("format: one word, for example csv.")
    if bool(_words(given["logins"])) == bool(given["cohort"]):
        raise Refused("Give either logins or the file of a cohort.")
    return Job(inputs=given, folder=Path(environment["RUNNER_TEMP"], "ladder-check", given["name"]))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", text) if word]


def _command(job: Job) -> Iterator[str]:
    given = job.inputs
    yield str(Path(sys.executable).with_name("ladder-check"))
    yield f"--cohort={given['cohort'] or _listed(job)}"
    yield f"--cache-dir={job.folder / 'cache'}"
    yield "--role-index"
    yield "--format=json"
    yield f"--output={job.report / 'report.json'}"
    for name in sorted({"html", "markdown", given["format"]} - {"json"}):
        yield f"--also={name}={job.report / f'report.{_ENDINGS.get(name, name)}'}"
    if given["publish-to"]:
        yield f"--also=comments={job.folder / 'comments.md'}"
    yield f"--max-bytes={SUMMARY_BYTES}"
    yield from (f"--{name}={given[name]}" for name in _OPTIONS if given[name])
    yield from (f"--scope={scope}" for scope in _words(given["scope"]))


def _listed(job: Job) -> Path:
    """The logins as the file of a cohort. Strings of JSON are strings of YAML: nothing in one is a key, or ends it."""
    file = job.folder / f"{job.inputs['name']}.yaml"
    lines = (f"- {json.dumps(login, ensure_ascii=False)}\n" for login in _words(job.inputs["logins"]))
    file.write_text("".join(lines), encoding="utf-8", errors="replace")
    return file


def _hand_over(job: Job, code: int) -> None:
    document = json.loads((job.report / "report.json").read_text(encoding="utf-8"))
    finished = document["data"]["finished"]
    below = job.inputs["fail-below"]
    output(
        path=str(job.report),
        changed="true" if document["changes"] else "false",
        complete="true" if finished else "false",
        below=below if code == BELOW else "",
    )
    summarize((job.report / "report.md").read_text(encoding="utf-8"))
    if not finished:
        failed = len(document["failures"])
        annotate("warning", f"Incomplete, {failed} not checked: {_AND_THEN}" if failed else f"Incomplete: {_AND_THEN}")
    if code == UNTOLD:
        annotate("warning", f"Too incomplete to tell whether somebody is below {below}.")


if __name__ == "__main__":
    sys.exit(main())
