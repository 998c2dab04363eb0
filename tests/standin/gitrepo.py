"""Bare git repositories made of a world: ``python -m standin.gitrepo --world DIR --out GITROOT``.

Each commit of the world becomes a commit, oldest first, on one branch. In it a file has the lines whose blamed commit
is that one or an earlier one, and the lines in ``gone`` that were there then, so ``git blame`` and ``git log
--first-parent`` say what the API says. A commit that leaves no trace in a file's lines toggles the file's executable
bit, so that the path's history shows it. The same world gives the same object ids; they are not the world's own
(no text has those), and ``world-commits.tsv`` in the repository pairs them.
"""

from __future__ import annotations

import argparse
import calendar
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from standin.githttp import git_environment, require_git
from standin.server import world_path
from standin.world import Commit, File, Repo, World, WorldError, git_oid, load_world

PAIRS = "world-commits.tsv"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def git_lines(text: str) -> list[str]:
    """The lines as git counts them, each with its end."""
    return _LINE.findall(text)


def blamed(file: File) -> list[int]:
    """For each line the place of its commit among the file's commits; lines without blame are the last one's."""
    last = len(file.commits) - 1
    found = [last] * len(git_lines(file.text))
    for first, end, index in file.blame:
        found[first - 1 : end] = [index] * (min(end, len(found)) - first + 1)
    return found


def versions(file: File) -> Iterator[str]:
    """The file's text in each of its commits."""
    lines = git_lines(file.text)
    gone: dict[int, list[tuple[str, int, int]]] = {}
    for at, added, removed, text in file.gone:
        gone.setdefault(at, []).append((text + "\n", added, removed))
    never = len(file.commits)
    woven: list[tuple[str, int, int]] = []
    for number, (line, index) in enumerate(zip(lines, blamed(file), strict=True), 1):
        woven += gone.get(number, [])
        woven.append((line, index, never))
    woven += gone.get(len(lines) + 1, [])
    for now in range(never):
        yield "".join(line for line, added, removed in woven if added <= now < removed)


def _modes(texts: list[str]) -> list[str]:
    """For each version a mode; it changes where the text does not, and the last one is that of a plain file."""
    modes = ["100644"]
    for after, before in pairwise(reversed(texts)):
        toggled = "100644" if modes[-1] == "100755" else "100755"
        modes.append(toggled if before == after else "100644")
    return modes[::-1]


def _plain(text: str) -> str:
    return re.sub(r"[<>\n\0]", "", text).strip() or "nobody"


def _signature(world: World, commit: Commit) -> str:
    user = world.user(commit.author)
    name = (user.name or user.login) if user else commit.email.partition("@")[0]
    seconds = calendar.timegm(time.strptime(commit.date, "%Y-%m-%dT%H:%M:%SZ"))
    return f"{_plain(name)} <{_plain(commit.email)}> {seconds} +0000"


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%b\n" % (len(data), data)


def _stream(world: World, repo: Repo) -> Iterator[bytes]:
    """What ``git fast-import`` is to read."""
    changes: dict[str, list[tuple[str, str, str | None]]] = {}  # by commit: mode, path, and the text if it is new
    for path, file in repo.files.items():
        texts = list(versions(file))
        before: str | None = None
        modes = _modes(texts) if file.mode == "100644" else [file.mode] * len(texts)
        for commit, now, mode in zip(file.commits, texts, modes, strict=True):
            changes.setdefault(commit.oid, []).append((mode, path, None if now == before else now))
            before = now
    known: dict[str, str] = {}
    for mark, commit in enumerate(repo.commits, 1):
        who = _signature(world, commit)
        yield f"commit refs/heads/{repo.default_branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\n".encode()
        yield _data(commit.message)
        for mode, path, text in changes.get(commit.oid, []):
            quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
            if mode == "160000":
                yield f"M {mode} {repo.files[path].oid} {quoted}\n".encode()
            elif text is None:
                yield f"M {mode} {known[path]} {quoted}\n".encode()
            else:
                known[path] = git_oid("blob", text.encode())
                yield f"M {mode} inline {quoted}\n".encode() + _data(text)
        yield b"\n"
    yield b"done\n"


