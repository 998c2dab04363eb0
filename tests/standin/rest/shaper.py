"""All bodies of REST answers; here those of files and directories."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

from standin.ids import node_id
from standin.rest.shape_accounts import SITE
from standin.rest.shape_items import ItemShapes
from standin.world import File, Tree

if TYPE_CHECKING:
    from standin.rest.shape_accounts import JSON


_CONTENT_TYPES = {"120000": "symlink", "160000": "submodule"}


class Shaper(ItemShapes):
    """Makes bodies for one request: its base address, its viewer and its faults are known."""

    def text(self, file: File) -> bytes:
        return self.distortion.text(file.path, file.text).encode()

    def content(self, node: File | Tree, path: str, ref: str, listed: bool = False) -> JSON:
        repo = node.repo
        url = f"{self.repo_url(repo)}/contents/{quote(path)}?ref={ref}"
        kind = "tree" if isinstance(node, Tree) or node.is_submodule else "blob"
        git = f"{self.repo_url(repo)}/git/{kind}s/{node.oid}"
        html = f"{SITE}/{repo.full}/{kind}/{ref}/{quote(path)}"
        raw = f"{self.base.removesuffix('/api/v3')}/raw/{repo.full}/{ref}/{quote(path)}"
        data = b"" if isinstance(node, Tree) else self.text(node)
        body: JSON = {
            "name": path.rpartition("/")[2], "path": path, "sha": node.oid, "size": len(data), "url": url,
            "html_url": html, "git_url": git, "download_url": None if isinstance(node, Tree) else raw,
            "type": "dir" if isinstance(node, Tree) else _CONTENT_TYPES.get(node.mode, "file"),
            "_links": {"self": url, "git": git, "html": html},
        }  # fmt: skip
        if isinstance(node, File) and node.is_submodule:
            body.update(download_url=None, submodule_git_url=f"{SITE}/{repo.owner.login}/{body['name']}.git")
        elif isinstance(node, File) and node.is_link:
            body.update(target=node.text)
        elif not listed:
            if len(data) > 1_000_000:  # GitHub leaves the content of such files to the raw media type
                body.update(content="", encoding="none")
            else:
                body.update(content=base64.encodebytes(data).decode(), encoding="base64")
        return body

    def tree(self, tree: Tree, recursive: bool, limit: int) -> JSON:
        url = f"{self.repo_url(tree.repo)}/git"
        if recursive:
            skip = len(tree.path) + 1 if tree.path else 0
            nodes = [(path[skip:], node) for path, node in tree.walk()]
        else:
            nodes = list(tree.entries)
        entries = []
        for path, node in nodes[:limit]:
            entry: JSON = {"path": path, "mode": "100644", "type": "blob", "sha": node.oid}
            if isinstance(node, Tree):
                entry.update(mode="040000", type="tree", url=f"{url}/trees/{node.oid}")
            elif node.is_submodule:
                entry.update(mode=node.mode, type=node.kind)
            else:
                entry.update(mode=node.mode, size=len(node.text.encode()), url=f"{url}/blobs/{node.oid}")
            entries.append(entry)
        return {"sha": tree.oid, "url": f"{url}/trees/{tree.oid}", "tree": entries, "truncated": len(nodes) > limit}

    def blob(self, file: File) -> JSON:
        data = self.text(file)
        return {
            "sha": file.oid, "node_id": node_id("Blob", file.repo.id, file.oid), "size": len(data),
            "url": f"{self.repo_url(file.repo)}/git/blobs/{file.oid}",
            "content": base64.encodebytes(data).decode(), "encoding": "base64",
        }  # fmt: skip
