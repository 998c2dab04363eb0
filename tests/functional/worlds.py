"""Builds small worlds for the stand-in: people, their work, and the files of a community, each with its history.

Nobody in them exists. A day is written ``2026-05-04``; what happens on one pull request happens within its day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from functional.running import Json
from standin.synth import MEMBERSHIP_REQUIREMENTS, file_history, membership_form, oid
from standin.testing import write_world

ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
ADMIN = "admin-ada"
ORG_REPO = "kubernetes/org"
COMMUNITY_REPO = "kubernetes/community"
#: Each organization's file begins with its admin, before the day on which history begins to tell anything.
BEGAN = "2018-08-01"


def org_file(org: str) -> str:
    return f"config/{org}/org.yaml"


class SmallWorld:
    """A world in the making. What is not mentioned is not there, but for the five organizations and their admin."""

    def __init__(self) -> None:
        self.users: dict[str, Json] = {}
        self.repos: dict[str, Json] = {}
        self.files: list[Json] = []
        self.pulls: list[Json] = []
        self.issues: list[Json] = []
        self._turns: dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = {org: [] for org in ORGS}
        self._numbers: Counter[str] = Counter()
        for repo in (ORG_REPO, COMMUNITY_REPO):
            self.repo(repo)

    def person(self, login: str, company: str | None = None) -> str:
        self.users[login] = {"login": login, "company": company}
        return login

    def repo(self, full: str, *former: str) -> str:
        """A repository, with the names that it had before."""
        owner, name = full.split("/")
        self.repos[full] = {"owner": owner, "name": name, "formerNames": list(former)}
        return full

    def file(
        self, repo: str, path: str, *versions: tuple[str, str], pulls: Mapping[str, int] | None = None, mode: str = "100644"
    ) -> None:  # fmt: skip
        """A file with its text as of each day on which it changed, oldest first; ``pulls`` are those that changed it.

        With ``mode`` 120000 it is a symbolic link, whose text is its target; with 160000 a submodule.
        """
        if repo not in self.repos:
            self.repo(repo)
        commits = [({"oid": oid(repo, day), **_commit(day, (pulls or {}).get(day))}, text) for day, text in versions]
        self.files.append({**file_history(repo, path, commits), "mode": mode})

    def turn(self, org: str, day: str, *, joined: Iterable[str] = (), left: Iterable[str] = ()) -> None:
        """Who entered and who left an organization's file with one commit; given in the order of time."""
        self._turns[org].append((day, tuple(joined), tuple(left)))

    def roster(self, org: str) -> str:
        """The text of an organization's file as it stands now."""
        return next(file["text"] for file in self.files if file["path"] == org_file(org))

    def pull(self, repo: str, author: str, day: str, **more: object) -> int:
        """A pull request; what else is known of it as in ``_pull``."""
        if repo not in self.repos:
            self.repo(repo)
        self._numbers[repo] += 1
        number = self._numbers[repo]
        self.pulls.append(_pull(repo, number, author, day, **more))
        return number

    def request(self, number: int, author: str, day: str, body: str, **more: object) -> int:
        """A membership request; what else is known of it as in ``_request``."""
        self.issues.append(_request(number, author, day, body, **more))
        return number

    def write(self, directory: Path) -> Path:
        for org, turns in self._turns.items():
            self.file(ORG_REPO, org_file(org), *_rosters(org, turns))
        users = [{"login": "vera"}, *self.users.values()]
        rows = {"users": users, "repos": [*self.repos.values()], "files": self.files}
        return write_world(directory, **rows, pulls=self.pulls, issues=self.issues)


def _commit(day: str, pull: int | None) -> Json:
    message = f"Merge pull request #{pull} from somewhere" if pull else f"Update of {day}"
    return {"date": f"{day}T12:00:00Z", "login": ADMIN, "message": message}


