"""What else there is, a line or two each: other places, sponsors, groups, openings, and what was not read."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from tracker.facts.addresses import reference
from tracker.facts.gaps import Gap
from tracker.facts.prose import counted
from tracker.findings.groups import GroupSuggestion
from tracker.findings.report import Report
from tracker.findings.sponsors import RequestAudit, SuggestedSponsor
from tracker.reports import document as doc
from tracker.reports import group_words, words

_MOST = 3
_KINDS = 2
#: A longer reason than this is only there in full.
_REASON = 90


def entries(report: Report, zone: tzinfo | None) -> Iterator[doc.Entry]:
    """What comes first is what somebody needs first. ``zone`` is the reader's, where there is one reader."""
    yield from _said("Note", "; ".join(report.data.notes))
    yield from _said("Request", _request(report.sponsors.request))
    yield from _said("Know your work", ", ".join(map(_sponsor, _not_named(report))))
    yield from _said("Groups", "; ".join(_group(one, zone) for one in report.groups.suggested[:_MOST]))
    waiting = [reference(one.url) or one.title for one in report.openings[:_MOST]]
    yield from _said("Wait for somebody", ", ".join(waiting))
    others = [f"{words.place(one)} ({one.summary})" for one in report.worth_showing[1:_MOST]]
    yield from _said("Also within reach", "; ".join(others))
    yield from _said("To follow", ", ".join(one.title for one in report.groups.initiatives[:_MOST]))


def _not_named(report: Report) -> Sequence[SuggestedSponsor]:
    """Those who know the work, where the first steps do not name them all."""
    said = " ".join(step.text for step in report.next_steps[:_MOST])
    people = report.sponsors.suggested[:_MOST]
    return people if any(f"{one.login} (" not in said for one in people) else ()


def _said(label: str, text: str) -> Iterator[doc.Entry]:
    if text:
        yield doc.Entry(text=label, about=text)


def unread(report: Report) -> str:
    """What is missing of the report by its kinds; why, and in full, where everything is shown."""
    missing = [gap for gap in report.data.gaps if not gap.unasked]
    every = list(dict.fromkeys(map(_kind, sorted(missing, key=lambda gap: len(gap.reason) > _REASON))))
    more = counted(len(every) - _KINDS, "more kind of facts", "more kinds of facts")
    kinds = [*every[:_KINDS], *([more] if every[_KINDS:] else [])]
    unasked = ["roles in other directories (--full reads them)"] if len(missing) < len(report.data.gaps) else []
    known = "; ".join([*(["; ".join(kinds)] if kinds else []), *unasked])
    return f"Not read: {known}." if known else ""


def _kind(gap: Gap) -> str:
    kind = gap.kind.value.replace("_", " ")
    return f"{kind} ({gap.reason.rstrip('.')})" if len(gap.reason) <= _REASON else kind


def _request(request: RequestAudit | None) -> str:
    if request is None:
        return ""
    silent = "did not answer yet" if request.complete else "may have answered"
    sponsors = [
        f"whether {one.login} confirmed is not plain"
        if one.doubted
        else f"{one.login} {'confirmed' if one.confirmed else silent}"
        for one in request.sponsors
    ]
    made = f"#{request.number} of {words.day(request.opened_at)}, {request.state}"
    return ": ".join(filter(None, [made, ", ".join(sponsors)]))


def _sponsor(person: SuggestedSponsor) -> str:
    company = f"{person.company}; " if person.company else ""
    return f"{person.login} ({company}{person.interactions} shared)"


def _group(group: GroupSuggestion, zone: tzinfo | None) -> str:
    meets = group_words.meets(group, zone)
    known = "; ".join(filter(None, [group.slack, f"next meeting: {meets}" if meets else ""]))
    return f"{group.title} ({known})" if known else group.title
