"""Groups that fit somebody's work or interests: why, how to find them, what to do first; and those that ended.

Which groups exist is what sigs.yaml says. A group of the guide that it does not list is archived.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tracker.advice.archived import archived_groups, name_of
from tracker.advice.chances import chances
from tracker.advice.meetings import announced, next_meetings
from tracker.advice.signals import Clues
from tracker.advice.traces import Territory, Trace, clues_of, traces_of
from tracker.criteria.work import Work
from tracker.facts import Community
from tracker.facts.groups import Group, GroupKind, Groups, Person
from tracker.facts.people import Login
from tracker.facts.prose import first_sentence
from tracker.findings.groups import GroupAdvice, GroupSuggestion, Initiative, Reason
from tracker.guide import Guide, GuidedGroup, Interest

#: So many groups are suggested, or all of an interest that has more, or one of each where there are more; more would be
#: a list to choose from again.
MOST = 4
#: So many of these are kept for AI and machine learning, where the work leads there.
AI_ML = 2
#: So many interests are named as examples.
NAMED = 6
#: What a stated interest weighs, in pull requests of today; each further group of the interest a part of it.
STATED = 3.0
#: So many repositories fit into a search.
SEARCHED = 5


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What groups are suggested from."""

    work: Work
    clues: tuple[Clues, ...]
    community: Community
    groups: Groups
    guide: Guide
    interests: tuple[Interest, ...]
    orgs: tuple[str, ...]
    left_out: frozenset[Login]

    @property
    def web(self) -> str:
        """The server's web address, without the login that ends the account's."""
        return self.work.facts.contributor.url.rpartition("/")[0]


def group_advice(
    work: Work,
    community: Community,
    guide: Guide,
    *,
    interests: Iterable[Interest] = (),
    orgs: Iterable[str] = (),
    left_out: frozenset[Login] = frozenset(),
) -> GroupAdvice:
    """The groups that a person's work and stated interests lead to, those that ended, and what to follow in them.

    Recent work weighs more. ``orgs`` bound the searches that are linked to; leads who are ``left_out`` are not named.
    Where sigs.yaml was not read nothing is suggested: which groups exist is not known then.
    """
    stated, clues = tuple(dict.fromkeys(interests)), clues_of(work, guide)
    if community.groups is None:
        archived = archived_groups(clues, None, guide, stated, everything=False)
        return GroupAdvice(archived=archived, note="which groups exist was not read, so none is suggested")
    asked = _Asked(
        work=work,
        clues=clues,
        community=community,
        groups=community.groups,
        guide=guide,
        interests=stated,
        orgs=tuple(orgs),
        left_out=left_out,
    )
    chosen = _chosen(asked)
    shown = chosen or list(_welcoming(asked))
    return GroupAdvice(
        suggested=tuple(_suggestion(group, trace, asked) for group, trace in shown),
        archived=archived_groups(clues, community.groups, guide, stated, everything=not chosen),
        initiatives=tuple(_initiatives(asked, [group.id for group, _ in chosen])),
        note=None if chosen else _nothing(asked, shown),
    )


def _nothing(asked: _Asked, welcoming: Sequence[tuple[Group, Trace]]) -> str:
    some = ", ".join(interest.name for interest in asked.guide.interests[:NAMED])
    here = " These welcome newcomers." if welcoming else ""
    return f"nothing that was read leads to a group yet.{here} Say what you would like to work on, for example {some}"


def _welcoming(asked: _Asked) -> Iterator[tuple[Group, Trace]]:
    """Where newcomers begin, of the groups that exist."""
    for welcome in asked.guide.newcomers:
        if group := asked.groups.group(welcome.group):
            yield group, Trace(welcomes=(Reason(text=welcome.why, url=welcome.url),))


def _chosen(asked: _Asked) -> list[tuple[Group, Trace]]:
    """The best, those of the interests first, each with one at least; some are kept for AI and machine learning."""
    ranked = _ranked(asked)
    of_interests = [list(filter(asked.groups.group, interest.groups)) for interest in asked.interests]
    most = max(MOST, len(of_interests), *map(len, of_interests))
    nearest = {groups[0] for groups in of_interests if groups}
    stated = sorted((pair for pair in ranked if pair[1].interests), key=lambda pair: pair[0].id not in nearest)
    ai_ml = [pair for pair in ranked if _is_ai_ml(pair[0], asked) and pair not in stated]
    preferred = [*stated, *ai_ml[:AI_ML]]
    rest = [pair for pair in ranked if pair not in preferred]
    chosen = [*preferred, *rest][:most]
    return [pair for pair in ranked if pair in chosen]


def _ranked(asked: _Asked) -> list[tuple[Group, Trace]]:
    found = traces_of(asked.work, asked.clues, Territory(asked.groups), asked.guide)
    _state(asked.interests, asked.groups, found)
    pairs = [(group, found[group.id]) for group in asked.groups.active if group.id in found]

    def rank(pair: tuple[Group, Trace]) -> tuple[bool, float, bool]:
        group, trace = pair
        return not trace.interests, -round(trace.score, 2), not _is_ai_ml(group, asked)

    return sorted(pairs, key=rank)


