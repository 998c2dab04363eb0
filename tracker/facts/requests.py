"""Membership requests on kubernetes/org: what the issue says and what was answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRequest:
    """A request for membership."""

    number: int
    url: str
