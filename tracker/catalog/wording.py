"""Mistakes in the words of the file: where, in YAML's terms, what, and what was probably meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.catalog.sheet import Mistake, Place, Sheet, Value

#: A JSON Schema, or a part of one.
Schema: TypeAlias = Mapping[str, object]

_SHOWN = 60
_NO_DATE = ("date_from_datetime_parsing", "date_from_datetime_inexact", "date_parsing")
_NO_MAPPING = ("model_type", "model_attributes_type", "mapping_type", "dict_type")


def lines_of(sheet: Sheet, mistakes: Iterable[Mistake]) -> tuple[str, ...]:
    """One line for each mistake, in the file's order: ``rules.yaml:42: tiers[2] reviewer > title: is missing``."""
    ordered = sorted(dict.fromkeys(mistakes), key=lambda mistake: (sheet.line(mistake.place), str(mistake.place)))
    return tuple(
        f"{sheet.name}:{sheet.line(mistake.place)}: {in_words(sheet.value, mistake.place)}: {mistake.text}"
        for mistake in ordered
    )


def in_words(value: Value, place: Place) -> str:
    """A place as a person says it: ``tiers[2] reviewer > criteria[0] primary-reviewer > at_least``."""
    words: list[str] = []
    for step in place:
        value = _inside(value, step)
        if isinstance(step, str):
            words.append(step)
        else:
            words[-1:] = [f"{words[-1] if words else 'entry '}[{step}]{_id(value)}"]
    return " > ".join(words) or "the file"


def _id(value: Value) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return f" {name}" if isinstance(name, str) else ""


def _inside(value: Value, step: str | int) -> Value:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def guess(word: str, known: Iterable[str]) -> str:
    """``; did you mean at_least?``, else what there is, else nothing."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are {', '.join(names)}" if names else ""


def mistakes_of(error: ValidationError, value: Value, schema: Schema) -> Iterator[Mistake]:
    """What pydantic found, each at its place in the file; ``schema`` is the model's, and knows the keys."""
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and details["input"]:
            continue  # not empty: its entries do not hold, and each of them is named
        place = _place(details["loc"], value)
        yield _mistake(details, place, _at(schema, value, place[:-1]))


def _place(loc: Sequence[int | str], value: Value) -> Place:
    """Pydantic's location without the kinds of criteria, which it names as if they were keys."""
    place: list[str | int] = []
    for step in loc:
        if isinstance(value, dict) and step not in value and step == value.get("kind"):
            continue
        if step != "[key]":
            place.append(step)
        value = _inside(value, step)
    return tuple(place)


def _mistake(details: ErrorDetails, place: Place, around: Schema) -> Mistake:
    given, context = details["input"], details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden":
            return Mistake(place, "unknown key" + guess(str(place[-1]), _properties(around)))
        case "union_tag_not_found":
            return Mistake((*place, "kind"), "is missing")
        case "union_tag_invalid":
            tag, tags = str(context["tag"]), _listed(context["expected_tags"])
            return Mistake((*place, "kind"), f"{_show(tag)} is no kind of criterion{guess(tag, tags)}")
        case "enum" | "literal_error":
            return Mistake(place, f"{_show(given)} is not known{guess(str(given), _listed(context['expected']))}")
        case "value_error":
            return Mistake(place, f"{_show(given)} is {context['error']}")
        case kind:
            return Mistake(place, _plain(kind, given, context, details["msg"]))


def _plain(kind: str, given: object, context: Mapping[str, object], otherwise: str) -> str:
    """The commoner mistakes in plain words."""
    if given is None and kind != "missing":
        return "has no value"
    words = {
        "missing": "is missing",
        "string_type": "has to be one text",
        "int_parsing": f"{_show(given)} is not a whole number",
        "int_type": "has to be a whole number",
        "bool_parsing": f"{_show(given)} is neither true nor false",
        "bool_type": "has to be true or false",
        **dict.fromkeys(_NO_DATE, f"{_show(given)} is not a date; write it as 2026-08-21"),
        "greater_than_equal": f"{_show(given)} is too small; the least is {context.get('ge')}",
        "string_pattern_mismatch": f"{_show(given)} does not fit {context.get('pattern')}",
        **dict.fromkeys(("tuple_type", "frozen_set_type"), "has to be a list"),
        **dict.fromkeys(_NO_MAPPING, "has to be a mapping"),
        **dict.fromkeys(("too_short", "string_too_short"), "is empty"),
    }
    return words.get(kind, otherwise)


def _show(given: object) -> str:
    text = str(given)
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _listed(expected: object) -> list[str]:
    """The names in pydantic's ``'a', 'b' or 'c'``."""
    return [word.strip(" '") for word in str(expected).replace(" or ", ",").split(",") if word.strip(" '")]


def _properties(schema: Schema) -> list[str]:
    found = schema.get("properties")
    return list(found) if isinstance(found, Mapping) else []


def _at(root: Schema, value: Value, place: Place) -> Schema:
    """The part of a JSON Schema that describes the value at a place; empty where it says nothing."""
    part = _resolved(root, root, value)
    for step in place:
        value = _inside(value, step)
        properties = part.get("properties")
        if isinstance(properties, Mapping) and step in properties:
            inner = properties[step]
        else:
            inner = part.get("items" if isinstance(step, int) else "additionalProperties")
        part = _resolved(root, inner, value)
    return part


def _resolved(root: Schema, part: object, value: Value) -> Schema:
    """A part with references followed, and of several kinds the one that the value names."""
    if not isinstance(part, Mapping):
        return {}
    if "discriminator" in part:
        kind = value.get("kind") if isinstance(value, dict) else None
        return _resolved(root, {"$ref": part["discriminator"]["mapping"].get(kind)}, value)
    if isinstance(value, dict) and isinstance(kinds := part.get("anyOf"), list):
        # A text or a mapping: only what is written out has keys.
        return next((found for kind in kinds if "properties" in (found := _resolved(root, kind, value))), {})
    if isinstance(reference := part.get("$ref"), str):
        definitions = root.get("$defs")
        name = reference.rpartition("/")[2]
        return _resolved(root, definitions.get(name), value) if isinstance(definitions, Mapping) else {}
    return part
