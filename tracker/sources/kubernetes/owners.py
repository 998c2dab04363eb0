"""Reads the OWNERS files that matter for some paths of some repositories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Protocol

from tracker.errors import SourceError
from tracker.facts import Gap, Kind
from tracker.facts.maintainers_file import parse_maintainers
from tracker.facts.owners import OwnersTree, Remark
from tracker.facts.owners_aliases import NO_ALIASES, Aliases, parse_aliases
from tracker.facts.owners_build import ALIASES_PATH, tree_of
from tracker.facts.owners_file import OwnersFile, is_ignored, parse_owners, upwards
from tracker.sources.base import FileReader, FileRef, FileText, Unread
from tracker.sources.kubernetes.links import follow
from tracker.sources.kubernetes.patterns import compile_pattern, is_too_large
from tracker.sources.kubernetes.yaml_text import load_typed

#: Files read of one repository when only some paths matter: the root's and those nearest to it come first.
MAX_FILES = 150
#: Files read of one repository when all matter; kubernetes/kubernetes has about 600.
MAX_ALL_FILES = 2000
#: Filters read of one file, and different ones of one repository: each takes a compiler up to some milliseconds.
MAX_FILTERS = 100
MAX_PATTERNS = 200

#: Repositories whose Markdown files may name owners in their front matter (``mdyamlrepos`` in
#: kubernetes/test-infra, ``config/prow/plugins.yaml``).
FRONT_MATTER_REPOS = frozenset({"kubernetes/website"})
#: Organizations in which a repository without OWNERS may have MAINTAINERS (kubernetes/community, sigs.yaml).
MAINTAINERS_ORGS = frozenset({"etcd-io"})

_OWNERS = "OWNERS"
_MAINTAINERS = "MAINTAINERS"
_EFFECT = "somebody who reviews or approves there may be missing, or may no longer do so"
_REJECTED = "nobody has a role by what Prow rejects, until it is corrected"
_NAMED = 3
#: Prow walks plain files for OWNERS, and opens the aliases by name.
_FOLLOWED = (ALIASES_PATH, _MAINTAINERS)


class TreeLister(Protocol):
    """Knows which files a repository has."""

    def list_paths(self, repo: str) -> Sequence[str] | Unread:
        """The paths of all files on the default branch, or why they are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Which files of one repository to read, and which not, though they matter. ``gaps`` are known before that."""

    repo: str
    paths: tuple[str, ...]
    complete: bool = False
    left_out: tuple[str, ...] = ()
    unlisted: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def refs(self) -> tuple[FileRef, ...]:
        return tuple(FileRef(self.repo, path) for path in self.paths)


def read_owners(
    reader: FileReader,
    wanted: Mapping[str, frozenset[str] | None],
    lister: TreeLister | None = None,
    *,
    pages: AbstractSet[str] = frozenset(),
    max_files: int = MAX_FILES,
) -> tuple[dict[str, OwnersTree], tuple[Gap, ...]]:
    """The trees of OWNERS files for the directories wanted of each repository, all read in one call of the reader.

    Read are the OWNERS of each directory and of all above it, and the root's aliases; a path may be a file, too.
    ``None`` wants every OWNERS file: ``lister`` finds them, and without one the root is read and the rest is a gap.
    ``pages`` (``owner/name:path``) are read in any case, where Markdown files may name owners.
    A missing file is no gap; one that cannot be read, or that Prow rejects in whole or in part, is one. As in Prow, a
    symbolic link in the place of OWNERS is no file, and in the place of the aliases stands for what it leads to. A
    repository of which no file could be read has no tree. Raises nothing of its own.
    """
    plans = [
        _plan_of_all(repo, lister, pages) if paths is None else _plan(repo, paths | _pages(repo, pages), max_files)
        for repo, paths in wanted.items()
    ]
    refs = [ref for plan in plans for ref in plan.refs]
    answers = dict(zip(refs, reader.read(refs), strict=True))
    followed = [ref for ref in refs if ref.path in _FOLLOWED]
    answers |= zip(followed, follow(reader, [answers[ref] for ref in followed]), strict=True)
    trees: dict[str, OwnersTree] = {}
    gaps: list[Gap] = []
    for plan in plans:
        tree, more = _read(plan, [answers[ref] for ref in plan.refs])
        gaps += (*plan.gaps, *more)
        if tree is not None:
            trees[plan.repo] = tree
    return trees, tuple(gaps)


def _plan(repo: str, paths: frozenset[str], max_files: int) -> _Plan:
    directories = {directory for path in paths for directory in upwards(path.strip("/"))}
    pages = {path for path in paths if repo in FRONT_MATTER_REPOS and path.endswith(".md")}
    owners = {_joined(directory, _OWNERS) for directory in directories - pages if not is_ignored(directory)}
    return _limited(repo, owners | pages, max_files)


def _pages(repo: str, names: Iterable[str]) -> frozenset[str]:
    """The paths of those Markdown files of a repository that may name owners."""
    found = (name.partition(":") for name in names)
    return frozenset(path for owner, _, path in found if owner == repo and repo in FRONT_MATTER_REPOS)


def _plan_of_all(repo: str, lister: TreeLister | None, pages: AbstractSet[str]) -> _Plan:
    """Every OWNERS file, and these pages. Of all other Markdown files it is not known whether they name owners."""
    listed = lister.list_paths(repo) if lister else Unread(ref=FileRef(repo, ""), reason="nobody was asked")
    if isinstance(listed, Unread):
        gap = _gap(repo, f"the files of {repo} could not be listed ({listed.reason}), so only the root's were read")
        return _Plan(repo=repo, paths=(*root_files(repo), *_pages(repo, pages)), unlisted=True, gaps=(gap,))
    owners = (path for path in listed if path.rpartition("/")[2] == _OWNERS)
    found = {path for path in owners if not is_ignored(path.rpartition("/")[0])}
    plan = _limited(repo, found | _pages(repo, pages), MAX_ALL_FILES)
    return replace(plan, complete=not plan.gaps and repo not in FRONT_MATTER_REPOS)


def _limited(repo: str, paths: AbstractSet[str], limit: int) -> _Plan:
    """As many of these files as may be read, the nearest to the root first, and those at the root in any case."""
    root = root_files(repo)
    ranked = sorted(paths - set(root), key=lambda path: (path.count("/"), path))
    room = max(0, limit - len(root))
    kept, left_out = ranked[:room], ranked[room:]
    if not left_out:
        return _Plan(repo=repo, paths=(*root, *kept))
    gap = _gap(repo, f"{len(left_out)} directories of {repo} were too many to look into, from {left_out[0]} on")
    return _Plan(repo=repo, paths=(*root, *kept), left_out=tuple(left_out), gaps=(gap,))


def root_files(repo: str) -> tuple[str, ...]:
    """The files at the root of a repository that may give roles."""
    more = (_MAINTAINERS,) if repo.partition("/")[0] in MAINTAINERS_ORGS else ()
    return (_OWNERS, ALIASES_PATH, *more)


def _joined(directory: str, name: str) -> str:
    return f"{directory}/{name}" if directory else name


def _read(plan: _Plan, answers: Sequence[FileText | Unread]) -> tuple[OwnersTree | None, tuple[Gap, ...]]:
    unread = [answer for answer in answers if isinstance(answer, Unread)]
    texts = {answer.ref.path: answer for answer in answers if isinstance(answer, FileText) and answer.text is not None}
    gaps = tuple(_gaps_of_unread(plan.repo, unread))
    if len(unread) == len(answers):
        return None, gaps
    if _OWNERS in texts:
        texts.pop(_MAINTAINERS, None)  # Prow knows only OWNERS; an older list beside them gives nothing
    files, aliases, problems = _parsed(texts)
    if any(answer.ref.path == ALIASES_PATH for answer in unread):
        aliases = Aliases(unread=True)
    tree = tree_of(
        plan.repo,
        files,
        aliases,
        compile_pattern=compile_pattern,
        complete=plan.complete and not unread and not problems,
        problems=problems,
        unread=_directories((*plan.left_out, *(one.ref.path for one in unread), *(one.path for one in problems))),
        unlisted=plan.unlisted,
    )
    rejected = _gaps_of_rejected(plan.repo, tree.problems[len(problems) :])
    return tree, (*gaps, *(_gap(plan.repo, problem.text) for problem in problems), *rejected)


def _directories(paths: Iterable[str]) -> frozenset[str]:
    """Where OWNERS files are; the root inherits nothing, so it is not among them."""
    found = (path.rpartition("/") for path in paths)
    return frozenset(directory for directory, _, name in found if directory and name == _OWNERS)


def _parsed(texts: Mapping[str, FileText]) -> tuple[list[OwnersFile], Aliases, tuple[Remark, ...]]:
    """The files, the aliases, and a problem for each that is no YAML."""
    files: list[OwnersFile] = []
    patterns: set[str] = set()
    aliases = NO_ALIASES
    problems: list[Remark] = []
    for path, found in texts.items():
        try:
            if path == ALIASES_PATH:
                aliases = parse_aliases(load_typed(found.text or "", name=str(found.place)))
            else:
                file = _file(found, found.text or "")
                _refuse_costly(file, str(found.ref), patterns)
                files.append(file)
        except SourceError as error:
            problems.append(Remark(path=path, text=error.message))
            aliases = Aliases(unread=True) if path == ALIASES_PATH else aliases
    return files, aliases, tuple(problems)


def _refuse_costly(file: OwnersFile, name: str, known: set[str]) -> None:
    """Raises SourceError for a file with more or larger filters than any has reason to have; else they are known."""
    own = {section.filter for section in file.sections if section.filter is not None}
    if len(own) > MAX_FILTERS:
        raise SourceError(f"{name} has {len(own):,} filters, and of one file no more than {MAX_FILTERS} are read")
    if len(known | own) > MAX_PATTERNS:
        raise SourceError(f"{name} has filters, and of one repository no more than {MAX_PATTERNS} are read")
    if any(map(is_too_large, own)):
        raise SourceError(f"{name} has a filter that is too large to be used")
    known |= own


def _file(found: FileText, text: str) -> OwnersFile:
    path, url = found.ref.path, found.url
    if path == _MAINTAINERS:
        return parse_maintainers(text, path=path, url=url)
    yaml = _front_matter(text) if path.endswith(".md") else text
    return parse_owners(load_typed(yaml, name=str(found.ref)), path=path, url=url)


def _front_matter(text: str) -> str:
    """What Prow takes for front matter: from a ``---`` at the beginning to the last one; empty where there is none.

    Only the first document in it is read.
    """
    head, mark, _ = text.rpartition("\n---")
    return f"{head}{mark}" if head.startswith("---\n") else ""


def _gaps_of_unread(repo: str, unread: Sequence[Unread]) -> Iterator[Gap]:
    """One gap for each reason, naming the first files: a repository that is gone is one gap, not a hundred."""
    by_reason: dict[str, list[str]] = {}
    for answer in unread:
        by_reason.setdefault(answer.reason, []).append(str(answer.ref))
    for reason, names in by_reason.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield _gap(repo, f"{', '.join(names[:_NAMED])}{more} could not be read: {reason}")


def _gaps_of_rejected(repo: str, problems: Iterable[Remark]) -> Iterator[Gap]:
    """One gap for each file that Prow rejects, in whole or in part: the first reason, and how many more there are."""
    by_path: dict[str, list[str]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem.text)
    for path, (first, *rest) in by_path.items():
        more = f", and {len(rest)} more" if rest else ""
        yield _gap(repo, f"Prow rejects {repo}:{path}, or a part of it: {first}{more}", _REJECTED)


def _gap(repo: str, reason: str, effect: str = _EFFECT) -> Gap:
    return Gap(kind=Kind.OWNERS, reason=reason, effect=effect, repos=frozenset({repo}))
