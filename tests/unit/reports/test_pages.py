"""What leads and admins ask for: each document has a published schema of its own."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tracker.reports.json import PAGES, page_schema

CONFIG = Path(__file__).parents[3] / "config"


@pytest.mark.parametrize("name", PAGES)
def test_the_published_schema_of_a_page_is_the_one_that_its_models_make(name):
    """UPDATE_GOLDEN=1 writes it anew."""
    published = CONFIG / f"{name}.schema.json"
    made = json.dumps(page_schema(name), indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        published.write_text(made, encoding="utf-8")
    assert published.read_text(encoding="utf-8") == made
    jsonschema.Draft202012Validator.check_schema(json.loads(made))
