"""Every command that writes a page says what its JSON is, without a token and without asking anybody."""

import json
from pathlib import Path

import pytest

from tracker.cli import ladder
from tracker.cli.page_options import PageOptions

CONFIG = Path(__file__).parents[3] / "config"
COMMANDS = {
    ("candidates",): "candidates",
    ("area",): "area",
    ("request",): "report",
    ("requests",): "requests",
    ("audit", "members"): "members-audit",
    ("audit", "voters"): "voters-audit",
}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_schema_of_a_page_is_the_published_one(run, words):
    ran = run(*words, "--json-schema", program="ladder")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (CONFIG / f"{COMMANDS[words]}.schema.json").read_text(encoding="utf-8")


def test_a_schema_goes_to_a_file(run, tmp_path):
    ran = run("requests", "--json-schema", "--output", "schema.json", program="ladder")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))["title"] == "ladder requests, version 1"


def _commands(group, *above):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, *above, name)
        else:
            yield (*above, name), {parameter.name for parameter in command.params}


def test_no_other_command_has_the_options_of_a_page():
    having = {words for words, names in _commands(ladder.command) if names >= PageOptions.__annotations__.keys()}
    assert having == COMMANDS.keys()
