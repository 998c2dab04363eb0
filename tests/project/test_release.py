"""What a release takes: a tag, a version and a heading that agree; and a Containerfile that builds what was published."""

import re
import subprocess
import sys

import pytest
from pages import PROJECT, ROOT

from tracker import __version__

SCRIPT = ROOT / ".ci" / "release_notes.py"
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
#: An instruction at a time: a line ends where no backslash does.
STEPS = [tuple(line.split(maxsplit=1)) for line in CONTAINERFILE.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def cut(tmp_path):
    """Runs the script in a copy of what it reads, with this heading in the changelog."""

    def called(tag: str, heading: str) -> subprocess.CompletedProcess[str]:
        for name in (".ci", "tracker"):
            (tmp_path / name).mkdir()
        (tmp_path / ".ci" / SCRIPT.name).write_bytes(SCRIPT.read_bytes())
        (tmp_path / "tracker" / "__init__.py").write_bytes((ROOT / "tracker" / "__init__.py").read_bytes())
        changelog = re.sub(r"^## .*$", f"## {heading}", CHANGELOG, count=1, flags=re.MULTILINE)
        (tmp_path / "CHANGELOG.md").write_text(f"{changelog}\n## 0.0.1 (2020-01-01)\n\n- Before.\n", encoding="utf-8")
        command = [sys.executable, tmp_path / ".ci" / SCRIPT.name, tag]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    return called


def test_the_newest_heading_is_that_of_the_version():
    headings = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert re.fullmatch(rf"{re.escape(__version__)} \((unreleased|\d{{4}}-\d\d-\d\d)\)", headings[0])
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", heading) for heading in headings[1:])


def test_notes_are_the_newest_section(cut):
    done = cut(f"v{__version__}", f"{__version__} (2026-12-01)")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("- ")
    assert done.stdout.strip() in CHANGELOG
    assert "Before." not in done.stdout


@pytest.mark.parametrize(
    ("tag", "heading", "why"),
    [
        ("v9.9.9", f"{__version__} (2026-12-01)", "The tag is v9.9.9"),
        (__version__, f"{__version__} (2026-12-01)", "The tag is"),
        (f"v{__version__}", f"{__version__} (unreleased)", "(YYYY-MM-DD)"),
        (f"v{__version__}", "9.9.9 (2026-12-01)", "The newest heading"),
        (f"v{__version__}", "Unreleased", "The newest heading"),
    ],
)
def test_what_does_not_agree_is_no_release(cut, tag, heading, why):
    done = cut(tag, heading)
    assert (done.returncode, done.stdout) == (1, "")
    assert why in done.stderr


# -- the image ---------------------------------------------------------------------------------------


def texts(instruction: str) -> list[str]:
    return [text for name, text in STEPS if name == instruction]


def test_the_image_is_made_of_known_instructions_and_pinned_to_one_base():
    assert {name for name, _ in STEPS} <= {"FROM", "COPY", "RUN", "ENV", "USER", "VOLUME", "WORKDIR", "ENTRYPOINT"}
    (base,) = {text.removesuffix(" AS build") for text in texts("FROM")}
    python = re.fullmatch(r"docker\.io/library/python:(3\.\d+)-slim@sha256:[0-9a-f]{64}", base)
    assert f"Programming Language :: Python :: {python[1]}" in PROJECT["classifiers"]


def test_the_image_installs_by_hash_what_was_built():
    first, second = (text for text in texts("RUN") if "pip install" in text)
    assert all(word in first for word in ("--require-hashes", "--only-binary=:all:", "requirements.lock"))
    assert all(word in second for word in ("--no-deps", "--no-index", "*.whl"))
    sources = [word for text in texts("COPY") for word in text.split()[:-1] if not text.startswith("--from=build")]
    assert sources == ["requirements.lock", "dist/*.whl"]


def test_the_image_runs_the_program_and_not_as_root():
    assert texts("ENTRYPOINT") == ['["ladder-check"]']
    assert "ladder-check" in PROJECT["scripts"]
    (user,) = texts("USER")
    assert int(user) > 0
    assert any(
        f"--uid {user} --create-home ladder" in text and "--owner ladder /cache" in text for text in texts("RUN")
    )
    assert "XDG_CACHE_HOME=/cache" in texts("ENV")[0]
    assert texts("VOLUME") == ["/cache"]
