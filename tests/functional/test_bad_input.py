"""Words, files, pipes and terminals as people have them: a clear line for what cannot be, and nothing lost."""

import hashlib
import json
import os
import pty
import re
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
from functional.comparing import assert_nothing_wrong
from functional.running import ANDERS, CANARY, NELL, ROBIN, ROSA, WORLD_DAY, assert_clean, variables_of

PROGRAM = Path(sysconfig.get_path("scripts")) / "ladder-check"
TODAY = ("--as-of", WORLD_DAY)
PATIENCE = 30

USAGE = "Usage: ladder-check [OPTIONS] LOGIN..."
A_LOGIN = "is not a GitHub login. A login has letters, digits and single hyphens, for example octo-newcomer."
A_SCOPE = "is not a scope. Write OWNER/REPO or OWNER/REPO:PATH, for example kubernetes-sigs/kueue:pkg/scheduler."
A_DATE = "is not a date. Write it as 2026-08-21."


# -- words that cannot be meant ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), USAGE),
        (("no login",), f"'no login' {A_LOGIN}"),
        (("a/b",), f"'a/b' {A_LOGIN}"),
        (("",), f"'' {A_LOGIN}"),
        (("octo -author:x",), A_LOGIN),
        (("--as-off", WORLD_DAY), "No such option '--as-off'"),
        (
            (ROBIN, "--tier", "reviwer"),
            "there is no tier 'reviwer'\nHint: Did you mean reviewer? There are contributor, ",
        ),
        ((ROBIN, "--fail-below", "boss"), "there is no tier 'boss'\nHint: There are contributor, member, "),
        ((ROBIN, "--format", "jsn"), "there is no format 'jsn'\nHint: Did you mean json?"),
        ((ROBIN, "--scope", "kubernetes"), f"'kubernetes' {A_SCOPE}"),
        ((ROBIN, "--scope", "kubernetes/kubernetes:../x"), A_SCOPE),
        ((ROBIN, "--scope", "a b/c"), A_SCOPE),
        ((ROBIN, "--as-of", "2026-13-01"), f"'2026-13-01' {A_DATE}"),
        ((ROBIN, "--as-of", "yesterday"), f"'yesterday' {A_DATE}"),
        ((ROBIN, "--as-of", "9000-01-01"), "9000-01-01 is still to come; today is "),
        ((ROBIN, "--max-wait", "-1"), "Invalid value for '--max-wait'"),
        (
            (ROBIN, "--api-url", "octo"),
            "'octo' is not an address of a GitHub\nHint: It looks like https://api.github.com.",
        ),
        ((ROBIN, "--output", "."), ". is a directory\nHint: Name a file in it"),
        ((ROBIN, "--output", "no/such/report.md"), "there is no directory no/such\nHint: Make it first"),
        ((ROBIN, "--token-stdin"), "standard input holds no token\nHint: Pipe it in: gh auth token | "),
        (("--explain", "primry-reviewer"), "there is no criterion 'primry-reviewer'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_words_that_cannot_be_meant(run, calm, words, said):
    before = calm.standin.stats()["requests"]
    ran = run(*words, server=calm)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert calm.standin.stats()["requests"] == before


def test_a_misspelt_criterion_gets_a_suggestion(run):
    assert "Hint: Did you mean primary-reviewer?\n" in run("--explain", "primry-reviewer").err
    assert "Hint: There are active-in-subproject, " in run("--explain", "zzz").err


def test_offline_there_is_nothing_to_answer_from(run, calm):
    ran = run(ROBIN, "--offline", server=calm)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: nothing is stored of these people on this machine\nHint: ")


# -- files that do not hold -------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


#: What a file holds, and what is then said.
FILES = {
    "missing": (None, "there is no file rules.yaml\nHint: Check the name and the directory."),
    "broken": (b"a: [1,\n b", "rules.yaml:3: not YAML: "),
    "binary": (b"\x00\xff\xfe", "rules.yaml:1: not UTF-8"),
    "huge": (b"a: 1\n" * 400_000, "rules.yaml is larger than 1 MiB"),
    "bomb": (BOMB.encode(), "rules.yaml holds more than 100,000 values"),
    "other": (b"idd: octo\n", "rules.yaml has "),
}


@pytest.mark.parametrize("option", ["--ladder", "--attest"])
@pytest.mark.parametrize("name", FILES)
def test_files_that_do_not_hold(run, calm, home, option, name):
    content, said = FILES[name]
    if content is not None:
        (home / "rules.yaml").write_bytes(content)
    before = calm.standin.stats()["requests"]
    ran = run(ROBIN, option, "rules.yaml", server=calm)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"Error: {said}")
    assert "\nHint: " in ran.err
    assert calm.standin.stats()["requests"] == before


