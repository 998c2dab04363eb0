"""One page about a place: who looks after it, where they are few, who was not seen, what waits, who could help."""

from collections.abc import Iterable, Iterator

from tracker.facts.left_out import is_stand_in
from tracker.facts.prose import counted
from tracker.findings.area import Area, Counted, Entered, OwnedPlace, Quiet, Waiting
from tracker.reports import document as doc
from tracker.reports import words
from tracker.reports.contents import candidates

_HEADERS = ("Who", "Entry", "Reviews", "Approvals", "Merged", "Last")
#: Pull requests that wait, named on a first screen.
_WAITING = 10
#: How long pull requests wait, in days, with words for it.
_AGES = ((90, "more than 90 days"), (30, "31 to 90 days"), (7, "8 to 30 days"), (-1, "up to 7 days"))


def document(area: Area, manner: doc.Manner) -> doc.Document:
    """The page; what was not read is said before anything else."""
    return doc.Document(
        title=f"Area {area.scope}",
        intro=doc.Paragraph(_intro(area)),
        sections=tuple(section for section in _sections(area, manner) if section.blocks),
        tail=(words.rules(area.ladder), words.facts(area.data)),
    )


def _intro(area: Area) -> str:
    since, until = words.day(area.since), words.day(area.as_of)
    places = "1 place" if len(area.places) == 1 else f"{len(area.places)} places"
    read = f"from {area.read:,} pull requests, {since} to {until}"
    return " ".join([f"{places} with OWNERS, {_few_active(area)}; {read}. Nobody is judged.", *area.data.notes])


def _few_active(area: Area) -> str:
    """How many places have too few, and of how many that is not known."""
    thin, unknown = len(area.thin), sum(one.thin is None for one in area.places)
    said = [f"{thin} of them with fewer than two active reviewers or approvers"] if thin else []
    said += [f"of {unknown} not known whether with two active, as not everything was read"] if unknown else []
    return ", ".join(said) or "each with two or more active"


def _sections(area: Area, manner: doc.Manner) -> Iterator[doc.Section]:
    if area.in_part:
        yield doc.section("Read in part", 9, candidates.in_part(area.data.gaps, "All numbers are lower bounds. "))
    yield doc.section("Places with fewer than two active", 8, _thin(area))
    yield doc.section("Who looks after what", 3, _places(area, manner))
    yield doc.section("Not seen where OWNERS lists them", 6, _quiet(area))
    yield doc.section("To move them to emeritus", 5, _change(area))
    yield doc.section("Over the whole project, by the numbers of owners.md", 4, _below(area))
    yield doc.section("Open pull requests, by how long", 7, _waiting(area, manner))
    if area.candidates:
        lead = f"Candidates for {area.candidates.tier_title.lower()}: "
        shown = candidates.in_brief if manner.brief else candidates.candidate_sections
        yield from shown(area.candidates, manner, lead)


def _thin(area: Area) -> Iterator[doc.Block]:
    if area.thin:
        yield doc.Items(entries=tuple(map(_thin_place, area.thin)))


def _thin_place(place: OwnedPlace) -> doc.Entry:
    names = ", ".join(sorted(map(str, place.active))) or "nobody"
    above = f", and {place.above} of OWNERS further up" if place.above else ""
    number = words.number(place.changes, at_least=place.changes_at_least)
    changes = "1 pull request" if number == "1" else f"{number} pull requests"
    return doc.Entry(text=doc.Link(_path(place), place.url), about=f"active: {names}{above}; {changes} merged here")


def _path(place: OwnedPlace) -> str:
    return (place.counted_in or place.scope).path or "the root"


def _places(area: Area, manner: doc.Manner) -> Iterator[doc.Block]:
    """One table where there is room for it, else one for each place."""
    if manner.wide:
        rows = tuple((doc.Link(_path(place), place.url), *row) for place in area.places for row in _rows(place))
        yield from [doc.Table(headers=("Place", *_HEADERS), rows=rows)] if rows else []
        return
    for place in area.places:
        yield doc.Paragraph(f"In {_path(place)}{_by_whom(place)}:")
        yield doc.Table(headers=_HEADERS, rows=tuple(_rows(place)))


def _by_whom(place: OwnedPlace) -> str:
    """Whose OWNERS hold for a place that has none of its own."""
    return f", by the OWNERS of {place.scope.path or 'the root'}" if place.counted_in else ""


