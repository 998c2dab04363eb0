"""What is given: the composite action, its steps run in order as a runner of GitHub does, against the stand-in."""

import json
import sys
from pathlib import Path

EARLIER, LATER = "2026-02-01", "2026-06-08"
REPORT, SAVE, KEEP, PUBLISH, BELOW = (
    "Check and report",
    "Remember what was read",
    "Keep the report",
    "Publish the report",
    "Say whether somebody is below",
)
#: This environment's Python may stand for the one that the action installs: ladder-check is beside it.
HERE = Path(sys.executable)


def document(job):
    return json.loads(Path(job.outputs["path"], "report.json").read_text(encoding="utf-8"))


def people(job):
    return [one["contributor"]["login"] for one in document(job)["reports"]]


def files(job):
    return {file.name for file in Path(job.outputs["path"]).iterdir()}
