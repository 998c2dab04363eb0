"""Each error is one line and a hint, with its exit code; a traceback is kept for what nobody expected."""

import subprocess
import sys
import sysconfig
from io import StringIO
from pathlib import Path

import click
import pytest

from tracker.cli import check
from tracker.cli.boundary import Command, run_guarded
from tracker.errors import (
    AccountError,
    ConfigError,
    LadderCheckError,
    LimitReached,
    NothingChecked,
    SourceError,
    TokenError,
    UsageError,
)

PROGRAM = Path(sysconfig.get_path("scripts")) / "ladder-check"


def command_that(raises: BaseException | None = None, code: int = 0) -> click.Command:
    @click.command(cls=Command)
    @click.option("--number", type=int)
    @click.pass_context
    def program(context: click.Context, number: int | None) -> None:
        if raises:
            raise raises
        context.exit(code)

    return program


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LadderCheckError("it went wrong"), 1),
        (UsageError("it went wrong"), 2),
        (ConfigError("it went wrong"), 3),
        (NothingChecked("it went wrong"), 4),
        (AccountError("it went wrong"), 4),
        (SourceError("it went wrong"), 4),
        (LimitReached("it went wrong", wait=60), 4),
        (TokenError("it went wrong"), 4),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_expected_error_is_one_line(guarded, error, code):
    ran = guarded(command_that(error))
    assert (ran.code, ran.out, ran.err) == (code, "", "Error: it went wrong\n")


def test_a_hint_is_a_line_of_its_own(guarded):
    assert guarded(command_that(UsageError("no", hint="Do this."))).err == "Error: no\nHint: Do this.\n"


def test_every_mistake_of_a_file_is_shown(guarded):
    error = ConfigError("2 mistakes", mistakes=("a.yaml:1: one", "a.yaml:2: two"), hint="See the schema.")
    lines = ["Error: 2 mistakes", "  a.yaml:1: one", "  a.yaml:2: two", "Hint: See the schema."]
    assert guarded(command_that(error)).err.splitlines() == lines


def test_a_word_that_click_refuses(guarded):
    ran = guarded(command_that(), "--number", "many")
    assert ran.code == 2
    assert "'many' is not a valid integer" in ran.err


@pytest.mark.parametrize("words", [(), ("--number",), ("--number", "x"), ("--nope",), ("nope",)])
def test_what_click_says_keeps_its_form(guarded, words):
    """As click itself shows it, where nobody sent anything that could act on a terminal."""
    command = command_that()
    command.no_args_is_help = True
    with pytest.raises(click.UsageError) as caught:
        command.main(list(words), prog_name="program", standalone_mode=False)
    shown = StringIO()
    caught.value.show(shown)
    assert guarded(command, *words).err == shown.getvalue()


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), EOFError(), click.Abort()])
def test_an_interruption(guarded, interruption):
    ran = guarded(command_that(interruption))
    assert ran.code == 130
    assert ran.err.strip() == "Interrupted."


@pytest.mark.parametrize("code", [0, 5, 6])
def test_the_code_of_the_command_is_that_of_the_process(guarded, code):
    assert guarded(command_that(code=code)).code == code


def test_what_nobody_expected_keeps_its_traceback(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["program"])
    with pytest.raises(ZeroDivisionError):
        run_guarded(command_that(ZeroDivisionError("bug")))


@pytest.mark.parametrize("words", [("--demo", "-v"), ("--help",), ("--json-schema",)])
@pytest.mark.parametrize("read", [0, 10])
def test_a_reader_who_leaves_is_no_error(words, read):
    with subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(read)
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(timeout=30) == 0
    assert "Error" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("words", "code"), [(("--demo", "-v"), 0), (("octo-a", "--tier", "nonsense"), 2)])
def test_a_reader_of_both_streams_who_leaves_is_no_error(words, code):
    with subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        process.stdout.close()
        assert process.wait(timeout=30) == code


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f"{PROGRAM} {line}"], capture_output=True, text=True, check=False, timeout=30
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["--demo", "--json-schema"])
def test_a_full_disk(words):
    done = shell(f"{words} > /dev/full")
    assert done.returncode == 2
    assert "Error: cannot write: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_that_the_shell_closed(closed):
    done = shell(f"--demo almost-anders {closed}")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_another_error_of_the_system_keeps_its_traceback(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["program"])
    with pytest.raises(PermissionError):
        run_guarded(command_that(PermissionError(13, "no")))


@pytest.mark.parametrize("name", ["a" * 300, "x/" * 3_000, "\x1b]0;PWNED\x07" * 60])
@pytest.mark.parametrize("option", ["--ladder", "--cohort", "--attest", "--org-repo", "--cache-dir", "--output"])
def test_a_name_that_no_file_can_have_is_said(monkeypatch, capsys, tmp_path, option, name):
    monkeypatch.setattr(sys, "argv", ["ladder-check", option, name, "--offline", "octo-newcomer"])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        run_guarded(check.command)
    said = capsys.readouterr().err
    assert ended.value.code in {2, 3, 4}
    assert "Error: " in said
    assert "\x1b" not in said
