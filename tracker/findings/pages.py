"""Pages and places of a community that steps lead to, as its ladder names them."""

from typing import ClassVar

from tracker.record import record


@record
class Pages:
    """Addresses of pages, and sentences; empty where a community has none: no step names another one's.

    ``guide`` is for contributors, ``first_contribution`` and ``areas`` help to choose what to work on, ``mentoring`` is
    for who mentors, ``emeritus`` says how a role ends with thanks. ``newcomers`` is a channel in which newcomers ask,
    ``admins`` says how long the admins of the organizations take to answer, and where to ask them.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}  # a name that is misspelt is a mistake

    guide: str = ""
    first_contribution: str = ""
    areas: str = ""
    mentoring: str = ""
    emeritus: str = ""
    newcomers: str = ""
    admins: str = ""


NO_PAGES = Pages()
