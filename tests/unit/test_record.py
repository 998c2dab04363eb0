"""A record compares, hashes and shows itself as a frozen dataclass with slots does."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from tracker.record import positional_record, record


@record
class Found:
    """Something that was found."""

    name: str
    seen: int = 0
    by: Mapping[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


@record
class Other:
    name: str
    seen: int = 0


@positional_record
class Placed:
    name: str
    line: int


@record
class Alone:
    """By one field."""

    name: str


@record
class Own:
    name: str

    def __eq__(self, other):
        return isinstance(other, Own)

    def __hash__(self):
        return 1

    def __repr__(self):
        return "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    name: str
    seen: int = 0
    by: Mapping[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


def test_records_are_equal_by_the_fields_that_compare():
    assert Found(name="a", by={"x": 1}) == Found(name="a")
    assert Found(name="a") != Found(name="a", secret="s")
    assert Found(name="a") != Found(name="b")


def test_records_of_other_classes_differ():
    assert Found(name="a") != Other(name="a")
    assert Alone(name="a") != "a"


def test_equal_records_are_one_key():
    assert len({Found(name="a", by={"x": 1}), Found(name="a"), Found(name="b")}) == 2
    assert len({Alone(name="a"), Alone(name="a")}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Alone(name=[]))


def test_it_is_shown_as_a_dataclass_is():
    values = {"name": "a", "seen": 2, "by": {"x": 1}, "secret": "s"}
    assert repr(Found(**values)) == repr(Usual(**values)).replace("Usual", "Found")


def test_it_holds_its_fields_alone():
    one = Found(name="a")
    assert not hasattr(one, "__dict__")
    assert replace(one, name="b").name == asdict(Found(name="b"))["name"]


def test_nothing_in_it_changes():
    one = Found(name="a")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"
    with pytest.raises(FrozenInstanceError):
        del one.name


def test_it_takes_keywords_alone_unless_it_is_positional():
    with pytest.raises(TypeError, match="positional"):
        Found("a")
    assert Placed("a", 2) == Placed(name="a", line=2)


def test_methods_of_its_own_stay():
    assert (Own(name="a") == Own(name="b"), hash(Own(name="a")), repr(Own(name="a"))) == (True, 1, "own")
