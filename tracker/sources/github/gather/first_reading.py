"""The first reading of a pull request: the question, and what its answer shows to those who took part."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

from tracker.facts.people import Login
from tracker.sources.github import records as translate
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.question import Question, Result
from tracker.sources.talk import OWN_REVIEWS
from tracker.sources.threads import Item

#: Milliseconds that one takes GitHub with its conversation and its files, by published figures.
PULL = 200
#: The lists in the fragment ``Conversation``.
_CONVERSATION = ("labels", "files", "reviews", "comments")


def first_question(id_: str, people: Collection[Login]) -> Question:
    names = {f"m{place}": login.name for place, login in enumerate(people)}
    # One review after the other is rare: who has more is read in full when a verdict waits for it.
    inline = " ".join(f"{name}: reviews(author: ${name}, last: {OWN_REVIEWS}) {{ ...Inline }}" for name in names)
    text = f"node(id: $id) {{ ... on PullRequest {{ ...Conversation {inline} }} }}"
    connections = len(_CONVERSATION) + len(names) * (1 + OWN_REVIEWS)
    return Question(field=text, values={"id": id_, **names}, weight=PULL, connections=connections, name="n")


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
