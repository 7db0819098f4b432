# make run     the dashboard on the real data, at http://127.0.0.1:8050
# make test    every test, the browser's included
# make check   format, lint, types, and the data itself
# make report  report.html from the real data
# make bench   the measurements of bench/README.md
# make soak    hours of editing in minutes: kills, many at once, long walks; calls that make no sense, viewers
# make messages  the catalogues of the other languages brought in step with the code
# make valid   every page through the Nu Html Checker, which needs Java and npm
# make pictures  the pictures of the README

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python

.PHONY: all run test check format report bench soak messages pictures valid clean
all: format check test

run: $(VENV)/run-stamp
	$(PY) -m tracker serve

report: $(VENV)/run-stamp
	$(PY) -m tracker report -o report.html

test: $(VENV)/dev-stamp
	.ci/chromium
	$(PY) -m pytest

check: $(VENV)/dev-stamp
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m tracker check

format: $(VENV)/dev-stamp
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(VENV)/dev-stamp
	.ci/chromium
	$(PY) -m bench

soak: $(VENV)/dev-stamp
	$(PY) bench/soak_saving.py
	$(PY) bench/soak_editing.py
	$(PY) bench/soak_bodies.py
	$(PY) bench/soak_serving.py

messages: $(VENV)/dev-stamp
	$(PY) -m catalogue

pictures: $(VENV)/dev-stamp
	.ci/chromium
	$(PY) docs/pictures.py

valid: $(VENV)/dev-stamp
	npm install --silent --no-audit --no-fund --prefix $(VENV)/vnu vnu-jar@26.9.27
	$(PY) bench/valid_html.py $(VENV)/vnu

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# uv where it is installed, else the venv and pip that come with Python.
$(PY):
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PYTHON) $(VENV); \
	else $(PYTHON) -m venv $(VENV); fi

$(VENV)/run-stamp: requirements.txt | $(PY)
	@.ci/install $(PY) -r requirements.txt
	@touch $@

$(VENV)/dev-stamp: requirements.txt requirements-dev.txt | $(PY)
	@.ci/install $(PY) -r requirements-dev.txt
	@touch $@ $(VENV)/run-stamp
