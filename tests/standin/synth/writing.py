"""Writes a world directory."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from standin.synth.values import Record


class WorldWriter:
    """Writes the files of a world directory."""

    def __init__(self, directory: Path, compress: bool = False) -> None:
        self.directory = directory
        self.compress = compress
        self._open: dict[str, TextIO] = {}
        directory.mkdir(parents=True, exist_ok=True)
        for old in directory.glob("*.json*"):
            old.unlink()

    def head(self, **fields: Any) -> None:
        (self.directory / "world.json").write_text(json.dumps(fields, indent=2) + "\n", "utf-8")

    def add(self, kind: str, record: Record) -> None:
        stream = self._open.get(kind)
        if stream is None:
            path = self.directory / f"{kind}.jsonl{'.gz' if self.compress else ''}"
            stream = (
                gzip.open(path, "wt", encoding="utf-8", compresslevel=4)
                if self.compress
                else path.open("w", encoding="utf-8")
            )
            self._open[kind] = stream
        stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        for stream in self._open.values():
            stream.close()
