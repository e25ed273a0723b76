# The commands of this project; `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq install
TESTS ?=

CATALOGUES := $(shell find src -name '*.po' 2>/dev/null)
LOCK := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(LOCKFLAGS)
# A site as it would stand on the internet, for Django's own deployment checks.
DEPLOYED := MITSPRACHE_HTTPS=yes MITSPRACHE_HOSTS=council.example MITSPRACHE_DEBUG=no \
	MITSPRACHE_DEMO=no MITSPRACHE_BASE_URL=https://council.example \
	MITSPRACHE_SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG

.PHONY: help demo test check bench messages lock clean install install-test

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

demo: install ## Install, load the Dortmund council, serve on 127.0.0.1 (PORT=8000)
	@exec $(VENV)/bin/mitsprache demo --port $(PORT)

test: install-test ## Run all tests (TESTS="tests/council -k seats" for some)
	@$(PY) -m tests.tools.run $(TESTS)

check: install-test ## Linters, types, import contracts, templates, translations, settings
	@set -e; \
	MITSPRACHE_DATA_DIR="$$(mktemp -d)"; export MITSPRACHE_DATA_DIR; \
	trap 'rm -rf "$$MITSPRACHE_DATA_DIR"' EXIT; \
	echo '== ruff'; $(PY) -m ruff check .; $(PY) -m ruff format --check .; \
	echo '== mypy'; $(PY) -m mypy; \
	echo '== import contracts'; $(VENV)/bin/lint-imports --no-cache; \
	echo '== templates'; $(VENV)/bin/djlint --lint --quiet src; \
	echo '== translations'; $(PY) -m tests.tools.catalogues; \
	echo '== migrations'; $(PY) manage.py makemigrations --check --dry-run; \
	echo '== deployment'; $(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING

bench: install-test ## Measure speed and memory with a large council
	@$(PY) -m tests.bench $(BENCH)

messages: install-test ## Collect the texts on screen into the catalogues (needs gettext)
	@command -v xgettext >/dev/null || { \
		echo 'Collecting texts needs the gettext tools: sudo apt-get install gettext' >&2; exit 1; }
	@$(PY) -m tests.tools.catalogues --write

lock: ## Resolve the requirements anew (LOCKFLAGS=--upgrade for newer releases)
	@test -x $(VENV)/bin/uv || $(MAKE) install-test
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) pyproject.toml --extra postgres -c requirements/base.txt -o requirements/postgres.txt
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) requirements/test.in -o requirements/test.txt
	@$(PY) -m tests.tools.node npm install --package-lock-only --ignore-scripts

clean: ## Remove what was installed and built; the data in var/ stay
	rm -rf $(VENV) node_modules build dist htmlcov .coverage .coverage.* \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

install: $(VENV)/.installed $(VENV)/.catalogues

install-test: install $(VENV)/.installed-test node_modules/.installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'mitsprache needs Python 3.11 or newer; PYTHON=/path/to/python3 names another one.' >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.requirements: requirements/base.txt requirements/build.txt | $(VENV)/bin/python
	@echo 'Installing what mitsprache needs (about a minute the first time) …'
	@$(PIP) --require-hashes -r requirements/base.txt -r requirements/build.txt
	@touch $@

# The build backend is among the locked requirements, so building fetches nothing.
$(VENV)/.installed: $(VENV)/.requirements pyproject.toml hatch_build.py
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.catalogues: $(CATALOGUES) hatch_build.py | $(VENV)/.installed
	@$(PY) hatch_build.py >/dev/null
	@touch $@

$(VENV)/.installed-test: requirements/test.txt $(VENV)/.requirements
	@echo 'Installing what the tests need …'
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

node_modules/.installed: package-lock.json package.json .npmrc | $(VENV)/.installed-test
	@$(PY) -m tests.tools.node npm ci --ignore-scripts --no-fund --loglevel=error
	@touch $@
