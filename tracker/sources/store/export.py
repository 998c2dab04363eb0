"""Writes a store as JSON lines, a file for each table, for whoever wants to ask it something else."""

import json
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path

from pydantic_core import from_json

from tracker.facts.people import Login
from tracker.sources.store.damage import Warn
from tracker.sources.store.store import Store
from tracker.sources.store.sweep import swept
from tracker.sources.store.upkeep import tables

#: How a table's definition says that a column holds JSON: in a file of JSON lines it is what it says.
_JSON = re.compile(r"\bjson_valid\((\w+)\)")


def export(path: Path, folder: Path, warn: Warn, left_out: Collection[Login] = ()) -> dict[Path, int]:
    """Write every table into a folder, which is made; and what the columns are. The rows of each file.

    People who are ``left_out`` are taken out of the store first.

    Raises:
        StoreError: the store cannot be read.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    with (
        swept(path, warn, left_out) as store,
        store.transaction(),
    ):  # everything as of one moment, whoever writes meanwhile
        for table in tables(store):
            target = folder / f"{table}.jsonl"
            written[target] = _write(target, _lines(store, table))
    _write(folder / "README.md", iter(columns().splitlines(keepends=True)))
    return written


def columns() -> str:
    """What the tables and columns mean, as Markdown."""
    return (resources.files("tracker.sources.store") / "columns.md").read_text(encoding="utf-8")


def _lines(store: Store, table: str) -> Iterator[str]:
    ((made,),) = store.read("SELECT sql FROM sqlite_schema WHERE name = ?", [table])
    in_json = frozenset(_JSON.findall(made))
    for row in store.read(f"SELECT * FROM {table}"):
        values = {name: _read(value) if name in in_json else value for name, value in dict(row).items()}
        yield json.dumps(values, ensure_ascii=False) + "\n"


def _read(value: str | int | None) -> object:
    if not isinstance(value, str):
        return value
    try:
        return from_json(value, allow_inf_nan=False)
    except ValueError:  # also where it is nested too deep
        return value


def _write(target: Path, lines: Iterator[str]) -> int:
    """Write beside the file's place and move it there: a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a descriptor, not a path
            count = sum(1 for line in lines if file.write(line))
        os.replace(name, target)  # noqa: PTH105 - a name, not a path
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count
