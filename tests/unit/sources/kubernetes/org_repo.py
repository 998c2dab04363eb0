"""Small git repositories with invented people, made with git fast-import: one process for each commit."""

import os
import shutil
import subprocess
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ENVIRON = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
GIT = shutil.which("git") or "git"


def git(*words, stdin=b"", **more):
    done = subprocess.run([GIT, *words], input=stdin, capture_output=True, check=True, env={**ENVIRON, **more})
    return done.stdout.decode().strip()


def org_file(*members, admins=("chief",), teams=""):
    """An organization's file as kubernetes/org writes it."""
    lines = ["admins:", *(f"- {login}" for login in admins), "billing_email: billing@octo.example", "members:"]
    return "\n".join([*lines, *(f"- {login}" for login in members), "name: octo", f"teams: {{{teams}}}", ""])


class OrgRepo:
    """A bare repository; each commit goes on top of its branch."""

    def __init__(self, path):
        self.path = Path(path)
        git("init", "--quiet", "--bare", "--initial-branch=main", str(path))

    def git(self, *words, **more):
        return git(f"--git-dir={self.path}", *words, **more)

    def commit(self, at, files, *, branch="main", start=None, merge=None, authored=None):
        """Commit files (a text, or None to take the file away) at an ISO date; returns the commit's id.

        A branch that does not exist yet starts at ``start``.
        """
        ref = f"refs/heads/{branch}"
        parent = self._tip(ref) or (start and self._tip(f"refs/heads/{start}"))
        lines = [
            f"commit {ref}",
            f"author A <> {_stamp(authored or at)}",
            f"committer C <> {_stamp(at)}",
            "data 1\nx",
            *([f"from {parent}"] if parent else []),
            *([f"merge refs/heads/{merge}^0"] if merge else []),
            *(_change(path, text) for path, text in files.items()),
            "",
        ]
        self.git("fast-import", "--quiet", "--force", stdin="\n".join(lines).encode("latin-1"))
        return self._tip(ref)

    def _tip(self, ref):
        return self.git("for-each-ref", "--format=%(objectname)", ref)


def _stamp(text):
    at = datetime.fromisoformat(text)
    return f"{int(at.timestamp())} {at:%z}"


def _change(path, text):
    if text is None:
        return f"D {path}"
    content = text if isinstance(text, bytes) else text.encode()
    return f"M 100644 inline {path}\ndata {len(content)}\n{content.decode('latin-1')}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class GitServer:
    """Serves the repositories below a directory over plain HTTP on the loopback address."""

    def __init__(self, root):
        self._root = Path(root)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()

    def publish(self):
        for repo in self._root.glob("*/*.git"):
            git(f"--git-dir={repo}", "repack", "-adq")
            git(f"--git-dir={repo}", "update-server-info")
