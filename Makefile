PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: ksy

ksy: ksy/build/node_modules $(BIN)/iptblob
	$(BIN)/python ksy/build/generate.py

ksy/build/node_modules: ksy/build/package-lock.json
	cd ksy/build && npm ci --no-audit --no-fund
	touch $@
