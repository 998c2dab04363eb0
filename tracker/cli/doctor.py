"""``ladder doctor``: whether a GitHub answers as this program relies on. What somebody with a new network runs first."""

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tracker.cli.connect import caller, given_token
from tracker.cli.output import check_target, write
from tracker.cli.terminal import Progress, style_for
from tracker.entry.connect import settings_for
from tracker.entry.diagnosis import installation, subject_of
from tracker.entry.interests import guide_of
from tracker.entry.options import whole
from tracker.entry.people import cohort_in
from tracker.entry.settings import ladder_of
from tracker.entry.words import format_of
from tracker.errors import NothingChecked
from tracker.findings.diagnosis import Diagnosis
from tracker.reports import DIAGNOSES
from tracker.sources.github.api.client import GitHubClient, Settings
from tracker.sources.github.diagnosis import Subject, diagnose

#: A person waits for it: each question is tried twice, and no long limit is sat out.
_ATTEMPTS, _MAX_WAIT = 2, 10.0


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was asked for on the command line."""

    format: str
    output: Path | None
    ladder: str
    cohort: Path | None
    token_stdin: bool
    api_url: str | None
    quiet: bool


def run_doctor(words: Words) -> int:
    """Check, and write what was found; the exit code.

    Raises:
        LadderCheckError: the words, the ladder or the cohort do not hold.
    """
    ladder, _ = ladder_of(words.ladder, os.environ)
    cohort = cohort_in(words.cohort, ladder, guide_of(ladder, words.ladder))
    format_ = format_of(words.format, list(DIAGNOSES))
    check_target(words.output)
    progress = Progress(quiet=words.quiet)
    person = caller(progress, given_token(token_stdin=words.token_stdin))
    settings = settings_for(whole(api_url=words.api_url, max_wait=_MAX_WAIT), person)
    progress.reading(0, 1, settings.endpoints.host)
    try:
        found = _diagnosis(replace(settings, attempts=_ATTEMPTS), subject_of(ladder, cohort), ladder.id)
    finally:
        progress.done()
    style = style_for(sys.stdout, os.environ, verbose=0, to_file=words.output is not None)
    write(DIAGNOSES[format_](found, style), words.output)
    return 0 if found.healthy else NothingChecked.exit_code


def _diagnosis(settings: Settings, subject: Subject, ladder: str) -> Diagnosis:
    client = GitHubClient(settings)
    try:
        checks = diagnose(client, subject)
    finally:
        client.close()
    return Diagnosis(
        installation=installation(),
        host=settings.endpoints.host,
        ladder=ladder,
        checked_at=datetime.now(UTC),
        checks=checks,
        cost=client.cost,
    )
