# The words of this house. Each works alone on a fresh checkout: it makes .venv and installs what is locked.
#   demo           plays a day of a service desk on your own machine
#   test           runs every test, and first installs the real servers that they need
#   lint, fix      looks for what the tools can see; mends what they can mend
#   types          strict types
#   check          lint, types, import contract, then exactly `make test`
#   bench          prints the figures that docs/ speaks of
#   docs           checks that the documentation tells the truth
#   lock           writes the lock files anew
#   fuzz           reads FUZZ_COUNT (300000) mutated mails and prints every broken promise
#   corpus-report  prints how well replies are read, beside other libraries, and writes docs/corpus-report.md
#   kb-report      prints how well articles of the knowledge base are found, beside plain BM25
#   test-long      the tests that take minutes
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := check
.PHONY: demo test lint fix types contract check bench docs lock fuzz corpus-report kb-report test-long real-parts

PYTHON ?= python3
WORKERS ?= 2
FUZZ_COUNT ?= 300000
FUZZ_SEED ?= 1
BIN := .venv/bin
RUN := .venv/.locked-run
DEV := .venv/.locked-dev
REPORT := .venv/.locked-report
TEST_CACHE := $(CURDIR)/.cache/maildesk-tests
export MAILDESK_TEST_CACHE := $(TEST_CACHE)
export MAILDESK_SMTP_SINK ?= $(TEST_CACHE)/smtp-sink
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
ITSELF := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation --no-index --editable .

demo: $(RUN)
	$(BIN)/maildesk demo

test: $(DEV) real-parts
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

fix: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(DEV)
	$(BIN)/mypy

contract: $(DEV)
	$(BIN)/lint-imports --no-logo

check: lint types contract
	$(MAKE) --no-print-directory test

bench: $(DEV) real-parts
	$(BIN)/python -m tests.desk.closing_rates
	$(BIN)/python -m tests.bench

docs: $(DEV)
	$(BIN)/python -m pytest tests/house -k "docs or readme or glossary or setting or decision"

fuzz: $(DEV)
	$(BIN)/python -u -m tests.mail.fuzz --count $(FUZZ_COUNT) --seed $(FUZZ_SEED)

corpus-report: $(REPORT)
	$(BIN)/python -m tests.mail.corpus_report --write docs/corpus-report.md

kb-report: $(DEV)
	$(BIN)/python -m tests.desk.kb_quality

test-long: $(DEV) real-parts
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m long --timeout 1800 tests

real-parts: $(DEV)
	bash tests/world/install.sh

lock: $(DEV)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  --all-extras --group build --group test --group browser --group lint pyproject.toml --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  --extra web --extra demo --extra postgres --group build -c requirements-dev.lock pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  --group report -c requirements-dev.lock --output-file tests/mail/report.lock

# The development lock holds everything of the other with the same releases, so one environment serves both.
$(RUN): requirements.lock pyproject.toml | .venv/.made
	$(PIP) --requirement requirements.lock
	$(ITSELF)
	touch $@

$(DEV): requirements-dev.lock pyproject.toml | .venv/.made
	$(PIP) --requirement requirements-dev.lock
	$(ITSELF)
	touch $@ $(RUN)

# The libraries that only the report compares us with.
$(REPORT): tests/mail/report.lock $(DEV)
	$(PIP) --requirement tests/mail/report.lock
	touch $@

.venv/.made:
	$(PYTHON) -c 'import sys; sys.exit("maildesk needs Python 3.11 or newer; write: make PYTHON=/path/to/python3.12" if sys.version_info < (3, 11) else 0)'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	touch $@
