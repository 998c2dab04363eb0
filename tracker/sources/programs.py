"""Finds the programs of others that are run."""

import shutil
from collections.abc import Mapping
from os import pathsep
from pathlib import Path


def find_program(name: str, environ: Mapping[str, str]) -> str | None:
    """The absolute path of a program on the PATH of ``environ``; None where there is none.

    Empty and relative entries of the PATH name whatever directory one happens to be in, which may be a stranger's
    checkout: they are passed over, and so is the current directory, where Windows looks first.
    """
    folders = [entry for entry in environ.get("PATH", "").split(pathsep) if Path(entry).is_absolute()]
    found = shutil.which(name, path=pathsep.join(folders))
    return found if found and Path(found).is_absolute() else None
