# The two commands of the README: `make plan` and `make test`.  Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WEEK ?= 2026-W48

.PHONY: ready plan test lint browser clean

ready: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@echo "compiling the search kernels once (they are cached afterwards)"
	$(BIN)/python -m operations.warm
	@touch $(READY)

# 10 is "done with warnings" (shortage, unserved): a plan is there all the same.
plan: $(READY)
	@$(BIN)/coldchain plan --week $(WEEK) || { status=$$?; [ $$status -eq 10 ] || exit $$status; }

test: $(READY) lint browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The map's tests drive a real Chromium; on Debian it is installed when it is missing.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || sh tests/install-chromium.sh

clean:
	rm -rf $(VENV) plans .mypy_cache .ruff_cache .pytest_cache
