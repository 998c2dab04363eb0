"""Where a contributor stands on a project's contributor ladder, and what comes next.

For scripts::

    from tracker import Outcome, check, render

    report = check("octo-newcomer", tier="member")
    waiting = [one for result in report.readiness for one in result.criteria if one.outcome is not Outcome.MET]
    print(render(report, "markdown"))

``check_all`` does the same for several people, and ``check_cohort`` for those in a file; ``Options`` says which
keywords all three take. All that goes wrong is a ``LadderCheckError``. What ``__all__`` lists stays as it is; the
modules below may be moved.
"""

__version__ = "0.1.0"

__all__ = [
    "AccountError",
    "Basis",
    "Change",
    "Cohort",
    "ConfigError",
    "Evidence",
    "Failure",
    "Finding",
    "Held",
    "LadderCheckError",
    "LimitReached",
    "Login",
    "NextStep",
    "NothingChecked",
    "Options",
    "Outcome",
    "Report",
    "Scope",
    "Shift",
    "SourceError",
    "Sponsorship",
    "Standing",
    "TierResult",
    "TokenError",
    "UsageError",
    "check",
    "check_all",
    "check_cohort",
    "render",
]

#: Type checkers take it for true. ``typing`` has one, too, and takes longer to load than all else
#: that ``--version`` needs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from tracker.errors import (
        AccountError,
        ConfigError,
        LadderCheckError,
        LimitReached,
        NothingChecked,
        SourceError,
        TokenError,
        UsageError,
    )
    from tracker.facts.people import Login
    from tracker.facts.scopes import Scope
    from tracker.findings.cohort import Change, Cohort, Failure, Shift, Sponsorship
    from tracker.findings.outcomes import Basis, Evidence, Finding, Outcome
    from tracker.findings.readiness import TierResult
    from tracker.findings.report import NextStep, Report
    from tracker.findings.standing import Held, Standing
    from tracker.library import Options, check, check_all, check_cohort, render
else:
    _FINDINGS = tuple(f"tracker.findings.{name}" for name in ("outcomes", "readiness", "standing", "report", "cohort"))
    #: Where a name is looked for, in this order: what is quick to load comes first.
    _PLACES = ("tracker.errors", "tracker.facts.people", "tracker.facts.scopes", *_FINDINGS, "tracker.library")

    def __getattr__(name: str) -> object:
        """What is asked for, loaded then: whoever wants the version alone does not wait for the rest."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - see above

        return next(getattr(place, name) for place in map(import_module, _PLACES) if hasattr(place, name))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
