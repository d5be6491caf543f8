# Two commands do the work: `make run` and `make test`. The README has the same as plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install install-dev run test test-fast coverage lint bench lock clean

install: $(VENV)/.run
install-dev: $(VENV)/.dev

$(VENV)/.run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên, máy này có " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

run: $(VENV)/.run
	$(BIN)/python -m bot run

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

# The kill tests run alone: what a killed process leaves in doubt grows with whatever else the machine is doing.
test: lint
	$(BIN)/python -m pytest -n 0 -m alone
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not alone"

# Which lines no test reaches; counting them costs a third of the time more.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not alone" --cov --cov-report=term:skip-covered

test-fast: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow"

bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks

# Writes the pins again: exact versions, hashes for every platform, no index address.
lock: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
