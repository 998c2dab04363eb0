"""An option is declared once: the command line, the library and its help say the same."""

import pytest

from tracker import Options
from tracker.cli.asked_for import CommandOptions
from tracker.cli.check import command
from tracker.entry.options import DEFAULTS, declared, whole

ON_THE_COMMAND_LINE = {parameter.name: parameter for parameter in command.params}
#: What only a script can say, as a command line is seen by others, and a command remembers.
FOR_SCRIPTS_ALONE = {"token", "remember"}


def test_the_command_line_has_every_option():
    assert {name for name, _ in declared(CommandOptions)} - FOR_SCRIPTS_ALONE == ON_THE_COMMAND_LINE.keys() - {
        "logins",
        "version",
    }


def test_every_option_is_in_the_help_of_both():
    for name, option in declared(Options):
        assert f"\n{name}: {option.script or option.help}" in Options.__doc__
        assert name in FOR_SCRIPTS_ALONE or ON_THE_COMMAND_LINE[name].help == option.help


def test_what_is_left_out_is_the_same_on_the_command_line_and_in_a_script():
    context = command.make_context("ladder-check", ["octo-newcomer"])
    given = {name: context.params[name] for name in DEFAULTS if name not in FOR_SCRIPTS_ALONE}
    assert given == {name: value for name, value in DEFAULTS.items() if name not in FOR_SCRIPTS_ALONE}
    assert whole() == DEFAULTS


def test_an_option_that_says_no():
    assert command.make_context("ladder-check", ["octo-newcomer", "--no-openings"]).params["openings"] is False


def test_a_keyword_that_does_not_exist():
    with pytest.raises(TypeError, match="'scope'"):
        whole(scope="a/b")
