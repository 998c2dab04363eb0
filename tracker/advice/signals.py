"""What in a pull request leads to a group, in the words of a reason."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Self

from tracker.facts.activity import PullRequest
from tracker.guide import Signals
from tracker.record import positional_record, record

#: A word in a title says less than the place of the work, a proposal's number or a label.
OF_A_WORD = 0.5

# KEP-4671, KEP 4671, [KEP#4671]; in kubernetes/enhancements keps/sig-scheduling/4671-gang-scheduling/README.md and
# keps/prod-readiness/sig-scheduling/4671.yaml.
_IN_TITLES = re.compile(r"\bKEPs?[-\s#:]{0,3}(\d{2,6})\b", re.IGNORECASE | re.ASCII)
_IN_PATHS = re.compile(r"keps/(?:[^/]+/){1,2}(\d{2,6})[-./]", re.ASCII)
#: The repository in which enhancements are proposed.
PROPOSALS = "kubernetes/enhancements"


@positional_record
class Signal:
    """One thing that leads to a group. ``words`` end a sentence about pull requests: ``labelled wg/batch``."""

    words: str
    weight: float = 1.0


@record
class Clues:
    """What a pull request shows that may lead to a group: found once, and held against the rules of each group.

    ``repo``, ``labels`` and ``title`` are in lower case; ``proposals`` are the numbers of enhancement proposals that
    it names in its title, or changes.
    """

    pull_request: PullRequest
    repo: str
    labels: frozenset[str]
    title: str
    proposals: frozenset[int]

    @classmethod
    def of(cls, pull_request: PullRequest, silent: Collection[str] = ()) -> Self:
        """What a pull request shows; in repositories that are ``silent`` the words of its title show nothing."""
        return cls(
            pull_request=pull_request,
            repo=pull_request.repo.lower(),
            labels=frozenset(label.casefold() for label in pull_request.labels),
            title="" if pull_request.repo.lower() in silent else pull_request.title.lower(),
            proposals=_proposals_in(pull_request),
        )


def _proposals_in(pull_request: PullRequest) -> frozenset[int]:
    found = set(_IN_TITLES.findall(pull_request.title))
    if pull_request.repo.lower() == PROPOSALS:
        found.update(number for changed in pull_request.files for number in _IN_PATHS.findall(changed.path))
    return frozenset(map(int, found))


def strongest(clues: Clues, rules: Signals, labels: Sequence[str] = ()) -> Signal | None:
    """What leads most surely to a group, if anything does; ``labels`` count beside those of the rules.

    Nearly always nothing does, and every pull request of everybody is held against every group: that is seen first.
    """
    return (
        (_place(clues, rules) if clues.repo in rules.repos else None)
        or (_proposal(clues, rules) if clues.proposals else None)
        or (None if clues.labels.isdisjoint(rules.folded_labels) else _labelled(clues, rules.labels))
        or (_labelled(clues, labels) if labels else None)
        or _word(clues, rules)
    )


def _place(clues: Clues, rules: Signals) -> Signal | None:
    repo, files = clues.pull_request.repo, clues.pull_request.files
    for place in rules.places:
        if place.repo != clues.repo:
            continue
        if not place.path:
            return Signal(f"in {repo}")
        if any(place.holds(changed.path) for changed in files):
            return Signal(f"in {repo}:{place.path}")
    return None


def _proposal(clues: Clues, rules: Signals) -> Signal | None:
    return next((Signal(f"about KEP-{number}") for number in rules.keps if number in clues.proposals), None)


def _labelled(clues: Clues, labels: Iterable[str]) -> Signal | None:
    return next((Signal(f"labelled {label}") for label in labels if label.casefold() in clues.labels), None)


def _word(clues: Clues, rules: Signals) -> Signal | None:
    for word, lower, phrase in rules.phrases:
        # Whether it is there at all is seen in a hundredth of the time that it takes to see whether it stands alone.
        if lower in clues.title and phrase.search(clues.pull_request.title):
            return Signal(f'with "{word}" in the title', OF_A_WORD)
    return None