def _state(interests: Iterable[Interest], groups: Groups, found: dict[str, Trace]) -> None:
    """Adds the interests to what leads to each group."""
    for interest in interests:
        for place, id_ in enumerate(interest.groups):
            if groups.group(id_):
                trace = found.setdefault(id_, Trace())
                trace.interests.append(interest.name)
                trace.score += STATED / (1 + place)


def _is_ai_ml(group: Group, asked: _Asked) -> bool:
    entry = asked.guide.by_id.get(group.id)
    return entry is not None and entry.ai_ml


def _suggestion(group: Group, trace: Trace, asked: _Asked) -> GroupSuggestion:
    entry = asked.guide.by_id.get(group.id)
    repositories = _repositories(group, entry, asked)
    slack = asked.guide.slack_url.replace("{channel}", quote(group.slack, safe="")) if group.slack else None
    return GroupSuggestion(
        id=group.id,
        name=group.name,
        title=group.title,
        kind=group.kind.value,
        ai_ml=_is_ai_ml(group, asked),
        why=_why(entry),
        about=first_sentence(group.mission) if group.mission else None,
        reasons=trace.reasons(group.url),
        related=_related(entry, asked),
        repositories=repositories,
        slack=f"#{group.slack}" if group.slack else None,
        slack_url=slack,
        mailing_list=group.mailing_list,
        meetings=announced(group, asked.work.facts.as_of),
        meetings_url=asked.guide.meetings_url if group.meetings else None,
        next_meetings=next_meetings(group, asked.work.facts.as_of),
        leads=tuple(dict.fromkeys(_named((*group.chairs, *group.tech_leads), asked))),
        liaison=next(_named((group.liaison,), asked), None),
        url=group.url,
        issues_url=_issues(group, repositories, asked),
        first_step=None if _leads(group, asked) else entry.first_step if entry else _first_step(group),
        chances=chances(trace.known, asked.community, asked.web),
    )


def _named(people: Iterable[Person | None], asked: _Asked) -> Iterator[str]:
    return (str(person.login) for person in people if person and person.login not in asked.left_out)


def _why(entry: GuidedGroup | None) -> str | None:
    parts = (entry.concern and entry.concern.value, entry.why) if entry else ()
    return ": ".join(part for part in parts if part) or None


def _related(entry: GuidedGroup | None, asked: _Asked) -> tuple[str, ...]:
    related = entry.related if entry else ()
    return tuple(f"{one.words} {name_of(one.to, asked.groups, asked.guide)}" for one in related)


def _repositories(group: Group, entry: GuidedGroup | None, asked: _Asked) -> tuple[str, ...]:
    """Those that the guide names, or that an interest leads to and a subproject of the group owns."""
    named = list(entry.leads_to_it.repositories) if entry else []
    owned = {link.repo.lower() for one in group.subprojects for link in one.owners}
    named += [repo for interest in asked.interests for repo in interest.repositories if repo.lower() in owned]
    return tuple(dict.fromkeys(named))


def _issues(group: Group, repositories: tuple[str, ...], asked: _Asked) -> str | None:
    """A search for the group's open issues: by its label where there is one on GitHub, else by its repositories."""
    if group.github_label not in asked.guide.missing_labels:
        where = [f'label:"{group.github_label}"', *(f"org:{org}" for org in asked.orgs)]
    else:
        where = [f"repo:{repo}" for repo in repositories[:SEARCHED]]
    query = " ".join(["is:issue", "is:open", "no:assignee", *where])
    return f"{asked.web}/search?type=issues&q={quote(query, safe='')}" if where else None


def _leads(group: Group, asked: _Asked) -> bool:
    """Whether the person leads the group or a part of it, or once did: they need no introduction."""
    login = asked.work.facts.contributor.login
    return any(held.group.id == group.id for held in (*asked.groups.led_by(login), *asked.groups.emeritus(login)))


def _first_step(group: Group) -> str:
    if group.kind is GroupKind.COMMITTEE:
        return f"Read what the {group.title} does; its members are elected or appointed."
    place = "in the channel" if group.slack or not group.mailing_list else "on the mailing list"
    return f"Say hello {place} of {group.title} and ask where help is wanted."


def _initiatives(asked: _Asked, suggested: Sequence[str]) -> Iterator[Initiative]:
    """What to follow in the groups suggested; everything where none is."""
    wanted = {*suggested, *(id_ for interest in asked.interests for id_ in interest.groups)}
    for entry in asked.guide.initiatives:
        if not wanted or not wanted.isdisjoint(entry.groups):
            keps = (
                Reason(
                    text=f"KEP-{kep.number} {kep.title}: {kep.state}",
                    url=asked.guide.kep_url.replace("{number}", str(kep.number)),
                )
                for kep in entry.keps
            )
            yield Initiative(
                title=entry.title, url=entry.url, repository=entry.repository, state=entry.state, keps=tuple(keps)
            )
