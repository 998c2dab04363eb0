"""Who is ready for a role in a directory: four groups, each in order of the alphabet, and nobody ranked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.facts import Gap
from tracker.findings.candidates import Candidate, Candidates, RoleHolder
from tracker.findings.outcomes import Finding, Outcome
from tracker.reports import document as doc
from tracker.reports import words

#: People with whom somebody reviewed, named in a line.
_COMPANIONS = 5
#: Proofs of a person on a first screen.
_SEEN = 6


def document(found: Candidates, manner: doc.Manner) -> doc.Document:
    """The groups; what was not read is said before anything else."""
    return doc.Document(
        title=f"Candidates for {found.tier_title.lower()} in {found.scope}",
        intro=doc.Paragraph(_intro(found)),
        sections=tuple(section for section in _sections(found, manner) if section.blocks),
        tail=(words.rules(found.ladder), words.facts(found.data)),
    )


def _intro(found: Candidates) -> str:
    since, until = words.day(found.since), words.day(found.as_of)
    said = (
        f"From {found.read:,} pull requests of {found.scope.repo} that changed from {since} to {until}. Everybody "
        "who reached half of each required number in that time was checked in full, over all time. Nobody is ranked: "
        "approvers judge."
    )
    return " ".join([said, *found.data.notes])


def _sections(found: Candidates, manner: doc.Manner) -> Iterator[doc.Section]:
    if found.in_part:
        blocks = in_part(found.data.gaps, "Others may be ready, too. ")
        yield doc.section("Read in part", 9, blocks, name="what was not read")
    yield from candidate_sections(found, manner)
    yield doc.section(f"Hold the role ({len(found.holders)})", 3, holders(found), name="people who hold the role")
    yield doc.section("Everybody else", 8, [doc.Paragraph(_others(found))], name="others")
    failed = tuple(doc.Entry(text=one.login, about=one.error, hint=one.hint or None) for one in found.failures)
    yield doc.section("Could not be checked", 6, [doc.Items(entries=failed)] if failed else [], name="failures")


def candidate_sections(found: Candidates, manner: doc.Manner, lead: str = "") -> Iterator[doc.Section]:
    """Those of whom all that can be counted is met, and those who are close to it; ``lead`` begins their titles."""
    ready = _people(found.ready, manner) or [
        doc.Paragraph("Nobody, as far as was read." if found.in_part else "Nobody.")
    ]
    met, close = f"All that can be counted is met ({len(found.ready)})", f"Close ({len(found.close)})"
    yield doc.section(_led(lead, met), 5, ready, name="people who are ready")
    yield doc.section(_led(lead, close), 4, _people(found.close, manner), name="people who are close")


def in_brief(found: Candidates, manner: doc.Manner, lead: str) -> Iterator[doc.Section]:
    """As ``candidate_sections``: what each did and what is not met, with the command that shows the rest."""
    for section in candidate_sections(found, manner, lead):
        short = [_without_details(block) for block in section.blocks]
        if any(isinstance(block, doc.Items) for block in short):
            command = f"ladder candidates {found.scope} --tier {found.tier}"
            short.append(doc.Items(entries=(doc.Entry(text="Their criteria, proofs and drafts", command=command),)))
        yield replace(section, blocks=tuple(short))


def _without_details(block: doc.Block) -> doc.Block:
    if not isinstance(block, doc.Items):
        return block
    return replace(block, entries=tuple(map(_in_brief, block.entries)))


def _in_brief(entry: doc.Entry) -> doc.Entry:
    return doc.Entry(text=entry.text, about=entry.about, parts=tuple(part for part in entry.parts if not part[1]))


def _led(lead: str, title: str) -> str:
    return f"{lead}{title[0].lower()}{title[1:]}" if lead else title


def in_part(gaps: Iterable[Gap], then: str, others: Iterable[str] = ()) -> Iterator[doc.Block]:
    """Each reason once, with what it does, and ``then`` what that means."""
    reasons = dict.fromkeys(f"{gap.reason.rstrip('.')}; {gap.effect.rstrip('.')}." for gap in gaps)
    yield doc.Items(entries=tuple(doc.Entry(text=one) for one in (*reasons, *others)))
    yield doc.Paragraph(f"{then}The next run goes on from here.")


def _others(found: Candidates) -> str:
    if not found.others:
        return "As far as was read, nobody else took part." if found.in_part else "Nobody else took part."
    more = "1 more person took part and is" if found.others == 1 else f"{found.others:,} more people took part and are"
    more = f"As far as was read, {more}" if found.in_part else more
    return f"{more} not judged. That says nothing about them."


def _people(people: Iterable[Candidate], manner: doc.Manner) -> list[doc.Block]:
    entries = tuple(_candidate(one, manner) for one in people)
    return [doc.Items(entries=entries)] if entries else []


def _candidate(one: Candidate, manner: doc.Manner) -> doc.Entry:
    command, then = one.commands
    # Notes speak to the person whose work it is, and somebody else reads this.
    seen = (replace(piece, note="") for finding in one.result.criteria for piece in finding.evidence)
    proof = tuple(dict.fromkeys(seen))
    return doc.Entry(
        text=doc.Link(str(one.login), one.url),
        about=_did(one),
        parts=tuple((_said(finding), finding.outcome is Outcome.MET) for finding in one.result.machine),
        hint=f"Draft: {one.draft}",
        command=command,
        then=then,
        who=str(one.login),
        proof=proof[:_SEEN] if manner.brief else proof,
    )


def _did(one: Candidate) -> str:
    """What somebody did there within the time, and with whom."""
    months = "1 month" if one.months == 1 else f"{one.months} months"
    emeritus = f"; {one.emeritus} before, emeritus now" if one.emeritus else ""
    return f"{one.reviewed} reviewed and {one.authored} of their own merged, active in {months}{emeritus}{_with(one)}"


def _with(one: Candidate) -> str:
    """Those with most in common, in order of the alphabet."""
    most = sorted(one.companions, key=lambda other: -other.shared)[:_COMPANIONS]
    named = ", ".join(sorted(f"{other.login} ({other.shared})" for other in most))
    return f"; shared reviews with {named}" if named else ""


def _said(finding: Finding) -> str:
    why = words.explanations(finding) if finding.outcome is not Outcome.MET else []
    found = words.needed(finding) if finding.required is not None else words.verdict(finding)
    return ". ".join([f"{finding.title}: {found}", *why])


def holders(found: Candidates) -> list[doc.Block]:
    """A table of those who hold the role, with when they were last seen there."""
    never = "not in what was read" if found.in_part else "not in this time"
    rows = tuple(_holder(one, never) for one in found.holders)
    return [doc.Table(headers=("Who", "Role", "Entry", "Last seen there"), rows=rows)] if rows else []


def _holder(one: RoleHolder, never: str) -> tuple[doc.Cell, ...]:
    alias = f" (alias {one.alias})" if one.alias else ""
    last = doc.Link(words.day(one.last), one.last_url) if one.last else never
    return doc.Link(str(one.login), one.url), one.role, doc.Link(f"{one.entered_in}{alias}", one.entry_url), last
