"""Commands that somebody can type next."""

from shlex import join

from tracker.findings.report import Report


def check(report: Report, *options: str) -> str:
    """``ladder-check`` on the same person, with options; of the recorded samples as such."""
    recorded = ["--demo"] if report.data.source == "demo" else []
    return join(["ladder-check", *recorded, str(report.contributor.login), *options])


def guide(report: Report) -> str:
    """The community's guide for contributors; the ladder's rules where it names none."""
    return report.ladder.pages.guide or report.ladder.rules or report.contributor.url


def web(report: Report) -> str:
    """The server's web address, without the login that ends the account's."""
    return report.contributor.url.rpartition("/")[0]
