"""Who asks to be left out is in no format, no export and no table; what they did still decides about others."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from functional.comparing import findings
from functional.runner import ROOT
from functional.running import AKI, ANDERS, LUMI, MIRA, NELL, ROBIN, ROSA, WIDGET, Json
from functional.worlds import SmallWorld

DAY = ("--as-of", "2026-06-01")
SHY = (AKI, LUMI, ROSA)
FORMATS = ("text", "markdown", "json", "csv", "html", "request", "comments")
#: Files that are public, word for word.
PUBLIC = {"texts", "paths", "line_changes"}


@pytest.fixture
def shy(home, monkeypatch) -> Path:
    """Settings by which an approver, a lead and a reviewer are left out."""
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    return home


def named(text: str) -> list[str]:
    return [login for login in SHY if login.lower() in text.lower()]


def kept(folder: Path) -> Iterator[tuple[str, str]]:
    """Every row of every table that is not about public files."""
    for path in folder.rglob("*.sqlite3"):
        db = sqlite3.connect(path)
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if table not in PUBLIC:
                yield from ((table, repr(row)) for row in db.execute(f"SELECT * FROM {table}"))
        db.close()


@pytest.mark.parametrize("who", [(ROBIN,), (NELL, ROBIN, ANDERS, MIRA)], ids=["alone", "several"])
@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_names_them(run, calm, shy, who, format_):
    ran = run(*DAY, "-v", *who, "--format", format_, server=calm)
    assert ran.code == 0
    assert ran.out
    assert named(ran.out + ran.err) == []


def test_no_nomination_names_them(run, calm, shy):
    ran = run(*DAY, ANDERS, "--scope", WIDGET, "--tier", "reviewer", "--format", "nomination", server=calm)
    assert named(ran.out + ran.err) == []


def test_neither_the_tables_nor_the_export_name_them(run, calm, shy):
    assert run(*DAY, NELL, ROBIN, ANDERS, MIRA, "--format", "json", server=calm).code == 0
    rows = list(kept(shy))
    assert rows
    assert [row for row in rows if named(row[1])] == []
    assert run("store", "export", str(shy / "out"), program="ladder").code == 0
    exported = [path for path in (shy / "out").rglob("*.jsonl") if path.stem not in PUBLIC]
    assert exported
    assert [path.stem for path in exported if named(path.read_text("utf-8"))] == []


def test_what_was_kept_before_they_asked_is_taken_away(run, calm, home, monkeypatch):
    assert run(*DAY, ROBIN, ANDERS, "--format", "json", server=calm).code == 0
    assert any(named(row) for _, row in kept(home))
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    assert named(run(*DAY, ROBIN, ANDERS, "--format", "json", server=calm).out) == []
    assert [row for row in kept(home) if named(row[1])] == []


@pytest.fixture
def exported(run, home):
    """Exports what is kept, and gives the names of the files that name somebody."""

    def export(*words):
        ran = run("store", "export", str(home / "out"), *words, program="ladder")
        assert ran.code == 0, ran.err
        return [
            path.stem
            for path in (home / "out").rglob("*.jsonl")
            if path.stem not in PUBLIC and named(path.read_text("utf-8"))
        ]

    return export


@pytest.mark.parametrize("where", ["settings", "ladder", "cohort"])
def test_an_export_heeds_the_lists_of_today(run, calm, home, exported, where):
    assert run(*DAY, NELL, ROBIN, ROSA, "--format", "json", server=calm).code == 0
    assert len(exported()) > 4
    said = f"do_not_track: [{', '.join(SHY)}]\n"
    words = ()
    if where == "settings":
        (home / ".config" / "ladder-check").mkdir(parents=True)
        (home / ".config" / "ladder-check" / "settings.yaml").write_text(said, encoding="utf-8")
    elif where == "ladder":
        text = (ROOT / "config" / "kubernetes.yaml").read_text("utf-8")
        (home / "own.yaml").write_text(said + text, encoding="utf-8")
        words = ("--ladder", "own.yaml")
    else:
        (home / "cohort.yaml").write_text(f"members: [{NELL}]\n{said}", encoding="utf-8")
        words = ("--cohort", "cohort.yaml")
    assert exported(*words) == []
    assert [row for row in kept(home) if named(row[1])] == []


@pytest.mark.parametrize("command", ["info", "vacuum"])
def test_every_command_on_the_store_heeds_the_lists_of_today(run, calm, home, monkeypatch, command):
    assert run(*DAY, NELL, ROSA, "--format", "json", server=calm).code == 0
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    assert run("store", command, program="ladder").code == 0
    assert [row for row in kept(home) if named(row[1])] == []


def test_offline_heeds_the_lists_of_today(run, calm, home, monkeypatch):
    assert run(*DAY, NELL, ROBIN, "--format", "json", server=calm).code == 0
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    ran = run(*DAY, NELL, ROBIN, "--offline", "--format", "json", server=calm)
    assert ran.code == 0
    assert named(ran.out + ran.err) == []
    assert [row for row in kept(home) if named(row[1])] == []


def test_neither_mentors_nor_who_spoke_for_somebody_are_named(run, calm, shy):
    where = f"url: 'https://github.com/{LUMI}', note: 'told {AKI}'"
    said = (
        f"- {{login: {NELL}, mentor: {AKI}, notes: 'ask {LUMI}', attestations: "
        f"[{{criterion: two-factor, by: {ROSA}, on: 2026-05-01, {where}}}]}}"
    )
    (shy / "cohort.yaml").write_text(f"name: Mentees of {AKI}\nmembers:\n{said}\n- {ROBIN}\n", encoding="utf-8")
    for format_ in ("text", "markdown", "json", "csv", "html", "comments"):
        ran = run(*DAY, "-v", "--cohort", "cohort.yaml", "--format", format_, server=calm)
        assert ran.code == 0, ran.err
        assert named(ran.out + ran.err) == [], format_
    assert [row for row in kept(shy) if named(row[1])] == []


def test_a_cohort_of_their_name_is_forgotten(run, calm, home, monkeypatch):
    (home / "cohort.yaml").write_text(f"name: Mentees of {AKI}\nmembers: [{NELL}]\n", encoding="utf-8")
    assert run(*DAY, "--cohort", "cohort.yaml", "--format", "json", server=calm).code == 0
    assert {"reports", "lists"} <= {table for table, row in kept(home) if named(row)}
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    assert run("store", "info", program="ladder").code == 0
    assert [row for row in kept(home) if named(row[1])] == []


def test_no_account_of_theirs_is_looked_up(run, serve, shy):
    """Both sponsors whose companies would matter are left out, so nobody's account is asked for."""
    server = serve(secondary_limits=False)
    assert run(*DAY, ROBIN, "--format", "json", server=server).code == 0
    assert "Accounts" not in {entry["operation"] for entry in server.standin.log()}


