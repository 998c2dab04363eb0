"""What a page leaves out, asked for only when a verdict waits for it.

Counts of inline comments, the beginnings of long conversations, the rest of long lists of files.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.facts import Gap, Kind, Need
from tracker.sources.github import answers, translate
from tracker.sources.github.replies import TooHeavy
from tracker.sources.github.streams import Ask
from tracker.sources.github.translate import Json
from tracker.sources.github.views import Views
from tracker.sources.threads import Item, Thread

_AT_ONCE = {Kind.REVIEW_COMMENTS: 20, Kind.CONVERSATIONS: 10, Kind.FILES: 1}
_QUESTIONS = {Kind.REVIEW_COMMENTS: "review_comments", Kind.CONVERSATIONS: "conversations"}
_REASONS = {
    Kind.REVIEW_COMMENTS: "the inline comments of other reviewers were not counted",
    Kind.CONVERSATIONS: "only the newest part of long conversations was read",
    Kind.REVIEWED: "only the newest part of long conversations was read",
    Kind.FILES: "only the first of many changed files were read",
}
_EFFECTS = {
    Kind.REVIEW_COMMENTS: "who reviewed most is not certain",
    Kind.CONVERSATIONS: "who gave /lgtm first is not certain",
    Kind.REVIEWED: "a review may be missing",
    Kind.FILES: "some directories may be missing",
}


class FollowUps:
    """Follow-up questions about the pull requests in ``views``, which they complete in place.

    ``completed`` are the ids of those that more was read of since somebody last took them away.
    """

    def __init__(self, ask: Ask, views: Views) -> None:
        self._ask = ask
        self._views = views
        self.completed: set[str] = set()
        self._at_once = dict(_AT_ONCE)
        self._given_up: set[tuple[Kind, str]] = set()

    def read(self, need: Need) -> bool:
        """Send the one next request that may help; False where there is none.

        Raises:
            SourceError, TokenError: from the client.
        """
        kind = Kind.CONVERSATIONS if need.kind is Kind.REVIEWED else need.kind
        found = (item.id for item in self._open(kind) if need.repo in {None, item.repo})
        ids = list(islice(found, self._at_once.get(kind, 0)))
        if not ids:
            return False
        try:
            self._complete(kind, ids)
        except TooHeavy:
            if len(ids) == 1:
                self._given_up.add((kind, ids[0]))
            self._at_once[kind] = max(1, len(ids) // 2)
        return True

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What nobody asked for yet, and what GitHub did not tell when it was asked."""
        for kind, reason in _REASONS.items():
            known_as = Kind.CONVERSATIONS if kind is Kind.REVIEWED else kind
            items = [item for item in self._lacking(known_as) if kind is not Kind.REVIEWED or _unreviewed(item)]
            for given_up in (False, True):
                found = [item for item in items if ((known_as, item.id) in self._given_up) is given_up]
                if found:
                    yield Gap(
                        kind=kind,
                        reason=f"{ended}; {reason}" if ended else reason,
                        effect=_EFFECTS[kind],
                        repos=frozenset(item.repo for item in found),
                        more=not (given_up or ended),
                    )

    def _open(self, kind: Kind) -> Iterator[Item]:
        """What lacks something that was not asked for in vain."""
        return (item for item in self._lacking(kind) if (kind, item.id) not in self._given_up)

    def _lacking(self, kind: Kind) -> Iterable[Item]:
        match kind:
            case Kind.REVIEW_COMMENTS:
                return (thread for thread in self._views.threads.values() if thread.uncounted)
            case Kind.CONVERSATIONS:
                return (thread for thread in self._views.threads.values() if not thread.talk.complete)
            case Kind.FILES:
                items = [*self._views.own.values(), *self._views.threads.values()]
                return (item for item in items if not item.pull_request.files_complete)
            case _:
                return ()

    def _complete(self, kind: Kind, ids: Sequence[str]) -> None:
        if kind is Kind.FILES:
            self._list_files(ids[0])
            return
        answer = self._ask(_QUESTIONS[kind], {"ids": list(ids)})
        for node in answers.nodes(answer):
            self._update(self._with(kind, self._views.records[node["id"]], node))
        # what one answer could not give, the same question will not give either
        self._given_up |= {(kind, id_) for id_ in ids}

    def _with(self, kind: Kind, item: Item, node: Json) -> Item:
        talk = translate.talk(node)
        if kind is Kind.REVIEW_COMMENTS:
            return item.with_counts(talk)
        reviews, remarks = translate.sizes(node)
        return item.with_beginning(talk, reviews=reviews, remarks=remarks)

    def _update(self, item: Item) -> None:
        self._views.update(item)
        self.completed.add(item.id)

    def _list_files(self, id_: str) -> None:
        """One more page of a pull request's files."""
        item = self._views.records[id_]
        answer = self._ask("files", {"id": id_, "after": item.files_after or None})
        found = answers.more_files(answer)
        if found is None:
            self._given_up.add((Kind.FILES, id_))
            return
        files, after = found
        self._update(item.with_files(files, after))
        if after is None:
            self._given_up.add((Kind.FILES, id_))


def _unreviewed(item: Item) -> bool:
    return isinstance(item, Thread) and not item.participation().reviewed
