"""Brings the comments on an issue up to date with what the step before wrote for them."""

import os
import sys
from pathlib import Path

from runner import annotate, reason, run


def main() -> int:
    given = {name: os.environ[f"INPUT_{name}"].strip() for name in ("NAME", "PUBLISH_TO")}
    comments = Path(os.environ["RUNNER_TEMP"], "ladder-check", given["NAME"], "comments.md")
    ladder = Path(sys.executable).with_name("ladder")
    words = ("publish", f"--issue={given['PUBLISH_TO']}", f"--name={given['NAME']}", "--write", str(comments))
    code, said = run([str(ladder), *words])
    if code:
        annotate("error", reason(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
