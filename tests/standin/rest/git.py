"""Routes of git's objects, and raw files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from standin.names import find_repo
from standin.rest.answers import HttpError, Result, not_found
from standin.rest.routes import route
from standin.rest.shaper import Shaper
from standin.world import Commit, File, Repo, Tree

if TYPE_CHECKING:
    from standin.rest.answers import Request
    from standin.rest.routes import Rest


def _commit_at(repo: Repo, ref: str) -> Commit:
    commit = repo.commit_at(ref)
    if commit is None:
        raise HttpError(404, f"No commit found for the ref {ref}", "https://docs.github.com/v3/repos/contents/")
    return commit


@route("/repos/{owner}/{repo}/contents")
def contents_root(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    return contents(rest, request, {**args, "path": ""})


@route("/repos/{owner}/{repo}/contents/{path*}")
def contents(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    ref = request.query.get("ref") or repo.default_branch
    _commit_at(repo, ref)
    path = args["path"].strip("/")
    node = repo.lookup(path) if path else repo.root
    if node is None:
        raise not_found()
    accept = request.headers.get("accept", "")
    if isinstance(node, File) and node.is_link:
        node = repo.followed(node) or node
    if isinstance(node, Tree):
        prefix = f"{path}/" if path else ""
        rows = [request.shaper.content(n, prefix + name, ref, listed=True) for name, n in node.entries]
        return Result(body=rows, nodes=len(rows))
    if re.search(r"application/vnd\.github(\.v3)?\.raw", accept):
        return Result(
            body=request.shaper.text(node), content_type="application/vnd.github.v3.raw; charset=utf-8",
            modified=node.commits[-1].date,
        )  # fmt: skip
    return Result(body=request.shaper.content(node, path, ref), modified=node.commits[-1].date)


@route("/repos/{owner}/{repo}/git/trees/{sha*}")
def git_tree(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    node: Any = repo.root if repo.commit_at(args["sha"]) else repo.objects.get(args["sha"])
    if not isinstance(node, Tree):
        raise not_found()
    body = request.shaper.tree(node, "recursive" in request.query, rest.options.tree_limit)
    return Result(body=body, nodes=len(body["tree"]))


@route("/repos/{owner}/{repo}/git/blobs/{sha}")
def git_blob(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    node = rest.repo(request, args).objects.get(args["sha"])
    if not isinstance(node, File):
        raise not_found()
    if "raw" in request.headers.get("accept", ""):
        return Result(body=request.shaper.text(node), content_type="application/vnd.github.v3.raw; charset=utf-8")
    return Result(body=request.shaper.blob(node))


def raw_file(rest: Rest, shaper: Shaper, path: str) -> Result:
    """The raw file host: {owner}/{repo}/{ref}/{path}."""
    parts = unquote(path).strip("/").split("/")
    plain = "text/plain; charset=utf-8"
    repo = find_repo(rest.world, rest.options.renames, parts[0], parts[1]) if len(parts) > 3 else None
    if repo:
        below = parts[2:]
        if below[:2] == ["refs", "heads"]:
            below = below[2:]
        if repo.commit_at(below[0]):
            file = repo.files.get("/".join(below[1:]))
            if file and not file.is_submodule:
                return Result(body=shaper.text(file), content_type=plain)
    return Result(404, b"404: Not Found", content_type=plain)
