"""Each document that a command writes has a published schema."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tracker.reports.json import SCHEMAS, schema

CONFIG = Path(__file__).parents[3] / "config"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_those_that_the_models_make(name):
    """UPDATE_GOLDEN=1 writes it anew."""
    published = CONFIG / f"{name}.schema.json"
    made = json.dumps(schema(name), indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        published.write_text(made, encoding="utf-8")
    assert published.read_text(encoding="utf-8") == made
    jsonschema.Draft202012Validator.check_schema(json.loads(made))
