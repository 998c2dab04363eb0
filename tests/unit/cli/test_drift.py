"""``ladder rules drift``: whether the documents still say what the rules quote."""

from datetime import date
from pathlib import Path

import pytest
import requests
import responses

from tracker.catalog import load_ladder
from tracker.cli.drift import Address, Folder, Status, check_drift, place
from tracker.errors import ConfigError, SourceError

SMALL = Path(__file__).parents[2] / "data" / "ladders" / "small.yaml"
RULES = "octo-org/rules"
TODAY = date(2026, 8, 21)
#: What the small ladder quotes today.
SAID = "A reviewer needs **5 pull requests** as primary reviewer.\n"


@pytest.fixture(scope="module")
def ladder(tmp_path_factory):
    """The small ladder, whose document is in a repository."""
    file = tmp_path_factory.mktemp("ladder") / "small.yaml"
    text = SMALL.read_text(encoding="utf-8")
    file.write_text(
        text.replace("    title: rules.md\n", f"    title: rules.md\n    repository: {RULES}\n    path: rules.md\n")
    )
    return load_ladder(file)[0], file


@pytest.fixture
def documents(tmp_path):
    (tmp_path / "rules.md").write_text(SAID, encoding="utf-8")
    return tmp_path


def found(ladder, where, day=TODAY, repository=RULES):
    return [(one.rule, one.status) for one in check_drift(ladder[0], repository, where, day)]


def test_what_is_still_said(ladder, documents):
    assert found(ladder, Folder(documents)) == [("reviewer/primary-reviewer", Status.SAME)]


def test_what_is_said_no_longer(ladder, documents):
    (documents / "rules.md").write_text(SAID.replace("5", "6"))
    assert found(ladder, Folder(documents)) == [("reviewer/primary-reviewer", Status.CHANGED)]


def test_what_is_not_there(ladder, tmp_path):
    assert found(ladder, Folder(tmp_path)) == [("reviewer/primary-reviewer", Status.UNREAD)]


def test_the_rules_of_another_day(ladder, documents):
    assert found(ladder, Folder(documents), date(2019, 1, 1)) == [("reviewer/primary-reviewer", Status.CHANGED)]


def test_documents_of_another_repository_are_not_looked_at(ladder, documents):
    assert found(ladder, Folder(documents), repository="octo-org/else") == []


@responses.activate
def test_at_an_address_each_document_is_fetched_once(ladder):
    responses.get("https://raw.octo.example/rules/main/rules.md", body=SAID)
    where = place("https://raw.octo.example/rules/main/")
    assert where == Address("https://raw.octo.example/rules/main/")
    assert found(ladder, where) == [("reviewer/primary-reviewer", Status.SAME)]
    assert len(responses.calls) == 1


@responses.activate
def test_an_address_that_has_no_such_document(ladder):
    responses.get("https://raw.octo.example/rules.md", status=404)
    assert found(ladder, Address("https://raw.octo.example")) == [("reviewer/primary-reviewer", Status.UNREAD)]


@responses.activate
def test_an_address_that_does_not_answer(ladder):
    responses.get("https://raw.octo.example/rules.md", body=requests.ConnectionError("with many words"))
    with pytest.raises(SourceError, match=r"https://raw\.octo\.example does not answer: ConnectionError"):
        found(ladder, Address("https://raw.octo.example"))


def test_a_place_that_is_none(tmp_path):
    with pytest.raises(ConfigError, match="there is no directory"):
        place(str(tmp_path / "gone"))
    assert place(str(tmp_path)) == Folder(tmp_path)


def drift(run, ladder, where):
    words = ("--ladder", str(ladder[1]), "--community", str(where), "--repository", RULES, "--as-of", str(TODAY))
    return run("rules", "drift", *words, program="ladder")


def test_the_command_where_nothing_changed(run, ladder, documents):
    ran = drift(run, ladder, documents)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(f": 1 rules quote {RULES}, and it says what they quote\n")


def test_the_command_where_something_changed(run, ladder, documents):
    (documents / "rules.md").write_text("Ask around.\n")
    ran = drift(run, ladder, documents)
    assert (ran.code, ran.out) == (3, "")
    assert "1 of 1 rules are under review: their source changed" in ran.err
    assert 'reviewer/primary-reviewer: rules.md no longer says it: "5 pull requests"' in ran.err


@responses.activate
def test_a_redirection_is_followed_where_it_stays_encrypted(ladder):
    moved = {"status": 302, "headers": {"Location": "https://other.octo.example/rules.md"}}
    responses.get("https://raw.octo.example/rules.md", **moved)
    responses.get("https://other.octo.example/rules.md", body=SAID)
    assert found(ladder, Address("https://raw.octo.example")) == [("reviewer/primary-reviewer", Status.SAME)]


@responses.activate
@pytest.mark.parametrize("place", ["http://raw.octo.example/rules.md", "file:///etc/passwd"])
def test_a_redirection_is_not_followed_elsewhere(ladder, place):
    responses.get("https://raw.octo.example/rules.md", status=302, headers={"Location": place})
    with pytest.raises(SourceError, match="sends to another address"):
        found(ladder, Address("https://raw.octo.example"))


@responses.activate
def test_a_document_without_end_is_not_read(ladder):
    responses.get("https://raw.octo.example/rules.md", body=b"x" * (33 * 2**20))
    with pytest.raises(SourceError, match="is larger than 32 MB"):
        found(ladder, Address("https://raw.octo.example"))
