"""Whose area a pull request lies in: the subprojects of sigs.yaml by directory, and the SIGs of proposals."""

import re
from collections.abc import Iterator

from tracker.advice.signals import PROPOSALS
from tracker.facts.activity import PullRequest
from tracker.facts.groups import Groups, Subproject
from tracker.record import positional_record

_OF_A_SIG = re.compile(r"keps/(?:prod-readiness/)?(sig-[a-z0-9-]+)/", re.ASCII)


@positional_record
class Territory:
    """What lies where, as sigs.yaml says."""

    groups: Groups

    def subprojects(self, pull_request: PullRequest) -> tuple[Subproject, ...]:
        """The subprojects that own what a pull request changes: of each file the nearest."""
        repo = pull_request.repo.lower()
        paths = [changed.path for changed in pull_request.files] or ["/"]
        found = (one for path in paths for one in self._nearest(repo, path.rpartition("/")[0]))
        return tuple(dict.fromkeys(found))

    def _nearest(self, repo: str, directory: str) -> tuple[Subproject, ...]:
        while True:
            if found := self.groups.owned.get((repo, directory)):
                return found
            if not directory:
                return ()
            directory = directory.rpartition("/")[0]

    def proposed_to(self, pull_request: PullRequest) -> Iterator[str]:
        """The SIGs whose enhancement proposals a pull request changes."""
        if pull_request.repo.lower() == PROPOSALS:
            found = (_OF_A_SIG.match(changed.path) for changed in pull_request.files)
            yield from dict.fromkeys(match[1] for match in found if match)
