"""The README as a package shows it, for example on PyPI: its links lead to the repository, where its files are."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Readme(MetadataHookInterface):
    """Called by hatchling, as pyproject.toml says, whenever the package is built or installed."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set ``readme``: each link that is relative becomes one to the file as the release of this version has it."""
        address, at = metadata["urls"]["Repository"], f"v{metadata['version']}"
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = re.sub(r"!\[(.*?)\]\((?!https?:)", rf"![\1]({address}/raw/{at}/", text)
        text = re.sub(r"\]\((?!https?:|#)", f"]({address}/blob/{at}/", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