def test_alone_and_in_a_cohort_they_are_left_out_alike(run, calm, shy):
    together = run(*DAY, NELL, ROBIN, "--format", "json", server=calm).report["reports"]
    for report in together:
        alone = run(*DAY, report["contributor"]["login"], "--format", "json", server=calm).report
        assert _said(alone) == _said(report)


def _said(report: Json) -> Json:
    return {key: value for key, value in report.items() if key != "data"}


def test_nothing_that_decides_about_others_is_lost(run, calm, home, monkeypatch):
    """Counts, and who was primary, are as before; only a sponsor who is left out is unknown."""
    before = run(*DAY, ANDERS, "--format", "json", server=calm).report
    (home / "settings.yaml").write_text(f"do_not_track: [{', '.join(SHY)}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    after = run(*DAY, ANDERS, "--format", "json", server=calm).report
    assert after["counts"] == before["counts"]
    assert {key: one["outcome"] for key, one in findings(after).items()} == {
        key: one["outcome"] for key, one in findings(before).items()
    }


REPO = "kubernetes/gadget"
HIDDEN, OTHER, AUTHOR = "hidden-hal", "other-oda", "author-ann"


def small_world() -> SmallWorld:
    """Hidden Hal gave the /lgtm that counted, on a pull request whose title names them; Oda wrote the comments."""
    world = SmallWorld()
    for login in (HIDDEN, OTHER, AUTHOR):
        world.person(login)
    world.turn("kubernetes", "2020-01-01", joined=[HIDDEN, OTHER])
    world.pull(REPO, AUTHOR, "2026-06-10", reviewers=[OTHER], lgtm=HIDDEN, title=f"Do what {HIDDEN} said")
    world.pull(REPO, HIDDEN, "2026-06-11", lgtm=OTHER)
    body = f"### GitHub Username\n{AUTHOR}\n### Sponsor 1\n@{HIDDEN}\n### Sponsor 2\n{OTHER}\n"
    world.request(1, AUTHOR, "2026-08-01", body, said=[(HIDDEN, "+1"), (OTHER, "+1")])
    return world


@pytest.fixture
def hidden(home, monkeypatch, serving):
    (home / "settings.yaml").write_text(f"do_not_track: [{HIDDEN}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    return serving(small_world())


def test_titles_that_name_them_go_and_others_stay(run, hidden, home, monkeypatch):
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", "")
    assert run(OTHER, "--as-of", "2026-09-01", "--format", "json", server=hidden).code == 0
    assert sum(HIDDEN in row for _, row in kept(home)) > 2
    titles = [row for table, row in kept(home) if table == "pull_requests"]
    (home / "settings.yaml").write_text("do_not_track: [hal, said, idden-hal]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    assert run("store", "info", program="ladder").code == 0
    left = [row for table, row in kept(home) if table == "pull_requests"]
    # "said" is a word of a title, the others are parts of one.
    assert left == [row for row in titles if " said'" not in row]
    assert len(left) == len(titles) - 1


def test_nobody_else_becomes_primary(run, hidden):
    ran = run(OTHER, "--as-of", "2026-09-01", "--format", "json", server=hidden)
    counts = {name: count["total"] for name, count in ran.report["counts"].items()}
    assert (counts["reviewed"], counts["primary_reviewer"]) == (2, 1)
    assert HIDDEN not in ran.out


@pytest.mark.parametrize("format_", ["text", "markdown", "json", "csv", "html"])
def test_a_sponsor_who_is_left_out_is_unknown(run, hidden, format_):
    ran = run("request", "1", "--as-of", "2026-09-01", "--format", format_, program="ladder", server=hidden)
    assert ran.code == 0
    assert HIDDEN not in ran.out
    assert "left out at their own wish" in " ".join(ran.out.split())
    if format_ == "json":
        first, second = ran.report["request"]["sponsors"]
        assert (first["eligible"], first["confirmed"], second["login"]) == ("unknown", True, OTHER)


def test_a_request_of_who_is_left_out_is_not_looked_at(run, serving, home, monkeypatch):
    (home / "settings.yaml").write_text(f"do_not_track: [{AUTHOR}]\n", encoding="utf-8")
    monkeypatch.setenv("LADDER_CHECK_SETTINGS", str(home / "settings.yaml"))
    ran = run("request", "1", program="ladder", server=serving(small_world()))
    assert (ran.code, ran.out) == (4, "")
    assert "asked to be left out" in ran.err
    assert AUTHOR not in ran.err
