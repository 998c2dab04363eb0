#!/usr/bin/env bash
# Installs ladder-check, as it stands beside this file, into a virtual environment of its own. Isolated (-I), so that
# nothing that lies in the checkout of the job is taken for a module. What it depends on and what builds it come as
# requirements.lock says, by hash; no package's own build runs. GITHUB_OUTPUT gets python: the one to run it with.
set -euo pipefail
venv=$RUNNER_TEMP/ladder-check-venv
install() { "$venv/bin/python" -I -m pip install --disable-pip-version-check --quiet "$@"; }

"$PYTHON" -I -m venv "$venv"
install --require-hashes --only-binary=:all: --requirement "$GITHUB_ACTION_PATH/requirements.lock"
install --no-deps --no-index --no-build-isolation "$GITHUB_ACTION_PATH"
echo "python=$venv/bin/python" >>"$GITHUB_OUTPUT"
