"""Asks for the beginnings of long conversations, of which a first reading has only the end, page by page."""

from tracker.sources.github import records as translate
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.records import Json
from tracker.sources.threads import Item, TalkCursor


def page_question(item: Item) -> Question:
    """The next page from the beginning of a conversation, of both lists as far as they go on."""
    after = {"reviews_after": item.cursor.reviews, "remarks_after": item.cursor.remarks}
    asked = {name: cursor for name, cursor in after.items() if cursor != ""}
    lists = " ".join(_PAGE[name] for name in asked)
    text = f"node(id: $id) {{ ... on PullRequest {{ {lists} }} }}"
    return Question(field=text, values={"id": item.id, **asked}, connections=len(asked))


_PAGE_INFO = "pageInfo { hasNextPage endCursor }"
_PAGE = {
    "reviews_after": f"reviews(first: 60, after: $reviews_after) {{ totalCount {_PAGE_INFO} nodes {{ ...ReviewCore }} }}",
    "remarks_after": f"comments(first: 100, after: $remarks_after) {{ {_PAGE_INFO} ...Remarks }}",
}


def longer(item: Item, result: Result) -> Item | None:
    """A pull request with one more page of its conversation; None where that did not come."""
    return understood(lambda: _with_page(item, result.data)) if result.whole and result.data else None


def _with_page(item: Item, node: Json) -> Item:
    reviews, remarks = translate.sizes(node)
    cursor = TalkCursor(reviews=_next_page(node, "reviews"), remarks=_next_page(node, "comments"))
    return item.with_page(translate.talk(node), cursor, reviews=reviews, remarks=remarks)


def _next_page(node: Json, name: str) -> str:
    """GitHub's cursor; empty where nothing follows."""
    info = node[name]["pageInfo"] if name in node else {"hasNextPage": False}
    return str(info["endCursor"] or "") if info["hasNextPage"] else ""