@pytest.mark.parametrize("option", ["--ladder", "--attest"])
def test_a_directory_is_no_file_of_rules(run, option):
    ran = run(ROBIN, option, "/")
    assert (ran.code, ran.err) == (3, "Error: / is a directory\nHint: Name a YAML file in it.\n")


def test_a_ladders_mistakes_are_told_all_at_once(run, home):
    (home / "rules.yaml").write_text("schema: ladder-check.ladder/v1\nid: octo\nnme: Octo\n")
    ran = run(ROBIN, "--ladder", "rules.yaml")
    assert ran.code == 3
    assert "  rules.yaml:1: tiers: is missing\n" in ran.err
    assert "  rules.yaml:3: nme: unknown key; did you mean name?\n" in ran.err


def test_a_ladders_name_that_is_nearly_one(run):
    ran = run(ROBIN, "--ladder", "kubernets")
    assert ran.code == 3
    assert "did you mean kubernetes?" in ran.err


# -- several people ---------------------------------------------------------------------------------


def test_in_text_one_after_the_other(run, calm):
    ran = run(ROSA, NELL, *TODAY, server=calm)
    assert ran.code == 0
    assert 0 < ran.out.index(f"\n{NELL} (Nell Newcomer): ") < ran.out.index(f"\n{ROSA} (Rosa Reviewer): Reviewer\n")


def test_in_json_a_cohort_by_login_and_each_once(run, calm):
    ran = run(ROSA, NELL, ROSA.lower(), f"@{NELL}", "--format", "json", *TODAY, server=calm)
    assert ran.code == 0
    assert ran.report["schema"] == "ladder-check.cohort/v1"
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [NELL, ROSA]
    assert ran.report["failures"] == []


@pytest.mark.parametrize("order", [("octo-nobody", NELL), (NELL, "octo-nobody"), ("kubernetes", NELL, "k8s-ci-robot")])
def test_who_cannot_be_checked_takes_nothing_from_the_others(run, calm, order):
    ran = run(*order, "--format", "json", *TODAY, server=calm)
    assert ran.code == 0
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [NELL]
    assert [failure["login"] for failure in ran.report["failures"]] == sorted(set(order) - {NELL})
    for failure in ran.report["failures"]:
        assert failure["error"]
        assert failure["hint"]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_who_cannot_be_checked_is_named_in_the_report(run, calm, format_):
    ran = run(NELL, "octo-nobody", "--format", format_, *TODAY, server=calm)
    assert ran.code == 0
    assert "GitHub has no account octo-nobody" in ran.out


