# What a fresh machine needs: Python 3.11 or later, and make. Everything else is set up here, below .venv/ and .tools/,
# and set up again only when pyproject.toml or tools/ changes. `make help` lists the goals.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TOOLS  := .tools

# The rooms whose every branch a test must take.
GATED  := parse graph checks pages render
COMMA  := ,
SPACE  := $(subst ,, )
GATED_FILES := $(subst $(SPACE),$(COMMA),$(foreach room,$(GATED),src/rlnotes/$(room)/*))

# Tests that run in parallel; tests that share a built site stay together (--dist loadgroup).
JOBS   ?= 2

# Tests that alone have to reach every branch of the gated rooms. Measuring makes tests take twice as long, most of all
# those that run browsers and whole programs, so these come after, unmeasured.
MEASURED = $(addprefix tests/,app checks config golden graph pages parse render words) \
  $(addprefix tests/trust/test_hostile_,markdown.py collections.py) tests/trust/test_found.py \
  tests/shell/test_external.py $(addprefix tests/cli/test_,external.py mending_on_disk.py)

FUZZ_SECONDS ?= 60

.PHONY: help site test format lint types pytest coverage tools wheel bench bench-check fuzz clean clean-tools

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
	  || grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

site: $(VENV)/.installed ## build the sample knowledge base into build/
	$(BIN)/rlnotes build

test: lint types pytest coverage ## every gate: format, lint, types, rooms, tests, coverage

lint: $(VENV)/.dev ## format, lint, and the plan of the rooms
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports

types: $(VENV)/.dev lint ## types, strictly
	$(BIN)/mypy

pytest: $(VENV)/.dev $(TOOLS)/.ready types ## the tests; the coverage of those that gate it is measured
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --cov=rlnotes --cov-branch --cov-report= $(MEASURED)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup tests $(addprefix --ignore=,$(MEASURED))

coverage: pytest ## fail where a branch of the gated rooms went untested
	$(BIN)/coverage report --include='$(GATED_FILES)' --show-missing --skip-covered --fail-under=100

format: $(VENV)/.dev ## put the code into its one format
	$(BIN)/ruff check --fix-only --exit-zero
	$(BIN)/ruff format

wheel: $(VENV)/.dev ## the wheel and the source archive, in dist/
	$(BIN)/python -m hatchling build

# What is measured is installed first, so that edits meanwhile don't matter.
# For example: make bench BENCH='--notes 1000 --notes 10000 --peers hugo,mkdocs'; BENCH=--help says what there is.
bench: $(TOOLS)/bench/.ready ## how long rlnotes and its peers take for the same notes; writes bench/results.md
	$(TOOLS)/bench/venv/bin/python -m pip install --quiet --no-deps --force-reinstall .
	$(TOOLS)/bench/venv/bin/python -m bench $(BENCH)

bench-check: $(TOOLS)/bench/.ready ## how long `rlnotes check` and lychee take for the same links; writes bench/results-check.md
	$(TOOLS)/bench/venv/bin/python -m pip install --quiet --no-deps --force-reinstall .
	$(TOOLS)/bench/venv/bin/python -m bench.checking $(BENCH)

# Atheris has wheels for some Pythons only; what it finds stays in tests/trust/found.
fuzz: $(VENV)/.dev ## look for texts that break the parser, for FUZZ_SECONDS
	@$(BIN)/python -m pip install --quiet --only-binary atheris --group fuzz \
	  || { echo 'atheris has no wheel for this Python: try another, for example make fuzz PYTHON=python3.12' >&2; exit 1; }
	PYTHONPATH=src:tests $(BIN)/python -m trust.fuzzing $(FUZZ_SECONDS)

tools: $(TOOLS)/.ready ## the browser, Java and packages that tests use

clean: ## remove what is built and what is cached
	rm -rf build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

clean-tools: ## remove the set-up too
	rm -rf $(VENV) $(TOOLS)

# One virtual environment: first what the program needs, then what its developers need.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'rlnotes needs Python 3.11 or later: name one, for example make PYTHON=python3.13' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml tools/fonts.py $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# Dependency groups came with pip 25.1.
$(VENV)/.dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

$(TOOLS)/.ready: $(VENV)/.dev tools/versions tools/setup.sh
	sh tools/setup.sh $(BIN)/python $(TOOLS)
	touch $@

$(TOOLS)/bench/.ready: pyproject.toml bench/setup.sh bench/versions
	sh bench/setup.sh $(PYTHON) $(TOOLS)/bench
	touch $@
