"""The form of a membership request as it is asked for, empty: its fields, and what its boxes say."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from tracker.record import record

_PLACEHOLDER = re.compile(r"<[^<>]*>")


class FieldKind(StrEnum):
    """GitHub's kinds of fields that leave something in the issue."""

    INPUT = "input"
    TEXTAREA = "textarea"
    DROPDOWN = "dropdown"
    CHECKBOXES = "checkboxes"


@record
class FormBox:
    """A box with its text.

    ``id`` is our name for what it says, or None where we do not know the box; ``shown_by`` are criteria that prove it
    together; ``of_sponsors`` is True where they speak of the sponsors that are named.
    """

    text: str
    required: bool = False
    id: str | None = None
    shown_by: tuple[str, ...] = ()
    of_sponsors: bool = False


@record
class FormField:
    """A field; ``label`` is its heading in the issue, ``id`` its name in an address that fills the form in."""

    id: str
    kind: FieldKind
    label: str
    options: tuple[str, ...] = ()
    boxes: tuple[FormBox, ...] = ()


@record
class FormTemplate:
    """A form. ``read_on`` is the day of a copy that comes with the program, None where the form was read just now.

    ``settles`` are criteria that the request itself is the way to.
    """

    repository: str
    path: str
    url: str
    title: str
    fields: tuple[FormField, ...]
    read_on: date | None = None
    settles: frozenset[str] = frozenset()

    def title_for(self, login: str) -> str:
        """The title with the login in the place of ``<your-GH-handle>``, or after it where there is none."""
        return _PLACEHOLDER.sub(login, self.title) if _PLACEHOLDER.search(self.title) else f"{self.title} {login}"

    def explained_by(self, known: "FormTemplate") -> "FormTemplate":
        """This form with what another one knows of boxes that say the very same."""
        boxes = {_words(box.text): box for one in known.fields for box in one.boxes}

        def explained(box: FormBox) -> FormBox:
            return replace(boxes.get(_words(box.text), box), text=box.text, required=box.required)

        fields = tuple(replace(one, boxes=tuple(map(explained, one.boxes))) for one in self.fields)
        return replace(self, fields=fields, settles=known.settles)


def _words(text: str) -> str:
    return " ".join(text.split())
