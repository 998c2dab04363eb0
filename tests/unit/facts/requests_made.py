"""Membership requests as people write them, in both generations of the form."""

from datetime import UTC, datetime, timedelta

from tracker.facts.confirmations import Comment
from tracker.facts.people import Login
from tracker.facts.requests import RequestState, parse_request

OPENED = datetime(2026, 5, 20, 9, tzinfo=UTC)

OLD = """\
### GitHub Username
@octo-new

### Organization you are requesting membership in
@kubernetes

### Requirements
- [x] I have reviewed the community membership guidelines (https://git.k8s.io/community/community-membership.md)
- [ ] I have enabled 2FA on my GitHub account (https://github.com/settings/security)

### Sponsors
- @octo-a
- @octo-b

### List of contributions to the Kubernetes project
- PRs reviewed / authored
- SIG projects I am involved with

<!-- DO NOT EDIT BELOW THIS LINE -->
/area github-membership
"""

NEW = """\
### GitHub Username

@octo-new

### Organization you are requesting membership in

kubernetes, kubernetes-sigs

### Requirements

- [X] I have reviewed the [community membership guidelines](https://git.k8s.io/community/community-membership.md)
- [ ] **SUGGESTED:** I have taken the [course](https://example.com/lfc102/)
- [ ] **OPTIONAL:** I have taken the course

### Sponsor 1

@octo-a

### Sponsor 2

octo-b

### List of contributions to the Kubernetes project

- https://github.com/octo-org/lantern/pull/1

#### Reviews

- many
"""


def login(text):
    return Login.parse(text)


def said(text, by="octo-a", hours=1, **more):
    at = OPENED + timedelta(hours=hours)
    return Comment(by=by and login(by), at=at, url=f"https://github.example/c/{hours}", text=text, **more)


def request(body=NEW, *comments, title="REQUEST: New membership for octo-new", author="octo-author", **more):
    return parse_request(
        number=7,
        url="https://github.example/7",
        title=title,
        body=body,
        author=author and login(author),
        state=RequestState.OPEN,
        opened_at=OPENED,
        comments=comments,
        **more,
    )


def names(logins):
    return [str(one) for one in logins]


def sponsors_of(text, heading="### Sponsors"):
    return names(sponsor.login for sponsor in request(f"{heading}\n{text}\n").sponsors)