def _git(env: dict[str, str], directory: Path, *args: str, stdin: bytes | None = None) -> str:
    done = subprocess.run(["git", "-C", str(directory), *args], env=env, input=stdin, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise WorldError(f"git {args[0]} failed: {said[-300:]}")
    return done.stdout.decode("utf-8", "replace")


def make_repo(world: World, repo: Repo, out: Path) -> Path:
    """Make one repository at OUT/<owner>/<name>.git, in place of one that was made before."""
    require_git()
    target = out / repo.owner.login / f"{repo.name}.git"
    if target.exists() and not (target / PAIRS).exists():
        raise WorldError(f"{target.name} exists and was not made of a world")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="standin-git-") as scratch:
        env = git_environment(Path(scratch))
        made = Path(scratch) / "made.git"
        _git(env, Path(scratch), "init", "--quiet", "--bare", "--template=", str(made))
        _git(env, made, "symbolic-ref", "HEAD", f"refs/heads/{repo.default_branch}")
        _git(env, made, "config", "uploadpack.allowFilter", "true")
        _git(
            env, made, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--done", "--export-marks=marks",
            stdin=b"".join(_stream(world, repo)),
        )  # fmt: skip
        marks = dict(line.split() for line in (made / "marks").read_text("utf-8").splitlines())
        (made / "marks").unlink()
        rows = [f"{commit.oid}\t{marks[f':{mark}']}\n" for mark, commit in enumerate(repo.commits, 1)]
        (made / PAIRS).write_text("".join(rows), "utf-8")
        if target.exists():
            shutil.rmtree(target)
        shutil.move(made, target)
    return target


def make_repos(world: World, out: Path, names: Iterable[str] = ()) -> list[Repo]:
    """Make the named repositories, or all whose files have commits."""
    chosen = []
    for full in names:
        repo = world.repos.get(full.lower())
        if repo is None:
            raise WorldError(f"repository {full!r} is not in this world")
        chosen.append(repo)
    chosen = chosen or [r for r in world.repos.values() if r.has_history]
    for repo in chosen:
        make_repo(world, repo, out)
    return chosen


def pairs(repository: Path) -> dict[str, str]:
    """The world's commit for each commit of a repository that was made here."""
    rows = (line.split("\t") for line in (repository / PAIRS).read_text("utf-8").splitlines())
    return {made: own for own, made in rows}


def differences(repo: Repo, repository: Path) -> list[str]:
    """Lines and commits in which git does not agree with the world: equal lines leave git a choice of which is new."""
    found = []
    with tempfile.TemporaryDirectory(prefix="standin-git-") as scratch:
        env = git_environment(Path(scratch))
        own = pairs(repository)
        for path, file in repo.files.items():
            said = _git(env, repository, "blame", "--porcelain", "HEAD", "--", path) if file.text else ""
            hits = re.findall(r"^([0-9a-f]{40}) \d+ (\d+)", said, re.MULTILINE)
            wanted = blamed(file)
            found += [f"{path}:{n}" for made, n in hits if own[made] != file.commits[wanted[int(n) - 1]].oid]
            listed = _git(env, repository, "log", "--first-parent", "--format=%H", "HEAD", "--", path).split()
            if {own[made] for made in listed} != {commit.oid for commit in file.commits}:
                found.append(f"{path}: history")
    return found


def main(argv: list[str] | None = None) -> int:
    p = argparse.ArgumentParser(prog="python -m standin.gitrepo", description="Make bare git repositories of a world.")
    p.add_argument("--world", required=True, help="world directory, or sample-world")
    p.add_argument("--out", required=True, help="folder that gets <owner>/<name>.git")
    p.add_argument("--repo", action="append", default=[], help="a repository (default: all whose files have commits)")
    p.add_argument("--check", action="store_true", help="say in how many lines git's own blame differs")
    args = p.parse_args(argv)
    started = time.perf_counter()
    try:
        world = load_world(world_path(args.world), items=False)
        made = make_repos(world, Path(args.out), args.repo)
    except (WorldError, OSError) as error:
        print(f"standin.gitrepo: {error}", file=sys.stderr)
        return 2
    for repo in made:
        more = ""
        if args.check:
            found = differences(repo, Path(args.out) / repo.owner.login / f"{repo.name}.git")
            more = f", {len(found)} differences{': ' if found else ''}{', '.join(found[:5])}"
        print(f"{repo.full}: {len(repo.commits)} commits, {len(repo.files)} files{more}")
    print(f"{len(made)} repositories in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
