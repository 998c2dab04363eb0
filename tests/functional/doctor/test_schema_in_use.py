"""``schema_in_use.json`` has what the program uses of GitHub's schema: compared with every question that it asks.

UPDATE_GOLDEN=1 writes it anew.
"""

import json
import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from functional.leads.test_clone import commit, git
from functional.running import ANDERS, LANTERN, LUMI, PEOPLE, TODAY
from graphql import TypeInfo, TypeInfoVisitor, Visitor, get_named_type, parse, visit
from standin.schema import github_schema

import tracker.sources.github.diagnosis.schema
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import document_of
from tracker.sources.github.issue_comments import VIEWER
from tracker.sources.github.searches import ADVANCED, PLAIN

FILE = Path(tracker.sources.github.diagnosis.schema.__file__).with_name("schema_in_use.json")
FRAGMENTS = resources.files("tracker.sources.github") / "queries" / "fragments.graphql"


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Every document that goes to GitHub."""
    found: list[str] = []
    ask = GitHubClient.graphql

    def recorded(self, text, *values, **more):
        found.append(text)
        return ask(self, text, *values, **more)

    monkeypatch.setattr(GitHubClient, "graphql", recorded)
    return found


def used(text: str) -> Iterator[tuple[str, str]]:
    """Type and name of each field of a document."""
    found: list[tuple[str, str]] = []
    types = TypeInfo(github_schema())

    class Fields(Visitor):
        def enter_field(self, node, *_):
            parent = get_named_type(types.get_parent_type())
            assert parent, node.name.value
            found.append((parent.name, node.name.value))

    visit(parse(text), TypeInfoVisitor(types, Fields()))
    return ((kind, name) for kind, name in found if not (kind.startswith("__") or name.startswith("__")))


def static() -> Iterator[str]:
    yield FRAGMENTS.read_text("utf-8")
    yield document_of("Viewer", [VIEWER])[0]


def test_the_list_is_what_the_questions_use(run, serve, asked, home):
    server = serve(secondary_limits=False)
    (home / "cohort.yaml").write_text(
        "- team: kubernetes/sig-widgets-leads\n- owners: kubernetes/kubernetes:pkg/widget\n"
    )
    for words in ([ANDERS, "--full"], PEOPLE, [LUMI, "--refresh"], ["--cohort", "cohort.yaml"]):
        assert run(*words, *TODAY, server=server).code == 0
    assert run("request", "105", program="ladder", server=server).code == 0
    assert run("requests", program="ladder", server=server).code == 0
    (home / "clone").mkdir()
    git(home / "clone", "init", "-b", "main")
    commit(home / "clone", "a.go", "1", "Add a (#1)", "2026-01-02T00:00:00Z")
    for words in (["candidates"], ["candidates", "--clone", "clone"], ["area"]):
        assert run(*words, LANTERN, *TODAY, program="ladder", server=server).code == 0
    assert run("doctor", program="ladder", server=server).code in {0, 4}
    found: dict[str, set[str]] = {"SearchType": {ADVANCED.type, PLAIN.type}}
    for text in dict.fromkeys([*asked, *static()]):
        for kind, name in used(text):
            found.setdefault(kind, set()).add(name)
    made = {kind: sorted(found[kind]) for kind in sorted(found)}
    if os.environ.get("UPDATE_GOLDEN"):
        lines = (f"  {json.dumps(kind)}: {json.dumps(names)}" for kind, names in made.items())
        FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert json.loads(FILE.read_text(encoding="utf-8")) == made
