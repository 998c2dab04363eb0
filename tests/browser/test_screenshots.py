"""Pictures of the page with invented people, kept as documentation. UPDATE_SCREENSHOTS=1 takes them anew.

Fonts differ from machine to machine, so pictures are not compared; what they show is tested in the other modules.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST = 300_000  # bytes: everybody who clones the repository has them
PICTURES = {
    "demo": {"page": "demo", "width": 1280, "height": 1100},
    "cohort-360": {"page": "cohort", "width": 360, "height": 1500},
    "cohort-768": {"page": "cohort", "width": 768, "height": 1700},
    "cohort-1280": {"page": "cohort", "width": 1280, "height": 1340},
    "cohort-dark": {"page": "cohort", "width": 1280, "height": 1340, "scheme": "dark"},
    "person-light": {"page": "mentee", "width": 1280, "height": 1100},
    "person-dark": {"page": "mentee", "width": 1280, "height": 1100, "scheme": "dark"},
    "person-360-dark": {"page": "mentee", "width": 360, "height": 1500, "scheme": "dark"},
    "many-filtered": {"page": "many", "width": 1280, "height": 1100},
}


@pytest.mark.parametrize("name", PICTURES)
def test_there_is_a_picture_and_it_is_small(opened, name):
    file = FOLDER / f"{name}.png"
    if os.environ.get("UPDATE_SCREENSHOTS"):
        seen = opened(**PICTURES[name])
        if name == "many-filtered":
            seen.page.get_by_label("Login, name or mentor").fill("octo-cleo-13")
            seen.page.evaluate("document.querySelector('#everybody').scrollIntoView()")
        FOLDER.mkdir(parents=True, exist_ok=True)
        seen.page.screenshot(path=file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.stat().st_size < LARGEST


def test_every_picture_is_taken_here():
    assert {file.stem for file in FOLDER.iterdir()} == set(PICTURES)
