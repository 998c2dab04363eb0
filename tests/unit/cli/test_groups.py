"""Interests on the command line, and the commands about the guide to groups."""

import json
import re
import shutil
from pathlib import Path

import pytest
import responses

from tracker.catalog import load_guide, load_ladder
from tracker.cli.check import command
from tracker.cli.interests import list_of_interests
from tracker.entry.interests import guide_of, interests_of
from tracker.errors import UsageError

DATA = Path(__file__).parents[2] / "data"
SIGS = DATA / "groups" / "sigs.yaml"


def groups(done):
    return json.loads(done.out)["groups"]


class TestInterests:
    def test_a_synonym_in_any_spelling(self, run):
        done = run("--demo", "almost-anders", "--interest", "Model Serving", "--format", "json")
        assert done.code == 0
        assert "wg-serving" in {one["id"] for one in groups(done)["archived"]}

    def test_more_than_one(self, run):
        done = run("--demo", "almost-anders", "--interest", "gpu", "--interest", "dra", "-f", "json")
        assert "Dynamic Resource Allocation (DRA)" in {one["title"] for one in groups(done)["initiatives"]}

    def test_an_unknown_one_gets_the_nearest(self, run):
        done = run("--demo", "almost-anders", "--interest", "inferense")
        assert (done.code, done.out) == (2, "")
        assert "there is no interest 'inferense'" in done.err
        assert "Did you mean inference" in done.err

    def test_one_that_is_near_to_none_gets_all(self):
        with pytest.raises(UsageError) as caught:
            interests_of(["zzz"], load_guide("groups"))
        assert caught.value.hint.startswith("There are inference, gpu, ")

    def test_without_a_guide(self, run):
        done = run("--demo", "almost-anders", "--interest", "gpu", "--ladder", "kserve")
        assert done.code == 2
        assert "this ladder has no guide to groups" in done.err

    def test_each_once(self):
        guide = load_guide("groups")
        assert [one.name for one in interests_of(["gpu", "tpu", "GPUs"], guide)] == ["gpu"]

    def test_help_lists_the_vocabulary(self):
        (option,) = (one for one in command.params if "--interest" in one.opts)
        listed = re.findall(r"[a-z-]+", option.help.partition(": ")[2].partition(", and words")[0])
        assert listed == [one.name for one in load_guide("groups").interests]

    def test_the_list(self, run):
        done = run("rules", "interests", program="ladder")
        assert done.code == 0
        assert done.out == list_of_interests("kubernetes") + "\n"
        assert "gpu: wg-device-management, sig-node (also: gpus, accelerators," in done.out

    def test_no_list_without_a_guide(self, run):
        done = run("rules", "interests", "--ladder", "kserve", program="ladder")
        assert done.code == 2
        assert "kserve has no guide to groups" in done.err


class TestReports:
    def test_a_ladder_without_a_guide_has_no_groups(self, run):
        done = run("--demo", "almost-anders", "--ladder", "kserve", "-f", "json")
        report = json.loads(done.out)
        assert report["orientation"] == []
        assert report["groups"] == {"suggested": [], "archived": [], "initiatives": [], "note": None}

    def test_an_attestation_ticks_a_part_of_the_orientation(self, run, tmp_path):
        said = "- {criterion: orientation-community, by: octo-mentor, on: 2026-05-01}\n"
        (tmp_path / "said.yaml").write_text(said)
        done = run("--demo", "newcomer-nell", "--attest", "said.yaml", "--format", "json")
        assert done.code == 0
        parts = json.loads(done.out)["orientation"][0]["parts"]
        assert [part["done"] for part in parts] == [False, True, False, False]

    def test_a_guide_of_one_s_own(self, run, tmp_path):
        shutil.copy(DATA / "groups" / "small.yaml", tmp_path / "sea.yaml")
        text = (DATA / "ladders" / "small.yaml").read_text()
        (tmp_path / "mine.yaml").write_text(
            text.replace("documents:", "files: {groups_guide: sea.yaml}\ndocuments:", 1)
        )
        ladder, _ = load_ladder(tmp_path / "mine.yaml")
        assert guide_of(ladder, str(tmp_path / "mine.yaml")).vocabulary["sea"].name == "water"


class TestDrift:
    @pytest.fixture
    def folder(self, tmp_path):
        def made(old="", new=""):
            text = SIGS.read_text()
            assert old in text
            (tmp_path / "sigs.yaml").write_text(text.replace(old, new))
            return str(tmp_path)

        return made

    def test_none(self, run, folder):
        done = run("rules", "groups", "--community", folder(), program="ladder")
        assert (done.code, done.err) == (0, "")
        assert done.out == "kubernetes: 8 groups and 3 archived ones in the guide, and sigs.yaml agrees\n"

    def test_some(self, run, folder):
        done = run("rules", "groups", "--community", folder("kubernetes-sigs/kueue/", "octo/kueue/"), program="ladder")
        assert (done.code, done.out) == (3, "")
        assert "differences between the guide to groups and sigs.yaml" in done.err
        assert "repository kubernetes-sigs/kueue (wg-batch): no subproject of sigs.yaml has it" in done.err

    def test_one(self, run, folder):
        done = run("rules", "groups", "--community", folder("name: Batch", "name: Jobs"), program="ladder")
        assert done.code == 3
        assert "1 difference between" in done.err

    @responses.activate
    def test_by_address(self, run):
        url = "https://raw.example.com/kubernetes/community/main"
        responses.get(f"{url}/sigs.yaml", body=SIGS.read_text())
        assert run("rules", "groups", "--community", url, program="ladder").code == 0

    def test_no_file(self, run, tmp_path):
        done = run("rules", "groups", "--community", str(tmp_path), program="ladder")
        assert done.code == 4
        assert "there is no sigs.yaml in" in done.err

    def test_no_guide(self, run, tmp_path):
        done = run("rules", "groups", "--community", str(tmp_path), "--ladder", "kserve", program="ladder")
        assert done.code == 2