def _rows(place: OwnedPlace) -> Iterator[tuple[doc.Cell, ...]]:
    """A row for each person, with all their entries."""
    for login in dict.fromkeys(one.login for one in place.entries):
        entries = [one for one in place.entries if one.login == login]
        first, deeds = entries[0], entries[0].deeds
        counts = (deeds.reviews, deeds.approvals, deeds.merged)
        last = doc.Link(words.day(deeds.last), deeds.last_url) if deeds.last else "-"
        numbers = (words.number(number, at_least=deeds.at_least) for number in counts)
        yield doc.Link(str(login), first.url), _entries(entries), *numbers, last


def _entries(entries: Iterable[Entered]) -> str:
    """As what somebody is entered, by which aliases, and where that is for some files only."""
    whole = [(one.role, one.alias) for one in entries if not one.filter]
    some = dict.fromkeys(one.role for one in entries if one.filter and one.role not in {role for role, _ in whole})
    said = [f"{role} (alias {alias})" if alias else role for role, alias in dict.fromkeys(whole)]
    return ", ".join([*said, *(f"{role} of some files" for role in some)])


def _quiet(area: Area) -> Iterator[doc.Block]:
    since = words.day(area.since)
    if area.quiet is None:
        yield doc.Paragraph(f"Not known: {area.quiet_unknown}.")
        return
    if area.quiet:
        yield doc.Paragraph(
            f"No pull request, review or approval of theirs was found there since {since}; "
            "comments, issues and pushes are not looked for. Ask them before you change anything."
        )
        yield doc.Items(entries=tuple(map(_not_seen, area.quiet)))
    if area.expired:
        entries = (f"{one.login} in {one.place}: {one.reason} (until {one.until})" for one in area.expired)
        yield doc.Items(title="Exceptions that have expired", entries=tuple(doc.Entry(text=one) for one in entries))


def _not_seen(one: Quiet) -> doc.Entry:
    where = ", ".join(place.path or "the root" for place in one.places)
    stays = f"; stays until {one.excepted.until}: {one.excepted.reason}" if one.excepted else ""
    return doc.Entry(text=doc.Link(str(one.login), one.url), about=f"{where}{stays}")


def _change(area: Area) -> Iterator[doc.Block]:
    change = area.change
    if change.diff:
        yield doc.Paragraph("It applies with git apply. The people named in it have the last word.")
        yield doc.Code(change.diff, "diff")
    by_hand = [doc.Entry(text=f"{one.path}: {one.by_hand}") for one in change.files if one.by_hand]
    by_hand += [doc.Entry(text=f"{one.login} in {one.place}: {one.why}") for one in change.by_hand]
    if by_hand:
        yield doc.Items(title="To be changed by hand, if at all:", entries=tuple(by_hand))


def _below(area: Area) -> Iterator[doc.Block]:
    if area.below:
        yield doc.Paragraph(
            "owners.md names fewer than 10 contributions and 10 comments in 12 months. These numbers come near that: "
            "issues and pull requests that they opened, and those that they commented on, in the rules' organizations. "
            "Pushes, single comments and work outside of GitHub are not counted. Listed is who has fewer, or of whom "
            "that is not known."
        )
        yield doc.Items(entries=tuple(map(_few, area.below)))


def _few(one: Counted) -> doc.Entry:
    number = f"{one.contributions} opened, {one.comments} commented on"
    return doc.Entry(
        text=doc.Link(str(one.login), one.url), about=f"not known: {one.unknown}" if one.unknown else number
    )


def _waiting(area: Area, manner: doc.Manner) -> Iterator[doc.Block]:
    if not area.waiting:
        return
    rows, most, kinds = [], None, sorted(set(map(_waits, area.waiting)))
    for least, said in _AGES:
        here = [one for one in area.waiting if one.days > least and (most is None or one.days <= most)]
        rows.append((said, *(str(sum(_waits(one) == what for one in here)) for what in kinds)))
        most = least
    yield doc.Table(headers=("Open for", *kinds), rows=tuple(rows))
    shown = area.waiting[:_WAITING] if manner.brief else area.waiting
    yield doc.Items(title="The longest open:", entries=tuple(map(_open, shown)))


def _waits(one: Waiting) -> str:
    return f"waits for {one.waits_for}" if one.waits_for else "not known what for"


def _open(one: Waiting) -> doc.Entry:
    author = f" by {one.author}" if one.author and not is_stand_in(one.author) else ""
    files = "" if one.certain else "; not all of its files were read"
    return doc.Entry(
        text=doc.Link(f"{one.number}: {one.title}", one.url),
        about=f"{counted(one.days, 'day')}{author}; {_waits(one)}{files}",
    )
