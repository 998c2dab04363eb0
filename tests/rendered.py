"""What GitHub would make of a comment: rendered by its own parser, then looked at for what acts.

After rendering GitHub goes through the text of the page and leaves out links and code. Its patterns are not published;
those here take more for a mention or a reference than its documentation says.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import html5lib
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

_MENTION = re.compile(r"(?<![A-Za-z0-9])@[A-Za-z0-9][\w-]*(?:/[\w-]+)?")
_REFERENCE = re.compile(r"#[0-9]+|(?<![A-Za-z0-9])GH-[0-9]+", re.IGNORECASE)
_ITEM = re.compile(r"/+[^/]+/+[^/]+/+(?:pull|issues|discussions)/+[0-9]")
_COMMAND = re.compile(r"^[ \t]*/[a-z]", re.MULTILINE | re.IGNORECASE)


@dataclass
class Rendered:
    """What acts in a comment: logins and teams called, issues referred to, links that leave a trace, Prow's commands."""

    mentions: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    backlinks: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def acts(self) -> list[str]:
        return [*self.mentions, *self.references, *self.backlinks, *self.commands]


def rendered(markdown: str) -> Rendered:
    page = github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    found = Rendered(commands=_COMMAND.findall(markdown))
    _walk(html5lib.parseFragment(page, namespaceHTMLElements=False), found, inert=False)
    return found


def _walk(node, found, *, inert):
    inert = inert or node.tag in {"a", "code", "pre", "script", "style"}
    address = node.get("href") if isinstance(node.tag, str) else None
    if address:
        found.links.append(address)
        _judge_link(address, found)
    if isinstance(node.tag, str):
        _judge_text(node.text or "", found, inert=inert)
    for child in node:
        _walk(child, found, inert=inert)
        _judge_text(child.tail or "", found, inert=inert)


def _judge_link(address, found):
    parts = urlsplit(address)
    if (parts.hostname or "").removeprefix("www.") == "github.com" and _ITEM.match(parts.path):
        found.backlinks.append(address)


def _judge_text(text, found, *, inert):
    found.text += text
    if not inert:
        found.mentions += _MENTION.findall(text)
        found.references += _REFERENCE.findall(text)
