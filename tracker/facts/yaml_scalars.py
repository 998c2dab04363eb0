"""What Go makes of a plain word in YAML: a text, a number, a truth value, or nothing.

Source: ``resolve.go`` of go.yaml.in/yaml/v2, which sigs.k8s.io/yaml 1.6 reads Prow's files with. It follows YAML 1.1:
``yes`` is true, and ``010`` is 8. Dates stay texts.
"""

import re
import struct
from math import inf, isfinite, nan

Scalar = str | int | float | None

#: YAML's own tags begin so; ``!!str`` is short for the one that ends in ``str``.
TAG = "tag:yaml.org,2002:"

_SPELLINGS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "yes", "true", "on"), True),
    **dict.fromkeys(("n", "no", "false", "off"), False),
    **dict.fromkeys(("", "~", "null"), None),
}
_WORDS: dict[str, Scalar] = {
    **{form(word): value for word, value in _SPELLINGS.items() for form in (str, str.capitalize, str.upper)},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -inf),
}
_BASES = (
    (re.compile(r"0[xX]([0-9a-fA-F]+)"), 16),
    (re.compile(r"0[bB]([01]+)"), 2),
    (re.compile(r"0[oO]?([0-7]+)"), 8),
)
_DECIMAL = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_LARGEST = 2**64
_LONGEST = 70  # 64 binary digits with what stands before them
_FLOAT_MAX = 1e38
_WITH_EXPONENT = 1e6
_OF_TAG: dict[str, tuple[type, ...]] = {"bool": (bool,), "int": (int,), "float": (int, float), "null": (type(None),)}


def scalar(text: str, tag: str | None, *, plain: bool) -> Scalar:
    """The value of a word; ``plain`` is one without quotes and without a tag.

    Raises:
        ValueError: its tag says that it is something that it is not.
    """
    if plain and tag is None:
        return resolved(text)
    wanted = _OF_TAG.get((tag or "").removeprefix(TAG))
    if wanted is None:
        return text
    value = resolved(text)
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise ValueError(text)
    return value


def resolved(text: str) -> Scalar:
    """The value of a plain word."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    number = text.replace("_", "") if text[0] != "." else text
    whole = _whole(number)
    if whole is not None:
        return whole
    value = float(number) if _FLOAT.fullmatch(number) else inf
    return value if isfinite(value) else text


def _whole(text: str) -> int | None:
    if len(text) > _LONGEST:
        return None
    sign, digits = (text[0], text[1:]) if text[:1] in {"+", "-"} else ("", text)
    found = int(digits) if _DECIMAL.fullmatch(digits) else _in_a_base(digits)
    if found is None or found >= _LARGEST:
        return None
    return -found if sign == "-" else found


def _in_a_base(digits: str) -> int | None:
    matches = ((pattern.fullmatch(digits), base) for pattern, base in _BASES)
    return next((int(match[1], base) for match, base in matches if match), None)


def spelled(value: str | float) -> str:
    """How Go writes a value where it needs a text: as a key, or as an element of a list of texts.

    A float is cut to 32 bits before that, and from a million on it has an exponent.
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    short = struct.unpack("f", struct.pack("f", value))[0] if abs(value) < _FLOAT_MAX else value
    return str(int(short)) if short.is_integer() and abs(short) < _WITH_EXPONENT else f"{short:e}"
