# make video   set everything up and make a first real video, no key needed
# make test    set everything up and run the tests

PYTHON ?= python3
BIN := .venv/bin
THEME ?= 5 Python beginner mistakes

.PHONY: video test test-all check format bench golden lock setup up down clean

video: setup
	mkdir -p output
	$(BIN)/reelflow make "$(THEME)" --pillar tips --duration 30 --output output/video.mp4

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python .ci/sizes.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.orchestration

golden: setup
	GOLDEN=write $(BIN)/python -m pytest -k golden

up: setup
	$(BIN)/reelflow up

down:
	$(BIN)/reelflow down

setup: $(BIN)/.ready

# The lock constrains, too: pip would look for the newest where a package is wanted both with an extra and without.
$(BIN)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("reelflow needs Python 3.11 or newer; this is %d.%d. Try: make video PYTHON=python3.11" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -c requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lock:
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --extra local --extra postgres --extra groq --extra mistral --extra azure --extra dask --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv build *.egg-info
