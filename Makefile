# make run    start Målkollen
# make test   run every test
# make check  look without changing anything
# make fix    mend what tools can mend
# make words  gather the texts that want an English
# make lock   pin the newest versions that fit

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check fix words lock screenshots benchmark clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Målkollen needs Python 3.11 or newer; name one with: make run PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-for-tests: requirements.txt tests/requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(VENV)/installed

run: $(VENV)/installed
	$(BIN)/python -m malkollen build
	@echo 'Målkollen: http://localhost:$(PORT)   (stop with Ctrl-C)'
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

test: $(VENV)/installed-for-tests
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -m "not browser" --numprocesses auto --dist loadfile
	$(BIN)/python -m pytest -m browser

check: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint queries data --nocolor --processes 0
	$(BIN)/lint-imports

fix: $(VENV)/installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix queries data --nocolor --processes 0

words: $(VENV)/installed-for-tests
	PYTHONPATH=. $(BIN)/python tests/english.py

lock: $(VENV)/installed-for-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --no-header \
		--no-emit-index-url --upgrade --output-file requirements.txt
	$(BIN)/uv pip compile tests/requirements.in --universal --python-version 3.11 --no-header \
		--no-emit-index-url --upgrade --output-file tests/requirements.txt
	@{ echo '# Made from requirements.in; installs on top of ../requirements.txt.'; echo '-r ../requirements.txt'; \
		cat tests/requirements.txt; } > tests/requirements.new && mv tests/requirements.new tests/requirements.txt

screenshots: $(VENV)/installed-for-tests
	$(BIN)/python -m malkollen build
	PYTHONPATH=. $(BIN)/python tests/screenshots.py

benchmark: $(VENV)/installed-for-tests
	$(BIN)/python -m malkollen build
	PYTHONPATH=tests $(BIN)/python -m benchmarks.pages
	PYTHONPATH=tests $(BIN)/python -m benchmarks.weight
	$(BIN)/python -m benchmarks.queries
	$(BIN)/python -m benchmarks.reading

clean:
	rm -rf $(VENV) data/database .pytest_cache .mypy_cache .ruff_cache
