# Rollcall's commands. A fresh machine needs Python 3.11 or later, make and git; `make demo` and
# `make test` bring the rest. Everything is installed below .venv; nothing listens beyond loopback.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# Another Python: make demo PYTHON=/path/to/python3
PYTHON ?=
# More words for the command behind a target: make demo ARGS="--port 8765"
ARGS ?=
# Processes of the test run; "auto" is one for each core.
WORKERS ?= auto

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
LOCKED := $(PIP) install --no-deps --require-hashes
RUNTIME := $(VENV)/.runtime-is-in
DEV := $(VENV)/.dev-is-in

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(RUNTIME) ## Install what running needs, and no test tools

demo: $(RUNTIME) ## Play a month of the sample plan in your browser
	@$(VENV)/bin/rollcall demo $(ARGS)

test: $(DEV) lint browser ## Check everything: style, types, then every test on SQLite and PostgreSQL
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

coverage: $(DEV) browser ## Run every test and say which lines and branches none of them reached
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term-missing:skip-covered $(ARGS)

lint: $(DEV) ## Check style, types, the rooms' walls, dependencies and the length of files
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m deptry .
	@$(PY) -m tests.house.lengths

browser: $(DEV) ## Make sure that the tests have a browser
	@$(PY) -m tests.floor.browser

pictures: $(DEV) browser ## Take the pictures of docs/pictures again
	@$(PY) scripts/pictures.py

reference: $(DEV) ## Write docs/reference again from the code
	@$(PY) scripts/reference.py

mutation: $(DEV) ## Measure the tests of the pure rules by changing the rules
	@$(PY) -m mutmut run --max-children 2 $(ARGS)
	@$(PY) -m mutmut results

lock: ## Write the three locks again from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv; install it with: python3 -m pip install uv"; exit 2; }
	@$(call compile,pyproject.toml) -o requirements.lock
	@$(call compile,pyproject.toml) --group dev -o requirements-dev.lock
	@$(call compile) --group build -o requirements-build.lock

clean: ## Remove what these commands made, except data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis mutants

compile = uv pip compile $(1) --universal --generate-hashes --no-header --no-annotate --quiet

$(RUNTIME): requirements.lock requirements-build.lock pyproject.toml
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
	    python=$$(sh scripts/find-python $(PYTHON)) && $$python -m venv --clear $(VENV); }
	@echo "Installing what running needs into $(VENV)."
	@$(LOCKED) -r requirements-build.lock -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@echo "Installing what the tests need into $(VENV)."
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

.PHONY: help install demo test coverage lint browser pictures reference mutation lock clean
