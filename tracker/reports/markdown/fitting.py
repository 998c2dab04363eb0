"""A document made short enough for where it goes: GitHub takes 65,536 characters in a comment, 1 MiB in a summary."""

from bisect import bisect_left

from tracker.reports.base import Style
from tracker.reports.markdown.chunks import Shown, Text, Totals, left_out

_WHOLE = "The whole is in the report without a limit, in the page (`--format html`) and in `--format json`."


def fitted(text: Text, style: Style) -> str:
    """The text within the style's limits.

    What does not fit is left out and named at the end: evidence first, then items from the end of each section, in
    the order in which the sections give theirs up.
    """
    everything = text.text(text.everything)
    if fits(everything, style):
        return everything
    most = 1 + sum(len(section.items) for section in text.chunks)
    steps = bisect_left(range(1, most), True, key=lambda step: fits(_shortened(text, step, style), style))  # noqa: FBT003 - what is looked for
    return _shortened(text, steps + 1, style)


def length(text: str) -> int:
    """In characters as UTF-16 counts, like JavaScript: an emoji is two. Whoever counts otherwise, counts fewer."""
    return len(text.encode("utf-16-le")) // 2


def fits(text: str, style: Style) -> bool:
    short = style.limit is None or length(text) <= style.limit
    return short and (style.limit_bytes is None or len(text.encode()) <= style.limit_bytes)


def _shortened(text: Text, step: int, style: Style) -> str:
    shown = _shown(text, step - 1)
    return text.text(shown, notice=notice(left_out(text, shown, Totals(text)), room(style)))


def _shown(text: Text, gone: int) -> Shown:
    """What is shown, in brief, without so many items."""
    shown = [[item.brief for item in section.items] for section in text.chunks]
    order = sorted(range(len(shown)), key=lambda place: (text.chunks[place].goes, -place))
    for place in order:
        kept = max(len(shown[place]) - gone, 0)
        gone -= len(shown[place]) - kept
        del shown[place][kept:]
    return shown


def room(style: Style) -> str:
    """The limits of a style in words."""
    characters = [f"{style.limit:,} characters"] if style.limit is not None else []
    size = [f"{style.limit_bytes:,} bytes"] if style.limit_bytes is not None else []
    return " and ".join([*characters, *size])


def notice(missing: list[str], room: str) -> str:
    """That something is missing, and where it is; empty where nothing is."""
    return f"**Shortened to fit into {room}.** Left out: {'; '.join(missing)}. {_WHOLE}" if missing else ""
