# make demo   environment, scan of shipped case files that no model learnt from, HTML report
# make test   environment, the whole test suite
# make lint   style, types

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3.14 || command -v python3)
BIN := .venv/bin

.PHONY: demo test lint clean

demo: .venv/.ready
	rm -rf demo-results
	$(BIN)/analyser scan data/synthetic/cases/c2[5-9]09.case data/synthetic/cases/c2[5-9]1[0-2].case data/synthetic/text-folders --out demo-results --report

test: .venv/.ready
	$(BIN)/python -m pytest -n 2

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found; install it (Debian: apt install python3.11 python3.11-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Set PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/.ready

clean:
	rm -rf .venv demo-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
