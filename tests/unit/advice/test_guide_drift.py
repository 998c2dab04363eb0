"""The guide names no group, label or repository that a sigs.yaml does not know."""

from dataclasses import replace
from pathlib import Path

import pytest
from unit.group_cases import groups_in, guide, real_groups, with_, without

from tracker.advice.guide_drift import guide_drift

#: The file of the day on which the guide was written, where it lies beside the repository.
BESIDE = Path(__file__).parents[4] / "shared" / "facts" / "data" / "sigs.yaml"


def test_the_shipped_guide_agrees_with_the_groups_of_its_day():
    assert guide_drift(guide(), real_groups()) == ()


@pytest.mark.skipif(not BESIDE.is_file(), reason="no sigs.yaml lies beside the repository")
def test_the_shipped_guide_agrees_with_the_whole_file():
    assert guide_drift(guide(), groups_in(BESIDE.read_text(encoding="utf-8"))) == ()


@pytest.mark.parametrize(
    ("groups", "line"),
    [
        (without(real_groups(), "wg-batch"), "group wg-batch: sigs.yaml no longer lists it"),
        (without(real_groups(), "sig-docs"), "group sig-docs: named here, and sigs.yaml does not list it"),
        (with_(real_groups(), "wg-batch", name="Jobs"), "group wg-batch: sigs.yaml calls it Jobs, not Batch"),
        (with_(real_groups(), "wg-batch", id="wg-jobs"), "group wg-jobs: new in sigs.yaml"),
        (with_(real_groups(), "sig-ui", id="sig-octo"), "group sig-octo: no interest leads to it"),
        (with_(real_groups(), "sig-ui", id="committee-octo"), "group committee-octo: no interest leads to it"),
        (without(real_groups(), "committee-steering"), "group committee-steering: named here, and sigs.yaml does not"),
        (with_(real_groups(), "sig-ui", id="wg-serving"), "group wg-serving: archived here, but sigs.yaml lists it"),
        (with_(real_groups(), "wg-batch", label="jobs"), "label wg/batch (wg-batch): no group of sigs.yaml has it"),
        (with_(real_groups(), "wg-batch", label="jobs"), "label wg/jobs (wg-batch): sigs.yaml gives it to the group"),
        (
            with_(real_groups(), "wg-ai-gateway", label="gateway"),
            "label wg/ai-gateway (missing_labels): no group of sigs.yaml has it",
        ),
        (
            with_(real_groups(), "sig-scheduling", subprojects=()),
            "repository kubernetes-sigs/kueue (wg-batch): no subproject of sigs.yaml has it",
        ),
    ],
)
def test_each_difference_has_a_line(groups, line):
    assert any(found.startswith(line) for found in guide_drift(guide(), groups))


def test_nothing_is_said_twice():
    lines = guide_drift(guide(), replace(real_groups(), by_id={}))
    assert len(lines) == len(set(lines)) > 20
