"""A conversation is put together from what several answers gave."""

from dataclasses import replace

import pytest
from unit.sources.github.records import READER, as_own, as_thread, connection, conversation, pull, remark, review

from tracker.facts.activity import FileChange
from tracker.sources.github import records as translate
from tracker.sources.talk import Talk, TalkCursor

BEFORE, AFTER = "2026-05-01T12:00:00Z", "2026-05-02T12:00:00Z"  # of the merge
ONE = connection(total=1)


def thread(**more):
    return as_thread(conversation(**more), READER)


def with_two_reviewers(*remarks, **more):
    return thread(
        mine=connection(review("octo", comments=ONE)),
        reviews=connection(review("octo"), review("ann")),
        comments=connection(*remarks),
        **more,
    )


def test_counts_matter_where_nobody_gave_lgtm():
    assert with_two_reviewers().uncounted
    assert with_two_reviewers(remark("ann", "/lgtm", AFTER)).uncounted
    assert with_two_reviewers(
        remark("ann", "/lgtm", BEFORE), remark("bob", "/lgtm cancel", BEFORE[:-2] + "1Z")
    ).uncounted
    assert with_two_reviewers(remark("someone", "/lgtm", BEFORE)).uncounted  # the author's own


@pytest.mark.parametrize(
    "other",
    [
        with_two_reviewers(remark("ann", "/lgtm", BEFORE)),
        with_two_reviewers(mergedAt=None),
        thread(mine=connection(review("octo", comments=ONE)), reviews=connection(review("octo"))),
        thread(mine=connection(review("octo", comments=connection())), reviews=connection(review("ann"))),
        thread(reviews=connection(review("ann"))),
    ],
)
def test_counts_do_not_matter_elsewhere(other):
    assert not other.uncounted


def test_counting():
    before = with_two_reviewers()
    inline = connection(remark("ann", "/lgtm", BEFORE), total=4)
    counted = translate.talk({"reviews": connection(review("octo"), review("ann", comments=inline))})
    after = before.with_counts(counted).participation()
    assert [(str(r.by), r.comments) for r in after.conversation.reviews] == [("octo", 1), ("ann", 4)]
    assert [str(c.by) for c in after.conversation.commands] == ["ann"]
    assert not before.with_counts(counted).uncounted


def test_the_beginning_of_a_conversation():
    end = thread(
        comments=connection(remark("ann", "/lgtm", AFTER), total=3), reviews=connection(review("ann"), total=2)
    )
    assert (end.talk.reviews_left, end.talk.remarks_left) == (1, 2)
    start = translate.talk(
        {
            "comments": connection(remark("octo", "/lgtm", BEFORE), remark("bob", "hi", BEFORE), total=3),
            "reviews": connection(review("octo", BEFORE), total=2),
        }
    )
    whole = end.with_page(start, TalkCursor(), reviews=1, remarks=2)
    assert whole.talk.complete
    assert whole.participation().reviewed
    assert [str(c.by) for c in whole.participation().commands] == ["octo"]
    part = end.with_page(start, TalkCursor(reviews="", remarks="c1"), reviews=1, remarks=1)
    assert not part.talk.complete
    assert part.to_read_on
    assert not replace(part, cursor=TalkCursor(reviews="", remarks="")).to_read_on  # there is no more than that


def test_the_conversation_that_was_read_further_is_gone_on_with():
    end = translate.item_of(conversation(reviews=connection(total=3), comments=connection(total=300)))
    page = end.with_page(Talk(), TalkCursor(reviews="", remarks="c1"), reviews=3, remarks=100)
    for merged in (end.with_earlier(page), page.with_earlier(end)):
        assert merged == page
    further = page.with_page(Talk(), TalkCursor(reviews="", remarks="c2"), reviews=0, remarks=100)
    for merged in (page.with_earlier(further), further.with_earlier(page)):
        assert merged == further


def test_more_files():
    item = as_own(
        pull(changedFiles=2, files=connection({"path": "a", "additions": 1, "deletions": 0}, after="A")), READER
    )
    longer = item.with_files((FileChange(path="b", additions=1, deletions=0),), None)
    assert [f.path for f in longer.pull_request.files] == ["a", "b"]
    assert longer.files_after is None
    assert longer.pull_request.files_complete
