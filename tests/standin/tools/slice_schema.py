"""Cuts data/schema.graphql out of GitHub's whole public schema: what the stand-in answers, and what belongs to it.

``PYTHONPATH=tests python -m standin.tools.slice_schema [FULL_SCHEMA]``, where FULL_SCHEMA is the file ``schema.graphql`` of
the npm package @octokit/graphql-schema, as it is or gzipped; without it, the file that ``full_schema_file`` finds. A file
``schema-additions.graphql`` beside it is taken in too: it extends the published schema by what GitHub has added since.

The object types in ``OBJECTS`` keep all their fields but those of types outside of the slice; ``QUERY`` names the fields
of Query. With them come the connections and edges of these objects, the interfaces and unions that hold them, and every
enum, input and scalar that is left in a field or an argument. Nothing is renamed and no argument is dropped.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphql import (
    DirectiveDefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumTypeExtensionNode,
    NamedTypeNode,
    ScalarTypeDefinitionNode,
    TypeDefinitionNode,
    parse,
    print_ast,
)

from standin.schema import SCHEMA_FILE, SCHEMA_PACKAGE

VARIABLE = "LADDER_CHECK_FULL_SCHEMA"
ADDITIONS = "schema-additions.graphql"
QUERY = {
    "id", "node", "nodes", "organization", "rateLimit", "repository", "repositoryOwner", "search", "user", "viewer",
}  # fmt: skip
OBJECTS = {
    "Blame",
    "BlameRange",
    "Blob",
    "Bot",
    "Commit",
    "GitActor",
    "Issue",
    "IssueComment",
    "Label",
    "Organization",
    "PageInfo",
    "PullRequest",
    "PullRequestChangedFile",
    "PullRequestReview",
    "PullRequestReviewComment",
    "Query",
    "RateLimit",
    "Ref",
    "Repository",
    "ReviewRequest",
    "SearchResultItemConnection",
    "SearchResultItemEdge",
    "Tree",
    "TreeEntry",
    "User",
}
BUILT_IN = {"Boolean", "Float", "ID", "Int", "String"}


def full_schema_file() -> Path | None:
    """Where the whole schema is on this machine, if it is."""
    named = os.environ.get(VARIABLE)
    beside = SCHEMA_FILE.parents[4] / "shared" / "standin" / "github_standin" / "data" / "schema.graphql.gz"
    file = Path(named) if named else beside
    return file if file.is_file() else None


def read_schema(file: Path) -> DocumentNode:
    """A schema file's definitions, gzipped or not, with the additions that lie beside it."""
    data = file.read_bytes()
    definitions = list(parse((gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode()).definitions)
    beside = file.with_name(ADDITIONS)
    for more in parse(beside.read_text("utf-8")).definitions if beside.is_file() else ():
        if not isinstance(more, EnumTypeExtensionNode):
            raise TypeError(f"{ADDITIONS} may extend enums only")
        for place, definition in enumerate(definitions):
            if isinstance(definition, EnumTypeDefinitionNode) and definition.name.value == more.name.value:
                values = (*(definition.values or ()), *(more.values or ()))
                definitions[place] = changed(definition, values=values)
    return DocumentNode(definitions=tuple(definitions))


def changed(node: Any, **changes: Any) -> Any:
    """A node with other parts."""
    return type(node)(**{**{key: getattr(node, key) for key in node.keys}, **changes})


def type_of(node: Any) -> str:
    """The name of a type without its list and non-null wrappers."""
    while not isinstance(node, NamedTypeNode):
        node = node.type
    return node.name.value


def parts(node: Any, name: str) -> dict[str, Any]:
    """A node's fields, values, interfaces, members or arguments by their names."""
    return {part.name.value: part for part in getattr(node, name, None) or ()}


class Slicer:
    """The types of a schema, and those of them that are in the slice; their parts go one by one."""

    def __init__(self, whole: DocumentNode) -> None:
        self.whole = whole
        self.types = {d.name.value: d for d in whole.definitions if isinstance(d, TypeDefinitionNode)}
        leaf = (EnumTypeDefinitionNode, ScalarTypeDefinitionNode)
        self.leaves = BUILT_IN | {name for name, definition in self.types.items() if isinstance(definition, leaf)}
        self.kept = self._outputs()
        self.fields = {name: parts(self.types[name], "fields") for name in self.kept}
        self.interfaces = {name: set(parts(self.types[name], "interfaces")) & self.kept for name in self.kept}

    def _outputs(self) -> set[str]:
        """The objects, interfaces and unions that a field of the slice may have."""
        held = {interface for name in OBJECTS for interface in parts(self.types[name], "interfaces")}
        unions = {name for name, definition in self.types.items() if OBJECTS & set(parts(definition, "types"))}
        return OBJECTS | held | unions | {name for name in self.types if self._pages(name)}

    def _pages(self, name: str) -> bool:
        """Whether this is a connection, or an edge of one, of objects in the slice."""
        key = "nodes" if name.endswith("Connection") else "node" if name.endswith("Edge") else None
        field = parts(self.types[name], "fields").get(key or "")
        return field is not None and type_of(field.type) in OBJECTS

    def run(self) -> DocumentNode:
        """The slice, in the order of the whole."""
        self.fields["Query"] = {name: node for name, node in self.fields["Query"].items() if name in QUERY}
        while self._drop():
            pass
        reached = self._reached()
        definitions = [self._cut(d) for d in self.whole.definitions if d.name.value in reached]  # type: ignore[attr-defined]
        used = {node.name.value for definition in definitions for node in _directives(definition)}
        directives = [
            d for d in self.whole.definitions if isinstance(d, DirectiveDefinitionNode) and d.name.value in used
        ]
        return DocumentNode(definitions=(*directives, *definitions))

    def _drop(self) -> bool:
        """Drop fields of types that are not in the slice, and types without fields; whether there were any."""
        before = sum(map(len, self.fields.values())), len(self.kept)
        for name, fields in self.fields.items():
            fits = {f for f, node in fields.items() if type_of(node.type) in self.kept | self.leaves}
            self.fields[name] = {f: node for f, node in fields.items() if f in fits}
            for interface in self.interfaces[name]:  # an interface has what all of its objects have
                inherited = self.fields[interface].items()
                self.fields[interface] = {f: n for f, n in inherited if f in fits and _as_old(n, fields[f])}
        empty = {n for n, fields in self.fields.items() if not fields and not parts(self.types[n], "types")}
        self.kept -= empty
        self.fields = {name: fields for name, fields in self.fields.items() if name in self.kept}
        self.interfaces = {name: names - empty for name, names in self.interfaces.items() if name in self.kept}
        return before != (sum(map(len, self.fields.values())), len(self.kept))

    def _reached(self) -> set[str]:
        """What a query can come to: through fields, arguments and interfaces, and behind interfaces and unions."""
        reached: set[str] = set()
        waiting = ["Query"]
        while waiting:
            name = waiting.pop()
            if name in reached or name in BUILT_IN:
                continue
            reached.add(name)
            waiting += [*self._named_in(name), *(n for n, held in self.interfaces.items() if name in held)]
        return reached

    def _named_in(self, name: str) -> Iterable[str]:
        definition = self.types[name]
        yield from self.interfaces.get(name, ())
        yield from set(parts(definition, "types")) & self.kept
        for field in self.fields.get(name, parts(definition, "fields")).values():
            yield type_of(field.type)
            yield from (type_of(argument.type) for argument in parts(field, "arguments").values())

    def _cut(self, definition: Any) -> Any:
        name = definition.name.value
        if name not in self.kept:
            return definition
        if hasattr(definition, "types"):
            return changed(definition, types=tuple(n for m, n in parts(definition, "types").items() if m in self.kept))
        interfaces = parts(definition, "interfaces")
        return changed(
            definition,
            fields=tuple(self.fields[name].values()),
            interfaces=tuple(node for held, node in interfaces.items() if held in self.interfaces[name]),
        )


def _as_old(inherited: Any, own: Any) -> bool:
    """Whether an interface's field may stand: in GitHub's schema some are deprecated in the objects alone, against the rules."""
    return bool(inherited.directives) or not own.directives


def _directives(definition: Any) -> Iterator[Any]:
    """The directives that stand at a type, its fields, their arguments and its values."""
    fields = parts(definition, "fields").values()
    arguments = [argument for field in fields for argument in parts(field, "arguments").values()]
    for node in (definition, *fields, *arguments, *parts(definition, "values").values()):
        yield from node.directives or ()


def text_of(document: DocumentNode) -> str:
    head = (
        f"# Part of GitHub's public GraphQL schema, from the npm package {SCHEMA_PACKAGE} (MIT, see LICENSE-schema).\n"
    )
    return f"{head}# Made by tools/slice_schema.py; not to be edited.\n\n{print_ast(document)}\n"


def main(arguments: list[str]) -> int:
    file = Path(arguments[0]) if arguments else full_schema_file()
    if file is None or not file.is_file():
        print(f"slice_schema: the whole schema is wanted, as an argument or in {VARIABLE}", file=sys.stderr)
        return 2
    SCHEMA_FILE.write_text(text_of(Slicer(read_schema(file)).run()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
