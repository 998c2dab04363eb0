"""What is asked of a pull request: a first reading, what that leaves out, and what the answers add."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from enum import Enum

from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.sources.github import records as translate
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.records import Json
from tracker.sources.talk import OWN_REVIEWS, TalkCursor
from tracker.sources.threads import Item

#: Milliseconds that one takes GitHub with its conversation and its files, and whatever one person said inline.
PULL = 200
#: The same for one more list of remarks, and for one of files.
_LIST, _FILES = 30, 130
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
    item = translate.record(node)
    for place, login in enumerate(people):
        if item:
            item = translate.with_inline(item, node[f"m{place}"], login)
    return item


def is_unread(item: Item, people: AbstractSet[Login]) -> bool:
    """Whether the inline comments of somebody's newest reviews are not known and may matter."""
    missing = people - item.counted
    return bool(missing) and any(item.talk.newest_uncounted(login) for login in missing)


# -- what is read where a verdict waits for it --------------------------------------------------------


class Detail(Enum):
    """What a first reading of a pull request leaves out, and is read where a verdict waits for it."""

    COMMENTS = Kind.REVIEW_COMMENTS
    FILES = Kind.FILES

    @property
    def kind(self) -> Kind:
        return self.value

    @property
    def reason(self) -> str:
        """Why something is missing as long as it is not read."""
        return _REASONS[self]

    @property
    def effect(self) -> str:
        return _EFFECTS[self]

    @property
    def at_once(self) -> int:
        """Of how many pull requests it is read in one step."""
        return _DETAILED[self]

    @property
    def weight(self) -> int:
        """What all of these weigh."""
        return self.at_once * _WEIGHTS[self]


DETAILS = tuple(Detail)
_REASONS = {
    Detail.COMMENTS: "the inline comments of other reviewers were not counted",
    Detail.FILES: "only the first of many changed files were read",
}
_EFFECTS = {
    Detail.COMMENTS: "who reviewed most is not certain",
    Detail.FILES: "some directories may be missing",
}
_DETAILED = {Detail.COMMENTS: 20, Detail.FILES: 10}
#: Milliseconds for one: of inline comments there is a list for each of many reviews.
_WEIGHTS = {Detail.COMMENTS: _FILES, Detail.FILES: _FILES}


def detail_question(item: Item, detail: Detail) -> Question:
    if detail is Detail.FILES:
        return Question(
            field=_MORE_FILES, values={"id": item.id, "after": item.files_after or None}, weight=_WEIGHTS[detail]
        )
    return Question(field=_MORE_COMMENTS, values={"id": item.id}, weight=_WEIGHTS[detail], connections=1 + _COUNTED)


#: Reviews whose inline comments are counted.
_COUNTED = 50
_MORE_COMMENTS = f"node(id: $id) {{ ... on PullRequest {{ id reviews(last: {_COUNTED}) {{ ...Inline }} }} }}"
_MORE_FILES = (
    "node(id: $id) { ... on PullRequest { id files(first: 100, after: $after) "
    "{ pageInfo { hasNextPage endCursor } nodes { path additions deletions } } } }"
)


def lacks(item: Item, detail: Detail) -> bool:
    """Whether there may be more to read of a pull request."""
    if detail is Detail.FILES:
        return item.files_after is not None
    return any(review.comments is None for review in item.talk.reviews.values())


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
