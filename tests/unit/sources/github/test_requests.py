"""A membership request by its number."""

import pytest
from unit.sources.github.sharing import client_of, faults, query

from tracker.errors import SourceError
from tracker.sources.github.source import GitHubSource

ORG = "kubernetes/org"


def asked(login="ready-robin", **more):
    return query(login, requests_repository=ORG, **more)


def test_a_request(source):
    request = source.request(asked(), 105)
    assert (request.number, len(request.confirmations), request.comments_complete) == (105, 2, True)
    assert source.cost.requests == 1


def test_no_such_request(source):
    with pytest.raises(SourceError, match="there is no issue kubernetes/org#99999"):
        source.request(asked(), 99999)


def test_an_accident_is_no_missing_request(standin, watch):
    faults(standin, {"kind": "graphql_error", "field": "repository"})
    with pytest.raises(SourceError, match="did not show kubernetes/org#105: Something went wrong"):
        GitHubSource(client_of(standin, watch)).request(asked(), 105)


def test_a_ladder_without_requests(source):
    with pytest.raises(SourceError, match="has no membership requests"):
        source.request(query("ready-robin"), 105)
