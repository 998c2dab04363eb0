"""Reads the OWNERS files that matter for some paths of some repositories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from tracker.errors import SourceError
from tracker.facts import Gap
from tracker.facts.owners import OwnersTree, Remark
from tracker.facts.owners_aliases import NO_ALIASES, Aliases, parse_aliases
from tracker.facts.owners_build import ALIASES_PATH, tree_of
from tracker.facts.owners_file import OwnersFile, is_ignored, parse_maintainers, parse_owners, upwards
from tracker.record import record
from tracker.sources.base import FileReader, FileRef, FileText, TreeLister, Unread
from tracker.sources.kubernetes.links import follow
from tracker.sources.kubernetes.owners_gaps import OwnPaths, Trouble
from tracker.sources.kubernetes.patterns import compile_pattern, is_too_large
from tracker.sources.kubernetes.yaml_text import load_typed

#: For more files of one repository it is first asked which of them there are: most directories have none. Where that
#: cannot be asked, no more are read, the root's and those nearest to it first.
MAX_FILES = 150
#: Files read of one repository in any case; kubernetes/kubernetes has about 600.
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
#: Prow walks plain files for OWNERS, and opens the aliases by name.
_FOLLOWED = (ALIASES_PATH, _MAINTAINERS)


@record
class _Plan:
    """Which files of one repository to read, and which not, though they matter; ``unlisted`` says why not all are."""

    repo: str
    paths: tuple[str, ...]
    complete: bool = False
    left_out: tuple[str, ...] = ()
    unlisted: str | None = None

    @property
    def refs(self) -> tuple[FileRef, ...]:
        return tuple(FileRef(self.repo, path) for path in self.paths)


def read_owners(
    reader: FileReader,
    wanted: Mapping[str, frozenset[str] | None],
    lister: TreeLister | None = None,
    *,
    pages: AbstractSet[str] = frozenset(),
    own_paths: OwnPaths = MappingProxyType({}),
) -> tuple[dict[str, OwnersTree], tuple[Gap, ...]]:
    """The trees of OWNERS files for the directories wanted of each repository, all read in one call of the reader.

    Read are the OWNERS of each directory and of all above it, and the root's aliases; a path may be a file, too.
    ``None`` wants every OWNERS file: ``lister`` finds them, and without one the root is read and the rest is a gap.
    ``pages`` (``owner/name:path``) are read in any case, where Markdown files may name owners.
    A missing file is no gap; one that cannot be read, or that Prow rejects in whole or in part, is one. As in Prow, a
    symbolic link in the place of OWNERS is no file, and in the place of the aliases stands for what it leads to. A
    repository of which no file could be read has no tree. With ``own_paths`` (see ``CommunityQuery``) each gap is of
    somebody for whom the file matters. Raises nothing of its own.
    """
    plans = [
        _plan_of_all(repo, lister, pages, _together(repo, own_paths))
        if paths is None
        else _plan(repo, _files(repo, paths, pages), lister)
        for repo, paths in wanted.items()
    ]
    refs = [ref for plan in plans for ref in plan.refs]
    answers = dict(zip(refs, reader.read(refs), strict=True))
    followed = [ref for ref in refs if ref.path in _FOLLOWED]
    answers |= zip(followed, follow(reader, [answers[ref] for ref in followed]), strict=True)
    read = {plan.repo: _read(plan, [answers[ref] for ref in plan.refs]) for plan in plans}
    trees = {repo: tree for repo, (tree, _) in read.items() if tree is not None}
    troubles = {repo: trouble for repo, (_, trouble) in read.items()}
    return trees, tuple(_gaps(troubles, own_paths))


def _gaps(troubles: Mapping[str, Trouble], own_paths: OwnPaths) -> Iterator[Gap]:
    if not own_paths:
        yield from (gap for trouble in troubles.values() for gap in trouble.gaps())
    bad = {repo: trouble for repo, trouble in troubles.items() if any(trouble.gaps())}
    for login, own in own_paths.items():
        for repo, paths in own.items():
            if repo in bad:
                mine = None if paths is None else {*root_files(repo), *_files(repo, paths, ())}
                yield from bad[repo].gaps(mine, login)


def _together(repo: str, own_paths: OwnPaths) -> frozenset[str]:
    """The paths of a repository that matter for anybody."""
    return frozenset(path for own in own_paths.values() for path in own.get(repo) or ())


def _files(repo: str, paths: frozenset[str], names: Iterable[str]) -> frozenset[str]:
    """The files that matter for some paths, and the pages among ``names``."""
    paths |= _pages(repo, names)
    directories = {directory for path in paths for directory in upwards(path.strip("/"))}
    pages = {path for path in paths if repo in FRONT_MATTER_REPOS and path.endswith(".md")}
    owners = {_joined(directory, _OWNERS) for directory in directories - pages if not is_ignored(directory)}
    return frozenset(owners | pages)


def _plan(repo: str, files: AbstractSet[str], lister: TreeLister | None) -> _Plan:
    """These files; of very many those that are there."""
    if lister is None or len(files) <= MAX_FILES:
        return _limited(repo, files, MAX_FILES)
    listed = lister.list_paths(repo)
    # What is listed below a name is no plain file: it is asked for, so that it is told.
    there = (
        files if isinstance(listed, Unread) else files & {name for path in listed for name in (path, *upwards(path))}
    )
    return _limited(repo, there, MAX_ALL_FILES)


def _pages(repo: str, names: Iterable[str]) -> frozenset[str]:
    """The paths of those Markdown files of a repository that may name owners."""
    found = (name.partition(":") for name in names)
    return frozenset(path for owner, _, path in found if owner == repo and repo in FRONT_MATTER_REPOS)


def _plan_of_all(repo: str, lister: TreeLister | None, pages: AbstractSet[str], paths: frozenset[str]) -> _Plan:
    """Every OWNERS file, and these pages; where they cannot be listed, those at the root and for some ``paths``."""
    listed = lister.list_paths(repo) if lister else Unread(ref=FileRef(repo, ""), reason="nobody was asked")
    if isinstance(listed, Unread):
        some = _files(repo, paths, pages) if paths else _pages(repo, pages)
        return replace(_limited(repo, some, MAX_ALL_FILES), unlisted=listed.reason)
    owners = (path for path in listed if path.rpartition("/")[2] == _OWNERS)
    found = {path for path in owners if not is_ignored(path.rpartition("/")[0])}
    plan = _limited(repo, found | _pages(repo, pages), MAX_ALL_FILES)
    # Of other Markdown files it is not known whether they name owners.
    return replace(plan, complete=not plan.left_out and repo not in FRONT_MATTER_REPOS)


def _limited(repo: str, paths: AbstractSet[str], limit: int) -> _Plan:
    """As many of these files as may be read, the nearest to the root first, and those at the root in any case."""
    root = root_files(repo)
    ranked = sorted(paths - set(root), key=lambda path: (path.count("/"), path))
    room = max(0, limit - len(root))
    return _Plan(repo=repo, paths=(*root, *ranked[:room]), left_out=tuple(ranked[room:]))


def root_files(repo: str) -> tuple[str, ...]:
    """The files at the root of a repository that may give roles."""
    more = (_MAINTAINERS,) if repo.partition("/")[0] in MAINTAINERS_ORGS else ()
    return (_OWNERS, ALIASES_PATH, *more)


def _joined(directory: str, name: str) -> str:
    return f"{directory}/{name}" if directory else name


def _read(plan: _Plan, answers: Sequence[FileText | Unread]) -> tuple[OwnersTree | None, Trouble]:
    unread = tuple(answer for answer in answers if isinstance(answer, Unread))
    texts = {answer.ref.path: answer for answer in answers if isinstance(answer, FileText) and answer.text is not None}
    trouble = Trouble(repo=plan.repo, unlisted=plan.unlisted, left_out=plan.left_out, unread=unread)
    if len(unread) == len(answers):
        return None, trouble
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
        unlisted=plan.unlisted is not None,
    )
    return tree, replace(trouble, problems=problems, rejected=tree.problems[len(problems) :])


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
    yaml = front_matter(text) if path.endswith(".md") else text
    return parse_owners(load_typed(yaml, name=str(found.ref)), path=path, url=url)


def front_matter(text: str) -> str:
    """What Prow takes for front matter: from a ``---`` at the beginning to the last one; empty where there is none.

    Only the first document in it is read.
    """
    head, mark, _ = text.rpartition("\n---")
    return f"{head}{mark}" if head.startswith("---\n") else ""
