"""Runs GraphQL documents: parse, validate against GitHub's schema, price, execute, shape the answer."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    SelectionSetNode,
    execute,
    parse,
)
from graphql.execution.values import get_variable_values

from standin.graphql_cost import NODE_LIMIT, Cost, query_cost
from standin.graphql_errors import format_error, validation_error, variable_error
from standin.graphql_fields import Context, QueryTimeout, resolve_field
from standin.graphql_mistakes import mistakes
from standin.resolvers import type_name
from standin.schema import changed_schema


@dataclass
class Plan:
    """A request that may be executed: everything about it that is known before it runs."""

    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    cost: Cost = field(default_factory=Cost)
    errors: list[dict[str, Any]] = field(default_factory=list)
    #: The document with nothing but what remains of the limits, the one answer that is new each time.
    budget: DocumentNode | None = None

    @property
    def name(self) -> str | None:
        return self.operation.name.value if self.operation and self.operation.name else None


def _never(value: Any) -> bool:
    return False


# What a process's stand-ins were asked before is parsed, validated, priced and executed once.
_KEPT = 2048
_ANSWERS = 512


@lru_cache(maxsize=_KEPT)
def _checked(schema: GraphQLSchema, source: str) -> tuple[DocumentNode | None, list[dict[str, Any]]]:
    """A document, and what is wrong with it."""
    try:
        document = parse(source)
    except GraphQLSyntaxError as error:
        return None, [format_error(error)]
    return document, [validation_error(schema, document, e) for e in mistakes(schema, document)]


@lru_cache(maxsize=_KEPT)
def _planned(schema: GraphQLSchema, source: str, variables: str, operation_name: str | None) -> Plan:
    document, errors = _checked(schema, source)
    plan = Plan(document, errors=list(errors))
    if document is None or errors:
        return plan
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if operation_name is not None:
        operations = [o for o in operations if o.name and o.name.value == operation_name]
        if not operations:
            plan.errors = [{"message": f'No operation named "{operation_name}"'}]
            return plan
    if len(operations) != 1:
        plan.errors = [{"message": "An operation name is required"}]
        return plan
    plan.operation = operations[0]
    values = get_variable_values(schema, plan.operation.variable_definitions or [], json.loads(variables))
    if isinstance(values, list):
        plan.errors = [variable_error(e) for e in values]
        return plan
    coerced: Any = values
    plan.variables = getattr(coerced, "coerced", coerced)  # a dict in 3.2, an object in 3.3
    plan.cost = query_cost(schema, document, plan.operation, plan.variables)
    plan.budget = _budget(document, plan.operation)
    if plan.cost.nodes > NODE_LIMIT:
        plan.errors = [
            {
                "type": "MAX_NODE_LIMIT_EXCEEDED",
                "message": f"This query requests up to {plan.cost.nodes:,} possible nodes "
                f"which exceeds the maximum limit of {NODE_LIMIT:,}.",
            }
        ]
    return plan


def _budget(document: DocumentNode, operation: OperationDefinitionNode) -> DocumentNode | None:
    chosen = [s for s in operation.selection_set.selections if isinstance(s, FieldNode) and s.name.value == "rateLimit"]
    if not chosen:
        return None
    variables = operation.variable_definitions if any(field.arguments for field in chosen) else ()
    alone = OperationDefinitionNode(
        operation=operation.operation, name=operation.name, variable_definitions=variables,
        directives=operation.directives, selection_set=SelectionSetNode(selections=tuple(chosen)),
    )  # fmt: skip
    fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    return DocumentNode(definitions=(alone, *fragments))


class GraphQLEngine:
    def __init__(self, deprecated: dict[str, str] | None = None, dropped: tuple[str, ...] = ()) -> None:
        self.schema = changed_schema(deprecated or {}, dropped)

    def plan(self, source: str, variables: dict[str, Any], operation_name: str | None) -> Plan:
        """Check and price a request; ``errors`` is not empty if it cannot run."""
        return _planned(self.schema, source, json.dumps(variables), operation_name)

    def run(self, plan: Plan, variables: dict[str, Any], context: Context) -> dict[str, Any]:
        """Execute a plan without errors; raises QueryTimeout where GitHub would answer 502."""
        answers = context.world.answers
        # A plan is kept in its answer, so that no other can have its id.
        key = (id(plan), context.viewer.key, context.options.known_by(), context.distortion)
        known = answers.get(key)
        if known is None:
            if len(answers) >= _ANSWERS:
                answers.clear()
            body = self._executed(plan, plan.document, variables, context)
            known = answers[key] = plan, body, context.nodes, context.seconds
        _, body, context.nodes, context.seconds = known
        body = {part: copy(value) for part, value in body.items()}
        if plan.budget and body["data"]:
            body["data"] |= self._executed(plan, plan.budget, variables, replace(context))["data"] or {}
        return body

    def _executed(
        self, plan: Plan, document: DocumentNode | None, variables: dict[str, Any], context: Context
    ) -> dict[str, Any]:
        assert document is not None
        result = execute(
            self.schema,
            document,
            root_value={},
            context_value=context,
            variable_values=variables,
            operation_name=plan.name,
            field_resolver=resolve_field,
            type_resolver=type_name,
            is_awaitable=_never,  # type: ignore[arg-type]
        )
        assert isinstance(result, ExecutionResult)
        if context.timed_out:
            raise QueryTimeout
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            told = [e for e in result.errors if not getattr(e.original_error, "pathless", False)]
            body["errors"] = [self._shape(e) for e in told]
        return body

    @staticmethod
    def _shape(error: GraphQLError) -> dict[str, Any]:
        original = error.original_error
        if original is not None and not isinstance(original, GraphQLError):
            # a defect of the stand-in: say so rather than look like GitHub
            return {
                "type": "STANDIN_DEFECT", "path": list(error.path or ()),
                "message": f"stand-in: {type(original).__name__}: {original}",
            }  # fmt: skip
        return format_error(error)
