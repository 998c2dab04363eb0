#!/usr/bin/env bash
# Installs ladder-check, as it stands beside this file, into a virtual environment of its own. Isolated (-I), so that
# nothing that lies in the checkout of the job is taken for a module. GITHUB_OUTPUT gets python: the one to run it with.
set -euo pipefail
venv=$RUNNER_TEMP/ladder-check-venv

"$PYTHON" -I -m venv "$venv"
"$venv/bin/python" -I -m pip install --disable-pip-version-check --quiet "$GITHUB_ACTION_PATH"
echo "python=$venv/bin/python" >>"$GITHUB_OUTPUT"
