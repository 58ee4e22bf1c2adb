# One door for tasks. Needs make and Python 3.11 or newer; everything else goes into .venv/ in this folder.
#
#   make demo     read the sample articles and show what they amount to
#   make setup    install what the tasks below need
#   make desk     open the demo's ledger in a browser (ARGS="--port 8000"; LEDGER=x.db for another)
#   make check    format, types, imports, architecture
#   make test     the tests (ARGS="tests/ledger -k twice" for some of them)
#   make nightly  the tests that take minutes: 1,000 sequences of runs, decisions and undos
#   make eval     scores on the gold corpora beside their floors (when ../shared is there)
#   make bench    speed and memory (ARGS="--documents 200", "--linking 100000", "--desk 5000")
#   make trace DOC=samples/x.txt    every room's output for one article
#   make build    files that are generated from others: docs/cli.md, and the desk's pages from frontend/
#   make screenshots  pictures of the desk on the samples, into docs/
#   make lock     pin the newest versions that pyproject.toml allows
#   make clean    remove what make made

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
PACKAGES := -e . -e ./models/recoupe-fr -e ./gazetteer
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PROJECTS := pyproject.toml models/recoupe-fr/pyproject.toml gazetteer/pyproject.toml
PAGES := frontend/package.json frontend/package-lock.json frontend/build.mjs $(wildcard frontend/src/*.ts frontend/styles/*.css)
RECOUPE := $(VENV)/bin/recoupe
DEMO := out/demo.db
LEDGER ?= $(DEMO)
BROWSER := $(VENV)/.browser
FRONT := $(VENV)/.front
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo desk setup check test nightly eval bench trace build screenshots lock clean

help:
	@sed -n 's/^#   //p' Makefile

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "recoupe needs Python 3.11 or newer, and $(PYTHON) is" "$$($(PYTHON) --version 2>&1)."; \
	  echo "Install one and name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "$(PYTHON) -m venv failed. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(RUNTIME): requirements.lock $(PROJECTS) $(PAGES) | $(PY)
	@echo "Installing recoupe into $(VENV)/ (once, about a minute)"
	@$(PIP) install --quiet -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation $(PACKAGES)
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the tools for tests and checks into $(VENV)/"
	@$(PIP) install --quiet -r requirements-dev.lock
	@touch $@

# Browser tests drive Debian's Chromium. Where it is missing and cannot be installed they are skipped, and say so; not in CI.
$(BROWSER): | $(PY)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  echo "Installing chromium for the browser tests"; \
	  { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >$(VENV)/chromium.log 2>&1 || \
	  echo "Chromium is not installed, so that the browser tests are skipped: apt install chromium"; }
	@touch $@

# Types of the pages' scripts.
$(FRONT): $(PAGES) | $(RUNTIME)
	@cd frontend && ../$(VENV)/bin/npm ci --silent
	@touch $@

setup: $(DEV) $(BROWSER) $(FRONT)

demo: $(RUNTIME)
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@echo "Reading the articles in samples/, which were written for this demo."
	@$(RECOUPE) run samples --ledger $(DEMO) || test $$? -eq 1
	@echo
	@$(RECOUPE) timeline --ledger $(DEMO)
	@echo
	@$(RECOUPE) disagreements --ledger $(DEMO)
	@echo
	@echo "To see more:"
	@echo "  $(RECOUPE) show ID --ledger $(DEMO)                  one event: each value, who says so, in which words"
	@echo "  $(RECOUPE) show irak-3-bilan.txt --ledger $(DEMO)    one article"
	@echo "  $(RECOUPE) trace samples/irak-3-bilan.txt                  how it was read, step by step"
	@echo "  $(RECOUPE) export --ledger $(DEMO) -o out/demo.json  everything, as JSON"
	@echo
	@echo "To read, check and correct it in a browser (map, timeline, every quote in its text, review):"
	@echo "  make desk"

desk: $(RUNTIME)
	@test -f $(LEDGER) || $(MAKE) --no-print-directory demo
	@$(RECOUPE) desk --ledger $(LEDGER) $(ARGS)

check: $(DEV) $(FRONT)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	cd frontend && ../$(VENV)/bin/node node_modules/typescript/bin/tsc --noEmit
	$(PY) -m pytest tests/test_architecture.py tests/cli/test_docs.py

test: $(DEV) $(BROWSER)
	$(PY) -m pytest -n auto --dist loadfile $(ARGS)

nightly: $(DEV)
	RECOUPE_SEQUENCES=1000 $(PY) -m pytest --timeout 3600 tests/properties/test_judgements.py

eval: $(DEV)
	@$(PY) evals/run.py $(ARGS)

bench: $(RUNTIME)
	@$(PY) benches/run.py $(ARGS)

trace: $(RUNTIME)
	@test -n "$(DOC)" || { echo "Name an article: make trace DOC=samples/irak-1-kirkouk.txt"; exit 2; }
	@$(VENV)/bin/recoupe trace "$(DOC)"

build: $(RUNTIME)
	$(PY) -m recoupe.cli.docs docs/cli.md
	cd frontend && ../$(VENV)/bin/node build.mjs

screenshots: $(DEV) $(BROWSER)
	$(PY) docs/screenshots.py

lock: $(DEV)
	@$(PIP) install --quiet uv
	$(VENV)/bin/uv pip compile $(LOCK) --upgrade --extra build pyproject.toml -o requirements.lock
	$(VENV)/bin/uv pip compile $(LOCK) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
LOCK := --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
