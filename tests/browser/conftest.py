"""A real browser: the Chromium that is installed here, headless, with a fresh profile and no network of its own."""

import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from unit.reports import invented
from unit.reports.invented.crowd import crowd

from tracker.cli import check
from tracker.reports import FORMATS, Style, html
from tracker.reports.html.amount import amount

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium, shared by all tests; each opens its pages in a context of its own."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium here: install one, or say where it is in CHROMIUM")
    driver = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: the extra [browser] has it"
    )
    with driver.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(_FLAGS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, with what it said on the console and what it asked for."""

    page: object
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def until(self, condition):
        """Waits for an expression to be true. Playwright's own way of waiting evaluates strings, which the page forbids."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"not within five seconds: {condition}")

    @property
    def shown(self):
        """Whose sections can be seen."""
        people = self.page.locator("article.person")
        return people.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.id.slice(2))")


#: How many people show all that the invented ones differ in: samples by eights, gaps and groups by threes, openings by twos.
ALL_KINDS = 24


@cache
def rendered(name):
    """The pages that are looked at, by name. A ``class`` is told as briefly as 120 people are."""
    results = {
        "cohort": lambda: crowd(8),
        "twelve": lambda: crowd(12),
        "person": invented.almost_reviewer,
        "mentee": lambda: crowd(8).reports[7],
        "request": lambda: invented.almost_reviewer().sponsors.request,
        "class": lambda: crowd(ALL_KINDS),
        "many": lambda: crowd(500),
    }
    if name == "class":
        with patch.object(html, "amount", lambda _, *, verbose: amount(crowd(120), verbose=verbose)):
            return FORMATS["html"](results[name](), Style())
    return FORMATS["html"](results[name](), Style())


def demo_page():
    """What ``ladder-check --demo --format html`` writes."""
    done = CliRunner().invoke(check.command, ["--demo", "--format", "html"], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.fixture
def opened(chromium, tmp_path):
    """A function that opens a page from disk: one of ``rendered`` by its name, or a text."""
    contexts = []

    def open_page(page, width=1280, height=900, scheme="light", **more):
        file = tmp_path / "page.html"
        text = page if page.startswith("<") else demo_page() if page == "demo" else rendered(page)
        file.write_text(text, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.goto(file.as_uri())
        return seen

    yield open_page
    for context in contexts:
        context.close()
