"""Commands that copies of one process run, which has the program loaded: to start anew takes longer than what is tried.

As a program this module is that process. It takes one command after the other from a socket: its words, environment,
directory and streams; and answers with how the copy ended.
"""

import importlib
import json
import os
import pkgutil
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout, suppress
from pathlib import Path
from shlex import quote

from functional import asking
from functional.killing import die_before

import tracker
from tracker.cli import ladder, start

TESTS = Path(__file__).parents[1]
PROGRAMS = ("ladder-check", "ladder")


class Loaded:
    """The process. ``python`` is an executable beside which those of the program are, as where it is installed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="loaded-"))  # a socket's address is short
        self._address = str(self._folder / "socket")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "functional.loaded", self._address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"loaded\n"
        self.python = self._folder / "python"
        self.python.symlink_to(sys.executable)
        self.program = self._folder / PROGRAMS[0]
        for name in PROGRAMS:
            self._write(name)

    def _write(self, name: str) -> None:
        """An executable that hands what it gets to the process."""
        words = (sys.executable, "-IS", asking.__file__, self._address, name)
        program = self._folder / name
        program.write_text(f'#!/bin/sh\nexec {" ".join(map(quote, words))} "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def run(self, words: Sequence[str], environment: Mapping[str, str], folder: Path, doomed: int | None = None) -> int:
        """How a command without streams ended; killed right before its write of number ``doomed``, if it comes so far."""
        nothing = os.open(os.devnull, os.O_RDWR)
        try:
            return asking.ask(self._address, (nothing,) * 3, words, dict(environment), str(folder), doomed=doomed)
        finally:
            os.close(nothing)

    def close(self) -> None:
        self._process.communicate()
        shutil.rmtree(self._folder)


def _serve(address: str) -> None:
    """Answer one after the other, until standard input ends."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("loaded\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            there, _ = listener.accept()
            with there, suppress(ConnectionError):
                _, streams, *_ = socket.recv_fds(there, 1, 3)
                with there.makefile(encoding="utf-8") as request:
                    asked = json.load(request)
                there.sendall(str(_copy_of_this_process(streams, asked)).encode())


def _copy_of_this_process(streams: Sequence[int], asked: Mapping) -> int:
    child = os.fork()
    if not child:
        _run(streams, **asked)
    for stream in streams:
        os.close(stream)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(streams: Sequence[int], words: Sequence[str], environment: dict[str, str], folder: str, doomed=None) -> None:
    """Run a command, and end this process with it."""
    code = 1
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))  # noqa: PTH123, SIM115 - they are open
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(words)
    if doomed:
        die_before(doomed)
    try:
        _command(words[0])()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _command(name: str):
    return {"ladder-check": start.run, "ladder": ladder.run}[name]


def _load() -> None:
    """Load all of the program, and what it makes once in a process: the templates of its page."""
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    sys.argv = ["ladder-check", "--demo", "--quiet", "--format=html"]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), suppress(SystemExit):
        _command(sys.argv[0])()


if __name__ == "__main__":
    address = sys.argv[1]
    _load()
    _serve(address)
