"""What is made here behaves as what the standard library makes of the same class."""

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field, replace
from functools import cached_property

import pytest
from pydantic import TypeAdapter

from tracker import frozen


class Pair:
    """Two of a kind."""

    name: str
    size: int = 3
    tags: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    total: int = field(init=False, compare=False)
    fixed: str = field(default="as it is", init=False)

    def __post_init__(self):
        object.__setattr__(self, "total", self.size + len(self.tags))


class Spelled:  # noqa: PLW1641 - what then becomes of its hash is what is tested
    """Of any spelling."""

    name: str

    def __eq__(self, other):
        return self.name.casefold() == other.name.casefold()


class Shown:
    """Says what it is."""

    name: str = "x"

    def __repr__(self):
        return "shown"

    def __hash__(self):
        return 7


class Empty:
    """Nothing in it."""


def made(plain, **options):
    """What the standard library makes of a class, and what is made here."""
    body = {name: one for name, one in vars(plain).items() if name not in ("__dict__", "__weakref__")}
    for decorator in (dataclasses.dataclass, frozen.dataclass):
        cls = decorator(frozen=True, **options)(type(plain.__name__, (), {**body, "__qualname__": plain.__name__}))
        globals()[f"{decorator.__module__}_{plain.__name__}"] = cls
        yield cls


OPTIONS = [{"slots": slots, "kw_only": keywords} for slots in (True, False) for keywords in (True, False)]
options = pytest.mark.parametrize("options", OPTIONS, ids=str)


def outcome(call):
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - which it is, is what is compared
        return type(error), str(error)


@options
@pytest.mark.parametrize(
    "call",
    [
        lambda cls: repr(cls(name="a")),
        lambda cls: repr(cls(name="a", size=1, tags=("x",), more={"b": 2})),
        lambda cls: cls(name="a") == cls(name="a", more={"b": 2}),
        lambda cls: cls(name="a") != cls(name="b"),
        lambda cls: cls(name="a") == "a",
        lambda cls: hash(cls(name="a")) == hash(cls(name="a")),
        lambda cls: len({cls(name="a"), cls(name="a"), cls(name="b")}),
        lambda cls: cls(name="a", tags=("x", "y")).total,
        lambda cls: repr(replace(cls(name="a"), size=9)),
        lambda cls: dataclasses.asdict(cls(name="a")),
        lambda cls: dataclasses.astuple(cls(name="a")),
        lambda cls: [one.name for one in dataclasses.fields(cls)],
        lambda cls: cls("a", 2, ("t",)).size,
        lambda cls: cls(),
        lambda cls: cls(name="a", other=1),
        lambda cls: cls(name="a", total=1),
        lambda cls: setattr(cls(name="a"), "name", "b"),
        lambda cls: delattr(cls(name="a"), "name"),
        lambda cls: copy.copy(cls(name="a", more={"b": 2})).more,
        lambda cls: repr(copy.deepcopy(cls(name="a", tags=("x",)))),
        lambda cls: cls(name="a").more is not cls(name="a").more,
        lambda cls: hasattr(cls(name="a"), "__dict__"),
        lambda cls: cls.__match_args__,
        lambda cls: repr(TypeAdapter(cls).validate_python({"name": "a", "size": "4"})),
        lambda cls: TypeAdapter(cls).dump_python(cls(name="a")),
        lambda cls: TypeAdapter(cls).json_schema(),
    ],
)
def test_a_class_does_what_the_standard_librarys_does(call, options):
    theirs, ours = (outcome(lambda cls=cls: call(cls)) for cls in made(Pair, **options))
    assert ours == theirs


@options
@pytest.mark.parametrize("plain", [Spelled, Shown, Empty])
def test_a_method_of_its_own_stays(plain, options):
    def said(cls):
        named = {"name": "A"} if dataclasses.fields(cls) else {}
        one, other = cls(**named), cls(**{key: value.lower() for key, value in named.items()})
        return repr(one), one == other, outcome(lambda: hash(one) == hash(one)), len({hash(one), hash(one)})

    theirs, ours = map(said, made(plain, **options))
    assert ours == theirs


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    name: str
    more: tuple[int, ...] = ()


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Wider(Kept):
    size: int = 1


@frozen.dataclass(frozen=True)
class Cached:
    name: str

    @cached_property
    def upper(self) -> str:
        return self.name.upper()


def test_it_can_be_pickled():
    assert pickle.loads(pickle.dumps(Kept(name="a", more=(1,)))) == Kept(name="a", more=(1,))


def test_a_class_can_be_made_wider():
    assert Wider(name="a", size=2) == Wider(name="a", size=2) != Kept(name="a")
    assert repr(Wider(name="a")) == "Wider(name='a', more=(), size=1)"
    assert copy.copy(Wider(name="a", more=(3,), size=4)) == Wider(name="a", more=(3,), size=4)


def test_a_property_can_be_cached():
    one = Cached("a")
    assert (one.upper, one.upper) == ("A", "A")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"


def test_what_may_change_or_is_ordered_is_the_standard_librarys():
    @frozen.dataclass(slots=True)
    class Open:
        name: str

    @frozen.dataclass(frozen=True, order=True)
    class Ordered:
        name: str

    @frozen.dataclass
    class Bare:
        name: str

    one = Open("a")
    one.name = "b"
    assert (one.name, Ordered("a") < Ordered("b"), Bare("a") == Bare("a")) == ("b", True, True)
