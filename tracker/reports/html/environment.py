"""The templates. Every text that they show is made harmless on its way, without a template having to ask for it."""

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tracker import __version__
from tracker.findings.outcomes import Outcome
from tracker.reports import audit_words, cohort_words, group_words, standing_words, term_words, words
from tracker.reports.contents import criteria, matrix
from tracker.reports.destinations import destination
from tracker.reports.escape import NAME, SENTENCE, plain, web_url
from tracker.reports.html import marks, pictures, shared

#: End tags that HTML lets be left out, as what follows them in these templates ends the element as well.
_OPTIONAL = re.compile("</(?:li|td|th|tr)>")
#: Modules whose functions templates call, each by its name.
_MODULES = (criteria, matrix, audit_words, cohort_words, group_words, term_words, words, marks)


def compact(text: str) -> str:
    """The text without indentation and empty lines. What is compact already stays as it is."""
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def written(template: str, **given: object) -> str:
    """A page from a template, with nothing in it that no browser needs."""
    page = compact(_PAGES.get_template(template).render(given))
    # A browser keeps every space between elements as a text of its own, and a large page has tens of thousands.
    return _OPTIONAL.sub("", page.replace(">\n<", "><")) + "\n"


@lru_cache(maxsize=65536)
def _line(text: str) -> str:
    # A cohort says the same titles and reasons of everybody.
    return plain(text, SENTENCE)


def _harmless(value: object) -> object:
    """What is no markup of ours becomes one line of visible characters; Jinja escapes it after that."""
    return _line(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _name(text: str | None) -> str:
    return plain(text or "", NAME)


def _link(url: str | None, text: str) -> Markup:
    """The text, as a link where the address is one of the web. The page it leads to does not learn of this one."""
    address, shown = web_url(url), _line(text) or "link"
    if not address:
        return escape(shown)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, shown)


def _environment() -> Environment:
    pages = Environment(
        loader=PackageLoader("tracker.reports.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    pages.filters |= {"name": _name, "day": words.day}
    pages.tests["entered"] = words.is_entered
    pages.globals |= {
        "link": _link,
        "to_page": lambda url: _link(url, destination(url)) if url else "",
        "standing": standing_words,
        "draw": pictures,
        **{module.__name__.rpartition(".")[2]: module for module in _MODULES},
        **{function.__name__: function for function in (shared.asked, shared.own, shared.unread)},
        "version": __version__,
        "Outcome": Outcome,
    }
    return pages


_PAGES = _environment()
