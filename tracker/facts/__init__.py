"""What is known: plain records without behaviour beyond their own meaning, and no way to reach the network."""

from tracker.facts.gaps import Gap, Kind, Need
from tracker.facts.gathered import Community, CommunityQuery, Cost, Facts, Query

__all__ = ["Community", "CommunityQuery", "Cost", "Facts", "Gap", "Kind", "Need", "Query"]
