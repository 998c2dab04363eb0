"""Interests on the command line, and the commands about the guide to groups."""

import json
import re
import shutil
from pathlib import Path

import pytest
import responses
import yaml

from tracker.catalog import load_guide, load_ladder
from tracker.cli.check import command
from tracker.cli.group_drift import list_of_interests
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
        assert caught.value.hint.startswith("There are ai, inference, gpu, ")

    def test_without_a_guide(self, run):
        done = run("--demo", "almost-anders", "--interest", "gpu", "--ladder", "kserve")
        assert done.code == 2
        assert "this ladder has no guide to groups" in done.err

    def test_each_once(self):
        guide = load_guide("groups")
        assert [one.name for one in interests_of(["gpu", "tpu", "GPUs"], guide)] == ["gpu"]

    @pytest.mark.parametrize(
        ("said", "names"),
        [
            ("gpu, storage", ["gpu", "storage"]),
            ("gang scheduling and windows", ["gang-scheduling", "windows"]),
            ("Gang Scheduling GPU", ["gang-scheduling", "gpu"]),
            ("AI/ML", ["ai"]),
            ("SIG Storage", ["sig-storage"]),
            ("wg_batch; sig etcd", ["wg-batch", "sig-etcd"]),
            ("ai gateway", ["gateway"]),
            ("WG LTS", ["wg-lts"]),
            ("gpu,", ["gpu"]),
        ],
    )
    def test_several_words_at_once(self, said, names):
        assert [one.name for one in interests_of([said], load_guide("groups"))] == names

    @pytest.mark.parametrize(
        ("said", "named", "near"),
        [
            ("gpu and storrage", "'storrage'", "storage"),
            ("observ", "'observ'", "observability"),
            ("sig-strorage", "'sig strorage'", "sig-storage"),
            ("windoze", "'windoze'", "windows"),
            ("model servin", "'model servin'", "model-serving"),
            ("gpu zzz", "'zzz'", "ai"),
            (",", "','", "ai"),
            (" ", "' '", "ai"),
            ("and", "'and'", "sandbox"),
        ],
    )
    def test_a_word_among_several_that_is_not_known(self, said, named, near):
        with pytest.raises(UsageError) as caught:
            interests_of([said], load_guide("groups"))
        assert caught.value.message == f"there is no interest {named}"
        assert near in caught.value.hint

    @pytest.mark.parametrize("group", yaml.safe_load(SIGS.read_text())["sigs"], ids=lambda one: one["dir"])
    def test_every_sig_by_its_id_and_its_name(self, group):
        guide = load_guide("groups")
        for said in (group["dir"], group["label"], group["name"], f"SIG {group['name']}"):
            assert group["dir"] in {id_ for one in interests_of([said], guide) for id_ in one.groups}

    @pytest.mark.parametrize("group", yaml.safe_load(SIGS.read_text())["workinggroups"], ids=lambda one: one["dir"])
    def test_every_working_group_by_its_id_and_its_name(self, group):
        guide = load_guide("groups")
        for said in (group["dir"], group["label"], group["name"], f"WG {group['name']}"):
            assert group["dir"] in {id_ for one in interests_of([said], guide) for id_ in one.groups}

    @pytest.mark.parametrize(
        "subject",
        [
            *(
                "storage",
                "windows",
                "etcd",
                "network",
                "networking",
                "security",
                "logging",
                "release",
                "docs",
                "testing",
            ),
            *(
                "serverless inference",
                "multi-tenancy",
                "multitenancy",
                "cost",
                "observability",
                "edge",
                "structured logging",
            ),
            *("LTS", "committees", "project-level", "horizontal", "vertical", "machine learning", "kubelet", "kubectl"),
        ],
    )
    def test_subjects_that_people_read_about(self, subject):
        assert interests_of([subject], load_guide("groups"))

    def test_help_names_words_that_are_known(self):
        (option,) = (one for one in command.params if "--interest" in one.opts)
        named = re.search(r"such as (.*) or (\S+), or a group such as (\S+);", option.help)
        words = [*named[1].split(", "), named[2], named[3]]
        assert set(words) <= load_guide("groups").vocabulary.keys()
        assert "`ladder rules interests`" in option.help

    def test_the_list(self, run):
        done = run("rules", "interests", program="ladder")
        assert done.code == 0
        said = " ".join(done.out.split())
        assert said == " ".join(list_of_interests("kubernetes").split())
        assert "gpu: wg-device-management, sig-node (also: gpus, accelerators," in said
        assert "inference: wg-ai-gateway, wg-serving (ended 2026-02-17), sig-network, " in said
        assert said.endswith("wg-structured-logging (ended 2026-03-03), wg-lts (ended 2026-03-27).")

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
        session = json.loads(done.out)["orientation"][0]["parts"][-1]
        assert [part["done"] for part in session["parts"]] == [False, True, False, False]

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
        assert done.out == "kubernetes: 8 groups and 5 archived ones in the guide, and sigs.yaml agrees\n"

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
