"""What in a pull request leads to a group: each kind alone, without regard to case, and the surest first."""

import pytest
from factories import mine

from tracker.advice.signals import Clues, strongest
from tracker.guide import Signals

WORK = {
    "repo": "Octo-Org/Widgets",
    "title": "KEP-4671: Gang scheduling of Widgets",
    "labels": ("wg/Batch", "sig/octo"),
    "paths": ("pkg/gang/queue.go",),
}
PLACE = Signals(repositories=("octo-org/Widgets",))
PATH = Signals(paths=("octo-org/widgets:pkg/gang",))
KEP = Signals(keps=(1, 4671))
LABEL = Signals(labels=("area/none", "WG/batch"))
WORD = Signals(words=("none", "gang Scheduling"))


def words(rules, *labels):
    found = strongest(Clues.of(mine(**WORK)), rules, labels)
    return found and found.words


@pytest.mark.parametrize(
    ("rules", "labels", "said"),
    [
        (PLACE, (), "in Octo-Org/Widgets"),
        (PATH, (), "in Octo-Org/Widgets:pkg/gang"),
        (KEP, (), "about KEP-4671"),
        (LABEL, (), "labelled WG/batch"),
        (Signals(), ("sig/none", "SIG/octo"), "labelled SIG/octo"),
        (LABEL, ("sig/octo",), "labelled WG/batch"),
        (WORD, (), 'with "gang Scheduling" in the title'),
    ],
)
def test_each_kind_without_regard_to_case(rules, labels, said):
    assert words(rules, *labels) == said


@pytest.mark.parametrize(
    "rules",
    [
        Signals(),
        Signals(repositories=("octo-org/widget",)),
        Signals(paths=("octo-org/widgets:pkg/gan", "octo-org/other:pkg/gang")),
        Signals(keps=(467,)),
        Signals(labels=("batch",)),
        Signals(words=("gang sched",)),
    ],
)
def test_what_is_only_like_it_leads_nowhere(rules):
    assert words(rules, "octo") is None


def test_the_surest_comes_first():
    every = [PLACE, KEP, LABEL, WORD]
    said = ["in Octo-Org/Widgets", "about KEP-4671", "labelled WG/batch", 'with "gang Scheduling" in the title']
    for kind, surest in enumerate(said):
        rest = [one.model_dump(exclude_defaults=True) for one in every[kind:]]
        assert words(Signals(**{key: value for one in rest for key, value in one.items()})) == surest
