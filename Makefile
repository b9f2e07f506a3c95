# Two commands: `make run` shows the map, `make test` tests everything. Both work on a fresh clone.

SHELL := /bin/sh
BIN := .venv/bin
NODE := var/node/node_modules/.bin
PORT ?= 8050
AXE := axe-core@4.14.1
AXE_SHA256 := 29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c

# Compiled code is kept, whatever the surroundings say: every command would else take seconds to begin.
unexport PYTHONDONTWRITEBYTECODE

# Tests of a module run in one of two processes, which begin with those that take longest and so end together;
# one that falls ends the run, which would else wait forever.
PARALLEL := -n 2 --dist loadscope --no-loadscope-reorder --longest-first --max-worker-restart 0 -p tests.quick.passed

.PHONY: run test check fast quick watch lint bench pictures lock

run: .venv/installed ## the demo region on http://127.0.0.1:8050
	UTBUDSKARTA_SAVE_PRESENTATIONS=yes $(BIN)/utbudskarta serve --port $(PORT)

test: .venv/installed-engines var/axe.min.js ## unit, wiring and browser tests
	@sh tests/e2e/need chromium-headless-shell chromium-headless-shell fonts-dejavu || \
		sh tests/e2e/need chromium chromium fonts-dejavu
	@sh tests/geodata/register/need-engines
	@sh tests/e2e/need-proxies
	$(BIN)/pytest tests $(PARALLEL) $(if $(AFTER_CHECK),--leave-out-passed)

check: .venv/installed-tests ## lint and the fast tests, beside each other
	@$(MAKE) --no-print-directory --jobs 2 lint fast

fast: .venv/installed-tests # fewer examples of each property than in `test`, which has them all
	$(BIN)/pytest tests $(PARALLEL) --keep-passed -m "not long" --hypothesis-profile fewer --ignore tests/e2e \
		--ignore tests/bench --ignore tests/geodata/register/test_engines.py

quick: .venv/installed-tests ## tests and lint of what changed since main, or of one room: make quick ROOM=geodata/flows
	@$(BIN)/python -m tests.quick $(ROOM)

watch: .venv/installed-tests ## the same again whenever a file changes, until Ctrl-C
	@$(BIN)/python -m tests.quick.watch $(ROOM)

lint: .venv/installed-tests var/node/installed ## format, lint, types, arrows; the scripts' too, and their own tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE)/eslint -c tests/js/eslint.config.js assets tests/e2e/probe tests/js
	$(NODE)/tsc -p tests/js/tsconfig.json
	$(NODE)/tsc -p tests/js/tsconfig.pages.json
	node --test tests/js/

bench: .venv/installed-tests ## bytes, milliseconds and frames, beside named peers
	@sh tests/e2e/need chromium-headless-shell chromium-headless-shell fonts-dejavu || \
		sh tests/e2e/need chromium chromium fonts-dejavu
	@for bench in tests/bench/bench_*.py; do \
		echo; echo "== $$(basename $$bench .py)"; \
		$(BIN)/python -m tests.bench.$$(basename $$bench .py) || exit 1; \
	done

pictures: .venv/installed-tests ## those in docs: of the house as the imports are, of the pages as they look
	$(BIN)/python -m tests.architecture.draw_house
	@sh tests/e2e/need chromium-headless-shell chromium-headless-shell fonts-dejavu || \
		sh tests/e2e/need chromium chromium fonts-dejavu
	$(BIN)/python -m tests.e2e.make_pictures

lock: .venv/installed-tests ## the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile pyproject.toml -q --upgrade --universal --python-version 3.12 --generate-hashes \
		--no-header --no-annotate -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml -q --universal --python-version 3.12 --generate-hashes \
		--no-header --no-annotate --extra tests --extra peers --extra postgresql \
		-c requirements.lock -o tests/requirements.lock
	$(BIN)/uv pip compile tests/geodata/register/spark.in -q --universal --python-version 3.12 --generate-hashes \
		--no-header --no-annotate -o tests/geodata/register/spark.lock

.venv/bin/python:
	@sh .ci/make-venv

# What is installed is exactly what the lock says; a changed lock or pyproject.toml installs again.
.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-tests: tests/requirements.lock .venv/installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --no-deps --require-hashes -r tests/requirements.lock
	@touch $@

# Spark is 430 MB: only who runs all tests needs it.
.venv/installed-engines: tests/geodata/register/spark.lock .venv/installed-tests
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --no-deps --require-hashes \
		--no-build-isolation -r tests/geodata/register/spark.lock
	@touch $@

# The accessibility rules run inside the page; npm is where they are published.
var/axe.min.js: Makefile
	@sh tests/e2e/need npm npm
	mkdir -p var
	cd var && npm pack --silent $(AXE) && tar -xzOf axe-core-*.tgz package/axe.min.js > axe.new && rm axe-core-*.tgz
	echo "$(AXE_SHA256)  var/axe.new" | sha256sum -c -
	mv var/axe.new $@

# What checks the scripts: exactly the versions that are named.
var/node/installed: tests/js/package.json
	@sh tests/e2e/need npm npm
	mkdir -p var/node
	cp tests/js/package.json var/node
	cd var/node && npm install --silent --no-package-lock --no-audit --no-fund
	@touch $@
