"""Files of exceptions: who stays in OWNERS of a place, which member stays on."""

from datetime import date
from pathlib import Path

import pytest

from tracker.catalog import load_exceptions, load_member_exceptions
from tracker.errors import ConfigError
from tracker.facts.people import Login
from tracker.facts.scopes import Scope

STAYS = "{reason: On leave, until: 2026-12-31, login: "


@pytest.fixture
def written(tmp_path):
    def write(*entries: str) -> Path:
        file = tmp_path / "stay.yaml"
        file.write_text("".join(f"- {STAYS}{entry}}}\n" for entry in entries), "utf-8")
        return file

    return write


def test_who_stays_in_owners(written):
    (stays,) = load_exceptions(written("'@Octo-Gone', place: 'octo-org/octo:docs/'"))
    assert (stays.login, stays.place) == (Login.parse("octo-gone"), Scope.directory("octo-org/octo", "docs"))
    assert (stays.reason, stays.until) == ("On leave", date(2026, 12, 31))


def test_which_member_stays_on(written):
    assert [one.login for one in load_member_exceptions(written("octo-gone", "octo-past"))] == [
        "octo-gone",
        "octo-past",
    ]


@pytest.mark.parametrize("again", ["Octo-Org/octo:docs/", "https://github.com/octo-org/octo/tree/main/docs"])
def test_the_same_place_twice_is_a_mistake_however_it_is_written(written, again):
    file = written("octo-gone, place: 'octo-org/octo:docs'", f"'@OCTO-gone', place: '{again}'")
    with pytest.raises(ConfigError) as caught:
        load_exceptions(file)
    assert caught.value.mistakes[0].startswith("stay.yaml:2: entry [1] > login: ")
    assert "OCTO-gone is there twice for " in caught.value.mistakes[0]


def test_another_place_or_another_login_is_an_exception_of_its_own(written):
    places = ("octo-org/octo", "octo-org/octo:docs", "octo-org/octo:Docs", "octo-org/other")
    file = written(*(f"octo-gone, place: '{place}'" for place in places), "octo-past, place: octo-org/octo")
    assert len(load_exceptions(file)) == 5


def test_the_same_member_twice_is_a_mistake(written):
    with pytest.raises(ConfigError) as caught:
        load_member_exceptions(written("octo-gone", "'@OCTO-gone'"))
    assert caught.value.mistakes == ("stay.yaml:2: entry [1] > login: the login @OCTO-gone is there twice",)


@pytest.mark.parametrize("load", [load_exceptions, load_member_exceptions])
def test_what_is_no_entry_is_a_mistake_and_no_fault(tmp_path, load):
    file = tmp_path / "stay.yaml"
    for text in (
        "octo-gone\n",
        "- octo-gone\n",
        "- {login: [octo-gone], place: {octo: org}}\n",
        "- login:\n- login:\n",
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(ConfigError, match="mistake"):
            load(file)
