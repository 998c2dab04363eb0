"""The notes of a release, cut from CHANGELOG.md: ``python .ci/release_notes.py vX.Y.Z``.

Ends with 1, and says why, where the tag, the version of the package and the newest heading do not agree, or the heading
has no day yet.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes(tag: str, version: str, changelog: str) -> str:
    """What stands below the newest heading. Raises ValueError, which says what does not agree."""
    if tag != f"v{version}":
        raise ValueError(f"The tag is {tag}, but tracker/__init__.py says {version}.")
    heading, _, section = changelog.partition("\n## ")[2].partition("\n## ")[0].partition("\n")
    if not re.fullmatch(re.escape(version) + r" \(\d{4}-\d{2}-\d{2}\)", heading):
        raise ValueError(f'The newest heading of CHANGELOG.md is "{heading}"; write "{version} (YYYY-MM-DD)".')
    return section.strip() + "\n"


def main() -> None:
    """The command: writes to standard output."""
    version = re.search(r'^__version__ = "(.+)"$', (ROOT / "tracker" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    try:
        text = notes(sys.argv[1], version[1] if version else "nothing", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    except ValueError as error:
        sys.exit(f"Error: {error}")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
