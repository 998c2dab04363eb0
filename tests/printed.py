"""Everything that reports can look like, from one tree or compared with another: ``python tests/printed.py [REVISION]``.

What sample people, invented ones and their requests become in each format, at several widths, with and without
colours, bounded and whole. With a revision the same is done with the code of then, and each difference is shown; it
ends with 1 where there is one. A change that is to change no output is checked so before it is committed.
"""

import difflib
import itertools
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
_SHOWN = 20
#: What is hostile is about single texts: these show as much of it as all.
_ENOUGH = frozenset({
    "text width 60, plain False, drawn True, verbose 1",
    "text width 80, plain True, drawn False, verbose 0",
    "markdown within 3000, verbose 1",
    "markdown within None, verbose 0",
    "comments within 3000, verbose 0",
    "html verbose 0",
    "csv verbose 0",
})  # fmt: skip


def printed() -> Iterator[tuple[str, str]]:
    """Each output by a name that says what it is; the code is that of the tree which is first on the path."""
    from tracker.reports import EXCERPTS, FORMATS, PAPERWORK

    laid_out = FORMATS | EXCERPTS | PAPERWORK
    for who, result in _results():
        for name, style in _styles():
            form = name.split()[0]
            if form in EXCERPTS and "request of" in who:
                continue
            if "hostile" not in who or name in _ENOUGH:
                yield f"{who}: {name}", laid_out[form](result, style)


def _styles():
    from tracker.reports import Style

    for width, plain, verbose in itertools.product((60, 80, 120), (False, True), (0, 1)):
        for drawn in (True, False):
            style = Style(width=width, color=not plain, links=not plain, unicode=drawn, verbose=verbose)
            yield f"text width {width}, plain {plain}, drawn {drawn}, verbose {verbose}", style
    for form, limit, verbose in itertools.product(("markdown", "comments"), (None, 1000, 3000, 20000), (0, 1)):
        yield f"{form} within {limit}, verbose {verbose}", Style(limit=limit, verbose=verbose)
    yield "markdown within 5000 bytes", Style(limit_bytes=5000)
    for form, verbose in itertools.product(
        ("html", "csv", "json", "summary", "slack", "request", "nomination"), (0, 1)
    ):
        yield f"{form} verbose {verbose}", Style(verbose=verbose)


def _results():
    from unit.reports import hostile, invented
    from unit.reports.invented import crowd

    named = [*_samples(), *((made.__name__, made()) for made in _invented(invented)), ("crowd", crowd.crowd(120))]
    requests = [
        (f"request of {who}", report.sponsors.request)
        for who, result in named
        for report in result.everybody
        if report.sponsors.request
    ]
    yield from named
    yield from requests
    texts = ("".join(hostile.FRAGMENTS[:40]), "", *hostile.FRAGMENTS)
    for who, result in [*((made.__name__, made()) for made in _invented(invented)), *requests[:1]]:
        for number, text in enumerate(texts):
            yield f"hostile {who} {number}", hostile.poisoned(result, text)


def _invented(invented):
    return (invented.newcomer, invented.almost_reviewer, invented.approver, invented.cohort)


def _samples():
    from tracker import Login, check, check_all
    from tracker.facts.scopes import Scope
    from tracker.sources.recorded import demo

    logins = [Login.parse(login) for login in demo().people]
    for login in logins:
        yield str(login), check(login, demo=True)
        yield f"{login} in full", check(login, demo=True, full=True)
        yield f"{login} with an interest", check(login, demo=True, interests="gpu", scopes="kubernetes-sigs/lantern")
    several = check_all(logins, demo=True)
    yield "everybody", several
    aim = {str(login.key): _member(login, Scope.parse("kubernetes/kubernetes:pkg/widget")) for login in logins[:3]}
    yield "everybody, with a file", replace(several, name="Lantern mentees", members=aim)


def _member(login, scope):
    from tracker.findings.cohort import Member

    return Member(login=login, tier="reviewer", scopes=(scope,), mentor=login, notes="A | note", since=None)


def _of(tree: Path) -> dict[str, str]:
    """What the code of a tree prints: read in a process of its own, since a module is loaded once."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "printed")
        code = (
            f"import sys; sys.path[:0] = [{str(tree)!r}, {str(tree / 'tests')!r}]\n"
            "import importlib.util as u, pickle\n"
            f"spec = u.spec_from_file_location('printed', {__file__!r}); it = u.module_from_spec(spec)\n"
            "spec.loader.exec_module(it)\n"
            f"open({str(target)!r}, 'wb').write(pickle.dumps(dict(it.printed())))"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
        return pickle.loads(target.read_bytes())


def _compared(revision: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        then = Path(folder, "then")
        subprocess.run(["git", "-C", HERE, "worktree", "add", "--quiet", "--detach", then, revision], check=True)
        try:
            before, after = _of(then), _of(HERE)
        finally:
            subprocess.run(["git", "-C", HERE, "worktree", "remove", "--force", then], check=True)
    different = [name for name in before | after if before.get(name) != after.get(name)]
    for name in different[:_SHOWN]:
        then_lines, now_lines = (one.get(name, "").splitlines(keepends=True) for one in (before, after))
        sys.stdout.writelines(difflib.unified_diff(then_lines, now_lines, f"{revision}: {name}", f"now: {name}", n=1))
    sys.stdout.write(f"{len(after)} outputs, {len(different)} different from {revision}\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(_compared(sys.argv[1] if len(sys.argv) > 1 else "HEAD"))
