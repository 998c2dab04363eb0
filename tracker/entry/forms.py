"""The form of a membership request, and what can be attested of it."""

from typing import TYPE_CHECKING

from tracker.catalog import load_form
from tracker.ladder import Ladder

if TYPE_CHECKING:
    from tracker.facts.form_template import FormTemplate


def form_of(ladder: Ladder) -> "FormTemplate | None":
    """The copy of the form that today's is read by; None where these rules have no form."""
    return load_form() if ladder.files.request_form else None


def words_of(form: "FormTemplate | None") -> frozenset[str]:
    """What can be attested of a form beside the ladder's criteria: the names of its boxes."""
    return frozenset(box.id for one in form.fields for box in one.boxes if box.id) if form else frozenset()
