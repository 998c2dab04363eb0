"""Repositories over git's smart HTTP, read-only: what lies in a folder, answered by git's own ``git http-backend``.

A repository is FOLDER/<owner>/<name>.git, bare, or FOLDER/<owner>/<name>.bundle, which is unpacked when first asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from standin.kept_git import KeptAnswers, state
from standin.world import WorldError

UPLOAD, RECEIVE = "git-upload-pack", "git-receive-pack"
DUMB = (
    "Please upgrade your git client.\nGitHub.com no longer supports git over dumb-http: "
    "https://github.com/blog/809-git-dumb-http-transport-to-be-turned-off-in-90-days\n"
)
_PATH = re.compile(
    r"/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:(?P<suffix>\.git)/(?P<any>.+)|/(?P<rest>info/refs|git-(?:upload|receive)-pack))",
    re.ASCII,
)
#: Settings for every git that the stand-in starts; the machine's and the user's own are left out.
_SETTINGS = """[safe]
\tdirectory = *
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
[http]
\tuploadpack = true
\treceivepack = false
[gc]
\tauto = 0
"""
#: Of all repositories in this process.
_ANSWERS = KeptAnswers()


class GitRoute(NamedTuple):
    """A request that a git client makes."""

    owner: str
    name: str
    rest: str


def git_route(path: str) -> GitRoute | None:
    """What a path asks of git, or None where it is none of git's."""
    match = _PATH.fullmatch(path)
    return GitRoute(match["owner"], match["name"], match["any"] or match["rest"]) if match else None


def git_environment(home: Path) -> dict[str, str]:
    """An environment in which git heeds no settings but the stand-in's, kept in this folder."""
    settings = home / ".gitconfig"
    if not settings.exists():
        settings.write_text(_SETTINGS, "utf-8")
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return {
        **env, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
    }  # fmt: skip


def require_git() -> None:
    if shutil.which("git") is None:
        raise WorldError("git is wanted, but there is no git on the PATH")


def require_backend() -> None:
    """Some systems package ``git http-backend`` apart from git."""
    require_git()
    where = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True).stdout.strip()
    if shutil.which("git-http-backend", path=where) is None:
        raise WorldError("git is there, but its http-backend is not")


