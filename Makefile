# `make help` prints the ## comments below.
enough := import sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13; do \
  $$name -c '$(enough)' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

# A run of the tests starts hundreds of processes: each is to find the modules compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check bench torture samples templates docs pictures wheelhouse clean

help: ## what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(VENV)/.ready: setup.cfg pyproject.toml
	"$(PYTHON)" -m venv $(VENV) || { echo "需要 Python 3.11 及其 venv 组件（Debian：apt-get install python3-venv）"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'
	@touch $@

demo: $(VENV)/.ready ## a whole year on samples/, in the folder 示例年度
	$(BIN)/jieyue demo 示例年度 --fresh

test: $(VENV)/.ready ## the full test suite
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/.ready ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.ready ## speeds side by side with the usual libraries
	$(BIN)/python -m benchmarks

torture: $(VENV)/.ready ## the long versions of the reliability tests
	$(BIN)/python -m pytest -n $(WORKERS) -m slow --results docs/torture.json

samples: $(VENV)/.ready ## builds samples/ anew
	$(BIN)/python -m samples.build

templates: $(VENV)/.ready ## builds templates/docx/ anew
	$(BIN)/python -m generate.make_templates

docs: $(VENV)/.ready ## writes the pages of docs/ that are made from the code
	$(BIN)/python -m tests.docs.errors_page
	$(BIN)/python -m tests.lint.page
	$(BIN)/python -m tests.geometry.page
	$(BIN)/python -m tests.reliability.page

pictures: $(VENV)/.ready ## draws the manual's pictures anew, from the demonstration year
	$(BIN)/python -m tests.docs.pictures
	$(BIN)/python -m tests.docs.specimens

wheelhouse: $(VENV)/.ready ## everything to install on a machine without network, in the folder wheelhouse
	rm -rf wheelhouse
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir wheelhouse .
	@echo "已备好 wheelhouse（$$(ls wheelhouse | wc -l)个软件包）；拷到目标电脑后的做法见 docs/手册/换机与离线安装.md"

clean: ## removes what the targets made
	rm -rf $(VENV) 示例年度 wheelhouse build *.egg-info
