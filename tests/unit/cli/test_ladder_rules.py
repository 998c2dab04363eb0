"""The command ``ladder rules``: what it prints, and how it ends."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from tracker import __version__
from tracker.catalog import file_schema
from tracker.cli.ladder import command, run

DATA = Path(__file__).parents[2] / "data" / "ladders"
SMALL = str(DATA / "small.yaml")


@pytest.fixture
def ladder(monkeypatch, capfd):
    """Runs the executable as a shell does: its exit code, standard output, standard error."""

    def call(*words):
        monkeypatch.setattr("sys.argv", ["ladder", *words])
        with pytest.raises(SystemExit) as ended:
            run()
        return ended.value.code, *capfd.readouterr()

    return call


@pytest.fixture
def broken(tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text(Path(SMALL).read_text().replace("at_least: 5", "at_lest: 5").replace("id: octo\n", "id: Octo\n"))
    return str(file)


class TestCheck:
    def test_says_what_is_in_each(self, ladder):
        code, out, err = ladder("rules", "check", SMALL, "kserve")
        assert (code, err) == (0, "")
        assert out.splitlines() == [
            f"{SMALL}: OK, 2 tiers, 4 criteria, 1 overlay",
            "kserve: OK, 4 tiers, 18 criteria",
        ]

    def test_the_shipped_ladder_holds(self, ladder):
        code, out, _ = ladder("rules", "check", "kubernetes")
        assert code == 0
        assert out.startswith("kubernetes: OK, 8 tiers")

    def test_every_mistake_at_once(self, ladder, broken):
        code, out, err = ladder("rules", "check", broken, SMALL)
        assert code == 3
        assert out == f"{SMALL}: OK, 2 tiers, 4 criteria, 1 overlay\n"
        assert err.splitlines() == [
            "Error: broken.yaml has 3 mistakes",
            "  broken.yaml:3: id: 'Octo' does not fit ^[a-z][a-z0-9-]*$",
            "  broken.yaml:32: tiers[1] reviewer > criteria[0] primary-reviewer > at_least: is missing",
            "  broken.yaml:38: tiers[1] reviewer > criteria[0] primary-reviewer > at_lest: unknown key; did you mean at_least?",
            "Hint: `ladder rules schema` prints every key.",
        ]

    def test_of_all_files(self, ladder, broken, tmp_path):
        code, _, err = ladder("rules", "check", broken, str(tmp_path))
        assert code == 3
        lines = err.splitlines()
        assert lines[0] == "Error: 2 files do not hold"
        assert lines[-2] == f"  {tmp_path} is a directory"
        assert len(lines) == 6

    def test_attestations(self, ladder, tmp_path):
        file = tmp_path / "attested.yaml"
        file.write_text("- {criterion: two-factor, by: octo-me, on: 2026-08-01}\n")
        assert ladder("rules", "check", "--attestations", str(file))[:2] == (0, f"{file}: OK, 1 attestation\n")
        file.write_text("- {criterion: two-factor, by: octo-me}\n")
        code, _, err = ladder("rules", "check", "--attestations", str(file))
        assert code == 3
        assert err.endswith("Hint: `ladder rules schema --attestations` prints every key.\n")

    def test_no_file_named(self, ladder):
        assert ladder("rules", "check")[0] == 2


class TestSchema:
    def test_is_what_the_models_say(self, ladder):
        code, out, _ = ladder("rules", "schema")
        assert code == 0
        assert json.loads(out) == file_schema("rules")
        jsonschema.Draft202012Validator.check_schema(json.loads(out))

    def test_of_attestations(self, ladder):
        assert json.loads(ladder("rules", "schema", "--attestations")[1])["title"] == "Attestations"

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("ladder", []),
            ("attestations", ["--attestations"]),
            ("groups", ["--groups"]),
            ("cohort", ["--cohort"]),
            ("settings", ["--settings"]),
            ("exceptions", ["--exceptions"]),
            ("member-exceptions", ["--member-exceptions"]),
        ],
    )
    def test_the_shipped_file_is_this_output(self, ladder, name, words):
        shipped = Path(__file__).parents[3] / "config" / f"{name}.schema.json"
        assert ladder("rules", "schema", *words)[1] == shipped.read_text()


class TestList:
    def test_tiers_criteria_sources_documents(self, ladder, monkeypatch):
        monkeypatch.setenv("COLUMNS", "120")
        code, out, _ = ladder("rules", "list", "--ladder", SMALL, "--as-of", "2026-08-21")
        assert code == 0
        assert out == (DATA / "small.list.txt").read_text()

    def test_of_another_day(self, ladder):
        out = ladder("rules", "list", "--ladder", SMALL, "--as-of", "2019-01-01")[1]
        assert "at least 3" in " ".join(out.split())
        assert "at least 5" not in " ".join(out.split())

    @pytest.mark.parametrize("columns", ["40", "80", "200"])
    def test_fits_the_terminal(self, ladder, monkeypatch, columns):
        monkeypatch.setenv("COLUMNS", columns)
        out = ladder("rules", "list")[1]
        tables = out.partition("Documents, as they were read")[0]
        assert max(map(len, tables.splitlines())) <= max(int(columns), 90)

    def test_unknown_ladder(self, ladder):
        code, _, err = ladder("rules", "list", "--ladder", "kserv")
        assert code == 3
        assert "did you mean kserve?" in err


@pytest.mark.parametrize("words", [["--help"], ["rules", "--help"], ["rules", "check", "-h"]])
def test_help(words):
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


def test_version(ladder):
    assert ladder("--version")[:2] == (0, f"ladder {__version__}\n")


class TestGuides:
    def test_says_what_is_in_each(self, ladder):
        code, out, err = ladder("rules", "check", "--groups", "groups")
        assert (code, out, err) == (0, "groups: OK, 8 groups, 5 archived groups, 47 interests\n", "")

    def test_the_schema(self, ladder):
        code, out, _ = ladder("rules", "schema", "--groups")
        assert code == 0
        assert json.loads(out)["title"] == "Guide"


class TestOtherFiles:
    def test_of_a_cohort(self, ladder, tmp_path):
        file = tmp_path / "cohort.yaml"
        file.write_text("members: [octo-a, '@octo-org/team', {owners: octo-org/a}, {owners: octo-org/b}]\n")
        code, out, _ = ladder("rules", "check", "--cohort", str(file))
        assert (code, out) == (0, f"{file}: OK, 1 login, 1 team, 2 directories of OWNERS\n")

    def test_of_settings(self, ladder, tmp_path):
        file = tmp_path / "settings.yaml"
        file.write_text("do_not_track: [octo-a, octo-b]\n")
        assert ladder("rules", "check", "--settings", str(file))[1] == f"{file}: OK, 2 logins left out\n"

    @pytest.mark.parametrize("word", ["check", "schema"])
    def test_a_file_is_of_one_kind(self, ladder, word):
        code, _, err = ladder("rules", word, "--cohort", "--member-exceptions", *(["x"] if word == "check" else []))
        assert code == 2
        assert "--cohort and --member-exceptions are different kinds of files" in err


@pytest.mark.parametrize("words", [(), ("rules",), ("store",)])
def test_the_help_of_a_group_has_whole_sentences(ladder, words):
    _, out, _ = ladder(*words, "--help")
    assert "Commands:" in out
    assert "..." not in out.partition("Commands:")[2]


def test_interests_fit_the_terminal_and_say_what_ended(ladder):
    _, out, _ = ladder("rules", "interests")
    assert [line for line in out.splitlines() if len(line) > 80] == []
    assert "wg-serving (ended 2026-02-17)" in " ".join(out.split())
