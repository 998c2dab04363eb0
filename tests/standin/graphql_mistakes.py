"""What is wrong with a document by the schema. Documents that differ in how often they ask the same are alike."""

from __future__ import annotations

import re
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, validate

_VARIABLE = re.compile(r"\$(\w+)")
#: Documents without a mistake, by their schema and by what all those that are alike have in common.
_SOUND: set[tuple[GraphQLSchema, frozenset[str]]] = set()


def mistakes(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What GitHub refuses the document for; a document like one that has no mistake has none."""
    likeness = _likeness(document)
    if likeness and (schema, likeness) in _SOUND:
        return []
    found = validate(schema, document)
    if likeness and not found:
        _SOUND.add((schema, likeness))
    return found


def _likeness(document: DocumentNode) -> frozenset[str] | None:
    """Its fragments, and each kind of field that its operation begins with, with types in place of variables.

    None where two fields have one name, or where it is not plain that every variable is declared once and used.
    """
    first, *fragments = document.definitions
    text = document.loc.source.body if document.loc else '"'
    if not isinstance(first, OperationDefinitionNode) or first.directives or '"' in text or "#" in text:
        return None

    def written(node: Any) -> str:
        return text[node.loc.start : node.loc.end]

    declared = [(v.variable.name.value, written(v).partition(":")[2]) for v in first.variable_definitions or ()]
    fields = [field for field in first.selection_set.selections if isinstance(field, FieldNode)]
    types, names = dict(declared), {(field.alias or field.name).value for field in fields}
    rest = [written(fragment) for fragment in fragments]
    plain = [written(field).removeprefix(f"{field.alias.value}:" if field.alias else "").strip() for field in fields]
    every = len(fields) == len(first.selection_set.selections) == len(names) and len(types) == len(declared)
    if not every or set(_VARIABLE.findall("".join(plain))) != types.keys() or _VARIABLE.search("".join(rest)):
        return None
    return frozenset([*rest, first.operation.value, *(_VARIABLE.sub(lambda one: types[one[1]], it) for it in plain)])