def _rosters(org: str, turns: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    """The file after each turn. On one day all organizations' files change with one commit."""
    members: set[str] = set()
    for day, joined, left in (*([] if turns and turns[0][0] <= BEGAN else [(BEGAN, (), ())]), *turns):
        assert members.issuperset(left)
        members = members.union(joined).difference(left)
        yield day, roster_text(org, sorted(members, key=str.lower))


def roster_text(org: str, members: Iterable[str]) -> str:
    """A login made of digits is quoted, as in the real files: YAML would read a number."""
    listed = [f'- "{login}"' if login.isdecimal() else f"- {login}" for login in members]
    return "\n".join(
        ["admins:", f"- {ADMIN}", f"description: The organization {org}", "members:", *listed, f"name: {org}", ""]
    )


def line_of(text: str, login: str) -> int:
    """Which line of an organization's file lists a login."""
    lines = [line.strip('-" ').lower() for line in text.splitlines()]
    return lines.index(login.lower()) + 1


def _pull(
    repo: str,
    number: int,
    author: str,
    day: str,
    *,
    merged: bool = True,
    paths: Iterable[str] = ("main.go",),
    lines: int = 40,
    reviewers: Iterable[str] = (),
    lgtm: str | None = None,
    title: str | None = None,
) -> Json:
    """By default a merged one of some size. ``lgtm`` is who gave it, which is no review in GitHub's sense."""
    said = [{"author": lgtm, "createdAt": f"{day}T11:00:00Z", "body": "Thanks!\n\n/lgtm"}] if lgtm else []
    reviews = [
        {"author": login, "state": "COMMENTED", "submittedAt": f"{day}T10:00:00Z", "body": "One question."}
        for login in reviewers
    ]
    return {
        "repo": repo,
        "number": number,
        "author": author,
        "title": title or f"Improve {number}",
        "state": "MERGED" if merged else "OPEN",
        "createdAt": f"{day}T09:00:00Z",
        "mergedAt": f"{day}T12:00:00Z" if merged else None,
        "files": [{"path": path, "additions": lines, "deletions": 0} for path in paths],
        "labels": ["cncf-cla: yes"],
        "reviews": reviews,
        "comments": said,
    }


def _request(
    number: int,
    author: str,
    day: str,
    body: str,
    *,
    closed: str | None = None,
    said: Iterable[tuple[str, str]] = (),
    said_on: str | None = None,
    title: str | None = None,
) -> Json:
    """``said`` are comments: who, and what."""
    comments = [
        {"author": login, "createdAt": f"{said_on or day}T1{place}:00:00Z", "body": text}
        for place, (login, text) in enumerate(said)
    ]
    return {
        "repo": ORG_REPO,
        "number": number,
        "author": author,
        "title": title or f"REQUEST: New membership for {author}",
        "body": body,
        "state": "CLOSED" if closed else "OPEN",
        "createdAt": f"{day}T09:00:00Z",
        "closedAt": f"{closed}T20:00:00Z" if closed else None,
        "labels": ["area/github-membership"],
        "comments": comments,
    }


def form(login: str, *sponsors: str, orgs: Sequence[str] = ("kubernetes",), unticked: int = 0) -> str:
    """The issue form, with so many of its boxes not ticked."""
    body = membership_form(login, list(orgs), list(sponsors), ["My pull requests"])
    return body.replace("- [X]", "- [ ]", unticked)


def old_form(login: str, *sponsors: str, org: str = "kubernetes") -> str:
    """The Markdown template of 2018, as somebody bent it: other headings, a note, a line of the template left in."""
    boxes = "\n".join(f"- [x] {text}" for text in MEMBERSHIP_REQUIREMENTS[:4])
    named = "\n".join(f"- @{login}" for login in sponsors)
    return (
        f"## GitHub Username\ne.g. (at)example_user\n@{login}\n\n"
        f"## Organization you are requesting membership in\n@{org}\n\n"
        f"**Requirements**\n{boxes}\n\n**Sponsors**\n{named}\nThey know my work.\n\n"
        "### List of contributions to the Kubernetes project\n- Reviews\n\n/area github-membership\n"
    )


def owners_filters(filters: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """An OWNERS file that has filters and nothing else; a pattern stands between single quotes, as it is."""
    lines = ["filters:"]
    for pattern, roles in filters.items():
        lines.append(f"  '{pattern}':")
        for role, names in roles.items():
            lines += [f"    {role}:", *(f"      - {name}" for name in names)]
    return "\n".join([*lines, ""])


def groups_text(**sections: Sequence[Json]) -> str:
    """sigs.yaml. A group: ``dir`` and ``name``; ``chairs``, ``tech_leads``, ``emeritus_leads`` with companies; and
    ``subprojects``, each with ``owners`` (``owner/repo/branch/path``) and ``leads``.
    """
    lines = []
    for section, groups in sections.items():
        lines.append(f"{section}:")
        for group in groups:
            lines += [f"- dir: {group['dir']}", f"  name: {group['name']}", "  leadership:"]
            for role in ("chairs", "tech_leads", "emeritus_leads"):
                lines += [f"    {role}:", *_people(group.get(role, {}), "    ")] if role in group else []
            lines += ["  subprojects:"] if "subprojects" in group else []
            for name, subproject in group.get("subprojects", {}).items():
                owners = [f"    - https://raw.githubusercontent.com/{path}" for path in subproject["owners"]]
                leads = ["    leads:", *_people(subproject["leads"], "    ")] if "leads" in subproject else []
                lines += [f"  - name: {name}", "    owners:", *owners, *leads]
    return "\n".join([*lines, ""])


def _people(people: Mapping[str, str | None], indent: str) -> Iterable[str]:
    for login, company in people.items():
        yield f'{indent}- github: "{login}"'
        if company:
            yield f"{indent}  company: {company}"
