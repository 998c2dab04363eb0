# Everything that a change has to pass: make check. Where the tools are: VENV (made by make venv, with EXTRAS).
VENV ?= .venv
EXTRAS ?= check
BIN := $(VENV)/bin

.PHONY: build check format lint types imports dependencies test venv

check: format lint types imports dependencies test

venv:
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[$(EXTRAS)]'

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

test:
	$(BIN)/pytest --cov --numprocesses auto --cov-report=term-missing:skip-covered

build:
	$(BIN)/python -m build
