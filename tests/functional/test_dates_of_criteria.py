"""The day on which a criterion was met is the first one as of which the program calls it so."""

from datetime import date, timedelta

import pytest
from functional.running import ANDERS, MIRA, NELL, ROBIN, ROSA, WORLD_DAY

DAY = timedelta(days=1)


@pytest.fixture
def judged(run, calm):
    """Every criterion of somebody as of a day, by tier, place and id."""

    def judge(who, day):
        report = run(who, "--as-of", str(day), "--no-openings", "--format", "json", server=calm).report
        return {
            (tier["tier"], str(tier["scope"]), one["id"]): one
            for tier in report["readiness"]
            for one in tier["criteria"]
        }

    return judge


@pytest.mark.parametrize("who", [ANDERS, MIRA, NELL, ROBIN, ROSA])
def test_it_is_met_from_that_day_on_and_not_the_day_before(judged, who):
    dated = {key: one for key, one in judged(who, WORLD_DAY).items() if one["met_since"]}
    assert dated
    for day in sorted({date.fromisoformat(one["met_since"]) for one in dated.values()}):
        then, before = judged(who, day), judged(who, day - DAY)
        due = [key for key, one in dated.items() if one["met_since"] == str(day)]
        assert {then[key]["outcome"] for key in due if key in then} <= {"met"}
        exact = {key for key in due if dated[key]["met_since_is"] == "exact"}
        assert "met" not in {before[key]["outcome"] for key in exact if key in before}
