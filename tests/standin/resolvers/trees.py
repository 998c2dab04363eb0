"""Directories, files, and any object of a repository by an expression."""

from __future__ import annotations

from typing import Any

from standin.graphql_errors import GitHubError
from standin.graphql_fields import Info, resolver, simple
from standin.resolvers.values import TreeEntry
from standin.world import File, Repo, Tree


@resolver("Repository", "object")
def _object(source: Repo, info: Info, expression: str | None = None, oid: str | None = None) -> Any:
    info.context.touch(1)
    if oid is not None:
        return source.by_oid.get(oid) or source.objects.get(oid)
    if expression is None:
        raise GitHubError("VALIDATION", "You must provide either `expression` or `oid`.")
    ref, colon, path = expression.partition(":")
    commit = source.commit_at(ref)
    if colon:
        return git_object(source.lookup(path) if path.strip("/") else source.root) if commit else None
    return commit or source.objects.get(ref)


def git_object(node: File | Tree | None) -> File | Tree | None:
    """What a path names; a submodule's commit is no object of its repository."""
    return None if isinstance(node, File) and node.is_submodule else node


@resolver("Blob", "text")
def _blob_text(source: File, info: Info) -> str:
    text: str = info.context.distortion.text(source.path, source.text)
    return text


@resolver("Blob", "byteSize")
def _blob_size(source: File, info: Info) -> int:
    return len(_blob_text(source, info).encode())


@resolver("Tree", "entries")
def _tree_entries(source: Tree, info: Info) -> list[TreeEntry]:
    prefix = f"{source.path}/" if source.path else ""
    info.context.touch(len(source.entries))
    return [TreeEntry(source.repo, name, prefix + name, node) for name, node in source.entries]


simple(
    "TreeEntry",
    name=lambda e: e.name,
    path=lambda e: e.path,
    type=lambda e: "tree" if isinstance(e.node, Tree) else e.node.kind,
    mode=lambda e: 0o40000 if isinstance(e.node, Tree) else int(e.node.mode, 8),
    oid=lambda e: e.node.oid,
    object=lambda e: git_object(e.node),
    size=lambda e: 0 if isinstance(e.node, Tree) else len(e.node.text.encode()),
    extension=lambda e: "." + e.name.rpartition(".")[2] if "." in e.name else "",
    repository=lambda e: e.repo,
    isGenerated=lambda e: False,
)
