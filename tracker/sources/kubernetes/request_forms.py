"""Reads the form of membership requests: one of GitHub's issue forms."""

from collections.abc import Iterator, Mapping

from tracker.errors import SourceError
from tracker.facts.form_template import FieldKind, FormBox, FormField, FormTemplate
from tracker.sources.base import FileReader, FileRef
from tracker.sources.kubernetes.links import read_through, text_in
from tracker.sources.kubernetes.yaml_text import load


def read_request_form(reader: FileReader, name: str) -> FormTemplate | None:
    """The form in a file (``owner/name:path``); None where it cannot be read, or is no form: the program has a copy."""
    ref = FileRef.parse(name)
    (found,) = read_through(reader, [ref])
    try:
        text, url = text_in(found)
        form = load(text, name=str(ref))
    except SourceError:
        return None
    top = form if isinstance(form, dict) else {}
    fields = tuple(_fields(top.get("body")))
    if not fields:
        return None
    return FormTemplate(repository=ref.repo, path=ref.path, url=url, title=_text(top, "title"), fields=fields)


def _fields(body: object) -> Iterator[FormField]:
    for part in body if isinstance(body, list) else ():
        kind = next((kind for kind in FieldKind if isinstance(part, dict) and part.get("type") == kind), None)
        if kind is None:
            continue  # text for the reader, or a kind of field that came later
        about = _mapping(part, "attributes")
        options = about.get("options")
        entries = options if isinstance(options, list) else []
        yield FormField(
            id=_text(part, "id"),
            kind=kind,
            label=_text(about, "label"),
            options=tuple(option for option in entries if isinstance(option, str)),
            boxes=tuple(
                FormBox(text=_text(box, "label"), required=_yes(box)) for box in entries if isinstance(box, dict)
            ),
        )


def _mapping(found: Mapping[str, object], key: str) -> Mapping[str, object]:
    inner = found.get(key)
    return inner if isinstance(inner, dict) else {}


def _text(found: Mapping[str, object], key: str) -> str:
    text = found.get(key)
    return text if isinstance(text, str) else ""


def _yes(found: Mapping[str, object]) -> bool:
    return _text(found, "required").casefold() == "true"
