# Everything that a change has to pass: make check. Where the tools are: VENV (made by make venv, with EXTRAS).
VENV ?= .venv
EXTRAS ?= check
BIN := $(VENV)/bin

.PHONY: address build check dead docs format lint lock same standin types imports dependencies quick test venv

check: format lint types imports dependencies dead test

venv:
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[$(EXTRAS)]'

# What the action installs: the program's dependencies, and what builds it, for all Pythons. It takes uv.
lock:
	{ echo '# What the action installs, with what builds it: the newest that pyproject.toml allows, by hash. From: make lock'; \
	echo 'hatchling>=1.27' | uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes \
	--upgrade --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet; } > requirements.lock

format:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

dependencies:
	$(BIN)/deptry .

dead:
	$(BIN)/vulture

# Coverage is measured unless COV is empty. From Python 3.14 on, where sys.monitoring knows branches, it costs little.
COV ?= --cov
test:
	$(BIN)/pytest $(COV) --numprocesses auto

# What finds most in little time: all but what starts many processes, asks much of the stand-in, or takes a browser.
quick:
	$(BIN)/pytest --numprocesses auto --hypothesis-profile quick tests/unit tests/contract tests/functional/test_people.py

# The stand-in's own tests, on their own: nothing of the program is loaded.
standin:
	$(BIN)/pytest --numprocesses auto --confcutdir tests/standin tests/standin

# Whether reports of sample people look as they did at a revision: BASE, by default the last commit.
same:
	$(BIN)/python tests/printed.py $(or $(BASE),HEAD)

build:
	$(BIN)/python -m build

# docs/ as a site, in site; a link that leads nowhere is an error. It takes EXTRAS=docs.
docs:
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

# Writes the repository's address, once it has one, wherever it stands: make address REPO=OWNER/NAME
address:
	old=$$(sed -n 's|^Repository = "https://github.com/\(.*\)"$$|\1|p' pyproject.toml) && \
	git grep -lzF "$$old" | xargs -0 perl -pi -e "s{\Q$$old\E}{$(REPO)}g; s{\Q$${old%/*}\E/gh-ladder}{$(dir $(REPO))gh-ladder}g"
