"""What of a library is read, and when."""

import subprocess
import sys

import pytest

from tracker.sources.late import loaded_late


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The modules of a package that were read, in a list that each of them adds itself to."""
    package = tmp_path / "octolib"
    package.mkdir()
    (package / "__init__.py").write_text("read = []\n")
    for name in ("late", "early"):
        (package / f"{name}.py").write_text(f"import octolib\nocto = {name!r}\noctolib.read.append(octo)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield __import__("octolib").read
    for name in [name for name in sys.modules if name.partition(".")[0] == "octolib"]:
        del sys.modules[name]


def test_a_module_is_read_at_its_first_use_but_for_those_that_are_named(read):
    before = list(sys.meta_path)
    with loaded_late("octolib", but=frozenset({"octolib.early"})):
        import octolib.early
        import octolib.late
    assert read == ["early"]
    assert octolib.late.octo == "late"
    assert read == ["early", "late"]
    assert sys.meta_path == before


def test_other_packages_are_read_as_ever(read):
    with loaded_late("elsewhere"):
        import octolib.late  # noqa: F401 - made by the fixture
    assert read == ["late"]


def test_whoever_connects_loads_no_cryptography_and_few_of_githubs_things():
    code = (
        "import sys; from importlib.util import _LazyModule; import tracker.sources.github.api.transport\n"
        "print('cryptography' in sys.modules, *(n for n, m in sys.modules.items() if type(m) is _LazyModule))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, *late = done.stdout.split()
    assert loaded == "False"
    assert {"jwt", "github.Workflow"} < set(late)
