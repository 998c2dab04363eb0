"""Companies stated in a checkout of gitdm."""

import time
from datetime import date

import pytest
from factories import login

from tracker.errors import UsageError
from tracker.sources.gitdm import read_companies

DAY = date(2026, 8, 21)
FIRST = """\
# This is the main developers affiliations file.
octo-a: octo-a!users.noreply.example, octo!works.example
\tOcto Works Ltd.
Octo-B: b!octo.example
\tIndependent until 2020-03-01
\tSquid from Sea Inc. from 2020-03-01 until 2024-01-01
\tClam from 2024-01-01
octo-c: c!octo.example
\tNotFound
"""
SECOND = "octo-b: other!octo.example\n\tHexa until 2026-08-21\n\tPenta from 2026-08-22\nocto-a: x!y.example\n\tOcto Works Ltd.\n"


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "developers_affiliations1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "developers_affiliations12.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "day", "companies"),
    [
        ("octo-a", DAY, ["Octo Works Ltd."]),
        ("OCTO-B", DAY, ["Clam"]),
        ("octo-b", date(2026, 8, 20), ["Clam", "Hexa"]),
        ("octo-b", date(2026, 8, 22), ["Clam", "Penta"]),
        ("octo-b", date(2020, 2, 29), ["Independent", "Hexa"]),
        ("octo-b", date(2020, 3, 1), ["Squid from Sea Inc.", "Hexa"]),
        ("octo-c", DAY, []),
        ("octo-d", DAY, []),
    ],
)
def test_companies_on_a_day(checkout, name, day, companies):
    found = read_companies(checkout, [login(name)], day)
    assert [one.company for one in found.get(name.lower(), ())] == companies


def test_an_address_of_mail_is_never_a_company(checkout):
    found = read_companies(checkout, map(login, ("octo-a", "octo-b", "octo-c")), DAY)
    assert "!" not in str(found)
    assert found["octo-a"][0].url.endswith("/developers_affiliations1.txt")


def test_a_directory_without_the_files(tmp_path):
    with pytest.raises(UsageError, match=r"holds no developers_affiliations\*\.txt"):
        read_companies(tmp_path / "nowhere", [], DAY)


def test_a_long_line_is_read_once(tmp_path):
    (tmp_path / "developers_affiliations1.txt").write_text(
        "octo-a: x\n\ta" + " from 2020-01-01" * 20_000 + "!\n", "utf-8"
    )
    started = time.perf_counter()
    read_companies(tmp_path, [login("octo-a")], DAY)
    assert time.perf_counter() - started < 2
