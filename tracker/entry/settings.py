"""What is settled for all runs: the file of settings, and the ladder as this person wants it."""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_dir

from tracker.catalog import load_ladder, load_settings
from tracker.catalog.settings import Settings
from tracker.ladder import Ladder

#: Names another file than the usual one; then it has to be there.
VARIABLE = "LADDER_CHECK_SETTINGS"


def ladder_of(name: str, environment: Mapping[str, str]) -> tuple[Ladder, str]:
    """A ladder that leaves out whom the settings leave out, and where its rules are from.

    Raises:
        ConfigError: the ladder or the settings do not hold.
    """
    ladder, rules_from = load_ladder(name)
    return ladder.leaving_out(settings(environment).do_not_track), rules_from


def settings(environment: Mapping[str, str]) -> Settings:
    """What is settled on this machine; nothing where there is no such file.

    Raises:
        ConfigError: the file does not hold, or is not where the environment says.
    """
    if named := environment.get(VARIABLE):
        return load_settings(Path(named))
    usual = usual_file()
    return load_settings(usual) if usual.exists() else Settings()


def usual_file() -> Path:
    """Where this system keeps a program's settings, for this user."""
    return Path(user_config_dir("ladder-check", appauthor=False)) / "settings.yaml"
