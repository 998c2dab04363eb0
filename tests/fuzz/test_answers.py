"""Answers that GitHub does not give: no traceback, no end of retry_policy, and nothing said that is not so."""

import json
import time
from functools import partial
from io import BytesIO
from itertools import pairwise
from random import Random

import pytest
import requests
import urllib3
from functional.comparing import assert_nothing_wrong
from functional.running import CANARY, NELL, ROBIN, ROSA, WORLD_DAY
from fuzz.bending import Given, bent, shapes, without
from standin import SAMPLE_WORLD, load_world, running_standin

import tracker
from tracker.entry import connect
from tracker.errors import LadderCheckError
from tracker.sources.github.api.retry import RetryPolicy

#: Who is checked, with a token or without: all of GraphQL and of REST that a check uses.
PEOPLE = ((NELL, CANARY), (ROBIN, CANARY), (ROSA, CANARY), (ROBIN, ""))
#: Seconds of the processor's, and of anybody's: a machine may be busy with something else.
_LATE, _TOO_LATE = 5.0, 60.0


class Wire:
    """Every answer of a stand-in, as it was given the first time; the one whose turn it is, bent."""

    def __init__(self, send):
        self._send = send
        self._given = {}
        self.begin()

    def begin(self, turn=None, bend=None):
        self.answers = []
        self._turn, self._bend = turn, bend

    @property
    def count(self):
        return len(self.answers)

    def answer(self, adapter, request, **options):
        key = (request.method, request.path_url, request.body)
        if key not in self._given:
            found = self._send(adapter, request, **options)
            headers = {name.lower(): value for name, value in found.headers.items() if name.lower() in _KEPT}
            self._given[key] = Given(found.status_code, headers, found.content)
        given = self._given[key]
        if self.count == self._turn:
            given = self._bend(given)
        self.answers.append(given)
        raw = urllib3.HTTPResponse(
            BytesIO(given.body), headers=given.headers, status=given.status, preload_content=False
        )
        return adapter.build_response(request, raw)


_KEPT = {"content-type", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-oauth-scopes"}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where all of it plays: a stand-in that is asked each question once, no clock that is waited for, no history."""
    patch = pytest.MonkeyPatch()
    with running_standin(
        load_world(SAMPLE_WORLD),
        secondary_limits=False,
        search_limit=10**6,
        anonymous_search_limit=10**6,
        anonymous_core_limit=10**6,
    ) as server:
        patch.setenv("GITHUB_API_URL", f"{server.base_url}/api/v3")
        patch.setenv("GITHUB_GRAPHQL_URL", f"{server.base_url}/api/graphql")
        patch.setenv("GITHUB_SERVER_URL", server.base_url)
        patch.setattr(connect, "history_at", lambda _: None)
        patch.setattr(connect, "RetryPolicy", lambda **more: RetryPolicy(**{**more, "sleep": lambda _: None}))
        wire = Wire(requests.adapters.HTTPAdapter.send)

        def send(adapter, request, **options):
            return wire.answer(adapter, request, **options)

        patch.setattr(requests.adapters.HTTPAdapter, "send", send)
        yield wire
    patch.undo()


@pytest.fixture(scope="module")
def calm(place):
    """The undisturbed report that some words ask for."""
    known = {}

    def report(token, login, *words):
        key = (token, login, *words)
        if key not in known:
            place.begin()
            known[key] = checked(login, token, **options_of(words)), place.count
        return known[key]

    return report


def options_of(words):
    """The library's keywords for words of the command line."""
    found = {"full": "--full" in words}
    for name, word in pairwise(words):
        if name == "--tier":
            found["tier"] = word
        if name == "--scope":
            found["scopes"] = word
    return found


def checked(login, token, **options):
    return json.loads(tracker.render(tracker.check(login, token=token, as_of=WORLD_DAY, remember=False, **options)))


def test_bent_answers(place, calm, cases, caplog):
    outcomes = [_tried(case, place, calm) for case in cases]
    assert not [record.getMessage()[:200] for record in caplog.records]  # of a store that was given what it cannot keep
    wrong = [outcome for outcome in outcomes if outcome not in {"a report", "an error"}]
    assert wrong[:20] == []
    assert outcomes.count("a report") > outcomes.count("an error")


def test_answers_without_a_field(place, calm, cases):
    """Each field that is asked for, taken out of one answer wherever it is there."""
    every = []
    for login, token in PEOPLE:
        calm(token, login)
        place.begin()
        checked(login, token)
        every += [
            (login, token, turn, shape)
            for turn, given in enumerate(place.answers)
            for shape in sorted(shapes(json.loads(given.body)), key=str)
        ]
    assert len(every) > 300
    outcomes = [
        _outcome(place, calm, (login, token, turn), partial(without, shape=shape), f"{login} {turn} {shape}")
        for login, token, turn, shape in Random(cases.start).sample(every, min(len(every), len(cases) // 6))
    ]
    wrong = [outcome for outcome in outcomes if outcome not in {"a report", "an error"}]
    assert wrong[:20] == []


def _tried(case, place, calm):
    login, token = PEOPLE[case % len(PEOPLE)]
    random = Random(case)
    turn = random.randrange(calm(token, login)[1])
    return _outcome(place, calm, (login, token, turn), partial(bent, random=random), case)


def _outcome(place, calm, asked, bend, case):
    """What became of a case: a report, an error in words, or what is wrong with it."""
    login, token, turn = asked
    place.begin(turn, bend)
    started, ran = time.monotonic(), time.process_time()
    try:
        report = checked(login, token)
    except LadderCheckError as error:
        report = error
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"case {case}: {error!r:.200}"
    took, ran = time.monotonic() - started, time.process_time() - ran
    if ran > _LATE or took > _TOO_LATE:
        return f"case {case}: {ran:.1f} of {took:.1f} s"
    if isinstance(report, LadderCheckError):
        return "an error" if len(report.message) < 3_000 else f"case {case}: {report.message[:200]}"
    try:
        assert_nothing_wrong(report, login, lambda who, *words: calm(token, who, *words)[0])
    except (AssertionError, KeyError) as error:
        return f"case {case}: {error!r:.500}"
    return "a report"
