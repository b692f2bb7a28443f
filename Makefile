# Two commands do everything on a fresh machine: `make run` and `make test`. The rest is their steps.
WEGWIJS := .venv/bin/wegwijs

.PHONY: run setup train test check lint evaluate benchmark lock clean

run: train ## From a fresh clone to a talk in the browser
	@$(WEGWIJS) serve

setup: ## Both environments, the language resource and a browser for the tests
	@./scripts/setup.sh

train: setup ## Train the model, unless nothing it is made from has changed
	@$(WEGWIJS) train

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

check: lint ## Everything that reads the code without running it, and the size of the widget
	@.venv/bin/mypy .
	@.venv/bin/lint-imports
	@.venv/bin/python scripts/widget_size.py

test: check train ## Everything that CI runs
	@./scripts/browser.sh
	@.venv/bin/pytest -q -n 2 --no-loadscope-reorder

evaluate: train ## Measure how well people are understood, against the floors, and keep the figures (NOTE="what changed")
	@$(WEGWIJS) evaluate --floors evaluation/floors.tsv --history evaluation/history.tsv --note "$$NOTE"

benchmark: setup ## Train our pipeline and Rasa's default one from nothing, and measure both (hours on two cores; OUT=FILE.json)
	@.venv/bin/python -m benchmarks.understanding $${OUT:+--out "$$OUT"}

lock: ## Write the lock files anew from requirements/*.in
	@./scripts/lock.sh

clean:
	rm -rf .venv .venv-rasa .tools models .rasa
