"""Groups: SIGs, working groups, committees and their subprojects, as sigs.yaml lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All groups of the community."""

    url: str
