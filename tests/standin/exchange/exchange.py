"""One request and its answer, from the limits to the log.

Order of a request: concurrency, faults, User-Agent, credentials, secondary limit, primary limit, answer, validators
(ETag), latency, log.
"""

from __future__ import annotations

import time
import traceback

from standin.exchange.answering import Dropped
from standin.exchange.git import GitAnswers
from standin.exchange.graphql import GraphQLAnswers
from standin.exchange.rest import RestAnswers
from standin.latency import BASE
from standin.rest.answers import HttpError
from standin.rest.git import raw_file


class Exchange(RestAnswers, GraphQLAnswers, GitAnswers):
    """One request and its answer."""

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body to send; raises Dropped for a cut connection."""
        started = time.perf_counter()
        try:
            with self.standin.flight() as concurrent:
                status, headers, data = self._guarded(concurrent)
                pause = self._simulated()
                if pause > self.options.timeout_seconds:
                    pause = self.options.timeout_seconds
                    error = self._gateway(502, self.options.timeout_body)
                    status, headers, data = self._failed(error)
                slow = self.verdict.find("slow")
                if slow:
                    self.record.fault = "slow"
                    pause += float(slow.settings["seconds"])
                self.record.simulated = pause
                rest = pause * self.options.slept - (time.perf_counter() - started)
                if rest > 0:
                    time.sleep(rest)
            self.record.status, self.record.bytes = status, len(data)
            return status, headers, data
        finally:
            self.record.ms = round((time.perf_counter() - started) * 1000, 3)
            self.standin.note(self.record)

    def _simulated(self) -> float:
        """How long GitHub would take, in seconds."""
        base = BASE if self.options.published_latency else 0.0
        return (
            base + self.record.simulated + (self.options.latency_ms + self.options.node_ms * self.record.nodes) / 1000
        )

    def _guarded(self, concurrent: int) -> tuple[int, dict[str, str], bytes]:
        try:
            self.verdict = self.standin.faults.judge(self.method, self.path)
            raw = self.path.startswith("/raw/")
            if not raw:
                self.bucket = self.standin.limiter.bucket(self.who, self._resource())
            self._transport_faults()
            if raw:
                result = raw_file(self.standin.rest, self._shaper(None), self.path.removeprefix("/raw"))
                return self._finish(result, limited=False)
            if self.options.secondary_limits and concurrent > self.options.max_concurrent:
                raise self._secondary()
            if self.options.require_user_agent and not self.headers.get("user-agent"):
                raise HttpError(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header "
                    "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). "
                    "Check https://developer.github.com for other possible causes.",
                )
            viewer = self._viewer()
            if self.path == "/graphql":
                return self._graphql(viewer)
            return self._rest(viewer)
        except HttpError as error:
            return self._failed(error)
        except Dropped:
            raise
        except Exception as error:  # a defect of the stand-in must not look like GitHub
            traceback.print_exc()
            return self._failed(HttpError(500, f"stand-in defect: {type(error).__name__}: {error}"))
