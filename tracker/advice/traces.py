"""What of somebody's work and interests leads to each group, and how much: recent work weighs more."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tracker.advice.signals import OF_A_WORD, PROPOSALS, Clues, Signal, strongest
from tracker.criteria.work import Piece, Work
from tracker.facts.activity import PullRequest
from tracker.facts.groups import Group, Groups, Subproject
from tracker.facts.prose import counted
from tracker.findings.groups import Reason
from tracker.guide import Guide, Signals
from tracker.record import positional_record

_OF_A_SIG = re.compile(r"keps/(?:prod-readiness/)?(sig-[a-z0-9-]+)/", re.ASCII)
#: After so many days a piece of work weighs half.
HALF_LIFE = 365
#: So many reasons are given for a group.
REASONS = 3
#: What words in titles must weigh together: one of this year does.
LEAST_OF_WORDS = OF_A_WORD / 2
_NOTHING = Signals()


@positional_record
class Territory:
    """What lies where, as sigs.yaml says."""

    groups: Groups

    def subprojects(self, pull_request: PullRequest) -> tuple[Subproject, ...]:
        """The subprojects that own what a pull request changes: of each file the nearest."""
        repo = pull_request.repo.lower()
        paths = [changed.path for changed in pull_request.files] or ["/"]
        found = (one for path in paths for one in self._nearest(repo, path.rpartition("/")[0]))
        return tuple(dict.fromkeys(found))

    def _nearest(self, repo: str, directory: str) -> tuple[Subproject, ...]:
        while True:
            if found := self.groups.owned.get((repo, directory)):
                return found
            if not directory:
                return ()
            directory = directory.rpartition("/")[0]

    def proposed_to(self, pull_request: PullRequest) -> Iterator[str]:
        """The SIGs whose enhancement proposals a pull request changes."""
        if pull_request.repo.lower() == PROPOSALS:
            found = (_OF_A_SIG.match(changed.path) for changed in pull_request.files)
            yield from dict.fromkeys(match[1] for match in found if match)


@dataclass(slots=True)
class Trace:
    """What leads to one group: its pieces of work by the words that say what they share, and the interests stated.

    ``score`` adds up the weights; it orders groups and is never shown. ``welcomes`` say where newcomers begin, and
    ``sure`` that more than words in titles leads there.
    """

    score: float = 0.0
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    interests: list[str] = field(default_factory=list)
    welcomes: tuple[Reason, ...] = ()
    sure: bool = False
    known: dict[Subproject, None] = field(default_factory=dict)

    def add(self, signal: Signal, piece: Piece, weight: float) -> None:
        self.score += weight * signal.weight
        self.sure |= signal.weight > OF_A_WORD
        self.pieces.setdefault(signal.words, []).append(piece)
        self.weights[signal.words] = self.weights.get(signal.words, 0.0) + weight * signal.weight

    @property
    def weak(self) -> bool:
        """Whether it is no more than a word in a title or two, of long ago."""
        return not self.sure and self.score < LEAST_OF_WORDS

    def reasons(self, url: str) -> tuple[Reason, ...]:
        """The interests first, then what weighs most, each with its newest pull request; ``url`` shows the group."""
        stated = [Reason(text=f"you stated an interest in {name}", url=url) for name in self.interests]
        ranked = sorted(self.pieces, key=lambda words: -self.weights[words])
        return (*stated, *self.welcomes, *(_reason(words, self.pieces[words]) for words in ranked[:REASONS]))


def _reason(words: str, pieces: list[Piece]) -> Reason:
    newest = max(pieces, key=lambda piece: (piece.at, str(piece.pull_request)))
    last = "" if len(pieces) == 1 else "newest "
    text = (
        f"{counted(len(pieces), 'pull request')} {words} ({last}{newest.pull_request}, {newest.at.date().isoformat()})"
    )
    return Reason(text=text, url=newest.pull_request.url)


def pieces_of(work: Work) -> tuple[Piece, ...]:
    """What shows where somebody works: their own pull requests, merged or not, and those they reviewed."""
    return (*work.opened, *work.reviewed)


def weight(piece: Piece, as_of: datetime) -> float:
    """1 for a piece of today, half of it a year later."""
    return float(0.5 ** (max((as_of - piece.at).days, 0) / HALF_LIFE))


def traces_of(work: Work, shown: Iterable[Clues], territory: Territory, guide: Guide) -> dict[str, Trace]:
    """What of a person's work, and of the clues in it, leads to each group that sigs.yaml lists, by its id."""
    rules = {entry.id: entry.leads_to_it for entry in (*guide.archived, *guide.groups)}
    labelled = {group.github_label.casefold(): group.id for group in territory.groups.active}
    found: dict[str, Trace] = {}
    for piece, clues in zip(pieces_of(work), shown, strict=True):
        own = territory.subprojects(piece.pull_request)
        areas = _areas(piece, territory, own)
        near = {*rules, *areas, *(labelled[label] for label in clues.labels & labelled.keys())}
        for group in (group for group in territory.groups.active if group.id in near):
            if signal := _signal(clues, group, rules.get(group.id, _NOTHING), areas):
                trace = found.setdefault(group.id, Trace())
                trace.add(signal, piece, weight(piece, work.facts.as_of))
                trace.known.update(dict.fromkeys(one for one in own if _concerns(one, group)))
    return {id_: trace for id_, trace in found.items() if not trace.weak}


def _areas(piece: Piece, territory: Territory, own: tuple[Subproject, ...]) -> Mapping[str, Signal]:
    """What the place of a piece of work says of groups: a subproject of theirs, or a proposal to them."""
    proposed = list(territory.proposed_to(piece.pull_request))
    if proposed:
        return {sig: Signal("on proposals to the SIG") for sig in proposed}
    return {one.group: Signal(f"in the subproject {one.name}") for one in reversed(own)}


def _signal(clues: Clues, group: Group, rules: Signals, areas: Mapping[str, Signal]) -> Signal | None:
    if area := areas.get(group.id):
        return area
    return strongest(clues, rules, [group.github_label])


def _concerns(subproject: Subproject, group: Group) -> bool:
    """A SIG owns subprojects; a working group has none, and works in those of its stakeholders."""
    return subproject.group == group.id or not group.subprojects


def clues_of(work: Work, guide: Guide) -> tuple[Clues, ...]:
    """What each piece of a person's work shows, in their order."""
    return tuple(Clues.of(piece.pull_request, guide.without_title_words) for piece in pieces_of(work))


def leads_to(work: Iterable[Clues], rules: Signals) -> bool:
    """Whether anything in a person's work leads to a group that sigs.yaml does not list."""
    return any(strongest(clues, rules) for clues in work)
