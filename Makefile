# Everything starts here. `make help` lists the targets; Python >= 3.11 and make are all a machine needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# One worker a core; a file's tests stay together, for they share servers and filled databases.
EVERY_CORE := -n auto --dist loadfile
CODE := $(wildcard src tests tools bench)

# Stamps are written last, so that a half-made environment is never taken for a good one.
MADE_IN := $(VENV)/.made-in
INSTALLED := $(VENV)/.installed
DEV_INSTALLED := $(VENV)/.dev-installed

.PHONY: help install demo front-end test check debian bench lock format clean FORCE
.DELETE_ON_ERROR:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

install: $(INSTALLED) ## make .venv and .venv/bin/rabrong
	@echo 'Ready: $(BIN)/rabrong'

# PORT= and DATA= choose the port and the folder for its data.
demo: front-end ## serve the example department on http://127.0.0.1:8000/ (PORT=, DATA=)
	@PORT='$(or $(PORT),8000)' RABRONG_DATA='$(or $(DATA),demo-data)' $(BIN)/rabrong demo

front-end: $(INSTALLED)
	@$(BIN)/python tools/front_end.py
	@$(BIN)/python tools/compile_messages.py

test: debian check front-end ## everything: check, all tests and the coverage gate, the database tests on PostgreSQL again
	@$(BIN)/python -m pytest $(EVERY_CORE) --hypothesis-profile=ci --cov
	@$(BIN)/python tools/with_postgresql.py $(BIN)/python -m pytest $(EVERY_CORE) -m django_db

check: $(DEV_INSTALLED) ## the fast part: format, lint, types, import contracts, licences
	@$(BIN)/ruff format --check --output-format concise $(CODE) > $(VENV)/format.log 2>&1 || { cat $(VENV)/format.log; echo 'make format does it.'; exit 1; } >&2
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/mypy --no-error-summary $(CODE)
	@$(BIN)/lint-imports --no-cache > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; } >&2
	@$(BIN)/python tools/check_licences.py
	@$(PIP) check > $(VENV)/pip.log || { cat $(VENV)/pip.log; exit 1; } >&2
	@echo 'Format, lint, types, import contracts and licences are in order.'

debian: $(MADE_IN)
	@$(BIN)/python tools/debian_packages.py requirements/debian.txt

bench: front-end debian ## time and memory of the scoring and of the pages
	@$(BIN)/python tools/debian_packages.py requirements/debian-bench.txt
	@PYTHONPATH=. $(BIN)/python -m bench

format: $(DEV_INSTALLED) ## format the code and sort its imports
	@$(BIN)/ruff check --quiet --select I --fix $(CODE)
	@$(BIN)/ruff format --quiet $(CODE)

# `make lock` follows pyproject.toml and keeps what is locked; `make lock UPGRADE=--upgrade` takes the newest of all.
UPGRADE ?=
COMPILE := $(BIN)/uv pip compile --quiet --no-config --system-certs --generate-hashes --universal --no-header --python-version 3.11 $(UPGRADE)
lock: $(DEV_INSTALLED) ## write requirements/*.txt anew from pyproject.toml
	@$(COMPILE) pyproject.toml --group build --output-file requirements/run.txt
	@$(COMPILE) --group pyproject.toml:dev --constraint requirements/run.txt --output-file requirements/dev.txt

clean: ## remove what the targets above made
	@rm -rf $(VENV) dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

# A virtual environment holds absolute paths: one that was copied, moved or lost its Python is made anew.
ifneq ($(shell $(BIN)/python -c '' 2>/dev/null && cat $(MADE_IN) 2>/dev/null),$(CURDIR))
$(MADE_IN): FORCE
endif
FORCE:

$(MADE_IN): requirements/run.txt requirements/dev.txt
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) is not on this machine. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	@$(PYTHON) tools/python_ready.py
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@printf '%s\n' '$(CURDIR)' > $(MADE_IN)

# The locks are whole: --no-deps keeps pip from asking for an extra of something locked in a release newer than the lock.
$(INSTALLED): $(MADE_IN) pyproject.toml
	@echo 'Installing Rabrong into $(VENV) ...'
	@$(PIP) install --no-deps --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(INSTALLED)

$(DEV_INSTALLED): $(INSTALLED)
	@echo 'Installing the tools of the checks ...'
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $(DEV_INSTALLED)