def test_nobody_of_several_can_be_checked(run, calm):
    ran = run("octo-nobody", "kubernetes", server=calm)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: nobody could be checked; kubernetes: kubernetes is an organization\nHint: ")


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits before asking again."""
    monkeypatch.setattr("tracker.sources.github.patience.Patience.back_off", lambda *_: None)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "token_expired"}, "GitHub refused the token: Bad credentials"),
        ({"kind": "primary_limit", "reset_in": 600}, "GitHub's hourly limit is used up until"),
        ({"kind": "reset"}, "The connection to GitHub failed: Connection reset by peer"),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_what_was_found_before_things_went_wrong_is_kept(run, serve, usual, fault, said):
    server = serve(faults=[{**fault, "after": 3, "path": "graphql$"}])
    ran = run(NELL, ANDERS, ROSA, "--max-wait", "0", "--format", "json", *TODAY, server=server)
    assert ran.code == 0
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [ANDERS, NELL, ROSA]
    for report in ran.report["reports"]:
        assert_nothing_wrong(report, report["contributor"]["login"], usual)
        assert any(said in gap["reason"] for gap in report["data"]["gaps"])


# -- exit codes that say more -----------------------------------------------------------------------


@pytest.mark.parametrize(("fault", "code"), [("malformed_yaml", 5), (None, 0)])
def test_require_complete(run, serve, fault, code):
    server = serve(faults=[{"kind": fault}] if fault else [])
    ran = run(ROBIN, "--require-complete", *TODAY, server=server)
    assert ran.code == code
    assert ran.out


@pytest.mark.parametrize(
    ("logins", "tier", "code"),
    [
        ((ANDERS,), "member", 0),
        ((ROBIN,), "member", 6),
        ((ANDERS,), "reviewer", 6),
        ((ROSA, ANDERS), "member", 0),
        ((ROSA, ANDERS), "reviewer", 6),
    ],
)
def test_fail_below(run, calm, logins, tier, code):
    ran = run(*logins, "--fail-below", tier, *TODAY, server=calm)
    assert ran.code == code
    assert all(f"{login} (" in ran.out for login in logins)


# -- what is printed instead of a report ------------------------------------------------------------


def test_the_version(run):
    ran = run("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("ladder-check ")


def test_a_criterion_is_explained(run):
    ran = run("--explain", "primary-reviewer")
    assert ran.code == 0
    assert "Primary reviewer of at least 5 pull requests" in ran.out
    assert "https://github.com/kubernetes/community/" in ran.out


@pytest.mark.parametrize("logins", [(ROSA,), (ROSA, "octo-nobody")])
def test_reports_are_of_the_schema_that_is_printed(run, calm, logins):
    schema = json.loads(run("--json-schema").out)
    report = run(*logins, "--format", "json", *TODAY, server=calm).report
    jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report | {"schema": "ladder-check.report/v0"}, schema)


# -- what is said beside a report -------------------------------------------------------------------


def test_standard_error_has_the_cost_and_nothing_else(run, calm):
    ran = run(NELL, *TODAY, server=calm)
    requests, points, seconds = ran.err.removesuffix(" s\n").split(", ")
    assert requests.endswith((" request", " requests"))
    assert points.endswith((" point", " points"))
    assert float(seconds) >= 0


def test_quiet_says_nothing(run, serve):
    limit = {"kind": "secondary_limit", "retry_after": 1, "times": 1}
    ran = run(NELL, "--quiet", *TODAY, server=serve(faults=[limit]))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_verbose_says_whom_it_asks_with_whose_token_and_shows_more(run, calm):
    plain, more = run(ROSA, *TODAY, server=calm), run(ROSA, "-v", *TODAY, server=calm)
    assert more.err.startswith(f"Asking 127.0.0.1:{calm.server_address[1]}, token from GH_TOKEN\n")
    assert len(more.out) > len(plain.out)


# -- where to ask, and with which token -------------------------------------------------------------


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:12]


def used(server) -> set[str]:
    """The digests of the tokens that came with requests to the API."""
    return {row["authorization"] for row in server.standin.log() if row["resource"] != "git"}


@pytest.mark.parametrize(
    ("variables", "token"),
    [
        ({"GH_TOKEN": "a", "GITHUB_TOKEN": "b"}, "a"),
        ({"GITHUB_TOKEN": "b"}, "b"),
        ({"GH_TOKEN": " ", "GITHUB_TOKEN": "b"}, "b"),
        ({"GH_ENTERPRISE_TOKEN": "c", "GH_TOKEN": "a"}, "c"),
        ({"GITHUB_ENTERPRISE_TOKEN": "d", "GITHUB_TOKEN": "b"}, "d"),
    ],
)
def test_the_first_token_of_the_environment(run, serve, variables, token):
    server = serve()
    assert run(NELL, *TODAY, server=server, token=None, **variables).code == 0
    assert used(server) == {digest(token)}


def test_a_piped_token_goes_before_all_others(run, serve):
    server = serve()
    assert run(NELL, "--token-stdin", *TODAY, server=server, token="other", stdin=f"{CANARY}\nmore\n").code == 0
    assert used(server) == {digest(CANARY)}


def test_the_token_of_gh(run, serve, home):
    server = serve()
    host = server.base_url.removeprefix("http://")
    gh = home / "gh"
    gh.write_text(f'#!/bin/sh\nif [ "$*" = "auth token --hostname {host}" ]; then echo gho_of_gh; fi\n')
    gh.chmod(0o755)
    ran = run(NELL, "-v", *TODAY, server=server, token=None)
    assert ran.code == 0
    assert "token from gh auth token" in ran.err
    assert used(server) == {digest("gho_of_gh")}
    assert "gho_of_gh" not in ran.out + ran.err


def test_a_token_that_is_refused(run, serve):
    ran = run(NELL, server=serve(), token="revoked-long-ago")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "Error: GitHub refused the token: Bad credentials\n"
        "Hint: Set GH_TOKEN to a valid token, or run `gh auth login`.\n"
    )


def test_an_address_on_the_command_line_goes_before_the_environment(run, serve):
    named, other = serve(), serve()
    ran = run(NELL, "--api-url", f"{named.base_url}/api/v3", *TODAY, server=other)
    assert ran.code == 0
    assert named.standin.stats()["requests"] > 0
    assert other.standin.stats()["requests"] == 0


@pytest.mark.parametrize("name", ["GITHUB_API_URL", "GITHUB_SERVER_URL"])
def test_one_variable_is_enough_to_name_a_server(run, serve, name):
    server = serve()
    ran = run(NELL, "--format", "json", *TODAY, **{name: variables_of(server)[name]})
    assert ran.code == 0
    assert ran.report["data"]["host"] == server.base_url.removeprefix("http://")
    assert server.standin.stats()["graphql_requests"] == ran.report["data"]["cost"]["requests"]


def test_nobody_listens_at_the_address(run, monkeypatch):
    monkeypatch.setattr("tracker.sources.github.patience.Patience.back_off", lambda *_: None)
    ran = run(NELL, "--api-url", "http://127.0.0.1:9")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "Error: The connection to GitHub failed: Connection refused\nHint: Check the network, or try again later.\n"
    )


# -- processes: pipes, full disks, interruptions, terminals -----------------------------------------


@pytest.fixture
def start(home, calm) -> Iterator:
    """Starts the installed program in a process of its own; what is still running in the end is ended."""
    running: list[subprocess.Popen] = []
    # Who runs the tests in the background may have them ignore interruptions, and processes inherit that.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)

    def started(*words: str, server=calm, before: str = "", **options) -> subprocess.Popen:
        """``before`` are the words of a shell that becomes the program."""
        command = ["/bin/sh", "-c", f'{before}; exec "$0" "$@"', PROGRAM] if before else [PROGRAM]
        variables = os.environ | variables_of(server) | {"GH_TOKEN": CANARY, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        settings = pipes | {"env": variables | options.pop("env", {})} | options
        process = subprocess.Popen([*command, *words], **settings)
        running.append(process)
        return process

    yield started
    signal.signal(signal.SIGINT, ignored)
    for process in running:
        process.kill()
        process.communicate(timeout=PATIENCE)


def ended(process: subprocess.Popen, home: Path) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    told = (process.returncode, (out or b"").decode(), (err or b"").decode())
    assert_clean(told[1] + told[2], home)
    return told


@pytest.mark.parametrize("words", [(NELL, *TODAY), ("--demo", "--format", "json"), ("--json-schema",), ("--version",)])
def test_a_full_disk_at_standard_output(start, home, words):
    with Path("/dev/full").open("wb") as full:
        code, _, err = ended(start(*words, stdout=full), home)
    assert code == 2
    assert "Error: cannot write: No space left on device" in err.splitlines()


def test_a_full_disk_leaves_the_old_report_whole(start, home):
    """No file may be larger than a block here, as if the disk ended there: nor may that of the coverage be written."""
    target = home / "report.md"
    target.write_text("the old report\n")
    code, out, err = ended(
        start(
            NELL,
            *TODAY,
            "--output",
            "report.md",
            before="unset COVERAGE_PROCESS_CONFIG COVERAGE_PROCESS_START; ulimit -f 1",
        ),
        home,
    )
    assert (code, out) == (2, "")
    assert "Error: cannot write report.md: File too large\nHint: The old file, if any, is as it was.\n" in err
    assert target.read_text() == "the old report\n"
    assert [path.name for path in home.iterdir() if "report" in path.name] == ["report.md"]


def test_a_report_replaces_the_old_one(start, home):
    (home / "report.md").write_text("the old report\n" * 1000)
    code, out, _ = ended(start(NELL, *TODAY, "--format", "markdown", "--output", "report.md"), home)
    assert (code, out) == (0, "")
    assert NELL in (home / "report.md").read_text()
    assert "the old report" not in (home / "report.md").read_text()


def test_a_reader_who_leaves(start, home):
    process = start(ROSA, "-v", *TODAY)
    process.stdout.close()
    process.stdout = None
    code, _, err = ended(process, home)
    assert code == 0
    assert "the pipe was closed" in err.splitlines()[-1]
    assert "--output FILE" in err.splitlines()[-1]


def test_streams_that_are_closed(start, home):
    assert ended(start(NELL, *TODAY, before="exec >&-"), home)[0] == 0
    code, out, _ = ended(start(NELL, *TODAY, before="exec 2>&-"), home)
    assert (code, out.partition(" ")[0]) == (0, NELL)


def until(happened) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_interruption_while_github_is_slow(start, serve, home):
    (home / "report.md").write_text("the old report\n")
    server = serve(faults=[{"kind": "slow", "seconds": 5}])
    process = start(NELL, *TODAY, "--output", "report.md", server=server)
    until(lambda: server.standin.in_flight)
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process, home)
    assert (code, out, err.strip()) == (130, "", "Interrupted.")
    assert (home / "report.md").read_text() == "the old report\n"


def test_an_interruption_while_a_limit_is_waited_for(start, serve, home):
    server = serve(faults=[{"kind": "secondary_limit", "retry_after": 60}])
    process = start(NELL, *TODAY, server=server)
    assert process.stderr.readline() == b"Waiting 60 s: GitHub asks to slow down (its secondary limit)\n"
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process, home)
    assert (code, out, err.strip()) == (130, "", "Interrupted.")


def on_terminal(start, home, stream: str, *words: str, **variables: str) -> str:
    """What a terminal gets to see on one of the program's streams."""
    ours, theirs = pty.openpty()
    try:
        process = start(*words, **{stream: theirs}, env=variables)
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the other end of a terminal is closed by an error
            while piece := os.read(ours, 65536):
                shown += piece
        ended(process, home)
    finally:
        os.close(ours)
    assert_clean(shown.decode(), home)
    return shown.decode()


