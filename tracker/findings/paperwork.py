"""What somebody would have to write next, written: a membership request, a nomination for OWNERS. Nothing is posted."""

from datetime import date

from tracker.facts.form_template import FieldKind
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Citation, Evidence, Finding
from tracker.findings.papers import Paper
from tracker.record import record


@record
class WorkList:
    """Pieces of work under one heading, newest first: the first few of ``total``. A search shows all of them."""

    title: str
    pieces: tuple[Evidence, ...]
    total: int
    check_url: str | None = None


@record
class Checkbox:
    """A box of a form: ticked only where what it says is proven or attested."""

    text: str
    ticked: bool
    required: bool


@record
class FilledField:
    """A field of a form with its answer: a text, boxes, or lists of work; all of them empty where nobody knows it."""

    id: str
    kind: FieldKind
    label: str
    text: str = ""
    boxes: tuple[Checkbox, ...] = ()
    work: tuple[WorkList, ...] = ()


@record
class FilledForm:
    """A membership request.

    ``new_url`` opens an empty one, and ``template`` is the form's name there. ``form_url`` shows the form; ``read_on``
    is the day of the copy that was used, None for the form of today. ``to_ask`` are people who could be asked to
    sponsor, where not enough of them are known; ``request_url`` is a request that is there already.
    """

    title: str
    fields: tuple[FilledField, ...]
    new_url: str
    template: str
    form_url: str
    read_on: date | None = None
    to_ask: tuple[Login, ...] = ()
    request_url: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def unticked(self) -> int:
        """How many of the boxes that the form requires only the person can tick."""
        return sum(box.required and not box.ticked for one in self.fields for box in one.boxes)


@record
class FileChange:
    """A change of one file as a diff, or why a person has to make it (``by_hand``).

    ``alias`` is the group in OWNERS_ALIASES that is changed in place of the OWNERS file, where that is so; ``note``
    says why an alias that gives the role is left as it is.
    """

    path: str
    diff: str | None = None
    alias: str | None = None
    by_hand: str | None = None
    note: str | None = None


@record
class Nomination:
    """A pull request that enters somebody in OWNERS: what they did, by what rule, and the change itself.

    ``role`` is ``reviewer`` or ``approver``; ``reached`` are the criteria that are met, and ``left`` those that people
    judge in the pull request; ``known_to`` are approvers of the place who know the work.
    """

    login: Login
    url: str
    role: str
    scope: Scope
    source: Citation
    reached: tuple[Finding, ...]
    left: tuple[Finding, ...]
    work: tuple[WorkList, ...]
    known_to: tuple[Login, ...]
    change: FileChange


@record
class Paperwork:
    """What was asked to be written; or what is ``missing`` for it, in words; or why it is ``needless``."""

    paper: Paper
    needless: str | None = None
    missing: tuple[str, ...] = ()
    form: FilledForm | None = None
    nomination: Nomination | None = None

    @property
    def written(self) -> bool:
        return self.form is not None or self.nomination is not None
