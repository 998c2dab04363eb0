"""Text that others wrote: what cannot be seen in it, and what must not be kept of it.

E-mail addresses are taken out before anything is kept: reports and stores are shared, and nobody who wrote an
address into sigs.yaml or an issue meant it for them.
"""

import re

NO_ADDRESS = "(address left out)"

# Zero-width characters stand in some URLs of sigs.yaml, and between the letters of pasted logins.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

# Nothing is tried twice: a match starts only at the start of a run, and no part gives back what it took. Otherwise
# a long run without an @ would cost the square of its length.
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++")

# Where a sentence ends: not at "e.g.", "etc." or within a name, but where a capital follows.
_SENTENCE = re.compile(r"(?<=[a-z)]{2}\.)(?<!\beg\.)(?<!\bie\.)(?<!\betc\.) (?=[A-Z])", re.ASCII)

# A link as Markdown writes it, and one in parentheses to a place on the page that it stands on. Nothing is tried twice
# here, either.
_LINK_WITHIN = re.compile(r"(?<!\s)\s*+\(\[[^\[\]]*+\]\(#[^()\s]*+\)\)")
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()\s]*+\)")


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: ``1 pull request``, ``1,200 pull requests``; ``nouns`` where an s does not make many."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def visible(text: str) -> str:
    """The text without zero-width characters."""
    return text.translate(_INVISIBLE)


def without_addresses(text: str) -> str:
    """The text with each e-mail address replaced by a note that one stood there."""
    return _ADDRESS.sub(NO_ADDRESS, text)


def without_html_comments(text: str) -> str:
    """The text without what stands in HTML comments; one that does not end stays."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        kept.append(text[at:start])
        if end < 0:
            return "".join([*kept, text[start:]])
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def one_line(text: str) -> str:
    """What can be seen of a text, without e-mail addresses, on one line."""
    return " ".join(without_addresses(visible(text)).split())


def unlinked(text: str) -> str:
    """The text with the words alone of each Markdown link, without those in parentheses that lead into its own page."""
    return _LINK.sub(r"\1", _LINK_WITHIN.sub("", text))


def first_sentence(text: str, most: int = 240) -> str:
    """The text up to its first full stop, in at most so many characters."""
    sentence = _SENTENCE.split(text, maxsplit=1)[0]
    return sentence if len(sentence) <= most else sentence[:most].rpartition(" ")[0].rstrip(" ,;") + " …"


def web_address(text: str) -> str | None:
    """The web page that a text names; None where it is another kind of link, no link, or holds an e-mail address."""
    url = visible(text).strip()
    ordinary = url.lower().startswith(("https://", "http://")) and len(url.split()) == 1
    return url if ordinary and not _ADDRESS.search(url) else None
