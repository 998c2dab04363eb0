"""The HTTP side: one thread a connection, HTTP/1.1 with keep-alive."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import struct
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from standin.exchange.answering import Dropped
from standin.exchange.exchange import Exchange
from standin.githttp import GitAnswer, GitHost, GitRoute, git_route
from standin.hub import Standin
from standin.options import Options
from standin.world import World, load_world


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "github.com"
    sys_version = ""
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True
    server: StandinServer

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.server.standin.options.now() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(data)
        self.wfile.flush()

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":  # as git sends what is long
            parts = []
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return b"".join(parts)
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length else b""

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _serve(self) -> None:
        body = self._body()
        path = urlsplit(self.path).path
        standin = self.server.standin
        if path.startswith("/_standin"):
            status, answer = control(standin, self.command, path, body)
            self._send(status, {"Content-Type": "application/json"}, json.dumps(answer).encode())
            return
        exchange = Exchange(standin, self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        route = git_route(exchange.path) if standin.git else None
        try:
            if standin.git and route:
                self._serve_git(standin.git, exchange, route)
                return
            status, headers, data = exchange.answer()
        except Dropped:
            self._cut()
            return
        self._send(status, headers, data)

    def _serve_git(self, host: GitHost, exchange: Exchange, route: GitRoute) -> None:
        started = time.perf_counter()
        record = exchange.record
        try:
            answer = exchange.git(host, route)
            try:
                record.status = answer.status
                end = self._stream(answer, exchange)
            finally:
                answer.close()
        finally:
            record.ms = round((time.perf_counter() - started) * 1000, 3)
            exchange.standin.note(record)
        self.wfile.write(end)  # not before it is noted: who has the whole answer finds it in the log
        self.wfile.flush()

    def _stream(self, answer: GitAnswer, exchange: Exchange) -> bytes:
        """Send an answer piece by piece but for its end, which is given back.

        With the faults ``truncate`` and ``reset`` its first half is sent, and then nothing.
        """
        chunks = answer.chunks
        cut = exchange.verdict.find("reset") or exchange.verdict.find("truncate")
        if cut:
            exchange.record.fault = cut.kind
            data = b"".join(chunks)
            chunks = iter([data[: len(data) // 2]])
        chunked = self.request_version != "HTTP/1.0"
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("X-GitHub-Request-Id", exchange.request_id)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.close_connection = self.close_connection or cut is not None or not chunked
        self.end_headers()
        if self.command == "HEAD":
            return b""
        for chunk in chunks:
            if chunk:
                exchange.record.bytes += len(chunk)
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if chunked else chunk)
        if cut and cut.kind == "reset":
            self.wfile.flush()
            raise Dropped
        return b"0\r\n\r\n" if chunked and not cut else b""

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve


def control(standin: Standin, method: str, path: str, body: bytes) -> tuple[int, Any]:
    """The control endpoints: /_standin/log, /stats, /reset, /faults."""
    name = path.removeprefix("/_standin").strip("/")
    if name == "log":
        return 200, standin.log()
    if name == "stats":
        return 200, standin.stats()
    if name == "reset" and method == "POST":
        standin.reset()
        return 200, {"reset": True}
    if name == "faults":
        if method == "GET":
            return 200, standin.faults.describe()
        try:
            records = json.loads(body) if body and method != "DELETE" else []
            records = records.get("faults", [records]) if isinstance(records, dict) else records
            if method == "POST":
                standin.faults.add(records)
            else:
                standin.faults.replace(records)
        except ValueError as error:  # FaultError included
            return 400, {"message": str(error)}
        return 200, standin.faults.describe()
    return 404, {
        "message": "stand-in: log, stats, reset (POST) and faults (GET, POST adds, PUT replaces, DELETE) exist"
    }


class StandinServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    allow_reuse_address = True

    def __init__(self, standin: Standin, port: int = 0) -> None:
        self.standin = standin
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def server_close(self) -> None:
        super().server_close()
        self.standin.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError, ValueError)):
            super().handle_error(request, client_address)


def repositories_of(world: World) -> str:
    """A ``git_root`` with the world's repositories: made once, as a world does not change, and gone with it."""
    if world.repositories is None:
        from standin.gitrepo import make_repos  # here, so that it can be run as a module

        world.repositories = tempfile.mkdtemp(prefix="standin-repos-")
        weakref.finalize(world, shutil.rmtree, world.repositories, ignore_errors=True)
        make_repos(world, Path(world.repositories))
    return world.repositories


@contextlib.contextmanager
def running_standin(
    world: str | Path | World, *, port: int = 0, git: bool = False, **options: Any
) -> Iterator[StandinServer]:
    """Run a stand-in in a thread. Yields the server: its ``base_url``, and its ``standin`` to look into.

    ``world`` is a directory (or ``"sample-world"``) or a loaded World; the options are those of ``Options``. With
    ``git`` and without a ``git_root``, the repositories whose files have commits are made for git to clone.
    """
    loaded = world if isinstance(world, World) else load_world(world_path(world))
    made = Options(**options)
    if git and not made.git_root:
        made.git_root = repositories_of(loaded)
    server = StandinServer(Standin(loaded, made), port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def world_path(name: str | Path) -> Path:
    """A world directory; the name ``sample-world`` stands for the one that comes with the package."""
    if str(name) == "sample-world" and not Path(name).exists():
        return Path(__file__).parent / "data" / "sample-world"
    return Path(name)


__all__ = ["StandinServer", "repositories_of", "running_standin", "world_path"]
