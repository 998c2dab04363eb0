"""What in a pull request leads to a group, in the words of a reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.facts.activity import PullRequest
from tracker.guide import Signals

#: A word in a title says less than the place of the work, a proposal's number or a label.
OF_A_WORD = 0.5

# KEP-4671, KEP 4671, [KEP#4671]; in kubernetes/enhancements keps/sig-scheduling/4671-gang-scheduling/README.md and
# keps/prod-readiness/sig-scheduling/4671.yaml.
_IN_TITLES = re.compile(r"\bKEPs?[-\s#:]{0,3}(\d{2,6})\b", re.IGNORECASE | re.ASCII)
_IN_PATHS = re.compile(r"keps/(?:[^/]+/){1,2}(\d{2,6})[-./]", re.ASCII)
#: The repository in which enhancements are proposed.
PROPOSALS = "kubernetes/enhancements"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that leads to a group. ``words`` end a sentence about pull requests: ``labelled wg/batch``."""

    words: str
    weight: float = 1.0


def strongest(pull_request: PullRequest, rules: Signals, labels: Iterable[str] = ()) -> Signal | None:
    """What leads most surely to a group, if anything does; ``labels`` count beside those of the rules."""
    found = (
        *_places(pull_request, rules),
        *_proposals(pull_request, rules),
        *labelled(pull_request, (*rules.labels, *labels)),
        *_words(pull_request, rules),
    )
    return next(iter(found), None)


def _places(pull_request: PullRequest, rules: Signals) -> Iterator[Signal]:
    repo = pull_request.repo.lower()
    for place in rules.places:
        if place.repo != repo:
            continue
        if not place.path:
            yield Signal(f"in {pull_request.repo}")
        elif any(place.holds(changed.path) for changed in pull_request.files):
            yield Signal(f"in {pull_request.repo}:{place.path}")


def _proposals(pull_request: PullRequest, rules: Signals) -> Iterator[Signal]:
    numbers = proposals(pull_request) if rules.keps else frozenset[int]()
    return (Signal(f"about KEP-{number}") for number in rules.keps if number in numbers)


def proposals(pull_request: PullRequest) -> frozenset[int]:
    """Numbers of the enhancement proposals that a pull request names in its title, or changes."""
    found = set(_IN_TITLES.findall(pull_request.title))
    if pull_request.repo.lower() == PROPOSALS:
        found.update(number for changed in pull_request.files for number in _IN_PATHS.findall(changed.path))
    return frozenset(map(int, found))


def labelled(pull_request: PullRequest, labels: Iterable[str]) -> Iterator[Signal]:
    own = {label.casefold() for label in pull_request.labels}
    return (Signal(f"labelled {label}") for label in labels if label.casefold() in own)


def _words(pull_request: PullRequest, rules: Signals) -> Iterator[Signal]:
    return (
        Signal(f'with "{word}" in the title', OF_A_WORD)
        for word, phrase in rules.phrases
        if phrase.search(pull_request.title)
    )
