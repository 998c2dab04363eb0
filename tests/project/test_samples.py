"""The pages tell the truth: samples are what the commands print, commands and options that they name are there.

UPDATE_GOLDEN=1 writes the samples anew.
"""

import re
import shlex

import click
import pytest
from click.testing import CliRunner
from pages import PAGES, ROOT, examples, files, name_of, prose_of, samples, text_of

from tracker.catalog import check_attestation_file, load_entries, load_ladder, said_of
from tracker.cli import check, ladder
from tracker.facts.people import Login
from tracker.ladder import walk

PROGRAMS = {"ladder-check": check.command, "ladder": ladder.command}
#: What brings a program of ours to run.
LAUNCHERS = re.compile(r"^(?:\.venv/bin/|uvx --from \S+ |pipx run --spec \S+ )")
#: Options of other people's programs that pages name.
FOREIGN_OPTIONS = {
    *("--numprocesses", "--laws", "--fuzz"),  # pytest, with what tests/conftest.py adds
    *("--from", "--spec"),  # uvx, pipx
    "--raw-output",  # jq
    *("--rm", "--env", "--volume", "--entrypoint"),  # docker
}
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


def shell_commands(text: str) -> list[str]:
    """Every command of ours that a page names: in blocks of shell, of files, and in the text."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [part.strip() for block in blocks for line in block.splitlines() for part in re.split(r"&&| \| ", line)]
    lines += [line.partition("for: ")[2] for line in text.splitlines() if line.startswith("# ")]
    lines += re.findall(r"`((?:ladder-check|ladder) [^`]+)`", text)
    return [line for line in (LAUNCHERS.sub("", line) for line in lines) if re.match(r"ladder(-check)? ", line)]


def parse(command: str) -> None:
    """Read a command line as click does; raises what click raises. A command may be named without its words."""
    program, *arguments = shlex.split(command, comments=True)
    found: click.Command = PROGRAMS[program]
    while isinstance(found, click.Group) and arguments != ["--help"]:
        found = found.commands[arguments.pop(0)]
    if (arguments and arguments != ["--help"]) or found is check.command:
        # As below its group: click keeps the words of a help option that it made once.
        with found.make_context(program, arguments, help_option_names=["-h", "--help"]):
            pass


def title_of(sample) -> str:
    return f"{name_of(sample.page)}: {sample.command}"


@pytest.mark.parametrize("sample", [one for one in samples() if one.test is None], ids=title_of)
def test_a_sample_is_what_the_command_prints(sample, monkeypatch, tmp_path):
    for name, text in files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    sample.compare(printed(sample.command))


def test_a_sample_that_another_test_runs_is_compared_there():
    for sample in samples():
        if sample.test:
            assert "from pages import" in text_of(ROOT / sample.test), title_of(sample)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_output_belongs_to_a_sample_or_to_an_example(page):
    text = text_of(page)
    marked = [one for one in samples() if one.page == page]
    run = [one for one in examples() if one.page == page]
    assert len(marked) == text.count("<!-- sample") == text.count("<!-- end of sample -->")
    assert len(marked) + len(run) == text.count("```text\n")


def test_samples_and_commands_are_found():
    commands = {page: shell_commands(prose_of(page)) for page in PAGES}
    assert len(samples()) > 3
    assert {name_of(page) for page, found in commands.items() if len(found) > 3} >= {
        *("README.md", "docs/ci.md", "docs/contributor.md", "docs/rules.md", "docs/troubleshooting.md"),
    }


@pytest.mark.parametrize("command", sorted({line for page in PAGES for line in shell_commands(prose_of(page))}))
def test_a_command_can_be_meant(command):
    parse(command)


@pytest.mark.parametrize("command", ["ladder-check octo-me --nope", "ladder rules drift --nope", "ladder nope"])
def test_a_command_that_cannot_be_meant_is_found(command):
    with pytest.raises((click.UsageError, KeyError)):
        parse(command)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_named_exists(page):
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", prose_of(page)))
    assert named - FOREIGN_OPTIONS <= _options(check.command) | _options(ladder.command)


def _options(command: click.Command) -> set[str]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {name for parameter in command.params for name in parameter.opts}
    return own.union(*map(_options, below), {"--help"})


def test_the_table_of_exit_codes_has_those_of_the_help():
    (page,) = (page for page in PAGES if "| exit code |" in text_of(page))
    _, _, told = check.command.get_help(click.Context(check.command)).partition("Exit codes:")
    named = re.findall(r"(?:^|;)\s*(\d+) ", told.partition("\n\n")[0])
    assert re.findall(r"^\| (\d+) \|", text_of(page), re.MULTILINE) == named != []


def test_the_sample_of_attestations_holds(tmp_path):
    file = tmp_path / "attestations.yaml"
    file.write_text(files()["attestations.yaml"], encoding="utf-8")
    rules = {rule.id for tier in load_ladder("kubernetes")[0].tiers for rule in walk(tier.criteria)}
    assert check_attestation_file(file) == 3
    said = said_of(Login.parse("octo-newcomer"), load_entries(file, known=rules))
    assert list(said.criteria) == ["two-factor"]
    assert said.sponsors == (Login.parse("octo-reviewer"),)
    assert [one.title for one in said.contributions] == ["Ran the docs sprint"]
