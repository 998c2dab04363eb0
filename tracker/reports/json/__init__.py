"""The JSON report, version 1: what scripts, CI and the HTML page read.

Frozen: fields may be added, never renamed or given another meaning. The models of this package are the schema, and
``schema()`` writes it down. Their names follow the records of ``tracker.findings``, from which they read by
attribute, so that a field added to both is one line here. Nothing else in ``tracker.reports`` imports pydantic.
"""

import json
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from pydantic.json_schema import models_json_schema

from tracker.findings.cohort import Cohort as FoundCohort
from tracker.later import Later
from tracker.reports.base import Style

if TYPE_CHECKING:
    from tracker.findings.diagnosis import Diagnosis
    from tracker.findings.results import Page
    from tracker.reports.json import cohort, document
    from tracker.reports.json.cohort import CohortData
    from tracker.reports.json.fields import Model
else:
    cohort, document = (Later(f"tracker.reports.json.{name}") for name in ("cohort", "document"))

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Where the reports stand in a cohort's document: nothing but its own fields begins a line with two spaces.
_NO_REPORTS = '\n  "reports": []'
_DEEPER = "\n    "
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


#: The records of which there are documents, with the models (of a module here, which is imported when there is such a
#: record), by the name of the schema that describes them.
SCHEMAS: Final[Mapping[str, Mapping[str, str]]] = {
    "report": {
        "Report": "document:Report",
        "Cohort": "cohort:Cohort",
        "RequestAudit": "document:Audit",
        "Diagnosis": "diagnosis:Diagnosis",
    },
    "candidates": {"Candidates": "candidates:Candidates"},
    "area": {"Area": "area:Area", "GroupArea": "area:GroupArea"},
    "requests": {"Desk": "desk:Desk"},
    "members-audit": {"MembersAudit": "audits:MembersAudit"},
    "voters-audit": {"VotersAudit": "audits:VotersAudit"},
}
_MODELS = ChainMap(*map(dict, SCHEMAS.values()))


def render(result: "Page", style: Style) -> str:
    """The document, in ASCII, so that no text in it can act on a terminal and every stream can take it."""
    return "".join(pieces(result, style))


def pieces(result: "Page", style: Style) -> Iterator[str]:  # noqa: ARG001 - JSON has one style
    """The same piece by piece: of a thousand people it is as large as all else that is kept of them."""
    if not isinstance(result, FoundCohort) or not result.reports:
        yield _dumped(_model(result)) + "\n"
        return
    outer = _model(replace(result, reports=())).model_copy(update={"data": _data(result)})
    text, rest = _dumped(outer).split(_NO_REPORTS)
    yield text + _NO_REPORTS.removesuffix("]")
    for place, report in enumerate(result.reports):
        yield "," * bool(place) + _DEEPER + _dumped(_model(report)).replace("\n", _DEEPER)
    yield f"\n  ]{rest}\n"


def render_diagnosis(diagnosis: "Diagnosis", style: Style) -> str:  # noqa: ARG001 - JSON has one style
    """The document of ``ladder doctor``, in ASCII, too."""
    return _dumped(_model(diagnosis)) + "\n"


def _data(result: FoundCohort) -> "CohortData":
    """What the reports taken together say of their reading: of none, everything was read."""
    return cohort.CohortData(
        complete=result.complete, finished=result.finished, cost=document.Cost.model_validate(result.cost)
    )


def _model(result: object) -> "Model":
    return _named(_MODELS[type(result).__name__]).model_validate(result)


def _named(name: str) -> "type[Model]":
    module, _, model = name.partition(":")
    return cast("type[Model]", getattr(Later(f"{__name__}.{module}"), model))


def _dumped(model: "Model") -> str:
    """As JSON. Pydantic writes it many times quicker than ``json`` does with an indent."""
    text = model.model_dump_json(by_alias=True, indent=2)
    text = text.replace("##", "#\\u0023").replace("\x7f", "\\u007f")  # see tracker.visible
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def schema(name: str = "report") -> dict[str, object]:
    """The JSON Schema of some documents, by its name; ``schema`` in a document tells those of one apart."""
    references, definitions = models_json_schema([(_named(model), "serialization") for model in SCHEMAS[name].values()])
    title = "ladder-check" if name == "report" else f"ladder {name}"
    return {"$schema": _DIALECT, "title": f"{title}, version 1", "oneOf": list(references.values()), **definitions}
