"""The forms that come with the program, for when today's cannot be read."""

from datetime import date
from typing import Literal

from pydantic import Field, TypeAdapter

from tracker.facts.form_template import FormField, FormTemplate
from tracker.strict import Strict


class FormSource(Strict):
    """Which revision of the form was copied."""

    repository: str
    path: str
    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    read_on: date


class FormFile(Strict):
    """A copy of an issue form, with what this program knows of its boxes: each has a name to attest it by."""

    schema_id: Literal["ladder-check.request-form/v1"] = Field(alias="schema")
    source: FormSource
    title: str
    settles: frozenset[str] = frozenset()
    """Criteria that the request itself is the way to: it can be written before they are met."""
    fields: tuple[FormField, ...] = Field(min_length=1)

    def template(self) -> FormTemplate:
        source = self.source
        return FormTemplate(
            repository=source.repository,
            path=source.path,
            url=f"https://github.com/{source.repository}/blob/{source.commit}/{source.path}",
            title=self.title,
            fields=self.fields,
            read_on=source.read_on,
            settles=self.settles,
        )


FORM: TypeAdapter[FormFile] = TypeAdapter(FormFile)
