"""The JSON report, version 1: what scripts, CI and the HTML page read.

Frozen: fields may be added, never renamed or given another meaning. The models of this package are the schema, and
``schema()`` writes it down. Their names follow the records of ``tracker.findings``, from which they read by
attribute, so that a field added to both is one line here. Nothing else in ``tracker.reports`` imports pydantic.
"""

import json
from dataclasses import replace
from io import StringIO

from pydantic.json_schema import models_json_schema

from tracker import findings
from tracker.reports.base import Style
from tracker.reports.json.cohort import Cohort, CohortData
from tracker.reports.json.document import Audit, Cost, Report
from tracker.reports.json.fields import Model

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


_MODELS: dict[type[object], type[Model]] = {
    findings.Report: Report,
    findings.Cohort: Cohort,
    findings.RequestAudit: Audit,
}


def render(result: findings.Result, style: Style) -> str:  # noqa: ARG001 - JSON has one style
    """The document, in ASCII, so that no text in it can act on a terminal and every stream can take it."""
    if not isinstance(result, findings.Cohort):
        return json.dumps(_plain(result), indent=2) + "\n"
    # A thousand reports as records, as plain values and as text at once are more than fits: each takes its turn.
    outer = _plain(replace(result, reports=())) | {"reports": result.reports, "data": _data(result)}
    written = StringIO()
    for part in json.JSONEncoder(indent=2, default=_plain).iterencode(outer):
        written.write(part)
    return written.getvalue() + "\n"


def _data(result: findings.Cohort) -> dict[str, object]:
    """What the reports taken together say of their reading: of none, everything was read."""
    data = CohortData(complete=result.complete, finished=result.finished, cost=Cost.model_validate(result.cost))
    return data.model_dump(mode="json", by_alias=True)


def _plain(result: object) -> dict[str, object]:
    """A result as values that JSON knows."""
    return _MODELS[type(result)].model_validate(result).model_dump(mode="json", by_alias=True)


def schema() -> dict[str, object]:
    """The JSON Schema of the documents; ``schema`` in a document tells them apart."""
    references, definitions = models_json_schema([(model, "serialization") for model in _MODELS.values()])
    return {
        "$schema": _DIALECT,
        "title": "ladder-check, version 1",
        "oneOf": list(references.values()),
        **definitions,
    }
