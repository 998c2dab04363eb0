"""The README tells the truth: its samples are what the commands print, and what it names is there.

UPDATE_GOLDEN=1 writes the samples anew.
"""

import os
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from tracker.catalog import check_attestation_file, load_entries, load_ladder, said_of
from tracker.cli import check, ladder
from tracker.facts.people import Login
from tracker.ladder import walk

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
SAMPLE = re.compile(
    r"<!-- sample: (?P<command>.+?) -->\n```text\n(?P<output>.*?)```\n<!-- end of sample -->", re.DOTALL
)
WITHOUT_SAMPLES = SAMPLE.sub("", TEXT)
PROGRAMS = {"ladder-check": check.command, "ladder": ladder.command}
#: Options of other people's programs that the README names.
FOREIGN_OPTIONS = {"--numprocesses"}


#: The files that the README shows, by the name in their first line.
FILES = dict(re.findall(r"```yaml\n(?=# (\S+\.yaml), for: )(.*?)```", TEXT, re.DOTALL))
HEAD = re.compile(r"(?P<command>.*?)(?: \| head -n (?P<lines>\d+))?")


def printed(sample: str) -> str:
    """What a command prints, without a terminal and 80 columns wide; as much of it as the sample says."""
    asked = HEAD.fullmatch(sample)
    program, *arguments = shlex.split(asked["command"])
    done = CliRunner().invoke(
        PROGRAMS[program], arguments, prog_name=program, env={"COLUMNS": "80"}, catch_exceptions=False
    )
    assert done.exit_code == 0
    return "".join(done.stdout.splitlines(keepends=True)[: int(asked["lines"] or 0) or None])


def shell_commands() -> list[str]:
    """Every command of ours in the README: in blocks of shell, and in the text."""
    blocks = re.findall(r"```sh\n(.*?)```", WITHOUT_SAMPLES, re.DOTALL)
    lines = [part.strip() for block in blocks for line in block.splitlines() for part in line.split("&&")]
    lines += [line.partition("for: ")[2] for line in WITHOUT_SAMPLES.splitlines() if line.startswith("# ")]
    lines += re.findall(r"`((?:ladder-check|ladder) [^`]+)`", WITHOUT_SAMPLES)
    return [line for line in (line.removeprefix(".venv/bin/") for line in lines) if line.startswith("ladder")]


def parse(command: str) -> None:
    """Read a command line as click does; raises what click raises. A command may be named without its words."""
    program, *arguments = shlex.split(command, comments=True)
    found: click.Command = PROGRAMS[program]
    while isinstance(found, click.Group):
        found = found.commands[arguments.pop(0)]
    if arguments or found is check.command:
        # As below its group: click keeps the words of a help option that it made once.
        with found.make_context(program, arguments, help_option_names=["-h", "--help"]):
            pass


@pytest.mark.parametrize("command", [sample["command"] for sample in SAMPLE.finditer(TEXT)])
def test_a_sample_is_what_the_command_prints(command, monkeypatch, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    output = printed(command)
    if os.environ.get("UPDATE_GOLDEN"):
        now = README.read_text(encoding="utf-8")
        README.write_text(SAMPLE.sub(lambda found: _renewed(found, command, output), now), encoding="utf-8")
    samples = {found["command"]: found["output"] for found in SAMPLE.finditer(README.read_text(encoding="utf-8"))}
    assert samples[command] == output


def _renewed(found: re.Match[str], command: str, output: str) -> str:
    return (
        found[0].replace(f"```text\n{found['output']}", f"```text\n{output}")
        if found["command"] == command
        else found[0]
    )


def test_every_sample_has_its_marks():
    assert len(SAMPLE.findall(TEXT)) == TEXT.count("<!-- sample: ") == TEXT.count("<!-- end of sample -->") > 1


def test_commands_are_found():
    assert len(shell_commands()) > 10


@pytest.mark.parametrize("command", shell_commands())
def test_a_command_can_be_meant(command):
    parse(command)


def test_every_option_named_exists():
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", WITHOUT_SAMPLES))
    assert named - FOREIGN_OPTIONS <= _options(check.command) | _options(ladder.command)


def _options(command: click.Command) -> set[str]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {name for parameter in command.params for name in parameter.opts}
    return own.union(*map(_options, below), {"--help"})


def test_the_test_command_is_the_one_that_ci_runs():
    (stated,) = re.findall(r"^python3 -m venv .*pytest.*$", TEXT, re.MULTILINE)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    # What may fail there is an extra: without a browser's packages those tests are skipped, as they are elsewhere.
    ran = [line for line in script.splitlines() if "$venv/test" in line and "||" not in line]
    assert _plain(stated.split(" && "), ".venv") == _plain(ran, "$venv/test")


def _plain(lines: list[str], venv: str) -> list[list[str]]:
    """The words of commands, whatever the virtual environment is called and however much pip says."""
    words = [shlex.split(line.replace(venv, "VENV").replace("--editable", "-e")) for line in lines]
    return [[word for word in line if word != "--quiet"] for line in words]


def test_targets_of_make_exist():
    made = {target for line in re.findall(r"`make ([a-z ]+)`", TEXT) for target in line.split()}
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert made
    assert made <= set(rules)


def test_the_inputs_and_outputs_of_the_action_are_told_as_it_tells_them():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    rows = [_row(f"`{name}`", _default(one["default"]), one["description"]) for name, one in action["inputs"].items()]
    rows += [_row(f"`{name}`", one["description"]) for name, one in action["outputs"].items()]
    assert [row for row in rows if f"\n{row}\n" not in TEXT] == []


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _default(value: str) -> str:
    return {"": "", "${{ github.token }}": "the job's own"}.get(value, f"`{value}`")


def test_files_named_exist():
    linked = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", WITHOUT_SAMPLES))
    named = set(re.findall(r"`((?:tracker|tests|config|bench)/[^`\s]*)`", WITHOUT_SAMPLES))
    missing = [name for name in sorted(linked | named) if not list(ROOT.glob(name.rstrip("/")))]
    assert linked
    assert missing == []


def test_the_sample_of_attestations_holds(tmp_path):
    file = tmp_path / "attestations.yaml"
    file.write_text(FILES["attestations.yaml"], encoding="utf-8")
    rules = {rule.id for tier in load_ladder("kubernetes")[0].tiers for rule in walk(tier.criteria)}
    assert check_attestation_file(file) == 3
    said = said_of(Login.parse("octo-newcomer"), load_entries(file, known=rules))
    assert list(said.criteria) == ["two-factor"]
    assert said.sponsors == (Login.parse("octo-reviewer"),)
    assert [one.title for one in said.contributions] == ["Ran the docs sprint"]
