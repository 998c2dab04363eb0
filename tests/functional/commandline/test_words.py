"""Words and files that cannot be meant, and what is said of them."""

import pytest
from functional.running import K8S, ROBIN, TODAY, WIDGET, WORLD_DAY

pytestmark = pytest.mark.usefixtures("history_read_once")

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


AS_TYPED = [
    (
        (
            "https://github.com/ready-robin",
            "--tier",
            "Reviewers",
            "--scope",
            f"https://github.com/{K8S}/tree/main/pkg/widget",
        )
    ),
    (("@Ready-Robin", "--tier", "reviewer", "--scope", f"{K8S}/pkg/widget")),
]


@pytest.mark.parametrize("words", AS_TYPED)
def test_what_people_type_means_the_same(run, calm, words):
    usual = run(ROBIN, "--tier", "reviewer", "--scope", WIDGET, "--format", "markdown", *TODAY, server=calm)
    typed = run(*words, "--format", "md", *TODAY, server=calm)
    assert (typed.code, typed.out) == (0, usual.out)


def test_what_may_be_several_is_refused_with_the_choices(run, calm):
    before = calm.standin.stats()["requests"]
    for words, hint in {
        ("--tier", "leads"): "Write subproject-lead or sig-tech-lead.",
        ("--fail-below", "lead"): "Write subproject-lead or sig-tech-lead.",
        ("--scope", f"https://github.com/{K8S}/tree/a/b/c"): f"Write one of {K8S}:b/c, {K8S}:c.",
    }.items():
        ran = run(ROBIN, *words, server=calm)
        assert (ran.code, ran.out) == (2, "")
        assert hint in ran.err
    assert calm.standin.stats()["requests"] == before


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
