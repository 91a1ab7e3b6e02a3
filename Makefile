# The front door: `make demo` and `make test` do all of their own set-up on a fresh Debian 12 machine.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
FONTS := build/fonts/.ready
OUT ?= build/demo
PACKAGES := kiosk devices forms certificates config

.PHONY: demo test setup check bench gallery prove golden doctor
.DEFAULT_GOAL := demo

demo: setup
	$(PY) -m kiosk demo --out $(OUT)

test: check
	$(PY) tests/run_all.py

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) packaging/check_qml.py
	$(PY) -m kiosk catalogue check -v

# The engines that a licence is measured against are fetched for this alone.
bench: setup
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-binary pyscard -r packaging/requirements-bench.lock
	$(PY) tests/bench.py
	$(PY) tests/bench_licence.py

gallery: setup
	$(PY) -m kiosk gallery build/gallery

prove: setup
	$(PY) tests/prove.py

golden: setup
	JIBAN_GOLDEN=1 $(PY) -m pytest -q tests/certificates/test_render.py tests/certificates/test_every_paper.py tests/kiosk/test_catalogue_command.py tests/kiosk/test_layout_audit.py

setup: $(STAMP) $(FONTS)

$(STAMP): packaging/requirements-dev.lock packaging/requirements-judge.lock packaging/system-packages pyproject.toml
	packaging/install-system-packages
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-binary pyscard -r packaging/requirements-dev.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps --ignore-requires-python -r packaging/requirements-judge.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(FONTS): certificates/rendering/font_build.py | $(STAMP)
	$(PY) -m certificates.rendering.font_build build/fonts
	touch $@
