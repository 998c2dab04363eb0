"""Asks GitHub, insists where that helps, and counts what it costs."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tracker.errors import LadderCheckError, LimitReached, SourceError
from tracker.facts import Cost
from tracker.facts.left_out import LeftOut
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.forms import fitting
from tracker.sources.github.api.pace import Pace
from tracker.sources.github.api.question import AskedAlong
from tracker.sources.github.api.responses import OUT_OF_FORM, Answer, OutcomeUnknown, Problem, Reply, TooHeavy
from tracker.sources.github.api.rest_forms import in_form
from tracker.sources.github.api.verdicts import Broken, Limited, Verdict, doubts, judge, left_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.facts.people import Login
    from tracker.sources.github.api.settings import Settings
    from tracker.sources.github.api.transport import Parameters, Transport


#: Seconds to wait where GitHub limits us and does not say for how long; doubled each time.
_UNTOLD_WAIT = 60.0
#: Seconds after which a fault of the gateway is GitHub's own time-out, which is at ten.
_LONG = 5.0
#: The share of what may be spent that is kept for what matters most.
_RESERVE = 0.2


class GitHubClient:
    """One conversation with a GitHub, for one thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._transport: Transport | None = None
        self._requests = 0
        self._points = 0
        self._remaining: int | None = None
        self._outages = 0
        self._waited = 0.0
        self._eased = False
        self._over: LimitReached | None = None
        #: The headers of all answers, the newest of each name (lower case).
        self.headers: dict[str, str] = {}
        self._left_out: LeftOut | None = None
        #: How much of each kind this host answers at once, by the name of the document; see ``Batch``.
        self.sizes: dict[str, int] = {}
        self.pace = Pace()
        #: What is asked along with other questions; see ``Batch``.
        self.along = AskedAlong()
        self._seconds = 0.0

    @property
    def cost(self) -> Cost:
        """What was spent so far: every attempt is a request; points as GitHub states them."""
        return Cost(requests=self._requests, points=self._points)

    @property
    def requests_left(self) -> int | None:
        """How many more requests are allowed; None where as many as the token may."""
        return None if self.settings.most is None else max(0, self.settings.most - self._requests)

    @property
    def points_left(self) -> int | None:
        """How many points were left of GitHub's hourly limit at the last answer; None where it did not say."""
        return self._remaining

    @property
    def limited(self) -> bool:
        """Whether a limit was in the way of a question."""
        return self._over is not None

    @property
    def spent(self) -> bool:
        """Whether all requests that are allowed were made."""
        return self.requests_left == 0

    def affords(self, requests: int) -> bool:
        """Whether so many more requests can be made, of a point each."""
        return all(left is None or left >= requests for left in (self.requests_left, self.points_left))

    @property
    def nearly_spent(self) -> bool:
        """Whether less than a fifth is left of the requests that are allowed, or of the points that GitHub gave."""
        most, remaining = self.settings.most, self._remaining
        if most is not None and most - self._requests < most * _RESERVE:
            return True
        return remaining is not None and remaining < (remaining + self._points) * _RESERVE

    def leave_out(self, logins: frozenset[Login]) -> None:
        """From now on stand-ins are in the place of these people in every answer of GraphQL."""
        self._left_out = LeftOut(logins) if logins else None

    def graphql(self, document: str, variables: dict[str, object], *, divisible: bool = False) -> Answer:
        """Ask in GraphQL. Data may be partial: errors that came with it are in the answer.

        Whoever asks for less after TooHeavy says that this is ``divisible``: then nothing is asked twice that took
        GitHub too long, or more points than it gives now. Else it is asked once more, and waited for.

        Raises:
            TooHeavy: ask for less.
            LimitReached: a limit is used up, and waiting for it would take too long; or was so before in this run.
            TokenError: the token is not accepted.
            SourceError: no answer, or a refusal.
        """
        payload = {"query": document, "variables": variables}
        url = self.settings.endpoints.graphql
        reply = self._insist(lambda: self._open().send("POST", url, payload=payload), divisible=divisible)
        data = reply.record.get("data")
        if not isinstance(data, dict) and not reply.problems:
            raise SourceError(
                f"{url} does not answer as GraphQL does (status {reply.status})",
                hint="Check the address given by --api-url or GITHUB_GRAPHQL_URL.",
            )
        fit, places = fitting(data if isinstance(data, dict) else {})
        misfits = (Problem(message=NOT_IN_FORM, type=OUT_OF_FORM, path=place) for place in places)
        # In this order: what stands for somebody has another form than GitHub's logins.
        kept = self._left_out.record(fit) if self._left_out else fit
        problems = (problem.within(kept) for problem in reply.problems)
        doubted = doubts(left_out(reply.headers), kept)
        answer = Answer(data=kept, errors=(*problems, *misfits, *doubted), seconds=self._seconds)
        limit = kept.get("rateLimit")
        if isinstance(limit, dict):
            self._points += limit.get("cost", 0)
            self._remaining = limit.get("remaining")
        return answer

    def get(self, path: str, parameters: Parameters | None = None) -> Reply:
        """Ask through REST; the statuses 404, 409, 410, 422 and 451 are answers like any other.

        Raises:
            LimitReached, TokenError, SourceError: as in ``graphql``.
        """
        return in_form(path, self._insist(lambda: self._open().send("GET", path, parameters=parameters)))

    def write(self, method: str, path: str, payload: object) -> Reply:
        """Change something through REST. Again after a limit, as nothing was done then; never after a fault.

        Raises:
            OutcomeUnknown: the connection failed or GitHub broke, and it may have been done.
            LimitReached, TokenError, SourceError: it was not done.
        """
        return in_form(path, self._insist(lambda: self._open().send(method, path, payload=payload), writes=True))

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def _open(self) -> Transport:
        if self._transport is None:
            from tracker.sources.github.api.transport import Transport  # noqa: PLC0415 - it takes 0.25 s to import

            settings = self.settings
            api, token = settings.endpoints.api, settings.token
            self._transport = Transport(api, token, timeout=settings.timeout, limits=settings.limits)
        return self._transport

    def _insist(self, ask: Callable[[], Reply], *, divisible: bool = False, writes: bool = False) -> Reply:
        """Ask until an answer can be used, with pauses; or raise what stands in the way."""
        try:
            return self._answered(ask, divisible=divisible, writes=writes)
        except LimitReached as error:
            self._over = error
            raise

    def _answered(self, ask: Callable[[], Reply], *, divisible: bool, writes: bool) -> Reply:
        attempt = heavy = 0
        while True:
            reply = self._sent(ask)
            judged = self._judged(reply, divisible=divisible)
            if judged is None:
                return reply
            if isinstance(judged, LadderCheckError):
                raise self.settings.shown(judged)
            if isinstance(judged, Broken):
                if writes:
                    raise OutcomeUnknown(self.settings.redact(judged.reason))
                heavy += judged.heavy
                if heavy > 1 or (heavy and divisible):
                    raise self._too_heavy(judged, twice=heavy > 1)
            attempt += 2 if isinstance(judged, Broken) and judged.slow else 1
            if attempt >= (self._attempts if isinstance(judged, Broken) else self.settings.attempts):
                self._outages += 1
                raise self._given_up(judged)
            self._pause(judged, attempt - 1)

    def _sent(self, ask: Callable[[], Reply]) -> Reply:
        self._spend()
        started = monotonic()
        reply = ask()
        self._seconds = monotonic() - started
        self.headers.update(reply.headers)
        return reply

    def _too_heavy(self, verdict: Broken, *, twice: bool) -> TooHeavy:
        """After a pause where GitHub did not try for long: then it may not be the question, and soon pass."""
        if not twice and self._seconds < _LONG:
            self._pause(verdict, 0)
        reason = f"{verdict.reason}{', twice' if twice else ''}"
        return TooHeavy(reason, hint="Try again later.", seconds=self._seconds)

    def _judged(self, reply: Reply, *, divisible: bool) -> Verdict:
        """What stands between an answer and its content, as far as whoever asked can do something about it."""
        judged = judge(reply, self.settings.retry_policy.now())
        if judged is None:
            self._outages = 0
            self._eased = False
        if isinstance(judged, Limited) and judged.left:
            self._remaining = judged.left
            if divisible and not self._eased:
                self._eased = True  # once: if less is refused, too, it is no question of size
                return TooHeavy(f"{judged.reason}, while points are left", hint="Try again later.")
        return judged

    def _spend(self) -> None:
        if over := self._over:
            raise LimitReached(over.message, wait=over.wait, hint=over.hint)
        if self.spent:
            hint = "Run again: what was read is cached, and the rest is read next."
            raise LimitReached(f"the limit of {self.settings.most} requests is used up", wait=0.0, hint=hint)
        self._requests += 1

    @property
    def _attempts(self) -> int:
        """Fewer, the more questions in a row were given up: in an outage nobody should wait for each of them anew."""
        return max(1, self.settings.attempts >> self._outages)

    def _pause(self, verdict: Limited | Broken, again: int) -> None:
        """What the last answer asks for before the next attempt; ``again`` counts the pauses before this one."""
        if isinstance(verdict, Broken):
            self._waited += self.settings.retry_policy.back_off(again, self._waited)
            return
        seconds = _UNTOLD_WAIT * 2**again if verdict.wait is None else verdict.wait
        if verdict.in_vain:
            raise LimitReached(verdict.reason, wait=seconds, hint="Use a token with a higher limit.")
        self.settings.retry_policy.wait(seconds, verdict.reason, self._waited)
        self._waited += seconds
        self._remaining = None

    def _given_up(self, verdict: Limited | Broken) -> SourceError:
        if isinstance(verdict, Limited):
            return LimitReached(verdict.reason, wait=verdict.wait or _UNTOLD_WAIT, hint="Try again later.")
        reason = self.settings.redact(verdict.reason)
        return SourceError(f"{reason[:1].upper()}{reason[1:]}", hint="Check the network, or try again later.")
