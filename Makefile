# Everything a contributor or CI runs. `make` alone lists it.
# Needs Python 3.11 or newer, git and make; all else goes into .venv, from the lock.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
PYTEST_ARGS ?=
BENCH_ARGS ?=
LOCK_ARGS ?=
FUZZ_SECONDS ?= 60
MUTANTS ?= 100
COVERING := $(addprefix tests/test_,cases.py checks.py exports.py load.py messages.py written.py)
COVERING += $(addprefix tests/test_keeping.py::test_,forked_processes_read_the_same death_of_a_forked_process_costs_nothing)
COVERING += $(addprefix tests/host/test_serving.py::test_,reading_again_is_reading what_only_a_look_at_the_folder_tells)

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made-from-lock
TOOLS := .cache/audit
AUDIT := $(TOOLS)/.made-from-lock

# Material prints a banner about MkDocs 2 otherwise.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help env serve site test check format lock audit sbom fuzz coverage mutants bench clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s%s\n", $$1, $$2 }'

env: $(STAMP) ## make the environment in .venv (PYTHON=python3.13 picks another Python)

serve: env ## check, build and serve until interrupted (ADDRESS=host:port)
	@# Problems are printed, the rest is served; anything worse than problems (status 1) stops it.
	$(BIN)/kronik check || [ $$? -eq 1 ]
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

site: env ## check and build into site/
	$(BIN)/kronik check
	$(BIN)/mkdocs build --strict --site-dir site

test: env ## run all tests, in a real browser too (PYTEST_ARGS='-k name')
	@CHROMIUM="$$(tests/browser/ensure-chromium.sh)" && export CHROMIUM && $(BIN)/pytest -n auto --dist loadscope $(PYTEST_ARGS)

check: env ## format, lint, types, workflows, content, prose, strict build
	$(BIN)/python -m pip check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --no-progress --quiet --persona auditor .github .pre-commit-config.yaml
	$(BIN)/kronik check
	$(BIN)/kronik fmt --check
	$(BIN)/kronik editorial
	@dir="$$(mktemp -d)" && trap 'rm -rf "$$dir"' EXIT INT TERM && set -x && \
	  $(BIN)/mkdocs build --strict --site-dir "$$dir"

format: env ## put code and records into their layout
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .
	$(BIN)/kronik fmt

# With extras: without, pip takes a newer release of such a package into account, finds no hash for it, and stops.
lock: env ## refresh the locks from pyproject.toml (LOCK_ARGS=--upgrade for newer versions)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --no-strip-extras --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
	  --quiet --output-file requirements.txt $(LOCK_ARGS)
	$(BIN)/uv pip compile benchmarks/requirements.in --universal --no-strip-extras --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
	  --quiet --output-file benchmarks/requirements.txt $(LOCK_ARGS)
	$(BIN)/uv pip compile --group audit --universal --no-strip-extras --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
	  --quiet --output-file audit/requirements.txt $(LOCK_ARGS)

audit: $(AUDIT) ## workflows by actionlint, all pages by the Nu Html Checker, some by Lighthouse (needs Java and Node 20)
	@dir="$$(mktemp -d)" && trap 'rm -rf "$$dir"' EXIT INT TERM && \
	  $(BIN)/mkdocs build --strict --quiet --site-dir "$$dir" && $(BIN)/python -m audit "$$dir"

sbom: $(AUDIT) ## write the bill of materials, sbom.cdx.json (CycloneDX), from the lock
	@$(TOOLS)/bin/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --validate --output-file sbom.cdx.json requirements.txt

fuzz: env ## every property over and over with other seeds (FUZZ_SECONDS=60)
	$(BIN)/python -m tests.fuzz $(FUZZ_SECONDS)

coverage: env ## which branches of loader, checks and exports no test takes; at least 95 % must be
	$(BIN)/pytest -q $(COVERING) --cov generator.load --cov generator.checks --cov generator.exports --cov-branch \
	  --cov-fail-under 95 --cov-report term-missing:skip-covered

mutants: env ## small faults put into the checks, each of which a test should notice (MUTANTS=100)
	$(BIN)/python -m tests.mutants $(MUTANTS)

bench: env ## compare with other programs, an hour (BENCH_ARGS='1000 --rounds 1 --only checks')
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

clean: ## remove all that make made
	rm -rf $(VENV) site .cache .hypothesis .coverage sbom.cdx.json

# Remade from nothing, so that it holds what the lock says and nothing else.
$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kronik needs Python 3.11 or newer as $(PYTHON); name another: PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) lacks venv: install it ('apt-get install python3-venv' on Debian)" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version), about a minute" >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What audits the project, apart from what it runs with.
$(AUDIT): audit/requirements.txt audit/package-lock.json | env
	@$(BIN)/uv venv --quiet --clear $(TOOLS)
	@$(BIN)/uv pip install --quiet --python $(TOOLS) --require-hashes -r audit/requirements.txt
	@cp audit/package.json audit/package-lock.json audit/.npmrc $(TOOLS)/ && cd $(TOOLS) && npm ci --silent
	@touch $@
