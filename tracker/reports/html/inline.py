"""The page's style and script, and the policy that allows them and nothing else."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from tracker.reports.html.environment import compact

_HERE = Path(__file__).parent


def _read(name: str) -> Markup:
    return Markup(compact((_HERE / name).read_text(encoding="utf-8")))  # noqa: S704 - a file of this package


def _allowed(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


STYLE = _read("page.css")
SCRIPT = _read("page.js")

#: Whatever a text on the page tries, the browser runs nothing else and asks nobody for anything.
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_allowed(STYLE)}",
        f"script-src {_allowed(SCRIPT)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
