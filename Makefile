# Two commands matter: `make demo` sets up and codes the example stories; `make test` sets up and passes the tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check lock schema figures pictures fuzz endurance clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/sayso code corpus/examples --format table

test: setup
	$(BIN)/ruff check src tests benchmarks corpus training tools docs
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m corpus.check
	$(BIN)/python -m pytest

# For developers: digests of the packaged tables, the published schema, the lock, the figures on the yardsticks.
schema: setup
	$(BIN)/python tools/manifest.py
	$(BIN)/python docs/schema/write.py
	$(BIN)/python tools/man.py

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock

# The pictures of the guides, of the desk as it is (needs Chromium).
pictures: setup
	SAYSO_PICTURES=docs/guides/pictures $(BIN)/python -m pytest tests/test_guides.py

figures: setup
	$(BIN)/python -m benchmarks.figures

# The endless search for what breaks: all parsers, all layers. Each find is a line for tests/cases/fuzz.jsonl, which the suite replays.
SECONDS ?= 1800
fuzz: setup
	$(BIN)/python -m tests.fuzz $(SECONDS)
# Kills, bad inputs and replay (half an hour); with SAYSO_TEST_POSTGRES=postgresql://… on a server too. For more: KILLS=1000.
KILLS ?= 100
endurance: setup
	$(BIN)/python -m benchmarks.endurance --kills $(KILLS)

clean:
	rm -rf .venv build dist
