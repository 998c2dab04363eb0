"""The forms that come with the program, for when today's cannot be read."""

from datetime import date
from typing import Literal

from pydantic import Field, TypeAdapter

from tracker.facts.form_template import FieldKind, FormBox, FormField, FormTemplate
from tracker.strict import Strict

_ID = r"^[a-z][a-z0-9-]*$"


class BoxEntry(Strict):
    """A box of a form."""

    id: str = Field(pattern=_ID)
    """Our name for what it says: it can be attested like a criterion."""
    text: str
    required: bool = False
    shown_by: tuple[str, ...] = ()
    """Criteria that prove it, all of them together."""
    of_sponsors: bool = False
    """Whether these criteria speak of the sponsors that the request names."""

    def box(self) -> FormBox:
        return FormBox(
            text=self.text,
            required=self.required,
            id=self.id,
            shown_by=self.shown_by,
            of_sponsors=self.of_sponsors,
        )


class FieldEntry(Strict):
    """A field of a form."""

    id: str
    type: FieldKind
    label: str
    required: bool = False
    options: tuple[str, ...] = ()
    boxes: tuple[BoxEntry, ...] = ()

    def field(self) -> FormField:
        return FormField(
            id=self.id,
            kind=self.type,
            label=self.label,
            required=self.required,
            options=self.options,
            boxes=tuple(entry.box() for entry in self.boxes),
        )


class FormSource(Strict):
    """Which revision of the form was copied."""

    repository: str
    path: str
    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    read_on: date


class FormFile(Strict):
    """A copy of an issue form, with what this program knows of its boxes."""

    schema_id: Literal["ladder-check.request-form/v1"] = Field(alias="schema")
    source: FormSource
    title: str
    settles: frozenset[str] = frozenset()
    """Criteria that the request itself is the way to: it can be written before they are met."""
    fields: tuple[FieldEntry, ...] = Field(min_length=1)

    def template(self) -> FormTemplate:
        source = self.source
        return FormTemplate(
            repository=source.repository,
            path=source.path,
            url=f"https://github.com/{source.repository}/blob/{source.commit}/{source.path}",
            title=self.title,
            fields=tuple(entry.field() for entry in self.fields),
            read_on=source.read_on,
            settles=self.settles,
        )


FORM: TypeAdapter[FormFile] = TypeAdapter(FormFile)
