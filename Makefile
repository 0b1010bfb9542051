# `make` alone prints this list.
.DEFAULT_GOAL := help
SHELL := bash
# A `python3` that somebody built by themselves mostly lacks the compiler's optimisations, and whatever runs takes a tenth
# longer. Where it does not say that it has them, the system's own is taken if it can make the environment.
ASKS := import sys, sysconfig
OPTIMISED := $(ASKS); sys.exit("--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""))
FITS := $(ASKS), ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell python3 -c '$(OPTIMISED)' || ! /usr/bin/python3 -c '$(FITS)' 2>/dev/null && echo python3 || echo /usr/bin/python3)
BIN := .venv/bin
PORT ?= 8000
export PORT
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run serve test faults lint bench lock bom s3 sso words clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(BIN)/.runtime ## start the demonstration company: web and worker on 127.0.0.1:8000 (PORT= moves it)
	@PORTAL_ENV=$${PORTAL_ENV:-demo} PORTAL_BASE_URL=$${PORTAL_BASE_URL:-http://127.0.0.1:$(PORT)} \
	  bash deploy/start.sh demo

serve: $(BIN)/.runtime ## start web and worker for real work, without demonstration data
	@bash deploy/start.sh

test: $(BIN)/.dev ## run the whole suite on SQLite and on PostgreSQL, browser included
	@bash tests/run.sh

faults: $(BIN)/.dev ## break it on purpose and count: ARGS="kill 200" takes one fault and its size, ARGS=-h lists them
	@$(BIN)/python -m tests.faults $(ARGS)

lint: $(BIN)/.dev ## style, types, templates and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --diff --quiet . | head -40; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint templates --profile=jinja --lint --quiet

bench: $(BIN)/.dev ## measure the workloads as ratios within one run; writes bench/latest.json
	@$(BIN)/python -m bench

lock: $(BIN)/.dev ## resolve requirements*.in anew, with hashes
	@for name in requirements requirements-dev requirements-s3 requirements-sso; do $(BIN)/uv pip compile --quiet --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-header $$name.in -o $$name.txt; done

sso: $(BIN)/.runtime ## install what single sign-on by OpenID Connect needs
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-sso.txt

bom: $(BIN)/.runtime ## the bill of materials (CycloneDX) into bom.json, and the list of licences
	@$(BIN)/python deploy/bill.py bom.json
	@$(BIN)/python deploy/bill.py --licences

s3: $(BIN)/.runtime ## install what files in an S3-compatible bucket need
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-s3.txt

words: $(BIN)/.dev ## gather messages from the code into the Chinese catalogue and compile it
	@mkdir -p test-output
	@$(BIN)/pybabel -q extract -F portal/translations/babel.cfg -k _l -k lazy_pgettext:1c,2 -k lazy_ngettext:1,2 \
	  --no-location --sort-output -o test-output/messages.pot .
	@$(BIN)/pybabel -q update -i test-output/messages.pot -d portal/translations -l zh --no-fuzzy-matching --ignore-obsolete --no-wrap
	@$(BIN)/pybabel -q compile -d portal/translations

clean: ## remove what tests and tools left behind (never the data folder)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-output

$(BIN)/.runtime: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

$(BIN)/.dev: requirements-dev.txt requirements-s3.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing packages for tests …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-s3.txt
	@touch $@ $(BIN)/.runtime
