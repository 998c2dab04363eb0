"""Answers of the GraphQL API, with what a document costs."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from standin.exchange.answering import Answering
from standin.faults import Fault
from standin.graphql_engine import Plan
from standin.graphql_fields import Context, QueryTimeout
from standin.rest.answers import HttpError
from standin.world import User


class GraphQLAnswers(Answering):
    """Documents."""

    def _graphql_request(self) -> tuple[str, dict[str, Any], str | None]:
        docs = "https://docs.github.com/graphql"
        if self.method != "POST":
            raise HttpError(404, "Not Found", docs)
        try:
            payload = json.loads(self.body)
        except ValueError:
            raise HttpError(400, "Problems parsing JSON", docs) from None
        if not isinstance(payload, dict):
            raise HttpError(400, "Body should be a JSON object", docs)
        query, variables = payload.get("query"), payload.get("variables")
        if not isinstance(query, str):
            raise HttpError(400, "A query attribute must be specified and must be a string.", docs)
        if variables is not None and not isinstance(variables, dict):
            raise HttpError(400, "Variables must be a JSON object.", docs)
        variables = variables or {}
        name = payload.get("operationName")
        self.record.variables = hashlib.sha256(json.dumps(variables, sort_keys=True).encode()).hexdigest()[:12]
        return query, variables, name or None

    def _graphql(self, viewer: User | None) -> tuple[int, dict[str, str], bytes]:
        assert viewer is not None
        limiter = self.standin.limiter
        self.record.resource = "graphql"
        self.bucket = limiter.bucket(self.who, "graphql")
        if limiter.secondary(self.who, "graphql"):
            raise self._secondary()
        query, variables, name = self._graphql_request()
        plan = self.standin.engine.plan(query, variables, name)
        self.record.operation = plan.name or name
        self.record.width, self.record.characters = plan.cost.width, len(query)
        points = plan.cost.points
        held, self.bucket = limiter.charge(self.who, "graphql", points)
        if not held:
            message = f"API rate limit already exceeded for user ID {viewer.id}."
            return self._graphql_answer({"errors": [{"type": "RATE_LIMITED", "message": message}]})
        self.record.cost = points
        self.verdict = self.standin.faults.judge_document(self.verdict, self.path, plan.cost, len(query))
        refused = self._refused(viewer)
        if refused:
            return self._graphql_answer(refused)
        if plan.errors:
            body: dict[str, Any] = {"errors": plan.errors}
            if any(e.get("type") == "MAX_NODE_LIMIT_EXCEEDED" for e in plan.errors):
                body = {"data": None, **body}
            return self._graphql_answer(body)
        return self._execute(plan, variables, viewer)

    def _refused(self, viewer: User) -> dict[str, Any] | None:
        """What GitHub answers to a document that it does not run, because of a fault."""
        pathless = self.verdict.find("pathless_error")
        if self.verdict.find("validation_timeout"):
            self.record.fault = "validation_timeout"
            return {"data": None, "errors": [{"message": "Timeout on validation of query"}]}
        if self.verdict.find("heavy_limit"):
            self.record.fault = "heavy_limit"
            message = f"API rate limit already exceeded for user ID {viewer.id}."
            return {"errors": [{"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": message}]}
        if pathless and pathless.settings["data"] == "null":
            self.record.fault = "pathless_error"
            return {"data": None, "errors": [pathless_error(pathless)]}
        return None

    def _execute(self, plan: Plan, variables: dict[str, Any], viewer: User) -> tuple[int, dict[str, str], bytes]:
        assert self.bucket is not None
        context = Context(
            self.standin.world, viewer, self.standin.search, self.options, plan.cost, self.bucket.json(),
            self.verdict.distortion,
        )  # fmt: skip
        try:
            body = self.standin.engine.run(plan, variables, context)
        except QueryTimeout:
            self.record.nodes = context.nodes
            raise self._gateway(502, self.options.timeout_body) from None
        self.record.nodes, self.record.simulated = context.nodes, context.seconds
        for kind in ("field_error", "shrunk_connections", "pathless_error"):
            self.record.fault = kind if self.verdict.find(kind) else self.record.fault
        pathless = self.verdict.find("pathless_error")
        if pathless:
            body["errors"] = [*body.get("errors", []), pathless_error(pathless)]
        fault = self.verdict.find("graphql_error")
        data = body.get("data") or {}
        key = fault and (fault.settings["field"] or next(iter(data), None))
        if fault and key in data:  # GitHub has no errors about what nobody asked for
            self.record.fault = "graphql_error"
            data[key] = None
            message = str(fault.settings["message"])
            body.setdefault("errors", []).append({"path": [key], "message": message})
        return self._graphql_answer(body)

    def _graphql_answer(self, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        self.record.errors = [str(e.get("type") or e.get("message")) for e in body.get("errors", [])][:10]
        headers = self._headers({"X-GitHub-Media-Type": "github.v4; format=json"})
        headers["Content-Type"] = "application/json; charset=utf-8"
        return self._damaged(200, headers, json.dumps(body).encode())


def pathless_error(fault: Fault) -> dict[str, Any]:
    kind = fault.settings["type"]
    return {**({"type": kind} if kind else {}), "message": str(fault.settings["message"])}