def operation(rest: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> str:
    """What the log calls a request: ``advertise``, or protocol 2's command (``ls-refs``, ``fetch``)."""
    if rest == "info/refs":
        return f"advertise {query.get('service', 'dumb')}"
    if rest != UPLOAD:
        return rest
    if headers.get("content-encoding") in ("gzip", "x-gzip"):
        start = b""
        with suppress(zlib.error):
            start = zlib.decompressobj(31).decompress(body, 64)
    else:
        start = body[:64]
    command = re.match(rb"[0-9a-f]{4}command=([a-z-]+)", start)
    return command[1].decode() if command else "fetch"


@dataclass
class GitAnswer:
    """A status, headers and a body that is read as it is made."""

    status: int
    headers: dict[str, str]
    chunks: Iterator[bytes] = field(default_factory=lambda: iter(()))
    close: Callable[[], None] = lambda: None


def plain_answer(status: int, text: str, **headers: str) -> GitAnswer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return GitAnswer(status, {"Content-Type": "text/plain; charset=utf-8", **named}, iter([text.encode()]))


class GitHost:
    """The repositories of a folder."""

    def __init__(self, root: str | Path, default_branch: Callable[[str, str], str | None] = lambda o, n: None) -> None:
        require_backend()
        self.root = Path(root).absolute()
        if not self.root.is_dir():
            raise WorldError(f"the folder of git repositories {self.root.name!r} does not exist")
        self._default_branch = default_branch
        self._scratch = tempfile.TemporaryDirectory(prefix="standin-git-")
        self._env = git_environment(Path(self._scratch.name))
        self._unpacked: dict[Path, Path] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        self._scratch.cleanup()

    def find(self, owner: str, name: str) -> Path | None:
        """The bare repository with this name, in whatever case."""
        wanted = f"{name}.git".lower(), f"{name}.bundle".lower()
        for folder in self._entries(self.root):
            if folder.name.lower() != owner.lower() or not folder.is_dir():
                continue
            found = {entry.name.lower(): entry for entry in self._entries(folder)}
            if wanted[0] in found and (found[wanted[0]] / "HEAD").is_file():
                return found[wanted[0]]
            if wanted[1] in found:
                return self._unpack(found[wanted[1]], owner, name)
        return None

    @staticmethod
    def _entries(folder: Path) -> list[Path]:
        return sorted(folder.iterdir())

    def _git(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *args], env=self._env, capture_output=True, text=True, check=False)

    def _unpack(self, bundle: Path, owner: str, name: str) -> Path:
        with self._lock:
            known = self._unpacked.get(bundle)
            if known is not None:
                return known
            target = Path(self._scratch.name) / f"{len(self._unpacked)}" / f"{name}.git"
            done = self._git("clone", "--quiet", "--mirror", str(bundle), str(target))
            if done.returncode:
                raise RuntimeError(f"{bundle.name} cannot be unpacked: {done.stderr.strip()[-200:]}")
            self._point_head(target, self._default_branch(owner, name))
            self._unpacked[bundle] = target
            return target

    def _point_head(self, repository: Path, branch: str | None) -> None:
        """Let HEAD name a branch that is there; a bundle need not say which one is checked out."""
        if self._git("-C", str(repository), "rev-parse", "--quiet", "--verify", "HEAD^{commit}").returncode == 0:
            return
        listed = self._git("-C", str(repository), "for-each-ref", "--format=%(refname:short)", "refs/heads/")
        names = listed.stdout.split()
        chosen = next((n for n in (branch, "main", "master") if n in names), names[0] if names else None)
        if chosen:
            self._git("-C", str(repository), "symbolic-ref", "HEAD", f"refs/heads/{chosen}")

    def serve(
        self, repository: Path, rest: str, method: str, query: str, headers: dict[str, str], body: bytes
    ) -> GitAnswer:
        """Run ``git http-backend`` for one request, unless it was answered before."""
        told = {name: headers.get(name) for name in ("content-type", "content-encoding", "git-protocol")}
        key = (state(repository), rest, method, query, *told.values(), body)
        if known := _ANSWERS.find(key):
            status, found, whole = known
            return GitAnswer(status, found, iter([whole]))
        env = {
            **self._env, "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROJECT_ROOT": str(repository.parent), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{repository.name}/{rest}", "QUERY_STRING": query, "REQUEST_METHOD": method,
            "CONTENT_TYPE": headers.get("content-type", ""), "CONTENT_LENGTH": str(len(body)),
        }  # fmt: skip
        if "content-encoding" in headers:
            env["HTTP_CONTENT_ENCODING"] = headers["content-encoding"]
        if re.fullmatch(r"[\w=:.-]+", headers.get("git-protocol", ""), re.ASCII):
            env["GIT_PROTOCOL"] = headers["git-protocol"]
        with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as said:
            wanted.write(body)
            wanted.seek(0)
            process = subprocess.Popen(
                ["git", "http-backend"], env=env, stdin=wanted, stdout=subprocess.PIPE, stderr=said
            )
            assert process.stdout is not None
            stream: BinaryIO = process.stdout  # type: ignore[assignment]

            def close() -> None:
                stream.close()
                if process.poll() is None:
                    process.kill()
                process.wait()

            try:
                status, found = _cgi_head(stream)
            except ValueError:
                close()
                said.seek(0)
                raise RuntimeError(f"git http-backend: {said.read().decode('utf-8', 'replace').strip()}") from None
        return GitAnswer(status, found, _ANSWERS.keeping(key, status, found, _chunks(stream)), close)


def _cgi_head(stream: BinaryIO) -> tuple[int, dict[str, str]]:
    status = 200
    headers: dict[str, str] = {}
    while True:
        line = stream.readline().decode("latin-1")
        if not line:
            raise ValueError("no answer")
        if not line.strip():
            return status, headers
        name, _, value = line.partition(":")
        if name.lower() == "status":
            status = int(value.split()[0])
        else:
            headers[name.strip()] = value.strip()


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read1(65536):  # type: ignore[attr-defined]
        yield chunk
