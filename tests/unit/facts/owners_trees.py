"""Trees of OWNERS files, with patterns as Python's own ``re`` has them."""

import re
from dataclasses import dataclass

from tracker.facts.owners import Role
from tracker.facts.owners_aliases import parse_aliases
from tracker.facts.owners_build import tree_of
from tracker.facts.owners_file import parse_owners
from tracker.facts.people import Login

REPO = "octo-org/widget"
APPROVER, REVIEWER = Role.APPROVER, Role.REVIEWER


@dataclass(frozen=True)
class Pattern:
    compiled: re.Pattern

    def search(self, text):
        return self.compiled.search(text) is not None

    def reaches(self, directory):
        return not directory or self.compiled.pattern.startswith((".", directory))


def compile_pattern(text):
    try:
        return Pattern(re.compile(text))
    except re.error:
        return None


def tree(files, aliases=None, **more):
    parsed = [parse_owners(data, path=path, url=url(path)) for path, data in files.items()]
    return tree_of(REPO, parsed, parse_aliases({"aliases": aliases or {}}), compile_pattern=compile_pattern, **more)


def url(path):
    return f"https://github.example/{REPO}/blob/HEAD/{path}"


def login(text):
    return Login.parse(text)


def names(logins):
    return sorted(str(login) for login in logins)
