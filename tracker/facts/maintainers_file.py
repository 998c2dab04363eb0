"""A MAINTAINERS file of etcd-io, which stands for OWNERS where there are none."""

import re

from tracker.facts.owners_file import OwnersFile, Section

# In etcd's MAINTAINERS: "Name <address> (@login) pkg:*", for reviewers also "(login@)"; headings are comments.
_HANDLE = re.compile(r"\((?:@([A-Za-z0-9][\w-]*)|([A-Za-z0-9][\w-]*)@)\)")
_PACKAGE = re.compile(r"\bpkg:(\S+)")


def parse_maintainers(text: str, *, path: str, url: str) -> OwnersFile:
    """A MAINTAINERS file of etcd-io: maintainers as approvers, whoever stands below ``# REVIEWERS`` as reviewer.

    A line that is limited to a package (``pkg:`` and anything but ``*``) names no path, so it gives nothing. Source: etcd-io/etcd, the heading of ``MAINTAINERS``.
    """
    people: dict[str, list[str]] = {"approvers": [], "reviewers": []}
    role = "approvers"
    for line in text.splitlines():
        if line.startswith("#"):
            role = {"maintainers": "approvers", "reviewers": "reviewers"}.get(line.strip("#: \t").casefold(), role)
        elif (found := _HANDLE.search(line)) is not None:
            package = _PACKAGE.search(line)
            if package is None or package[1] == "*":
                people[role].append(found[1] or found[2])
    section = Section(approvers=tuple(people["approvers"]), reviewers=tuple(people["reviewers"]))
    return OwnersFile(path=path, url=url, sections=() if section.empty else (section,))
