# The verbs of development. `make demo` and `make test` set up everything they need.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo postgres denoise test lint types check format cover docs example bench lock clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: .venv/.run ## publish the example show into public/ and outbox/, as drafts only
	@env -u PODCASTER_LINKEDIN_TOKEN $(BIN)/podcaster publish

postgres: .venv/.postgres ## set up what a ledger on a PostgreSQL server needs

denoise: .venv/.denoise ## set up `noise: deepfilter`, the better of the two noise reductions

test: check ## set up everything, then all checks and all tests
	@tests/system.sh
	@tests/all.sh

check: lint types ## everything that judges without running: lint and types

lint: .venv/.dev ## style, format and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: .venv/.dev ## mypy, strict, on src, tests, tools and bench
	$(BIN)/mypy

format: .venv/.dev ## put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

cover: .venv/.dev ## all tests, and which branches they leave out
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

docs: .venv/.dev ## write the pages of docs/reference that come from the code
	$(BIN)/python tools/reference.py

example: .venv/.example ## make the example show's audio and pictures anew (Linux on x86-64)
	$(BIN)/python tools/example_show.py

bench: .venv/.bench ## compare with others, side by side in one run
	$(BIN)/python bench/master_one_hour.py

lock: ## pin all dependencies anew, with hashes (needs uv)
	requirements/lock.sh

clean: ## remove what can be made again; never the ledger or what was published
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# A stamp per set of packages: what stands is not set up twice.
# Hashes for everything, the build tools first: what is built from source is built with them.
.venv/.run: requirements/build.txt requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("podcaster needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --require-hashes --no-build-isolation -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.%: requirements/%.txt .venv/.run
	$(PIP) install --require-hashes --no-build-isolation -r $<
	@touch $@
