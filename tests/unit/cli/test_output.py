"""A report is written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from tracker.cli.output import check_target, write, write_pieces
from tracker.errors import UsageError


def test_without_a_file_to_standard_output_with_one_newline(capsys):
    write("one\n", None)
    write("two", None)
    assert capsys.readouterr().out == "one\ntwo\n"


def test_a_file_is_written_with_one_newline(tmp_path):
    write("wörds", tmp_path / "report.md")
    write("wörds\n", tmp_path / "other.md")
    assert (tmp_path / "report.md").read_bytes() == (tmp_path / "other.md").read_bytes() == "wörds\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.md", "report.md"]


def test_what_is_longer_than_a_piece_arrives_whole(tmp_path, capsys):
    text = "wörds\n" * 400_000
    write(text, tmp_path / "report.json")
    assert (tmp_path / "report.json").read_text("utf-8") == text
    write(text, None)
    assert capsys.readouterr().out == text


def test_pieces_are_written_one_after_the_other_with_one_newline(tmp_path, capsys):
    target = tmp_path / "report.json"
    for pieces, whole in ((["[", "1", "]\n"], "[1]\n"), (["one\n", "two"], "one\ntwo\n"), ([], "\n")):
        write_pieces(iter(pieces), target)
        write_pieces(iter(pieces), None)
        assert target.read_text() == capsys.readouterr().out == whole


def test_the_old_file_stays_whole_when_there_is_no_next_piece(tmp_path):
    def breaking():
        yield "half"
        raise KeyError

    target = tmp_path / "report.json"
    target.write_text("old")
    with pytest.raises(KeyError):
        write_pieces(breaking(), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual_one(tmp_path):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("old")
    old.chmod(0o600)
    mask = os.umask(0o027)
    try:
        write("text", old)
        write("text", new)
    finally:
        os.umask(mask)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o600, 0o640]


def test_what_is_no_file_is_written_to_and_stays(tmp_path):
    write("into nothing", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_the_old_file_stays_whole_when_something_goes_wrong(tmp_path):
    target = tmp_path / "report.md"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write("half \ud800", target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk():
    with pytest.raises(UsageError, match="cannot write /dev/full: No space left on device"):
        write("text", Path("/dev/full"))


def test_a_directory_that_went_away(tmp_path):
    with pytest.raises(UsageError, match=r"cannot write .*report\.md: No such file or directory") as caught:
        write("text", tmp_path / "gone" / "report.md")
    assert caught.value.hint == "The old file, if any, is as it was."


def test_targets_that_can_be_written(tmp_path):
    check_target(None)
    check_target(tmp_path / "report.md")


def test_targets_that_cannot(tmp_path):
    with pytest.raises(UsageError, match="is a directory"):
        check_target(tmp_path)
    with pytest.raises(UsageError, match="there is no directory"):
        check_target(tmp_path / "gone" / "report.md")
