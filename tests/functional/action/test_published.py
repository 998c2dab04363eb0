"""The action publishes to an issue."""

from pathlib import Path

import pytest
from functional.action.given import BELOW, EARLIER, KEEP, PUBLISH, SAVE, files
from functional.running import CANARY, NELL, ROSA, WORLD_DAY
from standin.testing import Client

MARK = "<!-- ladder-check report:"


def published(server):
    client = Client(server)
    return [
        one["body"] for one in client.get("/repos/kubernetes/org/issues/105/comments").json() if MARK in one["body"]
    ]


def test_published_to_an_issue_the_report_is_updated_in_place(repository, serve, installed):
    server = serve(secondary_limits=False)
    runner = repository(server)
    asked = {"logins": f"{NELL} {ROSA}", "publish_to": "kubernetes/org#105", "name": "mentees"}
    assert not runner.run(CANARY, installed, as_of=EARLIER, **asked).failed
    (first,) = published(server)
    job = runner.run(CANARY, installed, as_of=WORLD_DAY, **asked)
    (second,) = published(server)
    assert job.steps[PUBLISH] == "success"
    assert first.startswith(f"{MARK} mentees, part 1 -->")
    assert f"as of {EARLIER}" in first
    assert f"What changed since {EARLIER}" in second
    assert files(job) == {"report.json", "report.html", "report.md"}
    assert job.summary == Path(job.outputs["path"], "report.md").read_text(encoding="utf-8")


def test_below_a_tier_it_is_published_all_the_same(repository, serve, installed):
    server = serve(secondary_limits=False)
    job = repository(server).run(
        CANARY, installed, logins=NELL, as_of=WORLD_DAY, fail_below="member", publish_to="kubernetes/org#105"
    )
    assert job.steps[PUBLISH] == "success"
    assert job.steps[BELOW] == "failure"
    assert len(published(server)) == 1


def test_a_token_that_may_not_publish(repository, serve, installed):
    server = serve(secondary_limits=False, read_only_token=True)
    job = repository(server).run(CANARY, installed, logins=NELL, as_of=WORLD_DAY, publish_to="kubernetes/org#105")
    assert job.steps[PUBLISH] == "failure"
    assert job.steps[SAVE] == job.steps[KEEP] == "success"
    assert job.outputs["path"]
    (note,) = job.notes
    assert note.kind == "error"
    assert "issues: write" in note.text


@pytest.mark.parametrize("issue", ["$(touch {target})", "--output={target}\n::error::owned", "kubernetes/org#105 --x"])
def test_a_hostile_issue_is_refused_and_nothing_else(repository, serve, installed, tmp_path, issue):
    server = serve(secondary_limits=False)
    target = tmp_path / "owned"
    job = repository(server).run(
        CANARY, installed, logins=NELL, as_of=WORLD_DAY, publish_to=issue.format(target=target)
    )
    assert job.steps[PUBLISH] == "failure"
    assert not target.exists()
    assert [note.kind for note in job.notes] == ["error"]
    assert published(server) == []
