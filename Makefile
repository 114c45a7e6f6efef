# make demo and make test do all the set-up themselves; they need Python 3.11 or newer, and make.
# After the first run they need no network.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
OUT := out

OLD := examples/rivers-L4.md
NEW := examples/rivers-L4-Rev1.md

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench pages styles fuzz fuzz-word fuzz-redline fuzz-redline-corpus fuzz-compile fuzz-resolve bench-compile kills writers engines clean

help:
	@echo "make demo    compare two versions of a draft decision; clean and redlined Word files in $(OUT)/; a negotiation"
	@echo "make test    style, types and tests"
	@echo "make bench   time of parse, diff and redline, beside a floor measured in the same run"
	@echo "make pages   OFFICIAL, a PDF file, beside our page of the draft text DRAFT: positions, sizes, line breaks"
	@echo "make styles  our styles beside those of the official templates NEW_YORK and GENEVA, parts word/styles.xml"
	@echo "make fuzz    property tests at length, with random seeds (some minutes)"
	@echo "make fuzz-word  COUNT Word files with faults from SEED on (some minutes)"
	@echo "make fuzz-redline  COUNT pairs of drafts from SEED on and their redlines; pairs with faults in KEEP"
	@echo "make fuzz-redline-corpus  the same with the real texts and Word files of the folder CORPUS"
	@echo "make kills   KILLS programs that write into a dossier, killed; nothing that was acknowledged is lost"
	@echo "make bench-compile  time of compilations of 5 to 40 proposals"
	@echo "make fuzz-compile  COUNT compilations of up to 40 proposals from SEED on"
	@echo "make fuzz-resolve  COUNT drafts from SEED on, with every bracket settled"
	@echo "make engines  time, economy and faults on long drafts, beside DOCX_TRACKDIFF and DOCX_REDLINE where given"
	@echo "make writers  PROGRAMS that write EVENTS each into the new DOSSIER at once, a file or postgresql://..."
	@echo "make clean   remove everything that make made"

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name yours: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "draftkit needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V). Name a newer one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.made pyproject.toml
	$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.run

# draftkit diff ends with status 1 when the drafts differ: here they should.
demo: $(VENV)/.run
	@mkdir -p $(OUT)
	$(BIN)/draftkit parse $(NEW) --format text
	$(BIN)/draftkit diff $(OLD) $(NEW) || test $$? -eq 1
	$(BIN)/draftkit render $(NEW) -o $(OUT)/rivers-L4-Rev1.docx
	$(BIN)/draftkit redline $(OLD) $(NEW) -o $(OUT)/rivers-L4-Rev1-redline.docx --author Secretariat --date 2031-05-21
	PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/harbours/run.sh $(OUT)/harbours
	@echo
	@echo "Clean Word document:             $(CURDIR)/$(OUT)/rivers-L4-Rev1.docx"
	@echo "Word document, tracked changes:  $(CURDIR)/$(OUT)/rivers-L4-Rev1-redline.docx"

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -q -rs -n auto --dist loadfile

bench: $(VENV)/.run
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/dossier.py

bench-compile: $(VENV)/.run
	$(BIN)/python benchmarks/compiling.py

# LibreOffice Writer and the Liberation fonts have to be installed.
pages: $(VENV)/.test
	$(BIN)/python benchmarks/pages.py $(OFFICIAL) $(DRAFT)

styles: $(VENV)/.run
	$(BIN)/python benchmarks/styles.py $(NEW_YORK) $(GENEVA)

fuzz: $(VENV)/.test
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -q -rs -m hypothesis

COUNT ?= 10000
SEED ?= $(shell date +%s)
fuzz-word: $(VENV)/.test
	DRAFTKIT_WORD_FUZZ=$(COUNT) DRAFTKIT_WORD_FUZZ_SEED=$(SEED) $(BIN)/python -m pytest -q tests/test_word_fuzz.py

KILLS ?= 1000
kills: $(VENV)/.test
	$(BIN)/python tests/dossier_kills.py --count $(KILLS) --seed $(SEED)

PROGRAMS ?= 8
EVENTS ?= 200
DOSSIER ?= $(OUT)/writers.dossier
writers: $(VENV)/.test
	@mkdir -p $(OUT)
	$(BIN)/python tests/dossier_writers.py "$(DOSSIER)" --programs $(PROGRAMS) --events $(EVENTS)

JOBS ?= 1
WITNESSES ?= 200
KEEP ?= $(OUT)/redline-faults
fuzz-compile: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m compile_fuzz --count $(COUNT) --seed $(SEED) --jobs $(JOBS)

fuzz-redline: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m redline_fuzz --count $(COUNT) --seed $(SEED) --keep $(KEEP) --jobs $(JOBS) --witnesses $(WITNESSES)

fuzz-resolve: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m resolve_fuzz --count $(COUNT) --seed $(SEED)

CORPUS ?= ../shared/corpus
CORPUS_PAIRS = PYTHONPATH=tests $(BIN)/python -m redline_fuzz --count $(COUNT) --seed $(SEED) --keep $(KEEP) --jobs $(JOBS) --corpus $(CORPUS)
fuzz-redline-corpus: $(VENV)/.test
	$(CORPUS_PAIRS)
	$(CORPUS_PAIRS) --kind real

# SIZES and SEEDS are lists; DOCX_TRACKDIFF and DOCX_REDLINE are programs of other projects (docs/engines.md).
SIZES ?= 20 200 2000
SEEDS ?= 1
RUNS ?= 3
engines: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m engines --sizes $(SIZES) --seeds $(SEEDS) --runs $(RUNS) \
	  $(if $(DOCX_TRACKDIFF),--docx-trackdiff $(DOCX_TRACKDIFF)) $(if $(DOCX_REDLINE),--docx-redline $(DOCX_REDLINE))

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
