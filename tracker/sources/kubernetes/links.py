"""Reads through symbolic links, as programs with a checkout do: within the repository, and a few in a row.

Source: kubernetes-sigs/prow, ``loadAliasesFrom`` in ``pkg/repoowners/repoowners.go``, reads with ``os.ReadFile``. In
all repositories of kubernetes-csi ``OWNERS_ALIASES`` is a link into ``release-tools``.
"""

from collections.abc import Sequence
from dataclasses import replace
from posixpath import normpath

from tracker.errors import SourceError
from tracker.sources.base import FileReader, FileRef, FileText, Unread

#: Links in a row that are followed; the community has one.
MAX_LINKS = 5

_Answer = FileText | Unread


def read_through(reader: FileReader, refs: Sequence[FileRef]) -> list[_Answer]:
    """One answer for each reference, in the same order; a symbolic link answers with the file that it leads to."""
    return follow(reader, reader.read(refs))


def follow(reader: FileReader, answers: Sequence[_Answer]) -> list[_Answer]:
    """The answers, with each symbolic link replaced by the file that it leads to.

    A link that leads out of the repository, to no file, in a circle or over too many others is ``Unread``.
    """
    found = list(answers)
    for _ in range(MAX_LINKS):
        links = {place: one for place, one in enumerate(found) if isinstance(one, FileText) and one.link is not None}
        if not links:
            return found
        targets = {place: _target(link) for place, link in links.items()}
        refs = list(dict.fromkeys(target for target in targets.values() if isinstance(target, FileRef)))
        read = dict(zip(refs, reader.read(refs), strict=True)) if refs else {}
        for place, target in targets.items():
            found[place] = target if isinstance(target, Unread) else _reached(links[place], read[target])
    return [_unread(one, "leads over too many others") if _is_link(one) else one for one in found]


def text_in(answer: _Answer) -> tuple[str, str]:
    """The text of a file, and the address that shows it.

    Raises:
        SourceError: it could not be read, or is not there.
    """
    if isinstance(answer, Unread):
        raise SourceError(f"{answer.ref} could not be read: {answer.reason}")
    if answer.text is None:
        raise SourceError(f"{answer.ref} does not exist")
    return answer.text, answer.url


def _is_link(one: _Answer) -> bool:
    return isinstance(one, FileText) and one.link is not None


def _target(one: FileText) -> FileRef | Unread:
    """Where a link leads. Of a name and ``..`` behind it only git's own tree could tell where that is."""
    path = one.link or ""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    ups = next((number for number, part in enumerate(parts) if part != ".."), len(parts))
    above = one.place.path.split("/")[:-1]
    if path.startswith("/") or ups > len(above):
        return _unread(one, f"leads out of the repository, to {path}")
    if ".." in parts[ups:] or len(parts) == ups:
        return _unread(one, f"leads to {path}, which is not followed")
    return FileRef(one.ref.repo, normpath("/".join([*above, *parts])))


def _reached(link: FileText, answer: _Answer) -> _Answer:
    if isinstance(answer, Unread):
        return _unread(link, f"leads to {answer.ref.path}, which could not be read: {answer.reason}")
    if answer.text is None and answer.link is None:
        return _unread(link, f"leads to {answer.ref.path}, which does not exist")
    return replace(answer, ref=link.ref, target=answer.ref)


def _unread(one: _Answer, what: str) -> Unread:
    return Unread(ref=one.ref, reason=f"it is a symbolic link that {what}")
