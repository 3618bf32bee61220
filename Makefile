# Two commands: `make chat` sets up and opens the chat over corpus/; `make test` sets up and runs the tests.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.PHONY: chat test lint eval gate index chromium clean

chat: .venv/.ready
	$(BIN)/dateline chat corpus

index: .venv/.ready
	$(BIN)/dateline index corpus

eval: .venv/.ready
	$(BIN)/python -m eval

test: .venv/.ready-dev chromium
	$(BIN)/python -m pytest

gate: .venv/.ready
	$(BIN)/python -m eval --gate

lint: .venv/.ready-dev
	$(BIN)/ruff check rag ui eval tests
	$(BIN)/ruff format --check rag ui eval tests
	$(BIN)/mypy

# torch first: a plain `torch` on Linux brings gigabytes of CUDA. The CPU build is taken by its version, else from
# PyTorch's own CPU index, which is named for this one package only.
.venv/.ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@if [ "$$(uname -s)" = Linux ]; then \
	  $(PIP) "torch==2.13.0+cpu" 2>/dev/null || \
	  $(PIP) "torch==2.13.0" --index-url https://download.pytorch.org/whl/cpu; \
	fi
	$(PIP) --editable .
	touch $@

.venv/.ready-dev: .venv/.ready
	$(PIP) --editable ".[dev]"
	touch $@

# The browser tests drive any Chromium or Chrome; Debian's is installed where none is found and we may.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "no Chromium or Chrome found, and none could be installed: the browser tests will be skipped"

clean:
	rm -rf .venv .dateline build *.egg-info
