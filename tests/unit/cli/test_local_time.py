"""The machine's own zone follows its rules for the moment asked about, not for today."""

import time
from datetime import UTC, datetime

import pytest

from tracker.cli.local_time import LocalTime
from tracker.cli.terminal import style_for


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield LocalTime()
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("month", "hour", "name"), [(8, 16, "CEST"), (12, 15, "CET")])
def test_summer_and_winter(berlin, month, hour, name):
    there = datetime(2026, month, 1, 14, tzinfo=UTC).astimezone(berlin)
    assert (there.hour, there.tzname(), there.dst()) == (hour, name, None)
    assert there == datetime(2026, month, 1, 14, tzinfo=UTC)


def test_no_moment_has_no_offset():
    assert (LocalTime().utcoffset(None), LocalTime().tzname(None)) == (None, None)


class Terminal:
    encoding = "utf-8"

    def isatty(self):
        return True


def test_only_a_terminal_has_one_reader():
    assert style_for(Terminal(), {}, verbose=0, to_file=False).zone
    assert style_for(Terminal(), {}, verbose=0, to_file=True).zone is None
