"""In a browser that would run it, nothing that a stranger wrote runs, and nothing leaves the page."""

from dataclasses import replace

import pytest
from unit.reports import invented
from unit.reports.hostile import poisoned

from tracker.reports import FORMATS, Style

FLAG = "window.pwned = true"
HOSTILE = [
    f"<script>{FLAG}</script>",
    f"</title></style></script><script>{FLAG}</script>",
    f'"><img src=https://evil.example/x onerror="{FLAG}">',
    f"' autofocus onfocus='{FLAG}' x='",
    f"</svg><svg onload={FLAG}>",
    "<iframe srcdoc='<script>parent.pwned = true</script>'></iframe>",
    f"javascript:{FLAG}",
    "<style>@import 'https://evil.example/x.css'; body { background: url(https://evil.example/y) }</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/><link rel=stylesheet href=x.css>",
    "\u202egnp.exe\u2066",
]
EVERYTHING = " ".join(HOSTILE)


def hostile_cohort(text):
    cohort = invented.cohort()
    failure = replace(cohort.failures[0], login=text, error=text, hint=text)
    members = {key: replace(member, notes=text) for key, member in cohort.members.items()}
    changes = tuple(replace(one, title=text, scope=text) for one in cohort.changes)
    reports = tuple(poisoned(report, text) for report in cohort.reports)
    attention = tuple(replace(one, login=text, text=text, then=text, url=text) for one in cohort.attention)
    hostile = replace(cohort, name=text, reports=reports, failures=(failure,), members=members, changes=changes)
    return replace(hostile, attention=attention)


@pytest.mark.parametrize("text", [*HOSTILE, EVERYTHING], ids=[*map(str, range(len(HOSTILE))), "everything"])
def test_nothing_runs_nothing_is_asked_for_and_the_policy_has_nothing_to_stop(opened, text):
    seen = opened(FORMATS["html"](hostile_cohort(text), Style()))
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    seen.page.mouse.move(300, 300)
    assert seen.page.evaluate("window.pwned") is None
    assert seen.said == []
    assert [address for address in seen.asked if not address.startswith("file://")] == []
    assert seen.page.url.startswith("file://")


def test_the_policy_would_stop_what_got_in(opened):
    """The page's second door: a script and a picture that somehow are in it."""
    page = FORMATS["html"](invented.cohort(), Style())
    bad = f"<script>{FLAG}</script><img src='https://evil.example/x' onerror='{FLAG}'><p style='color:red'>x</p>"
    seen = opened(page.replace("<footer>", f"{bad}<footer>"))
    assert seen.page.evaluate("window.pwned") is None
    assert len(seen.said) >= 3
    assert all("Content Security Policy" in text for text in seen.said)
