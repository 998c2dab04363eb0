"""A Markdown text made quiet: published on GitHub it mentions nobody, leaves no trace elsewhere and gives no command.

What strangers wrote is escaped already where it is laid out. This is for the text as a whole, our own links and what
somebody wrote into the file included, and it does not rely on that escaping.

A text that would mention somebody is made harmless and not refused: a refusal would let one name in one title stop a
report that everybody waits for, and the name can still be read.
"""

import re

# A zero-width space as a character, and not as the entity that escaping writes: code is not looked for here, and an
# entity would be seen in it. GitHub looks at the rendered text, where both are the same.
_APART = "\u200b"
_NOT_YET_APART = r"(?!\u200b|&#8203;)"
_ACTING = re.compile(
    r"(?P<address>(?<![A-Za-z0-9])https?://(?=[A-Za-z0-9])[^\s<>()\[\]\"'`|\\]+)"
    r"|(?P<mail>(?<=[A-Za-z0-9])@(?=[A-Za-z0-9-]+\.[A-Za-z0-9]))"
    r"|(?:"
    r"@|&(?:#0*64|#x0*40|commat);"  # @octo-mentor, @octo-org/mentors
    r"|\#(?=[0-9&])(?!(?<=&\#)[0-9]{1,7};)"  # #7, octo-org/mentoring#7, and what begins like an entity and is none
    r"|&(?:#0*35|#x0*23|num);|(?<![A-Za-z0-9])GH-(?=[0-9&])"  # the same by its number or name, GH-7
    r"|^[ \t]*(?=/[A-Za-z])"  # /close: Prow obeys whoever writes it at the start of a line, even in code
    rf"){_NOT_YET_APART}",
    re.IGNORECASE | re.MULTILINE,
)
# The same within an address, which has escapes of its own: after an open bracket an address becomes no link.
_ACTING_IN_ADDRESS = re.compile(
    r"(?P<at>@|&(?:#0*64|#x0*40|commat);)"
    r"|(?P<number>\#(?=[0-9&])(?!(?<=&\#)[0-9]{1,7};)|&(?:#0*35|#x0*23|num);)"
    r"|(?<![A-Za-z0-9])(?P<issue>GH)-(?=[0-9&])",
    re.IGNORECASE,
)
# A link to an issue, a pull request or a discussion on github.com leaves "mentioned this" there for all who watch it.
# GitHub keeps redirect.github.com for links that do not; Dependabot and Renovate write them so.
_ITEM = re.compile(
    r"(?<![\w.-])(?:www\.)?github\.com(?::[0-9]+)?(?=/+[\w.-]+/+[\w.-]+/+(?:pull|issues|discussions)/+[0-9])",
    re.IGNORECASE,
)


def quiet(text: str, *, host: str) -> str:
    """The text as it can be published on the GitHub at ``host``, looking the same; a quiet one stays as it is.

    Links to issues and pull requests are changed on github.com only: other servers have no such redirection.
    """
    calm = _ACTING.sub(_apart, text)
    return _ITEM.sub("redirect.github.com", calm) if host == "github.com" else calm


def _apart(found: re.Match[str]) -> str:
    if found["address"]:
        # In a link nobody is mentioned; where something looks like an address and becomes no link, somebody may be.
        return _ACTING_IN_ADDRESS.sub(_escaped, found[0])
    return found[0] if found["mail"] else found[0] + _APART


def _escaped(found: re.Match[str]) -> str:
    if found["at"]:
        return "%40"
    return f"{found['issue']}%2D" if found["issue"] else "%23"
