"""What a membership request waits for."""

from pydantic import model_validator

from tracker.findings.sponsors import RequestAudit
from tracker.findings.triage import RequestVerdict, Turn
from tracker.reports.json.fields import Maybe, Model, Text, Url


class Wait(Model):
    """``unread``: it may be done already, which could not be read or told; ``url``: where to look."""

    turn: Turn
    logins: tuple[Text, ...]
    text: Text
    unread: bool
    url: Url


class StatedCompany(Model):
    login: Text
    company: Text
    stated_in: Text
    url: Url


class FileChange(Model):
    """A change for ``git apply``; or, where ``diff`` is null, why it is to be made by hand."""

    path: Text
    diff: Text | None
    by_hand: Maybe


class Triage(Model):
    """``age_days``: since it was made. ``changes`` and ``commit`` where it is ready; ``comment``: to post in it."""

    verdict: RequestVerdict
    text: Text
    next_action: Maybe
    waits: tuple[Wait, ...]
    age_days: int
    companies: tuple[StatedCompany, ...]
    changes: tuple[FileChange, ...]
    commit: Maybe
    comment: Maybe
    notes: tuple[Text, ...]


class OfRequest(Model):
    """Reads ``request`` from an audit, and ``triage`` beside it."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return {"request": value, "triage": value.triage} if isinstance(value, RequestAudit) else value
