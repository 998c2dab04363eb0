"""What is claimed of the sample people, of generated ones and of the benchmark's, compared with files.

Claims and their links, however they were gathered, and no more requests and points than before. UPDATE_GOLDEN=1 writes
the files anew: a change in them is a change of what is claimed, and has to be meant.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
from functional.goldens.claims import lines
from functional.laws.checking import Machine
from functional.laws.conftest import serving
from functional.laws.worlds import PEOPLE as GENERATED
from functional.laws.worlds import Shape, make_world
from functional.running import PEOPLE
from standin import SAMPLE_WORLD, load_world

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[2] / "bench"))

WORLDS = {"sample": PEOPLE, "generated": GENERATED, "newcomer": ("octo-newcomer",), "medium": ("octo-medium",)}


@contextmanager
def _world(name: str) -> Iterator[object]:
    with tempfile.TemporaryDirectory() as folder:
        if name == "sample":
            yield load_world(SAMPLE_WORLD)
        elif name == "generated":
            yield make_world(Path(folder), Shape(0))
        else:
            import worlds  # the benchmark's

            yield load_world(worlds.make_world(Path(folder), worlds.SIZES[name]))


@pytest.fixture(scope="module", params=WORLDS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def people(name):
    return WORLDS[name]


@pytest.fixture(scope="module")
def server(name):
    plenty = {"anonymous_core_limit": 10**6, "anonymous_search_limit": 10**6}
    with _world(name) as world, serving(world, **plenty) as server:
        yield server


@pytest.fixture(scope="module")
def together(server, people):
    """The machine that read everybody from an empty store, what it says of them, and what that cost."""
    machine = Machine(server)
    reports = machine.reports(*people)
    return machine, reports, {"requests": machine.spent, "points": machine.points}


def _assert_as_before(file: str, reports) -> None:
    path = HERE / f"{file}.jsonl"
    found = "".join(f"{line}\n" for line in lines(reports))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_claims_from_an_empty_store(name, people, together):
    _, reports, _ = together
    assert set(reports) == set(people)
    _assert_as_before(name, reports)


def test_no_more_is_asked(name, people, server, together):
    machine, _, cold = together
    machine.reports(*people)
    costs = {"together": cold, "again": {"requests": machine.spent, "points": machine.points}}
    for who in people:
        alone = Machine(server)
        alone.report(who)
        costs[who] = {"requests": alone.spent, "points": alone.points}
    path = HERE / f"{name}.costs.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(costs, indent=2) + "\n", encoding="utf-8")
    before = json.loads(path.read_text(encoding="utf-8"))
    assert before.keys() == costs.keys()
    more = {who: cost for who, cost in costs.items() if any(cost[kind] > before[who][kind] for kind in cost)}
    assert not more, f"cost more than {before}"


def test_alone_as_together(people, server, together):
    _assert_same({who: Machine(server).report(who) for who in people}, together)


@pytest.mark.parametrize("refresh", [False, True])
def test_warm_and_refreshed_as_cold(people, together, refresh):
    _assert_same({who: together[0].report(who, refresh=refresh) for who in people}, together)


def test_resumed_as_cold_but_for_how_far_a_search_was_followed(people, server, together):
    """A search that is gone on with by its date shows the last result again: its pages end one result earlier."""
    machine = Machine(server)
    for who in people:
        machine.report(who, dies=2)
    resumed, cold = machine.reports(*people), deepcopy(together[1])
    for report in (*resumed.values(), *cold.values()):
        for gap in report["data"]["gaps"]:
            gap |= {"repos": None, "besides": []}
    assert list(lines(resumed)) == list(lines(cold))


def test_offline_the_same_is_claimed(people, server):
    machine = Machine(server)
    online = machine.reports(*people)
    assert list(lines({who: machine.report(who, offline=True) for who in people})) == list(lines(online))


def _assert_same(found, together):
    assert list(lines(found)) == list(lines(together[1]))


@pytest.mark.parametrize("most", [2, 4])
def test_claims_of_a_run_that_a_limit_ends(name, people, server, most):
    _assert_as_before(f"{name}.most{most}", Machine(server).reports(*people, most=most))


def test_claims_without_a_token(name, people, server):
    _assert_as_before(f"{name}.anonymous", Machine(server).reports(*people[:3], anonymous=True))
