"""Hands a command to the process of ``loaded.py``. As a program it stands for the command, and ends as that ended.

As a program it gets the process's address, then the name of the command with its words.
"""

import json
import os
import socket
import sys
from collections.abc import Sequence

Streams = Sequence[int]


def ask(address: str, streams: Streams, words: Sequence[str], environment: dict[str, str], folder: str, **more) -> int:
    """How a command ended: its exit code, or less than zero for the signal that ended it, as ``subprocess`` has it."""
    request = {"words": words, "environment": environment, "folder": folder, **more}
    with socket.socket(socket.AF_UNIX) as there:
        there.connect(address)
        socket.send_fds(there, [b"-"], streams)
        there.sendall(json.dumps(request).encode())
        there.shutdown(socket.SHUT_WR)
        return int(there.recv(16))


if __name__ == "__main__":
    code = ask(sys.argv[1], (0, 1, 2), sys.argv[2:], dict(os.environ), os.getcwd())  # noqa: PTH109 - pathlib is slow to load
    sys.exit(code if code >= 0 else 128 - code)
