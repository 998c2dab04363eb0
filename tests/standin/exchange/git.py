"""Answers to git clients."""

from __future__ import annotations

import time
import traceback

from standin.exchange.answering import Answering, Dropped
from standin.githttp import DUMB, RECEIVE, UPLOAD, GitAnswer, GitHost, GitRoute, operation, plain_answer
from standin.names import moved_repo, renamed
from standin.rest.answers import HttpError


class GitAnswers(Answering):
    """Clones and fetches."""

    def git(self, host: GitHost, route: GitRoute) -> GitAnswer:
        """The answer to a git client, with the faults that hit it; raises Dropped for a cut connection."""
        self.record.resource = "git"
        self.record.operation = operation(route.rest, self.query, self.headers, self.body)
        try:
            self.verdict = self.standin.faults.judge(self.method, self.path, git=True)
            slow = self.verdict.find("slow")
            if slow:
                self.record.fault = "slow"
            time.sleep(self.options.latency_ms / 1000 + (float(slow.settings["seconds"]) if slow else 0))
            if self.method != "POST" or not self.verdict.find("reset"):  # a reset POST is cut in mid-answer
                self._transport_faults()
            return self._git(host, route)
        except HttpError as error:
            status, headers, data = self._failed(error)
            return GitAnswer(status, headers, iter([data]))
        except Dropped:
            raise
        except Exception as error:  # a defect of the stand-in must not look like GitHub
            traceback.print_exc()
            return plain_answer(500, f"stand-in defect: {type(error).__name__}: {error}\n")

    def _git(self, host: GitHost, route: GitRoute) -> GitAnswer:
        owner, name, rest = route
        if self.token is not None and not self.standin.token_ok(self.token):
            message = "Invalid username or token. Password authentication is not supported for Git operations."
            return plain_answer(401, message, WWW_Authenticate='Basic realm="GitHub"')
        repository = host.find(owner, name)
        if repository is None:
            new = self._moved(owner, name)
            if host.find(*new):
                query = f"?{self.record.query}" if self.record.query else ""
                return plain_answer(301, "", Location=f"{self.base}/{'/'.join(new)}.git/{rest}{query}")
            if self.token is None:  # it might be private: GitHub asks who wants to know
                return plain_answer(401, "Repository not found.", WWW_Authenticate='Basic realm="GitHub"')
            return plain_answer(404, "Repository not found.")
        service = self.query.get("service") if rest == "info/refs" else rest
        if service == RECEIVE:
            return plain_answer(403, "stand-in: repositories are read only.")
        if rest == "info/refs" and service is None:
            return plain_answer(403, DUMB)
        if service != UPLOAD:
            return plain_answer(404, "Not Found")
        if self.method not in (("POST",) if rest == UPLOAD else ("GET", "HEAD")):
            return plain_answer(405, "Method Not Allowed")
        return host.serve(repository, rest, self.method, self.record.query, self.headers, self.body)

    def _moved(self, owner: str, name: str) -> tuple[str, str]:
        repo = moved_repo(self.standin.world, self.options.renames, owner, name)
        return (repo.owner.login, repo.name) if repo else (renamed(self.options.renames, owner) or owner, name)
