"""``ladder doctor``: whether a GitHub answers as this program relies on. Somebody with a new network runs it first."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime

from tracker.cli.connect import caller, given_token
from tracker.cli.ladder import DoctorOptions
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
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.diagnosis import Subject, diagnose

#: A person waits for it: each question is tried twice, and no long limit is sat out.
_ATTEMPTS, _MAX_WAIT = 2, 10.0


def run_doctor(options: DoctorOptions) -> int:
    """Check, and write what was found; the exit code.

    Raises:
        LadderCheckError: the options, the ladder or the cohort do not hold.
    """
    ladder, _ = ladder_of(options["ladder"], os.environ)
    cohort = cohort_in(options["cohort"], ladder, guide_of(ladder, options["ladder"]))
    format_ = format_of(options["format"], list(DIAGNOSES))
    check_target(options["output"])
    progress = Progress(quiet=options["quiet"])
    person = caller(progress, given_token(token_stdin=options["token_stdin"]))
    settings = settings_for(whole(api_url=options["api_url"], max_wait=_MAX_WAIT), person)
    progress.reading(0, 1, settings.endpoints.host)
    try:
        found = _diagnosis(replace(settings, attempts=_ATTEMPTS), subject_of(ladder, cohort), ladder.id)
    finally:
        progress.done()
    style = style_for(sys.stdout, os.environ, verbose=0, to_file=options["output"] is not None)
    write(DIAGNOSES[format_](found, style), options["output"])
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
