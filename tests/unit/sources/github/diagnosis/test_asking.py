"""What the doctor asks in one document: nothing is taken for an absence that GitHub did not say."""

import pytest

from tracker.errors import SourceError
from tracker.sources.base import FileRef
from tracker.sources.github.api.responses import Answer, Problem
from tracker.sources.github.diagnosis.files import read_files
from tracker.sources.github.diagnosis.names import read_names
from tracker.sources.github.diagnosis.observations import Trouble
from tracker.sources.github.diagnosis.schema import in_use, read_schema

FILE = FileRef("octo-org/org", "org.yaml")
NOT_FOUND = Problem(message="Could not resolve", type="NOT_FOUND", path=("r0",))
REFUSED = Problem(message="no", type="FORBIDDEN", path=("r0",))


class Client:
    def __init__(self, data, *errors):
        self.answer = Answer(data=data, errors=errors)

    def graphql(self, document, variables):
        return self.answer


def name(data, *errors):
    return read_names(Client({"r0": data}, *errors), ["octo-org/site"])["octo-org/site"]


def test_only_what_github_says_is_not_there_is_not_there():
    assert name({"nameWithOwner": "octo-org/site"}) == "octo-org/site"
    assert name(None, NOT_FOUND) is None
    assert name(None, REFUSED) == Trouble(reason="no")
    assert name(None) == Trouble(reason="GitHub gave an empty answer")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: name([]),
        lambda: read_files(Client({"dated": []}), FILE, None),
        lambda: read_schema(Client({f"t{place}": [] for place in range(len(in_use()))})),
    ],
    ids=["names", "files", "schema"],
)
def test_a_list_in_the_place_of_a_record_is_no_answer(ask):
    with pytest.raises(SourceError, match="not in its form"):
        ask()


def test_an_error_about_everything_is_no_answer():
    with pytest.raises(SourceError, match="a policy"):
        name({"nameWithOwner": "octo-org/site"}, Problem(message="a policy"))
