"""What is asked of a pull request: a first reading, its details, the rest of its conversation; and what answers add."""

from collections.abc import Collection, Iterable

from tracker.facts.people import Login
from tracker.sources.github import records as translate
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.gather.detail import Detail
from tracker.sources.github.records import Json
from tracker.sources.talk import OWN_REVIEWS, TalkCursor
from tracker.sources.threads import Item

#: Milliseconds that one takes GitHub with its conversation and its files, and whatever one person said inline.
PULL = 200
#: The same for one more list of remarks, and for the rest of a detail: files, or inline comments in many lists.
_LIST, DETAIL = 30, 130
#: The lists in the fragment ``Conversation``.
_CONVERSATION = ("labels", "files", "reviews", "comments")


def first_question(id_: str, people: Collection[Login]) -> Question:
    names = {f"m{place}": login.name for place, login in enumerate(people)}
    # One review after the other is rare: who has more is read in full when a verdict waits for it.
    inline = " ".join(f"{name}: reviews(author: ${name}, last: {OWN_REVIEWS}) {{ ...Inline }}" for name in names)
    text = f"node(id: $id) {{ ... on PullRequest {{ ...Conversation {inline} }} }}"
    connections = len(_CONVERSATION) + len(names) * (1 + OWN_REVIEWS)
    weight = PULL + max(0, len(names) - 1) * _LIST
    return Question(field=text, values={"id": id_, **names}, weight=weight, connections=connections, name="n")


def read_first(id_: str, result: Result, people: Iterable[Login]) -> Item | None:
    """The pull request that was asked for; None where it is not what was answered."""
    item = understood(lambda: _item(result, sorted(people)))
    return item if item and item.id == id_ else None


def _item(result: Result, people: Collection[Login]) -> Item | None:
    """The pull request of an answer; None where it was not given whole."""
    node = result.data
    if not (result.whole and node and "id" in node):
        return None
    item = translate.item_of(node)
    for place, login in enumerate(people):
        if item:
            item = translate.with_inline(item, node[f"m{place}"], login)
    return item


# -- what is read where a verdict waits for it --------------------------------------------------------


def detail_question(item: Item, detail: Detail) -> Question:
    if detail is Detail.FILES:
        return Question(field=_MORE_FILES, values={"id": item.id, "after": item.files_after or None}, weight=DETAIL)
    return Question(field=_MORE_COMMENTS, values={"id": item.id}, weight=DETAIL, connections=1 + _COUNTED)


#: Reviews whose inline comments are counted.
_COUNTED = 50
_MORE_COMMENTS = f"node(id: $id) {{ ... on PullRequest {{ id reviews(last: {_COUNTED}) {{ ...Inline }} }} }}"
_MORE_FILES = (
    "node(id: $id) { ... on PullRequest { id files(first: 100, after: $after) "
    "{ pageInfo { hasNextPage endCursor } nodes { path additions deletions } } } }"
)


def more_of(item: Item, detail: Detail, result: Result) -> Item | None:
    return understood(lambda: _detailed(item, detail, result.data)) if result.whole and result.data else None


def _detailed(item: Item, detail: Detail, node: Json) -> Item:
    if detail is Detail.FILES:
        return item.with_files(translate.changed_files(node), translate.files_after(node))
    return item.with_counts(translate.talk(node))


# -- the beginnings of long conversations, of which a first reading has only the end -----------------


#: Milliseconds for a page of both lists.
PAGE = 2 * _LIST


def page_question(item: Item) -> Question:
    """The next page from the beginning of a conversation, of both lists as far as they go on."""
    after = {"reviews_after": item.cursor.reviews, "remarks_after": item.cursor.remarks}
    asked = {name: cursor for name, cursor in after.items() if cursor != ""}
    lists = " ".join(_PAGE[name] for name in asked)
    text = f"node(id: $id) {{ ... on PullRequest {{ {lists} }} }}"
    return Question(field=text, values={"id": item.id, **asked}, weight=PAGE, connections=len(asked))


_PAGE_INFO = "pageInfo { hasNextPage endCursor }"
_PAGE = {
    "reviews_after": (
        f"reviews(first: 60, after: $reviews_after) {{ totalCount {_PAGE_INFO} nodes {{ ...ReviewCore }} }}"
    ),
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
