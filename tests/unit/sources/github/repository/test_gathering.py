"""What is known of one repository's pull requests."""

from datetime import timedelta

from standin import running_standin
from unit.sources.github.sharing import ORGS, WORLD_DATE, Watch, client_of, pulls_of, small_world

from tracker.facts.repository_work import RepositoryQuery
from tracker.sources.github.source import GitHubSource


def test_what_was_not_followed_to_its_end_is_of_when_reading_began(tmp_path):
    """A search that is not answered leaves no period of which everything is known; reading the rest takes time."""
    watch, query = (
        Watch(),
        RepositoryQuery(
            repo="kubernetes/kubernetes",
            orgs=ORGS,
            since=WORLD_DATE - timedelta(days=350),
            as_of=WORLD_DATE + timedelta(hours=1),
            open_too=True,
        ),
    )
    faults = [
        {"kind": "field_error", "at": "PullRequest.createdAt", "record": 3, "type": "FORBIDDEN", "message": "No."}
    ]
    with running_standin(small_world(tmp_path, pulls_of("octo", reviewed=20)), faults=faults) as server:
        source = GitHubSource(client_of(server, watch))
        work = source.repository(query, lambda *_: watch.sleep(600))
    assert watch.time > WORLD_DATE.timestamp()
    assert work.pulls
    assert work.fetched_at <= WORLD_DATE
