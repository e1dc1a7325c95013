# Everything a newcomer needs: `make demo` and `make test` set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NODE_MODULES := ksy/build/node_modules/.installed

.PHONY: setup demo test check ksy ksy-targets bench bench-compare fuzz tools dist site man clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	tests/tools/fetch.sh $(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: setup
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash samples/demo.sh

# Debian's iptables, ipset, ... for the tests that ask the real tools; they skip aloud where these cannot be had.
tools:
	@bash tests/tools/install.sh

test: setup tools node
	$(BIN)/python -m pytest -n 2 --dist loadfile $(if $(HYPOTHESIS_SEED),--hypothesis-seed=$(HYPOTHESIS_SEED))

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive iptblob

.PHONY: node
node:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NODE_MODULES); \
	else echo 'npm is missing: whether the generated parsers are fresh is not tested'; fi

ksy: setup $(NODE_MODULES)
	$(BIN)/python ksy/build/generate.py

# KAITAI_RUNTIMES=DIR builds the entry points with the runtimes of the Kaitai project that lie there; see docs/kaitai.md
ksy-targets: setup $(NODE_MODULES)
	$(BIN)/python -m tests.ksy.targets

$(NODE_MODULES): ksy/build/package-lock.json
	cd ksy/build && ../../tests/tools/fetch.sh npm ci --no-audit --no-fund --silent
	touch $@

fuzz: setup
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[fuzz]"
	$(BIN)/python -m tests.fuzz.fuzz -max_total_time=600 -max_len=12000

# What other kernels answer: fetches those of Debian that are new, boots and asks them, and writes data and tables again.
# KERNELS="6.1.192 7.3.4" takes these alone.
.PHONY: kernels
kernels: setup
	@bash tests/tools/install.sh qemu-system-x86 busybox-static cpio gcc libc6-dev
	$(BIN)/python -m tests.guests renew $(KERNELS)

bench: setup tools
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]' || echo 'python-iptables cannot be built here: left out'
	$(BIN)/python tests/bench/bench.py

# Measures again (build/bench) and fails beyond 15 % more processor time than in docs/bench; on a quiet machine.
bench-compare: setup tools
	BENCH_TO=build/bench $(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/compare.py docs/bench/results.json build/bench/results.json

# Source distribution and the wheel built from it, with the tests that need nothing but these.
dist: setup
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	IPTBLOB_DIST=$(CURDIR)/dist $(BIN)/python -m pytest tests/package -q

# The documentation as a site, in build/site.
site: setup
	$(BIN)/mkdocs build --strict

# The man pages, from the help of the commands.
man: setup
	$(BIN)/python docs/man/generate.py

clean:
	rm -rf $(VENV) ksy/build/node_modules build dist iptblob.egg-info
