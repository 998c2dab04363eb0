"""People in a step: by name, with how they know somebody's work."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.facts.prose import counted
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.sponsors import OwnedScope, SuggestedSponsor

#: So many people are named in a step.
NAMED = 2


def who_decides(scope: Scope, sponsors: Iterable[SuggestedSponsor]) -> Iterator[SuggestedSponsor]:
    """Of those who could be asked, whoever has a word in a scope: for a directory its approvers."""
    for sponsor in sponsors:
        if scope.kind is ScopeKind.ORGANIZATION or (scope.kind is ScopeKind.DIRECTORY and _place(sponsor, scope)):
            yield sponsor


def _place(sponsor: SuggestedSponsor, scope: Scope) -> OwnedScope | None:
    """The place by which somebody has a word in a directory."""
    same = (one for one in sponsor.owners if one.repo == scope.repo and one.role == "approver")
    return next((one for one in same if Scope.directory(one.repo, one.path).holds(scope.path)), None)


def named(people: Sequence[SuggestedSponsor], scope: Scope, joint: str = "or") -> str:
    """The first two: ``octo-tariq (approver in kueue; 9 shared pull requests) or octo-mira (4)``.

    With their companies where two of different ones are wanted.
    """
    first, *others = people[:NAMED]
    role = _role(first, scope)
    shared = counted(first.interactions, "shared pull request")
    known = "; ".join(filter(None, [_company(first, scope), role, shared]))
    rest = (f"{joint} {other.login} ({_briefly(other, scope, role)})" for other in others)
    return " ".join([f"{first.login} ({known})", *rest])


def _briefly(person: SuggestedSponsor, scope: Scope, before: str) -> str:
    role = _role(person, scope)
    new = "" if role == before else role
    return "; ".join(filter(None, [_company(person, scope), new, str(person.interactions)]))


def _company(person: SuggestedSponsor, scope: Scope) -> str:
    return person.company or "" if scope.kind is ScopeKind.ORGANIZATION else ""


def _role(person: SuggestedSponsor, scope: Scope) -> str:
    """What somebody is and where, the repository without its organization."""
    place = _place(person, scope) or next(iter(person.owners), None)
    if place is None:
        return ""
    repo = place.repo.rpartition("/")[2]
    return f"{place.role} in {repo}:{place.path}" if place.path else f"{place.role} in {repo}"
