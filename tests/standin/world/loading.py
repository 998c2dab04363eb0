"""Reads a world directory."""

from __future__ import annotations

import gc
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standin.world.builder import WorldBuilder
from standin.world.values import EPOCH, WorldError, normal_date

if TYPE_CHECKING:
    from standin.world.world import World


def _records(directory: Path, name: str, required: bool) -> Iterator[tuple[str, int, bytes]]:
    plain, packed = directory / name, directory / f"{name}.gz"
    if plain.exists():
        stream: Any = plain.open("rb")
        label = plain.name
    elif packed.exists():
        stream = gzip.open(packed, "rb")
        label = packed.name
    elif required:
        raise WorldError(f"{name} is missing from the world directory")
    else:
        return
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield label, number, line


def _load_lines(directory: Path, name: str, add: Callable[[dict[str, Any]], Any], required: bool = False) -> None:
    for label, number, line in _records(directory, name, required):
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("the line is not a JSON object")
            add(record)
        except KeyError as error:
            raise WorldError(f"{label}:{number}: key {error.args[0]!r} is missing") from error
        except (ValueError, TypeError, AttributeError, AssertionError) as error:
            raise WorldError(f"{label}:{number}: {error}") from error


def load_world(directory: str | Path, items: bool = True) -> World:
    """Read and index a world directory, on request without its issues and pull requests."""
    directory = Path(directory)
    if not directory.is_dir():
        raise WorldError(f"world directory {directory.name!r} does not exist")
    collecting = gc.isenabled()
    gc.disable()
    try:
        head = {}
        try:
            head = json.loads((directory / "world.json").read_text("utf-8"))
            now = normal_date(head["now"], "now")
            world = WorldBuilder(now or EPOCH, head["viewer"], head.get("description", ""))
        except FileNotFoundError:
            raise WorldError("world.json is missing from the world directory") from None
        except KeyError as error:
            raise WorldError(f"world.json: key {error.args[0]!r} is missing") from error
        except ValueError as error:
            raise WorldError(f"world.json: {error}") from error
        _load_lines(directory, "users.jsonl", world.add_user, required=True)
        _load_lines(directory, "orgs.jsonl", world.add_org)
        _load_lines(directory, "repos.jsonl", world.add_repo, required=True)
        _load_lines(directory, "files.jsonl", world.add_file)
        if items:
            _load_lines(directory, "pulls.jsonl", world.add_pull)
            _load_lines(directory, "issues.jsonl", world.add_issue)
        world.finish()
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return world
