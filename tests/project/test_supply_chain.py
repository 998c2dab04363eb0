"""What is installed is what was looked at, and SECURITY.md promises nothing that no test holds."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
WANTED = [Requirement(text) for text in (*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"])]
PYTHONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))


def locked() -> dict[str, tuple[Requirement, set[str]]]:
    """Each package of the lock, with its hashes."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    found = {}
    for entry in entries:
        head, *hashes = [part.strip() for part in entry.split("\\\n")]
        requirement = Requirement(head)
        found[canonicalize_name(requirement.name)] = (requirement, set(hashes))
    return found


def on_linux(python: str) -> dict[str, str]:
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def version_of(requirement: Requirement) -> str:
    (only,) = requirement.specifier
    assert only.operator == "=="
    return only.version


# -- the lock ----------------------------------------------------------------------------------------


def test_every_package_of_the_lock_has_one_version_and_hashes():
    for requirement, hashes in locked().values():
        assert version_of(requirement)
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), requirement


def test_the_lock_names_no_index_and_no_option():
    lines = [line for line in LOCK.splitlines() if not line.startswith(("#", "    --hash="))]
    assert [line for line in lines if not re.match(r"[a-z0-9]", line)] == []
    assert "://" not in LOCK


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_covers_all_that_pyproject_asks_for_and_what_that_asks_for(python):
    packages, rest, seen = locked(), list(WANTED), set()
    assert len(PYTHONS) == 4
    while rest:
        wanted = rest.pop()
        name = canonicalize_name(wanted.name)
        if wanted.marker and not wanted.marker.evaluate(on_linux(python)):
            continue
        assert name in packages, f"{wanted} is missing: make lock"
        requirement = packages[name][0]
        assert wanted.specifier.contains(version_of(requirement), prereleases=True), f"{wanted}: make lock"
        assert requirement.marker is None or requirement.marker.evaluate(on_linux(python))
        if name not in seen:
            seen.add(name)
            rest += [Requirement(text) for text in requires(name) or () if "extra ==" not in text]
            rest += [one for extra in wanted.extras for one in of_extra(name, extra)]
    assert len(seen) > 20


def of_extra(name: str, extra: str) -> list[Requirement]:
    """What a package asks for with an extra, for example pyjwt[crypto]."""
    asked = [Requirement(text) for text in requires(name) or ()]
    found = [one for one in asked if one.marker and one.marker.evaluate({**on_linux("3.11"), "extra": extra})]
    for one in found:
        one.marker = None
    return found


# -- where it is used --------------------------------------------------------------------------------


def test_the_action_and_the_release_install_by_hash_and_build_nothing_of_others():
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    steps = "\n".join(step.get("run", "") for step in release["jobs"]["build"]["steps"])
    for script in ((ROOT / "action" / "install.sh").read_text(encoding="utf-8"), steps):
        first, second = (line for line in script.splitlines() if re.match(r"(\.venv/bin/pip )?install ", line))
        assert all(word in first for word in ("--require-hashes", "--only-binary=:all:", "requirements.lock"))
        assert "--no-deps" in second
        assert "--no-index" in second
    assert "--no-build-isolation" in (ROOT / "action" / "install.sh").read_text(encoding="utf-8")


def release_jobs() -> dict[str, dict]:
    return yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))["jobs"]


def words_of(job) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_a_job_that_builds_can_write_nothing():
    building = [job for job in release_jobs().values() if re.search(r"python |pip |docker (build|run) ", words_of(job))]
    assert [job["name"] for job in building] == ["Build", "Build the image"]
    assert all(job["permissions"] == {"contents": "read"} for job in building)


def test_a_job_that_writes_runs_nothing_that_was_built():
    writing = {name: job for name, job in release_jobs().items() if "write" in job["permissions"].values()}
    assert list(writing) == ["attest", "pypi", "push", "attest-image", "release"]
    for job in writing.values():
        assert "actions/checkout" not in str(job["steps"])
        programs = re.findall(r"^ *(?:\w+=\$\()?(docker \w+|\w+ )", words_of(job), re.MULTILINE)
        assert {word.strip() for word in programs} <= {
            *("docker load", "docker login", "docker tag", "docker push", "docker inspect"),
            *("gh", "for", "done", "printf"),
        }


def test_what_signs_runs_no_command_at_all():
    signing = [job for job in release_jobs().values() if "id-token" in job["permissions"]]
    assert [job["name"] for job in signing] == ["Attest", "Publish to PyPI", "Attest the image"]
    assert not any("run" in step for job in signing for step in job["steps"])
    sbom = [step["with"].get("sbom-path") for step in signing[0]["steps"][1:]]
    assert sbom == [None, "sbom.spdx.json"]


def test_nothing_is_published_before_somebody_approves_and_all_is_built_and_signed():
    jobs = release_jobs()
    assert {name for name, job in jobs.items() if job.get("environment") == "release"} == {"pypi", "push"}
    assert all(jobs[name]["needs"] == ["build", "image", "attest"] for name in ("pypi", "push"))
    assert jobs["release"]["needs"] == ["pypi", "attest-image"]
    assert jobs["attest-image"]["needs"] == "push"


def test_publishing_takes_no_secret():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "password:" not in text


def test_dependabot_looks_after_actions_and_packages():
    config = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))
    assert {entry["package-ecosystem"] for entry in config["updates"]} == {"docker", "github-actions", "pip"}
    assert all(entry["cooldown"]["default-days"] >= 7 for entry in config["updates"])


# -- SECURITY.md -------------------------------------------------------------------------------------


def promises() -> list[tuple[str, list[str]]]:
    """Each promise with the tests that it names."""
    _, _, table = SECURITY.partition("| promise | tests |")
    rows = [line.strip("|").split("|") for line in table.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    return [(promise.strip(), re.findall(r"`([^`]+)`", tests)) for promise, tests in rows if "---" not in promise]


def test_every_promise_is_held_by_tests_that_are_there():
    assert len(promises()) > 5
    for promise, files in promises():
        assert files, promise
        for file in files:
            assert "\ndef test_" in (ROOT / file).read_text(encoding="utf-8"), file


def test_reports_are_taken_in_private_and_by_no_mail():
    assert "](../../security/advisories/new)" in SECURITY
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w|mailto:", SECURITY)


def test_files_that_security_and_the_readme_name_are_there():
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([\w./-]+\.(?:yml|py|lock))`", SECURITY):
        assert (ROOT / name).exists(), name
