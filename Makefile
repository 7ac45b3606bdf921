PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
# A pipe fails where any part of it does.
SHELL := bash
.SHELLFLAGS := -o pipefail -c

.PHONY: book test setup diagrams lock clean help

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

book: $(VENV)/.ready  ## run every experiment and build the site into _build/html
	$(BIN)/python -m bookkit build

test: $(VENV)/.ready  ## lint, types, contracts of the imports, unit tests, strict book build, exercise audit, class lifecycle
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bookkit build
	$(BIN)/python -m pytest -n 4 --dist loadgroup

setup: $(VENV)/.ready  ## make the environment only (about 1.5 GB; minutes the first time)

diagrams: $(VENV)/.ready  ## draw again the diagrams whose text has changed (needs Graphviz)
	$(BIN)/python -m bookkit diagrams

lock:  ## recompile requirements.txt from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra book --extra course --group test \
		-o requirements.txt --python-version 3.11 --universal --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet

clean:  ## remove everything that was built, the environment too
	rm -rf _build $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; v < (3, 11) and sys.exit( \
		"This book needs Python 3.11 or newer; $(PYTHON) is %d.%d. " % v[:2] + \
		"Name a newer one: make setup PYTHON=python3.12")'
	@echo "Setting up in $(VENV): $$(grep -c == requirements.txt) packages, about 1.5 GB on disk."
	@echo "The first time this takes three to seven minutes, mostly the download."
	@echo "[1 of 3] a virtual environment with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "[2 of 3] the packages that requirements.txt pins, each by its hash"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-deps --require-hashes \
		--progress-bar off -r requirements.txt | awk -v all=$$(grep -c == requirements.txt) \
		'/^Collecting/ && ++n % 20 == 0 { print "        " n " of " all; fflush() }'
	@echo "[3 of 3] the book's own packages"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Ready. Next: make book, or $(BIN)/jupyter lab"
