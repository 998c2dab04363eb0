"""Reading a guide to groups: what holds is read, what does not is named all at once."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from tracker.catalog import BUILT_IN_GUIDES, file_schema, load_guide, load_ladder
from tracker.errors import ConfigError

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests" / "data" / "groups" / "small.yaml"


@pytest.fixture
def refused(tmp_path):
    def mistakes(old, new):
        text = SMALL.read_text()
        assert old in text
        (tmp_path / "guide.yaml").write_text(text.replace(old, new, 1))
        with pytest.raises(ConfigError) as caught:
            load_guide("guide.yaml", beside=tmp_path / "ladder.yaml")
        assert "ladder rules schema --groups" in caught.value.hint
        return caught.value.mistakes

    return mistakes


def test_the_shipped_guide_names_the_six_groups_and_the_new_ones():
    guide = load_guide("groups")
    assert {"wg-batch", "wg-device-management", "wg-ai-gateway"} <= set(guide.by_id)
    assert {"wg-workload-aware-scheduling", "wg-checkpoint-restore"} <= set(guide.by_id)
    assert [one.id for one in guide.archived] == [
        *("wg-serving", "wg-ai-conformance", "wg-ai-integration", "wg-structured-logging", "wg-lts")
    ]
    assert all(group.concern and group.why and group.first_step for group in guide.groups if group.ai_ml)


def test_a_file_is_found_beside_the_one_that_names_it():
    assert load_guide("small.yaml", beside=SMALL).vocabulary["sea"].name == "water"
    assert load_guide(str(SMALL)).attestable == {"swim-once", "swim-twice"}


def test_every_group_is_an_interest_by_its_id_and_one_that_ended_with_those_that_took_over():
    words = load_guide(str(SMALL)).vocabulary
    assert words["wg-waves"].groups == ("wg-waves",)
    assert words["sig-sea"].groups == ("sig-sea",)
    assert words["wg-foam"].groups == ("wg-foam", "sig-sea")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("to: wg-tides", "to: wg-tide", "there is no group 'wg-tide'; did you mean wg-tides?"),
        ("groups: [wg-tides, sig-sea]", "groups: [sig-sea, wg-tidal]", "groups[1]: there is no group 'wg-tidal'"),
        ("groups: [wg-waves]", "groups: [wg-wave]", "initiatives[0] surf > groups[0]: there is no group 'wg-wave'"),
        ("group: sig-sea", "group: wg-sea", "successors[0] > group: there is no group 'wg-sea'"),
        ("id: wg-foam", "id: wg-tides", "archived[0] wg-tides > id: the id wg-tides is there twice"),
        ("synonyms: [air]", "synonyms: [sea]", "interests[1] > synonyms[0]: the word sea is there twice"),
        ("swim-twice", "swim-once", "the id swim-once is there twice"),
        ("id: swim-once", "id: swim, parts: [{id: swim-twice, title: x}]", "the id swim-twice is there twice"),
        (
            "archived:",
            "newcomers: [{group: wg-foan, why: x, url: https://a.b}]\narchived:",
            "there is no group 'wg-foan'",
        ),
        ("octo-org/tides", "tides", "repositories[0]: 'tides' does not fit"),
        ("name: Tides,", "nane: Tides,", "unknown key; did you mean name?"),
        ("read_on: 2026-08-21", "read_on: soon", "read_on: 'soon' is not a date"),
    ],
)
def test_each_mistake_in_plain_words(refused, old, new, words):
    assert any(words in line for line in refused(old, new))


def test_every_mistake_at_once(refused):
    assert len(refused("name: Tides, leads_to_it: {repositories: [octo-org/tides], words: [tide]}", "related: 1")) == 2


def test_what_is_no_guide(tmp_path):
    (tmp_path / "guide.yaml").write_text("groups: [a]\ninterests: [1, {name: [x], groups: y}]\n- broken")
    with pytest.raises(ConfigError):
        load_guide(str(tmp_path / "guide.yaml"))
    (tmp_path / "guide.yaml").write_text("- groups\n")
    with pytest.raises(ConfigError):
        load_guide(str(tmp_path / "guide.yaml"))
    (tmp_path / "guide.yaml").write_text("interests: [1, {name: [x], groups: y}]\n")
    with pytest.raises(ConfigError):
        load_guide(str(tmp_path / "guide.yaml"))


@pytest.mark.parametrize("name", BUILT_IN_GUIDES)
def test_the_shipped_guides_fit_the_schema_as_an_editor_reads_them(name):
    plain = yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text())
    jsonschema.validate(json.loads(json.dumps(plain, default=str)), file_schema("groups"))


def test_orientation_is_for_tiers_of_the_ladder_that_names_the_guide():
    ladder, _ = load_ladder("kubernetes")
    named = {tier for resource in load_guide(str(ladder.files.groups_guide)).orientation for tier in resource.tiers}
    assert named == {tier.id for tier in ladder.tiers}


def test_a_ladder_may_have_no_guide():
    assert load_ladder("kserve")[0].files.groups_guide is None


def test_programmes_that_ended_are_not_recommended():
    words = " ".join(f"{one.title} {one.note}" for one in load_guide("groups").orientation)
    assert not [ended for ended in ("1:1", "Season of Docs", "Meet Our Contributors") if ended in words]