COLOUR = "\x1b[3"


def test_colour_is_for_terminals_that_want_it(start, home):
    shown = on_terminal(start, home, "stdout", ROSA, *TODAY)
    assert ROSA in shown
    assert COLOUR in shown
    assert "\x1b" not in on_terminal(start, home, "stdout", ROSA, *TODAY, NO_COLOR="1")
    assert "\x1b" not in on_terminal(start, home, "stdout", ROSA, *TODAY, TERM="dumb")
    assert "\x1b" not in ended(start(ROSA, *TODAY), home)[1]


def test_a_report_on_a_terminal_is_eighty_columns_wide(start, home):
    for line in on_terminal(start, home, "stdout", ROSA, *TODAY, NO_COLOR="1").splitlines():
        assert len(line) <= 80 or "://" in line


def test_progress_is_for_terminals_and_leaves_nothing_behind(start, home):
    shown = on_terminal(start, home, "stderr", NELL, ROBIN, *TODAY)
    assert re.search(r"Reading people  \[-{30}\]  0/2", shown)
    assert re.search(r"Reading people  \[#{15}-{15}\]  1/2", shown)
    assert shown.rpartition("\x1b[K")[2].strip().endswith(" s")
    assert "Reading" not in ended(start(NELL, ROBIN, *TODAY), home)[2]
    assert on_terminal(start, home, "stderr", NELL, "--quiet", *TODAY) == ""
