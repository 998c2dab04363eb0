import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker import __version__
from tracker.cli import start
from tracker.cli.check import command


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_the_ready_made_help_is_what_click_makes(word, monkeypatch, capsys):
    made = CliRunner().invoke(command, ["--help"], prog_name="ladder-check", terminal_width=80).output
    if os.environ.get("UPDATE_GOLDEN"):
        Path(start.HELP).write_text(made, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["ladder-check", word])
    start.run()
    assert capsys.readouterr().out == made


def test_the_ready_made_version_is_what_click_says(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ladder-check", "--version"])
    start.run()
    said = capsys.readouterr().out
    assert said == CliRunner().invoke(command, ["--version"], prog_name="ladder-check").output
    assert __version__ in said


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_neither_loads_click(word):
    code = f"import sys; sys.argv = ['ladder-check', '{word}']; from tracker.cli.start import run; run(); "
    code += "assert not {'click', 'pathlib'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-S", "-c", code], check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[3]
    )


def test_any_other_word_is_clicks(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ladder-check", "--format", "nonsense", "octo-newcomer"])
    with pytest.raises(SystemExit) as ended:
        start.run()
    assert ended.value.code == 2
    assert "there is no format 'nonsense'" in capsys.readouterr().err
