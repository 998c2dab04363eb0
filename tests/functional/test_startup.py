"""What a run that asks nobody loads."""

import os
import subprocess
import sys

from functional.running import NELL, WORLD_DAY, variables_of

CODE = (
    "import sys; sys.argv = ['ladder-check', *sys.argv[1:]]\n"
    "from tracker.cli.start import run\n"
    "try:\n    run()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
)


def test_offline_nothing_is_loaded_that_asks_github(run, calm):
    words = (NELL, "--as-of", WORLD_DAY)
    assert run(*words, server=calm).code == 0
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words, "--offline"],
        env=os.environ | variables_of(calm),
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stderr.split())
    assert NELL in done.stdout
    assert {"tracker.sources.github.offline.source", "sqlite3"} <= modules
    asking = {"github", "requests", "urllib3", "tracker.sources.github.source", "tracker.sources.github.api.transport"}
    assert modules.isdisjoint(asking)
