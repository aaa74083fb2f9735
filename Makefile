# make serve   install, ingest corpus/, serve the browser app on 127.0.0.1
# make test    everything that CI checks: format, lint, types, import order, tests (gets a browser by itself)
# make check   the same without the tests
# make bench   the benchmarks in eval/benchmarks/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: serve test check bench clean
.DEFAULT_GOAL := serve

serve: $(VENV)/installed
	$(BIN)/qa ingest corpus
	$(BIN)/qa serve

test: check
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-bench
	$(BIN)/python -m eval.benchmarks.foundation

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache test-results

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CitedQA needs Python 3.11 or newer, not %s; set PYTHON=" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

# constraints.txt pins everything but torch, so that a CPU build is taken where the package index offers one.
$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/installed-%: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable '.[$*]'
	touch $@ $(VENV)/installed
