"""Membership requests as those who look after them go through them: one with its verdict first, or all by verdict."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.facts.people import Login
from tracker.findings.desk import Desk
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import RequestVerdict, Triage, Turn, Wait
from tracker.reports import audit_words, words
from tracker.reports import document as doc

#: The verdicts in the order in which somebody goes through them, as titles.
_TITLES = {
    RequestVerdict.READY: "Ready for admins",
    RequestVerdict.UNKNOWN: "To look up",
    RequestVerdict.WAITS: "Waiting for applicants and sponsors",
    RequestVerdict.NEEDLESS: "Nothing to add",
    RequestVerdict.OVER: "Closed",
}
_COUNTED = {
    RequestVerdict.READY: "ready for admins",
    RequestVerdict.UNKNOWN: "to look up",
    RequestVerdict.WAITS: "waiting for applicants or sponsors",
    RequestVerdict.NEEDLESS: "with nothing to add",
    RequestVerdict.OVER: "closed",
}
_TURNS = {Turn.APPLICANT: "applicant:", Turn.SPONSOR: "sponsor", Turn.ADMINS: "admins:"}
_MAY_SPONSOR = {
    Answer.YES: "may sponsor",
    Answer.NO: "may not sponsor",
    Answer.UNKNOWN: "not known whether they may sponsor",
}


def document(desk: Desk, manner: doc.Manner) -> doc.Document:
    """All requests, those first about which admins can do something."""
    return doc.Document(
        title=f"Membership requests in {desk.repository}",
        intro=doc.Paragraph(_summary(desk)),
        sections=tuple(_sections(desk, manner)),
    )


def _sections(desk: Desk, manner: doc.Manner) -> Iterator[doc.Section]:
    if remarks := [doc.Paragraph(text) for text in _remarks(desk)]:
        yield doc.Section(name="remarks", goes=9, blocks=remarks)
    for verdict, title in _TITLES.items():
        found = [one for one in desk.requests if one.triage and one.triage.verdict is verdict]
        if found:
            blocks = [_request(one, manner) for one in found]
            yield doc.Section(name="requests", goes=_GOES[verdict], title=title, counted=True, blocks=blocks)
    if desk.unread:
        entries = tuple(
            doc.Entry(text=f"{manner.number}{one.number}", about=one.reason, url=one.url) for one in desk.unread
        )
        yield doc.Section(name="issues not read", goes=9, title="Not read", blocks=[doc.Items(entries=entries)])
    if desk.changes:
        blocks = list(changes(desk.changes))
        yield doc.Section(name="changes", goes=8, title="To add everybody who is ready", blocks=blocks)


#: Closed requests go first where there is not room for all, those that are ready last.
_GOES = dict(zip(reversed(RequestVerdict), range(1, 6), strict=True))


def _request(made: RequestAudit, manner: doc.Manner) -> doc.Block:
    verdict = doc.Entry(text=doc.Link(made.triage.text if made.triage else made.title, made.url))
    sponsors = [entry for one in made.sponsors for entry in _sponsor(one, made)]
    remarks = [doc.Entry(text=text) for text in (*_applicant(made), *audit_words.remarks(made))]
    waits = [doc.Entry(text=_wait(one), url=one.url) for one in made.triage.waits] if made.triage else []
    title = _heading(made, manner.number)
    return doc.Items(title=title, entries=(verdict, *waits, *sponsors, *remarks), apart=True)


def _sponsor(one: SponsorCheck, made: RequestAudit) -> Iterator[doc.Entry]:
    """Whether somebody may sponsor, with the entry that proves it; and their answer, where there is one."""
    proof = next((proof.url for proof in one.proof), None)
    yield doc.Entry(text=doc.Link(str(one.login), proof), about=_sponsor_in_words(one, made))
    if one.confirmed:
        said = f"whether {one.login} confirmed is not plain" if one.doubted else f"{one.login} confirmed"
        yield doc.Entry(text=doc.Link(said, one.confirmed_url))


def changes(found: Sequence[FileChange]) -> Iterator[doc.Block]:
    """Changes of files, each as a diff or with why it is to be made by hand."""
    for one in found:
        yield doc.Paragraph(_change(one))
        if one.diff is not None:
            yield doc.Code(one.diff, "diff")


def _remarks(desk: Desk) -> Iterator[str]:
    if desk.left_out:
        yield f"Not shown: {desk.left_out}, as the applicant asked to be left out."
    for gap in desk.gaps:
        yield words.gap(gap)
    yield from desk.notes


def verdict(found: Triage, made: RequestAudit) -> Iterator[doc.Section]:
    """What one request waits for, with what to do about it."""
    waits = [doc.Entry(text=_wait(one), url=one.url) for one in found.waits]
    if waits:
        yield doc.Section(name="next", goes=9, title="Next", blocks=[doc.Items(entries=tuple(waits))])
    if found.changes:
        blocks = [*([doc.Paragraph(f"Commit: {found.commit}")] if found.commit else []), *changes(found.changes)]
        yield doc.Section(name="changes", goes=8, title=f"To add {made.applicant}", blocks=blocks)
    if found.comment:
        yield doc.Section(name="comment", goes=7, title="To post in the request", blocks=[doc.Code(found.comment)])
    people = [doc.Entry(text=f"{one.login}: {one.company}", note=one.stated_in, url=one.url) for one in found.companies]
    if people:
        blocks = [doc.Items(entries=tuple(people))]
        yield doc.Section(name="companies", goes=5, title="Where companies are stated", blocks=blocks)
    if made.applicant and found.verdict is not RequestVerdict.OVER:
        command = doc.Entry(text="A report by the same rules", command=f"ladder-check {made.applicant}")
        title = f"What {made.applicant} contributed"
        yield doc.Section(name="command", goes=6, title=title, blocks=[doc.Items(entries=(command,))])


def _summary(desk: Desk) -> str:
    """How many requests there are, by verdict."""
    counts = Counter(one.triage.verdict for one in desk.requests if one.triage)
    said = [f"{counts[verdict]} {words}" for verdict, words in _COUNTED.items() if counts[verdict]]
    state = "" if desk.state == "all" else f"{desk.state} "
    since = f" made since {words.day(desk.since)}" if desk.since else ""
    least = "At least " if desk.gaps or desk.unread else ""
    number = len(desk.requests)
    verdicts = f": {', '.join(said)}" if said else ""
    return (
        f"{least}{number} {state}request{'' if number == 1 else 's'}{since}, as of {words.day(desk.as_of)}{verdicts}."
    )


def _heading(made: RequestAudit, number: str) -> str:
    """Who asks for what, since when."""
    applicant = str(made.applicant) if made.applicant else "nobody that can be read"
    age = made.triage.age_days if made.triage else 0
    days = "today" if age == 0 else "1 day old" if age == 1 else f"{age} days old"
    return f"{number}{made.number} {applicant} for {', '.join(made.orgs) or 'no organization that can be read'}, {days}"


def _sponsor_in_words(one: SponsorCheck, made: RequestAudit) -> str:
    """What is known of a sponsor: whether they may be one and why, where they work, and that they did not answer."""
    silent = "" if one.confirmed else "; no answer yet" if made.complete else "; answer not known"
    why = f": {'; '.join(one.why)}" if one.why else ""
    return f"{_MAY_SPONSOR[one.eligible]}{why}; {_stated(made, one.login) or 'company not stated'}{silent}"


def _stated(made: RequestAudit, login: Login) -> str:
    """The companies of somebody, each with where that is stated."""
    found = made.triage.companies if made.triage else ()
    return ", ".join(f"{each.company} ({each.stated_in})" for each in found if each.login == login)


def _applicant(made: RequestAudit) -> Iterator[str]:
    """The companies of the applicant, where any are stated."""
    if made.applicant and (companies := _stated(made, made.applicant)):
        yield f"{made.applicant}: {companies}"


def _wait(one: Wait) -> str:
    """Whose turn it is, and for what; what a sponsor does begins with their login."""
    return f"{_TURNS[one.turn]} {one.text}"


def _change(one: FileChange) -> str:
    """What stands above a change."""
    return f"{one.path}: change it by hand, as {one.by_hand}" if one.diff is None else one.path
