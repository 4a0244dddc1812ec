# A newcomer needs two of these: `make demo` tries it out, `make test` proves it. Both make their own environment.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
RUNNABLE := $(VENV)/.runnable
TESTABLE := $(VENV)/.testable

# The Python to build the environment with; `make demo PYTHON=/path/to/python3` chooses another.
PYTHON ?=

.PHONY: help demo run test check format bench soak screenshots lock migration clean

help:
	@echo "make demo    try it: an invented commune in a web chat on this machine"
	@echo "make run     start what .env configures"
	@echo "make test    all tests"
	@echo "make check   format, lint, types, who may import whom"
	@echo "make format  put the code into the common form"
	@echo "make bench   the same conversation on ours and two plain bots, into bench/RESULTS.md"
	@echo "make soak    the long counts of the crash tests"
	@echo "make screenshots  take the pictures in docs/ anew"
	@echo "make lock    pin the newest libraries, with hashes"
	@echo "make migration m=\"what changes\"   draft a migration from the tables"

demo: $(RUNNABLE)
	@exec $(PY) -m bot demo

run: $(RUNNABLE)
	@exec $(PY) -m bot run

test: $(TESTABLE)
	@$(PY) -m pytest $(args)

check: $(TESTABLE)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(TESTABLE)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(TESTABLE)
	@$(PY) -m bench $(or $(args),telegram --write)

soak: $(TESTABLE)
	@THIDUA_TEST_SOAK=1 $(PY) -m pytest -m soak --timeout=7200 $(args)

screenshots: $(TESTABLE)
	@$(PY) -m tests.browser.screenshots

migration: $(TESTABLE)
	@test -n "$(m)" || { echo 'Say what changes: make migration m="deeds get a place"'; exit 2; }
	@$(PY) -m models.migrations.draft "$(m)"
	@$(VENV)/bin/ruff format --quiet models/migrations/versions
	@$(VENV)/bin/ruff check --quiet --fix models/migrations/versions

LOCK := $(VENV)/bin/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

lock: $(TESTABLE)
	@test -x $(VENV)/bin/uv || $(PIP) install uv
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group build --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# An interpreter, once. The two marks below are made again whenever their list of pinned libraries is newer.
$(PY):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		$$python -m venv $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python cannot make an environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; \
	done; \
	echo "This needs Python 3.11 or newer, and none was found."; \
	echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; \
	exit 1

$(RUNNABLE): requirements.txt pyproject.toml | $(PY)
	@echo "Installing what it needs (once, a minute or two) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTABLE): requirements-dev.txt pyproject.toml | $(PY)
	@echo "Installing what it and its tests need (once, a minute or two) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(RUNNABLE)
