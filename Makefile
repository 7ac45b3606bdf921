PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: book test setup lock clean help

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

book: $(VENV)/.ready  ## run every experiment and build the site into _build/html
	$(BIN)/python -m bookkit build

test: $(VENV)/.ready  ## lint, types, unit tests, strict book build, exercise audit, class lifecycle
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m bookkit build
	$(BIN)/python -m pytest -n 2 --dist loadgroup

setup: $(VENV)/.ready  ## make the environment only

lock:  ## recompile requirements.txt from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml -o requirements.txt --python-version 3.11 --universal \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet

clean:  ## remove everything that was built, the environment too
	rm -rf _build $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
